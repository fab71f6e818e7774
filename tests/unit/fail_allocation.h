/* Lets one chosen allocation of the calling thread fail, wherever it is made: in the program,
 * or in a library.  To be included by one file of a test program, before anything else.
 *
 *     for (long n = 1; failed; n++) {
 *         fail_allocation_begin(n);
 *         int result = the_work();
 *         failed = fail_allocation_end();
 *         ...
 *     }
 *
 * Only for glibc without a sanitizer (FAIL_ALLOCATION_WORKS is defined) and where
 * fail_allocation_possible() says so; elsewhere a test says that it was skipped. */
#ifndef FAIL_ALLOCATION_H
#define FAIL_ALLOCATION_H

#ifndef _GNU_SOURCE
#error "define _GNU_SOURCE first"
#endif

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                     \
    __has_feature(memory_sanitizer)
#define FAIL_ALLOCATION_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&   \
    !defined(FAIL_ALLOCATION_SANITIZED)
#define FAIL_ALLOCATION_WORKS 1

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void __libc_free(void *memory);

/* The state of each thread; `live` counts what it allocated and did not free. */
static _Thread_local long fail_allocation_countdown, fail_allocation_live;
static _Thread_local bool fail_allocation_active, fail_allocation_failed;
static _Thread_local void *fail_allocation_caller; /* whose allocation failed */

/* A part of the path of a library whose own allocations never fail; NULL: there is none. */
static const char *fail_allocation_spared;

/* The same of the only ones whose allocations fail, such as those of the program itself; NULL:
 * all do. */
static const char *fail_allocation_only;

static inline void fail_allocation_begin(long nth)
{
    fail_allocation_countdown = nth;
    fail_allocation_failed = false;
    fail_allocation_caller = NULL;
    fail_allocation_active = true;
}

/* True if there was such an allocation, which then failed. */
static inline bool fail_allocation_end(void)
{
    fail_allocation_active = false;
    return fail_allocation_failed;
}

static inline bool fail_allocation_within(void *caller, const char *library)
{
    Dl_info info;
    return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, library);
}

/* True if the allocation that failed was one of the library with this part of a path. */
static inline bool fail_allocation_was_in(const char *library)
{
    return fail_allocation_caller && fail_allocation_within(fail_allocation_caller, library);
}

static inline bool fail_allocation_spares(void *caller)
{
    return (fail_allocation_spared && fail_allocation_within(caller, fail_allocation_spared)) ||
           (fail_allocation_only && !fail_allocation_within(caller, fail_allocation_only));
}

static inline bool fail_allocation_now(void *caller)
{
    if (!fail_allocation_active || fail_allocation_spares(caller) ||
        --fail_allocation_countdown != 0)
        return false;
    fail_allocation_failed = true;
    fail_allocation_caller = caller;
    errno = ENOMEM;
    return true;
}

static inline void *fail_allocation_counted(void *memory)
{
    if (memory)
        fail_allocation_live++;
    return memory;
}

#define FAIL_ALLOCATION_PUBLIC __attribute__((visibility("default"), noinline))
#define FAIL_ALLOCATION_NOW()  fail_allocation_now(__builtin_return_address(0))

FAIL_ALLOCATION_PUBLIC void *malloc(size_t size)
{
    return FAIL_ALLOCATION_NOW() ? NULL : fail_allocation_counted(__libc_malloc(size));
}

FAIL_ALLOCATION_PUBLIC void *calloc(size_t count, size_t size)
{
    return FAIL_ALLOCATION_NOW() ? NULL : fail_allocation_counted(__libc_calloc(count, size));
}

FAIL_ALLOCATION_PUBLIC void *realloc(void *memory, size_t size)
{
    if (FAIL_ALLOCATION_NOW())
        return NULL;
    void *moved = __libc_realloc(memory, size);
    if (!memory)
        return fail_allocation_counted(moved);
    if (!moved && size == 0)
        fail_allocation_live--;
    return moved;
}

FAIL_ALLOCATION_PUBLIC void free(void *memory)
{
    if (memory)
        fail_allocation_live--;
    __libc_free(memory);
}

/* Here too, because within glibc it would be glibc that calls malloc. */
static inline char *fail_allocation_copy(const char *text, size_t length)
{
    char *copy = fail_allocation_counted(__libc_malloc(length + 1));
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

#undef strdup
FAIL_ALLOCATION_PUBLIC char *strdup(const char *text)
{
    return FAIL_ALLOCATION_NOW() ? NULL : fail_allocation_copy(text, strlen(text));
}

#undef strndup
FAIL_ALLOCATION_PUBLIC char *strndup(const char *text, size_t length)
{
    return FAIL_ALLOCATION_NOW() ? NULL : fail_allocation_copy(text, strnlen(text, length));
}

/* False where something else takes the place of malloc, as valgrind does. */
static inline bool fail_allocation_possible(void)
{
    void *(*const volatile allocate)(size_t) = malloc;
    fail_allocation_begin(1);
    free(allocate(1));
    return fail_allocation_end();
}

#endif
#endif

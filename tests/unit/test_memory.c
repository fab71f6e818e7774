/* Also checks that secrets are wiped before their memory is given back: `free` is replaced by
 * one that looks for a known text first (glibc without a sanitizer). */
#define _GNU_SOURCE
#include "check.h"

#include "buffer.h"
#include "config.h"
#include "memory.h"
#include "oauth.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>

#define CANARY "CANARY"

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                     \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&   \
    !defined(SANITIZED)
#define WATCHES 1

extern void __libc_free(void *memory);

static bool watching;
static int freed, seen;

__attribute__((visibility("default"), noinline)) void free(void *memory)
{
    if (memory && watching) {
        freed++;
        if (memmem(memory, malloc_usable_size(memory), CANARY, sizeof CANARY - 1))
            seen++;
    }
    __libc_free(memory);
}

static void watch(void)
{
    watching = true;
    freed = seen = 0;
}
#endif

static void test_copy__copies_and_passes_null_on(void)
{
    char *copy = xpost_string_copy("text");
    char *part = xpost_string_copy_range("text", 2);
    char *none = xpost_string_copy_range("text", 0);
    CHECK_TEXT(copy, "text");
    CHECK_TEXT(part, "te");
    CHECK_TEXT(none, "");
    CHECK(!xpost_string_copy(NULL));
    free(copy);
    free(part);
    free(none);
}

static void test_set__replaces_the_field(void)
{
    char *field = NULL;
    CHECK_NUMBER(xpost_string_set(&field, "one"), 0);
    CHECK_TEXT(field, "one");
    CHECK_NUMBER(xpost_string_set(&field, field), 0);
    CHECK_TEXT(field, "one");
    CHECK_NUMBER(xpost_string_set(&field, "two"), 0);
    CHECK_TEXT(field, "two");
    CHECK_NUMBER(xpost_string_set(&field, NULL), 0);
    CHECK(!field);
    CHECK_NUMBER(xpost_string_set(&field, NULL), 0);
}

static void test_wipe__overwrites_all_of_it_and_no_more(void)
{
    char text[] = "0123456789";
    xpost_wipe(text + 2, 5);
    CHECK(memcmp(text,
                 "01\0\0\0\0\0"
                 "789",
                 11) == 0);
    xpost_wipe(NULL, 0);
    xpost_secret_free(NULL);
}

static void test_list__grows_only_where_it_is_full(void)
{
    size_t room = 0;
    int *list = xpost_list_reserve(NULL, 0, &room, sizeof *list);
    CHECK(list && room > 0);
    for (size_t count = 0; list && count < 1000; count++) {
        size_t before = room;
        int *next = xpost_list_reserve(list, count, &room, sizeof *list);
        CHECK(next && room > count && (count < before ? next == list && room == before : true));
        list = next;
        list[count] = (int)count;
    }
    CHECK(list && list[0] == 0 && list[999] == 999);
    free(list);
}

static void test_equal__compares_texts_and_null(void)
{
    CHECK(xpost_string_equal(NULL, NULL));
    CHECK(xpost_string_equal("a", "a"));
    CHECK(!xpost_string_equal("a", "b"));
    CHECK(!xpost_string_equal("", NULL));
    CHECK(!xpost_string_equal(NULL, ""));
    CHECK(xpost_string_empty(NULL));
    CHECK(xpost_string_empty(""));
    CHECK(!xpost_string_empty(" "));
}

#ifdef WATCHES
static void test_memory__wipes_secrets_before_it_frees_them(void)
{
    char *secret = xpost_string_copy(CANARY " in a string");
    char *field = xpost_string_copy(CANARY " in a field");
    watch();
    free(xpost_string_copy(CANARY));
    CHECK_NUMBER(seen, 1); /* the watch works */
    watch();
    xpost_secret_free(secret);
    CHECK_NUMBER(xpost_string_set(&field, "other"), 0);
    CHECK_NUMBER(freed, 2);
    CHECK_NUMBER(seen, 0);
    watching = false;
    free(field);
}

static void test_buffer__wipes_what_it_leaves_while_it_grows(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(100000);
    watch();
    for (int i = 0; i < 10000; i++)
        xpost_buffer_text(&buffer, CANARY);
    xpost_buffer_release(&buffer);
    CHECK(freed > 5);
    CHECK_NUMBER(seen, 0);
    xpost_buffer_text(&buffer, CANARY " in a buffer that fails");
    for (int i = 0; i < 100000; i++)
        xpost_buffer_text(&buffer, "a");
    CHECK(!xpost_buffer_take(&buffer));
    CHECK_NUMBER(seen, 0);
    watching = false;
}

static void test_releases__wipe_their_secrets(void)
{
    struct xpost_tokens tokens = {.access_token = xpost_string_copy(CANARY "1"),
                                  .refresh_token = xpost_string_copy(CANARY "2")};
    struct xpost_config config = {.client_secret = xpost_string_copy(CANARY "3"),
                                  .https_proxy = xpost_string_copy("http://u:" CANARY "@p:1")};
    struct xpost_authorization authorization = {.verifier = CANARY, .state = CANARY};
    char *const variables[] = {(char[]){"A=b"}, (char[]){"TOKEN=" CANARY}, NULL};
    CHECK_NUMBER(xpost_environment_read(&config.environment, variables), 0);
    watch();
    xpost_tokens_release(&tokens);
    xpost_config_release(&config);
    xpost_authorization_release(&authorization);
    CHECK_NUMBER(freed, 5);
    CHECK_NUMBER(seen, 0);
    CHECK_TEXT(authorization.verifier, "");
    CHECK(!memmem(&authorization, sizeof authorization, CANARY, 6));
    xpost_tokens_release(&tokens);
    xpost_config_release(&config);
    watching = false;
}
#endif

int main(void)
{
    RUN(test_copy__copies_and_passes_null_on);
    RUN(test_set__replaces_the_field);
    RUN(test_wipe__overwrites_all_of_it_and_no_more);
    RUN(test_list__grows_only_where_it_is_full);
    RUN(test_equal__compares_texts_and_null);
#ifdef WATCHES
    RUN(test_memory__wipes_secrets_before_it_frees_them);
    RUN(test_buffer__wipes_what_it_leaves_while_it_grows);
    RUN(test_releases__wipe_their_secrets);
#else
    printf("skipped: freed memory can only be looked at under glibc, without sanitizers\n");
#endif
    return check_report();
}

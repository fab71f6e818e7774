/* Loaded into an editor before everything else, it makes what is hard to have otherwise:
 *   QUIT_OPENSSL=1   somebody else has initialised OpenSSL, whose handler then runs at the end
 *   QUIT_LOOKUP=ms   a name that ends in .invalid is this machine's, found after so long
 *   QUIT_END=us      a thread that is done is gone only after so long, as on a busy machine
 * They are read once: the environment is the editor's to change. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long lookup = -1; /* milliseconds */
static long end;         /* microseconds */
static pthread_key_t end_key;

static void pause_for(long microseconds)
{
    struct timespec pause = {.tv_sec = microseconds / 1000000,
                             .tv_nsec = microseconds % 1000000 * 1000};
    nanosleep(&pause, NULL);
}

static void initialise_openssl(void)
{
    void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        library = dlopen("libcrypto.so", RTLD_NOW | RTLD_GLOBAL);
    int (*initialise)(uint64_t, const void *) = NULL;
    if (library)
        *(void **)&initialise = dlsym(library, "OPENSSL_init_crypto");
    /* Without an option it would do nothing. */
    if (!initialise || initialise(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL) != 1)
        abort();
}

static void end_slowly(void *unused)
{
    (void)unused;
    pause_for(end);
}

static long number(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : otherwise;
}

/* The key comes before any of OpenSSL's, and so does its destructor. */
__attribute__((constructor)) static void begin(void)
{
    lookup = number("QUIT_LOOKUP", -1);
    end = number("QUIT_END", 0);
    if (pthread_key_create(&end_key, end_slowly) != 0)
        abort();
    if (getenv("QUIT_OPENSSL"))
        initialise_openssl();
}

struct thread {
    void *(*run)(void *);
    void *data;
};

static void *run_thread(void *memory)
{
    struct thread thread = *(struct thread *)memory;
    free(memory);
    pthread_setspecific(end_key, &end_key);
    return thread.run(thread.data);
}

int pthread_create(pthread_t *made, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *data)
{
    int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
    struct thread *thread = end ? malloc(sizeof *thread) : NULL;
    if (!thread)
        return next(made, attributes, run, data);
    *thread = (struct thread){run, data};
    return next(made, attributes, run_thread, thread);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    static const char ending[] = ".invalid";
    int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    size_t length = name ? strlen(name) : 0;
    *(void **)&next = dlsym(RTLD_NEXT, "getaddrinfo");
    if (lookup < 0 || length < sizeof ending ||
        strcmp(name + length - (sizeof ending - 1), ending) != 0)
        return next(name, service, hints, found);
    pause_for(lookup * 1000);
    return next("127.0.0.1", service, hints, found);
}

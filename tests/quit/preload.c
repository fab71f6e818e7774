/* Loaded into an editor before everything else, it makes what is hard to have otherwise:
 *   QUIT_OPENSSL=1   somebody else has initialised OpenSSL, whose handler then runs at the end
 *   QUIT_LOOKUP=ms   a name that ends in .invalid is this machine's, found after so long
 * Both are read once: the environment is the editor's to change. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long lookup = -1;

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

__attribute__((constructor)) static void begin(void)
{
    const char *milliseconds = getenv("QUIT_LOOKUP");
    if (milliseconds)
        lookup = strtol(milliseconds, NULL, 10);
    if (getenv("QUIT_OPENSSL"))
        initialise_openssl();
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
    struct timespec pause = {.tv_sec = lookup / 1000, .tv_nsec = lookup % 1000 * 1000000};
    nanosleep(&pause, NULL);
    return next("127.0.0.1", service, hints, found);
}

/* A name lookup that hangs: preloaded, every name is this machine, after $SLOW_LOOKUP
 * milliseconds.  Nothing is asked for over the network. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int lookup(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static struct timespec delay;
static lookup *real;

/* Workers read no environment, and neither does what takes a part of the C library's place. */
__attribute__((constructor)) static void prepare(void)
{
    const char *text = getenv("SLOW_LOOKUP");
    long milliseconds = text ? strtol(text, NULL, 10) : 0;
    delay = (struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000};
    void *found = dlsym(RTLD_NEXT, "getaddrinfo");
    memcpy(&real, &found, sizeof real);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    struct addrinfo numeric = {.ai_socktype = SOCK_STREAM};
    if (hints)
        numeric = *hints;
    numeric.ai_family = AF_INET;
    numeric.ai_flags = AI_NUMERICHOST;
    (void)name;
    nanosleep(&delay, NULL);
    return real("127.0.0.1", service, &numeric, found);
}

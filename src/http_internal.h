/* What the files that know libcurl share. */
#ifndef XPOST_HTTP_INTERNAL_H
#define XPOST_HTTP_INTERNAL_H

#include <curl/curl.h>

#include <stdbool.h>

struct xpost_error;

#if LIBCURL_VERSION_NUM < 0x075500
#error "xpost needs libcurl 7.85 or later"
#endif

/* Chooses the certificates to trust: the file that is given; else the system's hashed directory
 * alone, if it has one; else its bundle alone.  One of *file and *directory is set, or none
 * where libcurl knows its own.  -1 when memory runs out. */
int xpost_http_choose_certificates(const char *given, char **file, char **directory);

/* A request that failed. */
struct xpost_http_failure {
    CURLcode code;
    bool begun;    /* its first byte may have left */
    bool too_much; /* a limit on size was passed */
    const char *host;
    const char *message; /* libcurl's own */
    const char *ca_file;
};

/* Turns it into an error.  Returns -1. */
int xpost_http_describe(const struct xpost_http_failure *failure, struct xpost_error *error);

#endif

/* Random numbers, hashes, encodings and wiping.  The only user of OpenSSL.
 * Sees secrets: code verifiers and the state of a login pass through. */
#ifndef XPOST_CRYPTO_H
#define XPOST_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_error;
struct xpost_buffer;

enum { XPOST_SHA256_SIZE = 32, XPOST_SHA256_HEX = 64 };

/* Initialises OpenSSL so that its tables are not freed at exit while a thread may still use
 * them.  Must come before libcurl's own initialisation.  Safe to call more than once. */
int xpost_crypto_initialise(struct xpost_error *error);

/* Frees what OpenSSL keeps for the calling thread, which uses it no more.  Otherwise that
 * happens when the thread is all but gone, where nobody can wait for it. */
void xpost_crypto_end_thread(void);

/* Fills `out` from OpenSSL's generator; a failure is never papered over. */
int xpost_crypto_random(void *out, size_t size, struct xpost_error *error);

int xpost_crypto_sha256(unsigned char out[XPOST_SHA256_SIZE], const void *data, size_t length,
                        struct xpost_error *error);

/* The hash in lower-case hexadecimal digits. */
int xpost_crypto_sha256_hex(char out[XPOST_SHA256_HEX + 1], const void *data, size_t length,
                            struct xpost_error *error);

/* Base64 with padding (RFC 4648 section 4), and base64url without (section 5). */
void xpost_crypto_base64(struct xpost_buffer *out, const void *data, size_t length);
void xpost_crypto_base64url(struct xpost_buffer *out, const void *data, size_t length);

/* Compares in a time that does not depend on where the texts differ. */
bool xpost_crypto_equal(const char *left, const char *right);

/* Version of the library in use, such as "OpenSSL 3.0.22". */
const char *xpost_crypto_version(void);

#endif

#define _DEFAULT_SOURCE /* getentropy */
#include "crypto.h"

#include "buffer.h"
#include "error.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/random.h>
#endif

enum { RANDOM_MAX = 256 /* at once, for getentropy */ };

int xpost_crypto_initialise(struct xpost_error *error)
{
    /* Its configuration, whose file the environment names, is not left to the first use. */
    if (OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_LOAD_CONFIG, NULL) != 1)
        return xpost_error_set(error, XPOST_TLS, "OpenSSL could not be initialised.");
    return 0;
}

void xpost_crypto_end_thread(void)
{
    OPENSSL_thread_stop();
}

int xpost_crypto_random(void *out, size_t size, struct xpost_error *error)
{
    /* The kernel's: OpenSSL's holds an editor's main loop ten times as long, and a post's key
     * is made there. */
    if (size > RANDOM_MAX || getentropy(out, size) != 0)
        return xpost_error_set(error, XPOST_TLS,
                               "The system gave no random numbers, so nothing was started.");
    return 0;
}

int xpost_crypto_sha256(unsigned char out[XPOST_SHA256_SIZE], const void *data, size_t length,
                        struct xpost_error *error)
{
    if (EVP_Digest(data, length, out, NULL, EVP_sha256(), NULL) != 1)
        return xpost_error_set(error, XPOST_TLS, "OpenSSL could not compute a SHA-256 hash.");
    return 0;
}

int xpost_crypto_sha256_hex(char out[XPOST_SHA256_HEX + 1], const void *data, size_t length,
                            struct xpost_error *error)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char hash[XPOST_SHA256_SIZE];
    if (xpost_crypto_sha256(hash, data, length, error) != 0)
        return -1;
    for (size_t i = 0; i < sizeof hash; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[XPOST_SHA256_HEX] = '\0';
    return 0;
}

/* Three bytes at a time, so that no second copy of a whole secret is left behind. */
static void encode(struct xpost_buffer *out, const void *data, size_t length, bool url)
{
    const unsigned char *from = data;
    for (size_t at = 0; at < length; at += 3) {
        size_t group = length - at < 3 ? length - at : 3;
        unsigned char text[5];
        EVP_EncodeBlock(text, from + at, (int)group);
        size_t keep = url ? group + 1 : 4;
        for (size_t i = 0; url && i < keep; i++) {
            if (text[i] == '+')
                text[i] = '-';
            else if (text[i] == '/')
                text[i] = '_';
        }
        xpost_buffer_append(out, text, keep);
        OPENSSL_cleanse(text, sizeof text);
    }
}

void xpost_crypto_base64(struct xpost_buffer *out, const void *data, size_t length)
{
    encode(out, data, length, false);
}

void xpost_crypto_base64url(struct xpost_buffer *out, const void *data, size_t length)
{
    encode(out, data, length, true);
}

bool xpost_crypto_equal(const char *left, const char *right)
{
    size_t length = strlen(left);
    return strlen(right) == length && CRYPTO_memcmp(left, right, length) == 0;
}

const char *xpost_crypto_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}

#include "post_key.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "utf8.h"

#include <stdbool.h>
#include <string.h>

int xpost_key_check(const char *key, struct xpost_error *error)
{
    size_t length = strlen(key);
    bool fits = length >= 1 && length <= XPOST_KEY_MAX && xpost_utf8_valid(key, length);
    for (size_t i = 0; fits && i < length; i++)
        fits = (unsigned char)key[i] >= 0x20 && key[i] != 0x7F;
    if (fits)
        return 0;
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "A key has to be 1 to %d bytes of text without control characters.",
                           XPOST_KEY_MAX);
}

int xpost_key_make(char *key, struct xpost_error *error)
{
    unsigned char bytes[16];
    struct xpost_buffer text = XPOST_BUFFER(XPOST_KEY_MAX);
    if (xpost_crypto_random(bytes, sizeof bytes, error) != 0)
        return -1;
    xpost_crypto_base64url(&text, bytes, sizeof bytes);
    int result = text.failed ? xpost_error_no_memory(error) : 0;
    if (result == 0)
        memcpy(key, text.data, text.length + 1);
    xpost_buffer_release(&text);
    return result;
}

int xpost_key_lock_name(char *name, const char *key, struct xpost_error *error)
{
    char hash[XPOST_SHA256_HEX + 1];
    if (xpost_crypto_sha256_hex(hash, key, strlen(key), error) != 0)
        return -1;
    memcpy(name, "post-", 5);
    memcpy(name + 5, hash, 32);
    memcpy(name + 37, ".lock", 6);
    return 0;
}

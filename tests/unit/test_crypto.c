#include "check.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "random_text.h"

#include <stdbool.h>
#include <stdlib.h>

static struct xpost_error error;

static void test_initialise__can_be_repeated(void)
{
    for (int i = 0; i < 3; i++)
        CHECK_NUMBER(xpost_crypto_initialise(&error), 0);
    CHECK(strstr(xpost_crypto_version(), "SSL"));
}

static void test_random__fills_every_byte_and_never_repeats(void)
{
    unsigned char set[256] = {0}, last[32] = {0}, now[32];
    for (int i = 0; i < 2000; i++) {
        CHECK_NUMBER(xpost_crypto_random(now, sizeof now, &error), 0);
        CHECK(memcmp(now, last, sizeof now) != 0);
        memcpy(last, now, sizeof now);
        set[now[31]] = set[now[0]] = 1;
    }
    for (size_t i = 0; i < sizeof set; i++)
        CHECK(set[i]);
}

static void test_random__refuses_what_the_library_cannot_count(void)
{
    char byte;
    CHECK_NUMBER(xpost_crypto_random(&byte, (size_t)1 << 31, &error), -1);
    CHECK(error.message[0]);
}

static void test_sha256__matches_the_vectors_of_fips_180(void)
{
    char hex[XPOST_SHA256_HEX + 1];
    CHECK_NUMBER(xpost_crypto_sha256_hex(hex, "", 0, &error), 0);
    CHECK_TEXT(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_NUMBER(xpost_crypto_sha256_hex(hex, "abc", 3, &error), 0);
    CHECK_TEXT(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    static const char long_one[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    CHECK_NUMBER(xpost_crypto_sha256_hex(hex, long_one, 56, &error), 0);
    CHECK_TEXT(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static const char *encoded(void (*encode)(struct xpost_buffer *, const void *, size_t),
                           const char *data, size_t length)
{
    static char text[128];
    struct xpost_buffer out = XPOST_BUFFER(sizeof text - 1);
    encode(&out, data, length);
    snprintf(text, sizeof text, "%s", xpost_buffer_string(&out));
    xpost_buffer_release(&out);
    return text;
}

static void test_base64__matches_the_vectors_of_rfc_4648(void)
{
    static const char *const texts[][3] = {
        {"", "", ""},
        {"f", "Zg==", "Zg"},
        {"fo", "Zm8=", "Zm8"},
        {"foo", "Zm9v", "Zm9v"},
        {"foob", "Zm9vYg==", "Zm9vYg"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
        {"\xfb\xff\xbf", "+/+/", "-_-_"},
        {"\xff\xfe", "//4=", "__4"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t length = strlen(texts[i][0]);
        CHECK_TEXT(encoded(xpost_crypto_base64, texts[i][0], length), texts[i][1]);
        CHECK_TEXT(encoded(xpost_crypto_base64url, texts[i][0], length), texts[i][2]);
    }
}

static int digit(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *found = strchr(digits, c);
    return found ? (int)(found - digits) : -1;
}

static void test_base64url__can_be_decoded_to_the_same_bytes(void)
{
    for (int round = 0; round < 2000; round++) {
        char data[60], back[64];
        size_t length = random_below(sizeof data), bits = 0, written = 0;
        for (size_t i = 0; i < length; i++)
            data[i] = (char)random_below(256);
        unsigned value = 0;
        for (const char *at = encoded(xpost_crypto_base64url, data, length); *at; at++) {
            value = value << 6 | (unsigned)digit(*at);
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                back[written++] = (char)(value >> bits & 0xFF);
            }
        }
        CHECK_NUMBER(written, length);
        CHECK(memcmp(back, data, length) == 0);
    }
}

static void test_equal__compares_whole_texts(void)
{
    CHECK(xpost_crypto_equal("", ""));
    CHECK(xpost_crypto_equal("state", "state"));
    CHECK(!xpost_crypto_equal("state", "statf"));
    CHECK(!xpost_crypto_equal("Xtate", "state"));
    CHECK(!xpost_crypto_equal("state", "state1"));
    CHECK(!xpost_crypto_equal("", "s"));
    CHECK(!xpost_crypto_equal("State", "state"));
}

int main(void)
{
    RUN(test_initialise__can_be_repeated);
    RUN(test_random__fills_every_byte_and_never_repeats);
    RUN(test_random__refuses_what_the_library_cannot_count);
    RUN(test_sha256__matches_the_vectors_of_fips_180);
    RUN(test_base64__matches_the_vectors_of_rfc_4648);
    RUN(test_base64url__can_be_decoded_to_the_same_bytes);
    RUN(test_equal__compares_whole_texts);
    return check_report();
}

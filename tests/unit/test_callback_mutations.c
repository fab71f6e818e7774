#include "check.h"

#include "callback.h"

#include <stdint.h>
#include <stdlib.h>

#define STATE "Zq3-state_0123456789abcdefghijklmnopqrstuvw"
#define HOST  "127.0.0.1:8739"
#define GOOD  "/callback?state=" STATE "&code=the-code"

#define REDIRECT "http://127.0.0.1:8739/callback"
#define ANSWER   REDIRECT "?state=" STATE "&code=the-code"

static const struct xpost_callback_expected expected = {
    .host = HOST, .path = "/callback", .path_length = 9, .state = STATE};

static struct xpost_callback callback;

/* Reads from memory of exactly that size, so that a sanitizer sees each byte too many. */
static void read_exactly(const struct xpost_callback_expected *wanted, const char *data,
                         size_t length)
{
    char *copy = malloc(length ? length : 1);

    memcpy(copy, data, length);
    xpost_callback_read_request(&callback, wanted, copy, length);
    free(copy);
}

static void paste_exactly(const char *redirect, const char *text, size_t length)
{
    char *copy = malloc(length ? length : 1);

    memcpy(copy, text, length);
    xpost_callback_read_pasted(&callback, redirect, STATE, copy, length);
    free(copy);
}

static uint32_t seed = 20250601;

static uint32_t random_below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

/* Changes the text at random places; returns the new length, at most twice the old one. */
static size_t mutate(char *text, size_t length)
{
    static const char pieces[][24] = {
        "state=",  "&",  "code=", "\r\n", "\r\n\r\n",  "%00",      "?",       "Host:",
        "&error=", "\n", " ",     "#",    "%73tate=x", "&state=y", "code=z&", "://"};

    for (uint32_t times = 1 + random_below(4); times > 0; times--) {
        size_t at = random_below((uint32_t)length);

        switch (random_below(6)) {
        case 0:
            text[at] = (char)random_below(256);
            break;
        case 1:
            text[at] ^= (char)(1 << random_below(8));
            break;
        case 2: /* cut out */
            if (length > 8) {
                size_t size = 1 + random_below(8);

                if (size > length - at)
                    size = length - at;
                memmove(text + at, text + at + size, length - at - size);
                length -= size;
                if (length == 0)
                    length = 1;
            }
            break;
        case 3: { /* put in */
            const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
            size_t size = strlen(piece);

            memmove(text + at + size, text + at, length - at);
            memcpy(text + at, piece, size);
            length += size;
            break;
        }
        case 4: { /* double a part */
            size_t size = 1 + random_below(16);

            if (size > length - at)
                size = length - at;
            memmove(text + at + size, text + at, length - at);
            length += size;
            break;
        }
        default: /* cut short */
            if (random_below(8) == 0)
                length = at + 1;
        }
    }
    return length;
}

/* Decodes the percent signs; with `names_only` only those of letters, digits, '-' and '_', so
 * that no new '&' or '=' appears. */
static void decode(char *out, const char *text, size_t length, bool names_only)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";

    for (size_t i = 0; i < length; i++) {
        const char *high = i + 2 < length && text[i + 1] ? strchr(digits, text[i + 1]) : NULL;
        const char *low = high && text[i + 2] ? strchr(digits, text[i + 2]) : NULL;
        char byte = text[i];

        if (byte == '%' && low) {
            char decoded = (char)((high - digits) % 16 * 16 + (low - digits) % 16);
            bool is_name = (decoded >= '0' && decoded <= '9') || decoded == '-' ||
                           (decoded >= 'A' && decoded <= 'Z') || decoded == '_' ||
                           (decoded >= 'a' && decoded <= 'z');

            if (is_name || !names_only) {
                byte = decoded;
                i += 2;
            }
        }
        if (byte)
            *out++ = byte;
    }
    *out = '\0';
}

/* Another, simpler reader: the text holds the state as a whole parameter, and the code. */
static bool is_covered(const char *text, size_t length)
{
    char plain[1024];
    bool found = false;

    decode(plain, text, length, true);
    for (const char *at = plain; (at = strstr(at, "state=" STATE)) != NULL; at++) {
        char next = at[strlen("state=" STATE)];

        found = found || !next || strchr("& #\r\n\"'<>`", next);
    }
    decode(plain, text, length, false);
    return found && strstr(plain, callback.code);
}

/* As a user's paste is read: without the white space. */
static size_t without_space(char *text, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] != ' ' && (text[i] < '\t' || text[i] > '\r'))
            text[used++] = text[i];
    }
    return used;
}

static void test_callback__mutations_never_give_a_code_without_the_state(void)
{
    static const char request[] =
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nAccept: */*\r\n\r\n";
    int codes = 0, others = 0;

    for (int i = 0, times = check_effort(200000); i < times; i++) {
        char text[1024];

        memcpy(text, request, sizeof request);
        size_t length = mutate(text, sizeof request - 1);

        read_exactly(&expected, text, length);
        if (callback.kind == XPOST_CALLBACK_CODE) {
            codes++;
            bool covered = is_covered(text, length);

            CHECK(covered);
            if (!covered)
                printf("%.*s\n", (int)length, text);
            CHECK(*callback.code && strlen(callback.code) <= XPOST_CODE_MAX);
        } else {
            others++;
            CHECK(!*callback.code);
        }
        if (check_failures_here > 10)
            return;
    }
    /* The mutations are neither all harmless nor all fatal. */
    CHECK(codes > check_effort(1000) && others > check_effort(1000));
}

static void test_pasted__mutations_never_give_a_code_without_the_state(void)
{
    int codes = 0, others = 0;

    for (int i = 0, times = check_effort(200000); i < times; i++) {
        char text[1024] = ANSWER;
        size_t length = mutate(text, sizeof ANSWER - 1);

        paste_exactly(REDIRECT, text, length);
        if (callback.kind == XPOST_CALLBACK_CODE) {
            codes++;
            length = without_space(text, length);
            bool covered = is_covered(text, length);

            CHECK(covered);
            if (!covered)
                printf("%.*s\n", (int)length, text);
        } else {
            others++;
            CHECK(!*callback.code);
        }
        if (check_failures_here > 10)
            return;
    }
    CHECK(codes > check_effort(1000) && others > check_effort(1000));
}

int main(void)
{
    RUN(test_callback__mutations_never_give_a_code_without_the_state);
    RUN(test_pasted__mutations_never_give_a_code_without_the_state);
    return check_report();
}

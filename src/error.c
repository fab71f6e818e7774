#include "error.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *xpost_code_name(enum xpost_code code)
{
    switch (code) {
#define XPOST_CODE_CASE(name, text)                                                            \
    case XPOST_##name:                                                                         \
        return text;
        XPOST_CODES(XPOST_CODE_CASE)
#undef XPOST_CODE_CASE
    case XPOST_OK:
        break;
    }
    return "ok";
}

const char *xpost_outcome_name(enum xpost_outcome outcome)
{
    switch (outcome) {
    case XPOST_NOT_POSTED:
        return "not_posted";
    case XPOST_OUTCOME_UNKNOWN:
        return "unknown";
    case XPOST_POSTED:
        return "posted";
    case XPOST_OUTCOME_NONE:
        break;
    }
    return NULL;
}

void xpost_error_clear(struct xpost_error *error)
{
    memset(error, 0, sizeof *error);
}

int xpost_error_set(struct xpost_error *error, enum xpost_code code, const char *format, ...)
{
    char message[XPOST_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (length < 0)
        length = 0;
    if ((size_t)length >= sizeof message)
        length = (int)sizeof message - 1;
    /* Arguments may come from outside: paths, names, the server's words. */
    xpost_error_clear(error);
    xpost_utf8_sanitise(error->message, sizeof error->message, message, (size_t)length);
    error->code = code;
    return -1;
}

void xpost_error_detail(struct xpost_error *error, const char *text, size_t length)
{
    xpost_utf8_sanitise(error->detail, sizeof error->detail, text, length);
}

void xpost_error_redact(struct xpost_error *error, const char *secret)
{
    static const char mark[] = "[secret]";
    size_t length = secret ? strlen(secret) : 0;
    char *at = error->detail;
    if (length < sizeof mark - 1)
        return;
    for (char *found; (found = strstr(at, secret)) != NULL; at = found + sizeof mark - 1) {
        memcpy(found, mark, sizeof mark - 1);
        memmove(found + sizeof mark - 1, found + length, strlen(found + length) + 1);
    }
    /* The end of the detail may be a secret that was cut. */
    size_t left = strlen(at);
    for (size_t part = left < length ? left : length - 1; part >= sizeof mark - 1; part--) {
        if (memcmp(at + left - part, secret, part) == 0) {
            memcpy(at + left - part, mark, sizeof mark);
            break;
        }
    }
}

int xpost_error_no_memory(struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_BUSY, "There is not enough memory. Try again.");
}

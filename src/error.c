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
    if (length < sizeof mark - 1)
        return;
    for (char *at = error->detail; (at = strstr(at, secret)) != NULL; at += sizeof mark - 1) {
        memcpy(at, mark, sizeof mark - 1);
        memmove(at + sizeof mark - 1, at + length, strlen(at + length) + 1);
    }
}

int xpost_error_no_memory(struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_BUSY, "There is not enough memory. Try again.");
}

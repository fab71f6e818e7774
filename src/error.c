#include "error.h"

#include "translate.h"
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

enum xpost_retry xpost_error_retry(const struct xpost_error *error)
{
    if (error->retry != XPOST_RETRY_BY_CODE)
        return error->retry;
    switch (error->code) {
    /* It passes by itself, or with what a person does to this machine or the account of the
     * developer: credits are bought, a disk is emptied, a clock is set. */
    case XPOST_CREDITS_DEPLETED:
    case XPOST_USAGE_CAPPED:
    case XPOST_RATE_LIMITED:
    case XPOST_MEDIA_TIMEOUT:
    case XPOST_SERVER:
    case XPOST_NETWORK:
    case XPOST_TLS:
    case XPOST_UNKNOWN_OUTCOME: /* under its key it is looked for first */
    case XPOST_CANCELLED:
    case XPOST_BUSY:
    case XPOST_STORE:
    case XPOST_OK:
        return XPOST_RETRY_LATER;
    /* A login brings new tokens, another scope, or the Client ID and secret that are right. */
    case XPOST_BAD_CLIENT_ID:
    case XPOST_NOT_LOGGED_IN:
    case XPOST_LOGIN_DENIED:
    case XPOST_LOGIN_TIMEOUT:
    case XPOST_LOGIN_FAILED:
    case XPOST_LOGIN_REQUIRED:
    case XPOST_REVOKED_ELSEWHERE:
    case XPOST_SCOPE_MISSING:
        return XPOST_RETRY_LOGIN;
    /* The answer would be the same. */
    case XPOST_INVALID_REQUEST:
    case XPOST_OVER_LIMIT:
    case XPOST_DUPLICATE:
    case XPOST_FORBIDDEN:
    case XPOST_NOT_FOUND:
    case XPOST_NOT_ENROLLED:
    case XPOST_MEDIA_REJECTED:
    case XPOST_CONFIG:
        break;
    }
    return XPOST_RETRY_NEVER;
}

int xpost_error_set_retry(struct xpost_error *error, enum xpost_retry retry)
{
    error->retry = retry;
    return -1;
}

const char *xpost_retry_name(enum xpost_retry retry)
{
    switch (retry) {
    case XPOST_RETRY_LOGIN:
        return "login";
    case XPOST_RETRY_NEVER:
        return "never";
    case XPOST_RETRY_LATER:
    case XPOST_RETRY_BY_CODE:
        break;
    }
    return "later";
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
    int length = vsnprintf(message, sizeof message, xpost_translate(format), arguments);
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

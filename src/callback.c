/* What comes back from a login.  Sees secrets: the authorization code and the state. */
#include "callback.h"

#include "callback_query.h"
#include "crypto.h"
#include "memory.h"
#include "translate.h"
#include "url.h"
#include "utf8.h"

#include <string.h>

enum { STATE_MAX = 500, ERROR_TEXT_MAX = 1023 };

static const char reason_state_missing[] =
    "The answer has no state, which would show that it belongs to this login. "
    "Paste the whole address that the browser ended on, not the code alone.";
static const char reason_state_damaged[] =
    "The state in this address is doubled or damaged. "
    "Copy the whole address from the browser's address bar again.";
static const char reason_other_login[] =
    "This is the answer to another login. "
    "Use the address that the browser ended on in the login that is waiting now.";
static const char reason_code_missing[] =
    "This is only a part of the address: it holds no code. "
    "Copy the whole address from the browser's address bar.";
static const char reason_code_damaged[] =
    "The code in this address is doubled or damaged. "
    "Copy the whole address from the browser's address bar again.";
static const char reason_error_damaged[] =
    "The error in this address is doubled or damaged. Run the login again.";
static const char reason_both[] =
    "This address holds both a code and an error, so it cannot be trusted. "
    "Run the login again.";

void xpost_callback_release(struct xpost_callback *callback)
{
    if (callback)
        xpost_wipe(callback, sizeof *callback);
}

void xpost_callback_set_foreign(struct xpost_callback *callback, int status, const char *reason)
{
    xpost_callback_release(callback);
    callback->kind = XPOST_CALLBACK_FOREIGN;
    callback->status = status;
    callback->reason = xpost_translate(reason);
}

/* NULL if the query has the state of this login, else what is wrong. */
static const char *check_state(const char *query, size_t length, const char *state)
{
    char given[STATE_MAX + 1] = "";
    int count = xpost_url_parameter(query, length, "state", given, sizeof given);
    const char *reason = NULL;

    if (count == 0)
        reason = reason_state_missing;
    else if (count != 1)
        reason = reason_state_damaged;
    else if (xpost_string_empty(state) || !xpost_crypto_equal(given, state))
        reason = reason_other_login;
    xpost_wipe(given, sizeof given);
    return reason;
}

static bool is_visible(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '!' || text[i] > '~')
            return false;
    }
    return length > 0;
}

static void read_refusal(struct xpost_callback *callback, const char *query, size_t length,
                         const char *error)
{
    char text[ERROR_TEXT_MAX + 1] = "";

    callback->kind = XPOST_CALLBACK_REFUSED;
    xpost_utf8_sanitise(callback->error, sizeof callback->error, error, strlen(error));
    if (xpost_url_parameter(query, length, "error_description", text, sizeof text) == 1)
        xpost_utf8_sanitise(callback->description, sizeof callback->description, text,
                            strlen(text));
}

void xpost_callback_read_query(struct xpost_callback *callback, const char *query,
                               size_t length, const char *state)
{
    char error[ERROR_TEXT_MAX + 1] = "";
    const char *reason = check_state(query, length, state);

    if (reason) {
        xpost_callback_set_foreign(callback, 400, reason);
        return;
    }
    int codes =
        xpost_url_parameter(query, length, "code", callback->code, sizeof callback->code);
    int errors = xpost_url_parameter(query, length, "error", error, sizeof error);

    if (codes && errors)
        reason = reason_both;
    else if (!codes && !errors)
        reason = reason_code_missing;
    else if (codes && (codes != 1 || !is_visible(callback->code, strlen(callback->code))))
        reason = reason_code_damaged;
    else if (errors && (errors != 1 || !*error))
        reason = reason_error_damaged;

    if (reason)
        xpost_callback_set_foreign(callback, 400, reason);
    else if (codes)
        callback->kind = XPOST_CALLBACK_CODE;
    else
        read_refusal(callback, query, length, error);
}

/* The request, as ranges of its head. */
struct request {
    const char *method;
    size_t method_length;
    const char *target;
    size_t target_length;
    const char *fields; /* lines that end in CRLF */
    size_t fields_length;
};

/* The offset of the first CRLF, or `length`. */
static size_t line_length(const char *data, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (data[i] == '\r' && data[i + 1] == '\n')
            return i;
    }
    return length;
}

/* The length of the head with the empty line that ends it; 0 if it has not ended. */
static size_t head_length(const char *data, size_t length)
{
    for (size_t i = 0; i + 3 < length; i++) {
        if (memcmp(data + i, "\r\n\r\n", 4) == 0)
            return i + 4;
    }
    return 0;
}

/* No control character but tab, and CR and LF only as a pair. */
static bool head_is_clean(const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)data[i];

        if (byte == '\n' && (i == 0 || data[i - 1] != '\r'))
            return false;
        if (byte == '\r' && i + 1 < length && data[i + 1] != '\n')
            return false;
        if ((byte < ' ' && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7f)
            return false;
    }
    return true;
}

static bool is_token(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] <= ' ' || text[i] >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", text[i]))
            return false;
    }
    return length > 0;
}

static bool read_request_line(struct request *request, const char *line, size_t length)
{
    const char *end = line + length;
    const char *first = memchr(line, ' ', length);
    const char *second = first ? memchr(first + 1, ' ', (size_t)(end - first - 1)) : NULL;

    if (!second || end - second != 9)
        return false;
    if (memcmp(second, " HTTP/1.1", 9) != 0 && memcmp(second, " HTTP/1.0", 9) != 0)
        return false;
    request->method = line;
    request->method_length = (size_t)(first - line);
    request->target = first + 1;
    request->target_length = (size_t)(second - first - 1);
    return is_token(request->method, request->method_length) &&
           is_visible(request->target, request->target_length) &&
           !memchr(request->target, '#', request->target_length);
}

/* Compares without regard to the case of ASCII letters, whatever the locale. */
static bool equal_without_case(const char *left, const char *right, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char a = left[i], b = right[i];

        if (a >= 'A' && a <= 'Z')
            a = (char)(a - 'A' + 'a');
        if (b >= 'A' && b <= 'Z')
            b = (char)(b - 'A' + 'a');
        if (a != b)
            return false;
    }
    return true;
}

static bool host_fits(const char *expected, const char *host, size_t length)
{
    size_t whole = strlen(expected);

    if (length == whole && equal_without_case(host, expected, length))
        return true;
    /* Browsers leave the default port out. */
    return whole > 3 && strcmp(expected + whole - 3, ":80") == 0 && length == whole - 3 &&
           equal_without_case(host, expected, length);
}

/* Returns 0, or the status to answer with. */
static int check_fields(const struct request *request, const char *expected_host)
{
    const char *line = request->fields, *end = line + request->fields_length;
    int hosts = 0;
    bool fits = false;

    while (line < end) {
        const char *stop = line + line_length(line, (size_t)(end - line));
        const char *colon = memchr(line, ':', (size_t)(stop - line));

        /* A folded line begins with a space, and so has no name. */
        if (!colon || !is_token(line, (size_t)(colon - line)))
            return 400;
        if (colon - line == 4 && equal_without_case(line, "host", 4)) {
            const char *value = colon + 1, *last = stop;

            while (value < last && (*value == ' ' || *value == '\t'))
                value++;
            while (last > value && (last[-1] == ' ' || last[-1] == '\t'))
                last--;
            hosts++;
            fits = host_fits(expected_host, value, (size_t)(last - value));
        }
        line = stop + 2;
    }
    return hosts != 1 ? 400 : !fits ? 421 : 0;
}

/* Finds the query in the target, which has the path of the redirect URI before it.  Returns 0,
 * or the status to answer with. */
static int check_target(const struct request *request,
                        const struct xpost_callback_expected *expected, const char **query,
                        size_t *query_length)
{
    const char *path = expected->path_length ? expected->path : "/";
    size_t path_length = expected->path_length ? expected->path_length : 1;
    const char *target = request->target;
    size_t length = request->target_length;

    if (length > 7 && equal_without_case(target, "http://", 7)) {
        const char *slash = memchr(target + 7, '/', length - 7);

        if (!slash || !host_fits(expected->host, target + 7, (size_t)(slash - target - 7)))
            return 421;
        length -= (size_t)(slash - target);
        target = slash;
    }
    if (length < path_length || memcmp(target, path, path_length) != 0)
        return 404;
    if (length > path_length && target[path_length] != '?')
        return 404;
    *query = target + path_length + (length > path_length);
    *query_length = length - path_length - (length > path_length);
    return 0;
}

/* Returns 0, or the status to answer with. */
static int check_request(const struct request *request,
                         const struct xpost_callback_expected *expected, const char **query,
                         size_t *query_length)
{
    int status = check_fields(request, expected->host);

    if (!status)
        status = check_target(request, expected, query, query_length);
    if (!status && (request->method_length != 3 || memcmp(request->method, "GET", 3) != 0))
        status = 405;
    return status;
}

static const char *status_reason(int status)
{
    switch (status) {
    case 404:
        return "The request is for another address.";
    case 405:
        return "The request is not a GET.";
    case 421:
        return "The request is for another host.";
    case 431:
        return "The request is too long.";
    default:
        return "The request is not as a browser sends it.";
    }
}

void xpost_callback_read_request(struct xpost_callback *callback,
                                 const struct xpost_callback_expected *expected,
                                 const char *data, size_t length)
{
    size_t limit = length < XPOST_CALLBACK_REQUEST_MAX ? length : XPOST_CALLBACK_REQUEST_MAX;
    size_t head = head_length(data, limit);
    size_t seen = head ? head : limit;
    size_t line = line_length(data, seen);
    struct request request = {0};
    const char *query = "";
    size_t query_length = 0;
    int status = 0;

    xpost_callback_release(callback);
    if (!head_is_clean(data, seen))
        status = 400;
    else if (line < seen && !read_request_line(&request, data, line))
        status = 400;
    else if (!head && length < XPOST_CALLBACK_REQUEST_MAX)
        return;
    else if (!head)
        status = 431;
    if (!status) {
        request.fields = data + line + 2;
        request.fields_length = head - line - 4;
        status = check_request(&request, expected, &query, &query_length);
    }
    if (status)
        xpost_callback_set_foreign(callback, status, status_reason(status));
    else
        xpost_callback_read_query(callback, query, query_length, expected->state);
}

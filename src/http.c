#define _GNU_SOURCE /* SOCK_CLOEXEC, strncasecmp */
#include "http.h"

#include "cancel.h"
#include "clock.h"
#include "config.h"
#include "crypto.h"
#include "error.h"
#include "http_internal.h"
#include "memory.h"
#include "url.h"
#include "version.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
    DEFAULT_TIMEOUT = 30, /* seconds, for a whole request, or without a byte */
    SOURCE_TIMEOUT = 1200,
    SOURCE_BUFFER = 512 * 1024, /* bytes: a quarter less work than with libcurl's 64 KiB */
    CONNECT_TIMEOUT = 15,
    HEADERS_MAX = 64 * 1024,
    WAIT_MAX = 900,          /* the longest rate-limit window, seconds */
    DAY_WAIT_MAX = 24 * 3600 /* of X's 24 hour limits */
};

struct xpost_http {
    CURL *easy;
    char *identity; /* whose connections are kept */
    char *ca_file;  /* one of the two is used, never both */
    char *ca_directory;
    char *proxy;
    char *no_proxy;
    char message[CURL_ERROR_SIZE];
};

/* One request while it is on its way. */
struct transfer {
    const struct xpost_http_request *request;
    struct xpost_cancel *cancel;
    struct xpost_http_response *response;
    size_t body_sent;
    size_t header_bytes;
    bool begun;                /* its first byte may have left */
    bool too_much;             /* a limit on size was passed */
    bool unreadable;           /* the source of the body failed, as `error` says */
    struct xpost_error *error; /* of the caller */
    bool headers_whole;        /* the empty line after them was read */
    int64_t date;              /* of the answer; 0 if it names none */
    int64_t retry_after;
    int64_t reset;
    int64_t day_reset;
};

struct xpost_http *xpost_http_new(const struct xpost_config *config, struct xpost_error *error)
{
    if (xpost_http_initialise(error) != 0)
        return NULL;
    struct xpost_http *http = calloc(1, sizeof *http);
    if (!http ||
        xpost_http_choose_certificates(config->ca_file, &http->ca_file, &http->ca_directory) !=
            0 ||
        xpost_string_set(&http->proxy, config->https_proxy) != 0 ||
        xpost_string_set(&http->no_proxy, config->no_proxy) != 0) {
        xpost_http_free(http);
        xpost_error_no_memory(error);
        return NULL;
    }
    return http;
}

void xpost_http_free(struct xpost_http *http)
{
    if (!http)
        return;
    curl_easy_cleanup(http->easy);
    free(http->identity);
    free(http->ca_file);
    free(http->ca_directory);
    xpost_secret_free(http->proxy);
    free(http->no_proxy);
    free(http);
}

const char *xpost_http_certificates(const struct xpost_http *http, bool *directory)
{
    *directory = http->ca_directory != NULL;
    return http->ca_directory ? http->ca_directory : http->ca_file;
}

/* Another identity gets another handle, and with it other connections. */
static int use_identity(struct xpost_http *http, const char *identity)
{
    if (http->easy && !xpost_string_equal(http->identity, identity)) {
        curl_easy_cleanup(http->easy);
        http->easy = NULL;
    }
    if (!http->easy)
        http->easy = curl_easy_init();
    if (!http->easy)
        return -1;
    return xpost_string_set(&http->identity, identity);
}

static int on_begin(void *user, char *remote, char *local, int remote_port, int local_port)
{
    struct transfer *transfer = user;
    (void)remote;
    (void)local;
    (void)remote_port;
    (void)local_port;
    /* The last moment at which nothing has been sent.  libcurl may come here twice for a kept
     * connection that turned out to be dead. */
    if (transfer->begun)
        return CURL_PREREQFUNC_OK;
    if (transfer->request->once ? !xpost_cancel_begin(transfer->cancel)
                                : xpost_cancel_requested(transfer->cancel))
        return CURL_PREREQFUNC_ABORT;
    transfer->begun = true;
    return CURL_PREREQFUNC_OK;
}

static int on_progress(void *user, curl_off_t download_total, curl_off_t downloaded,
                       curl_off_t upload_total, curl_off_t uploaded)
{
    const struct transfer *transfer = user;
    (void)download_total;
    (void)downloaded;
    (void)upload_total;
    (void)uploaded;
    if (transfer->request->once && transfer->begun)
        return 0;
    return xpost_cancel_requested(transfer->cancel);
}

static size_t on_read(char *out, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    size_t left = transfer->request->body_length - transfer->body_sent;
    size_t length = left < size * count ? left : size * count;
    const struct xpost_http_source *source = transfer->request->source;
    if (source && length) {
        transfer->unreadable =
            source->read(source->user, transfer->body_sent, out, length, transfer->error) != 0;
        if (transfer->unreadable)
            return CURL_READFUNC_ABORT;
    } else if (length) {
        memcpy(out, transfer->request->body + transfer->body_sent, length);
    }
    transfer->body_sent += length;
    return length;
}

static size_t on_body(char *data, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    xpost_buffer_append(&transfer->response->body, data, size * count);
    if (transfer->response->body.failed) {
        transfer->too_much = true;
        return 0;
    }
    return size * count;
}

/* The value if the header line is `name`; otherwise NULL.  `value` has 64 bytes. */
static const char *header_value(const char *line, size_t length, const char *name, char *value)
{
    size_t name_length = strlen(name);
    if (length <= name_length || line[name_length] != ':' ||
        strncasecmp(line, name, name_length) != 0)
        return NULL;
    line += name_length + 1;
    length -= name_length + 1;
    while (length && isspace((unsigned char)*line)) {
        line++;
        length--;
    }
    while (length && isspace((unsigned char)line[length - 1]))
        length--;
    if (length >= 64)
        return NULL;
    memcpy(value, line, length);
    value[length] = '\0';
    return value;
}

/* A number of seconds; 0 if it is none that makes sense. */
static int64_t seconds(const char *value)
{
    int64_t number = 0;
    size_t digits = strspn(value, "0123456789");
    if (digits == 0 || digits > 12 || value[digits])
        return 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (value[i] - '0');
    return number;
}

static void read_header(struct transfer *transfer, const char *line, size_t length)
{
    char value[64];
    if (header_value(line, length, "date", value)) {
        time_t date = curl_getdate(value, NULL);
        transfer->date = date > 0 ? (int64_t)date : 0;
    } else if (header_value(line, length, "retry-after", value)) {
        time_t date = strspn(value, "0123456789") ? -1 : curl_getdate(value, NULL);
        transfer->retry_after = seconds(value);
        if (date > 0)
            transfer->reset = (int64_t)date;
    } else if (header_value(line, length, "x-rate-limit-reset", value)) {
        transfer->reset = seconds(value);
    } else if (header_value(line, length, "x-app-limit-24hour-remaining", value) ||
               header_value(line, length, "x-user-limit-24hour-remaining", value)) {
        if (strcmp(value, "0") == 0)
            transfer->response->day_limit = true;
    } else if (header_value(line, length, "x-app-limit-24hour-reset", value) ||
               header_value(line, length, "x-user-limit-24hour-reset", value)) {
        if (seconds(value) > transfer->day_reset)
            transfer->day_reset = seconds(value);
    }
}

static size_t on_header(char *line, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    size_t length = size * count;
    transfer->header_bytes += length;
    if (transfer->header_bytes > HEADERS_MAX) {
        transfer->too_much = true;
        return 0;
    }
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0)
        transfer->headers_whole = false; /* after an interim answer */
    else if (length <= 2)
        transfer->headers_whole = true;
    read_header(transfer, line, length);
    return length;
}

static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)user;
    (void)purpose;
    int type = address->socktype;
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC;
#endif
    int made = socket(address->family, type, address->protocol);
#ifndef SOCK_CLOEXEC
    if (made >= 0)
        fcntl(made, F_SETFD, FD_CLOEXEC);
#endif
    return made;
}

/* Turns what the headers said into a time of our own clock.  The server's Date shows how far
 * the clocks are apart; nonsense is limited rather than believed. */
static void note_retry(const struct transfer *transfer)
{
    struct xpost_http_response *response = transfer->response;
    int64_t now = xpost_clock_now();
    int64_t server_now = transfer->date ? transfer->date : now;
    int64_t wait = 0;
    int64_t most = WAIT_MAX;
    if (transfer->retry_after)
        wait = transfer->retry_after;
    else if (transfer->reset)
        wait = transfer->reset - server_now;
    if (response->day_limit && transfer->day_reset) {
        wait = transfer->day_reset - server_now;
        most = DAY_WAIT_MAX;
    }
    if (wait < 0)
        wait = 0;
    if (wait > most)
        wait = most;
    if (transfer->retry_after || transfer->reset ||
        (response->day_limit && transfer->day_reset))
        response->retry_at = now + wait;
}

#define SET(option, value)                                                                     \
    do {                                                                                       \
        if (curl_easy_setopt(easy, option, value) != CURLE_OK)                                 \
            return -1;                                                                         \
    } while (0)

/* The policy: what every request has in common. */
static int set_policy(struct xpost_http *http, bool https)
{
    CURL *easy = http->easy;
    SET(CURLOPT_PROTOCOLS_STR, https ? "https" : "http");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    SET(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    /* A name lookup that is given up is left to itself: the system may take minutes for it. */
    SET(CURLOPT_QUICK_EXIT, 1L);
#endif
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    if (http->ca_directory || http->ca_file) {
        SET(CURLOPT_CAPATH, http->ca_directory);
        SET(CURLOPT_CAINFO, http->ca_file);
    }
    /* Never through a proxy without TLS.  "" keeps libcurl from reading the environment. */
    SET(CURLOPT_PROXY, https && http->proxy ? http->proxy : "");
    SET(CURLOPT_NOPROXY, http->no_proxy ? http->no_proxy : "");
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_CONNECTTIMEOUT, (long)CONNECT_TIMEOUT);
    SET(CURLOPT_USERAGENT, "xpost/" XPOST_VERSION);
    SET(CURLOPT_ERRORBUFFER, http->message);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
    return 0;
}

static long timeout_of(const struct xpost_http_request *request)
{
    if (request->timeout_seconds)
        return request->timeout_seconds;
    return request->source ? SOURCE_TIMEOUT : DEFAULT_TIMEOUT;
}

static int set_request(struct xpost_http *http, struct transfer *transfer,
                       struct curl_slist *headers)
{
    CURL *easy = http->easy;
    const struct xpost_http_request *request = transfer->request;
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_TIMEOUT, timeout_of(request));
    if (request->source) { /* however slow the line is, as long as something moves */
        SET(CURLOPT_UPLOAD_BUFFERSIZE, (long)SOURCE_BUFFER);
        SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
        SET(CURLOPT_LOW_SPEED_TIME, (long)DEFAULT_TIMEOUT);
    }
    /* Without a body there is nothing that libcurl cannot rewind. */
    SET(CURLOPT_FRESH_CONNECT, request->once && request->body_length == 0 ? 1L : 0L);
    if (strcmp(request->method, "POST") == 0) {
        /* A read function without a seek function: libcurl cannot send this body twice. */
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
        SET(CURLOPT_READFUNCTION, on_read);
        SET(CURLOPT_READDATA, transfer);
    } else if (strcmp(request->method, "GET") != 0) {
        SET(CURLOPT_CUSTOMREQUEST, request->method);
    }
    SET(CURLOPT_PREREQFUNCTION, on_begin);
    SET(CURLOPT_PREREQDATA, transfer);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, on_progress);
    SET(CURLOPT_XFERINFODATA, transfer);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, transfer);
    return 0;
}

#undef SET

/* RFC 6749 section 2.3.1: both parts are encoded before they are joined. */
static void append_basic(struct xpost_buffer *header, const struct xpost_http_request *request)
{
    struct xpost_buffer pair = XPOST_BUFFER(4096);
    xpost_url_encode(&pair, request->basic_user);
    xpost_buffer_text(&pair, ":");
    xpost_url_encode(&pair, request->basic_secret);
    if (pair.failed)
        header->failed = true;
    else
        xpost_crypto_base64(header, pair.data, pair.length);
    xpost_buffer_release(&pair);
}

static bool add_header(struct curl_slist **headers, struct xpost_buffer *header)
{
    struct curl_slist *longer =
        header->failed ? NULL : curl_slist_append(*headers, xpost_buffer_string(header));
    xpost_buffer_release(header);
    if (longer)
        *headers = longer;
    return longer != NULL;
}

static bool make_headers(struct curl_slist **headers, const struct xpost_http_request *request)
{
    struct xpost_buffer header = XPOST_BUFFER(16 * 1024);
    xpost_buffer_text(&header, "Expect:"); /* no waiting for 100 Continue */
    bool made = add_header(headers, &header);
    xpost_buffer_text(&header, "Accept: application/json");
    made = made && add_header(headers, &header);
    if (request->content_type) {
        xpost_buffer_format(&header, "Content-Type: %s", request->content_type);
        made = made && add_header(headers, &header);
    } else {
        xpost_buffer_text(&header, "Content-Type:"); /* libcurl adds none to an empty body */
        made = made && add_header(headers, &header);
    }
    if (request->bearer) {
        xpost_buffer_format(&header, "Authorization: Bearer %s", request->bearer);
        made = made && add_header(headers, &header);
    } else if (request->basic_user) {
        xpost_buffer_text(&header, "Authorization: Basic ");
        append_basic(&header, request);
        made = made && add_header(headers, &header);
    }
    xpost_buffer_release(&header);
    return made;
}

/* libcurl's own copies of the headers hold a token. */
static void free_headers(struct curl_slist *headers)
{
    for (struct curl_slist *item = headers; item; item = item->next)
        xpost_wipe(item->data, strlen(item->data));
    curl_slist_free_all(headers);
}

static int check_request(const struct xpost_http_request *request, struct xpost_url *url,
                         struct xpost_error *error)
{
    if (xpost_url_check_server(request->url, "The server's address", error) != 0)
        return -1;
    /* libcurl would pass a line end on, and with it headers of somebody else's choice. */
    for (const char *at = request->bearer; at && *at; at++) {
        if (*at <= ' ' || *at > '~') {
            xpost_error_set(error, XPOST_CONFIG,
                            "The access token holds a character that no token has, so "
                            "nothing was sent. Log in again.");
            return xpost_error_set_retry(error, XPOST_RETRY_LOGIN);
        }
    }
    return xpost_url_parse(url, request->url, "The server's address", error);
}

int xpost_http_perform(struct xpost_http *http, const struct xpost_http_request *request,
                       struct xpost_cancel *cancel, struct xpost_http_response *response,
                       struct xpost_error *error)
{
    struct curl_slist *headers = NULL;
    struct xpost_url url;
    *response = (struct xpost_http_response){.body = XPOST_BUFFER(XPOST_RESPONSE_MAX)};
    struct transfer transfer = {
        .request = request, .cancel = cancel, .response = response, .error = error};
    if (check_request(request, &url, error) != 0)
        return -1;
    if (xpost_cancel_requested(cancel))
        return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    if (use_identity(http, request->identity) != 0)
        return xpost_error_no_memory(error);
    curl_easy_reset(http->easy);
    http->message[0] = '\0';
    if (!make_headers(&headers, request) || set_policy(http, url.https) != 0 ||
        set_request(http, &transfer, headers) != 0) {
        free_headers(headers);
        return xpost_error_set(
            error, XPOST_NETWORK,
            "libcurl refused a setting, so nothing was sent. Is it older than "
            "the one that xpost was built with?");
    }
    CURLcode code = curl_easy_perform(http->easy);
    /* libcurl is content with headers that end in the middle. */
    if (code == CURLE_OK && !transfer.headers_whole)
        code = CURLE_PARTIAL_FILE;
    if (transfer.begun) {
        response->sent = code == CURLE_OK ? XPOST_ANSWERED : XPOST_MAYBE_SENT;
        curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &response->status);
        response->date = transfer.date;
        note_retry(&transfer);
    }
    struct xpost_http_failure failure = {
        .code = code,
        .begun = transfer.begun,
        .too_much = transfer.too_much,
        .host = url.host,
        .message = http->message,
        .ca_file = http->ca_file,
    };
    int result = code == CURLE_OK ? 0 : -1;
    if (result != 0 && !transfer.unreadable)
        xpost_http_describe(&failure, error);
    if (result != 0)
        xpost_error_redact(error, http->proxy); /* it may hold a password */
    /* A handle that could not rewind its body keeps refusing (libcurl 8.14), so one that failed
     * is not used again.  Of one that did not, no pointer to this call's memory stays behind.
     */
    if (code == CURLE_OK) {
        curl_easy_reset(http->easy);
    } else {
        curl_easy_cleanup(http->easy);
        http->easy = NULL;
    }
    free_headers(headers);
    return result;
}

void xpost_http_response_release(struct xpost_http_response *response)
{
    xpost_buffer_release(&response->body);
}

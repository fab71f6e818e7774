/* Limits on size and on what headers say about time; cancelling. */
#define _GNU_SOURCE
#include "check.h"

#include "cancel.h"
#include "clock.h"
#include "config.h"
#include "error.h"
#include "http.h"
#include "loopback_server.h"

enum { NOW = 1800000000 };

static struct loopback server;
static struct xpost_http *http;
static struct xpost_http_response response;
static struct xpost_error error;
static struct xpost_cancel *cancel;

static int64_t now(void)
{
    return NOW;
}

static void begin(loopback_answer *answer)
{
    static const struct xpost_config config;
    loopback_start(&server, answer);
    http = xpost_http_new(&config, &error);
    loopback_must(http != NULL, "http");
}

static void end(void)
{
    xpost_http_response_release(&response);
    xpost_http_free(http);
    loopback_stop(&server);
    loopback_free(&server);
}

static int get(const char *url, bool once)
{
    const struct xpost_http_request request = {.method = once ? "POST" : "GET",
                                               .url = url,
                                               .body = once ? "{}" : NULL,
                                               .body_length = once ? 2 : 0,
                                               .once = once,
                                               .timeout_seconds = 8};
    xpost_http_response_release(&response);
    xpost_error_clear(&error);
    return xpost_http_perform(http, &request, cancel, &response, &error);
}

/* ---- size ---- */

static size_t body_size;
static atomic_size_t body_sent;

static bool say_body(int connection, int number, const char *request)
{
    static char block[16384];
    char head[128];
    (void)number;
    (void)request;
    memset(block, 'x', sizeof block);
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", body_size);
    loopback_say(connection, head);
    size_t left = body_size;
    while (left > 0 &&
           loopback_send(connection, block, left < sizeof block ? left : sizeof block))
        left -= left < sizeof block ? left : sizeof block;
    return left == 0;
}

static void test_body__may_have_1_mib(void)
{
    begin(say_body);
    body_size = XPOST_RESPONSE_MAX;
    CHECK_NUMBER(get(loopback_url(&server, "/"), false), 0);
    CHECK_NUMBER(response.body.length, XPOST_RESPONSE_MAX);
    body_size++;
    CHECK_NUMBER(get(loopback_url(&server, "/"), true), -1);
    CHECK_NUMBER(error.code, XPOST_SERVER);
    CHECK_NUMBER(response.sent, XPOST_MAYBE_SENT);
    CHECK(strstr(error.message, "too long"));
    end();
}

static bool say_chunks(int connection, int number, const char *request)
{
    static char block[65536];
    (void)number;
    (void)request;
    memset(block, 'x', sizeof block);
    loopback_say(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (size_t sent = 0; sent < (size_t)1 << 30; sent += sizeof block) {
        if (!loopback_say(connection, "10000\r\n") ||
            !loopback_send(connection, block, sizeof block) ||
            !loopback_say(connection, "\r\n"))
            break;
        atomic_store(&body_sent, sent);
    }
    return false;
}

static void test_body__without_end_is_stopped(void)
{
    begin(say_chunks);
    CHECK_NUMBER(get(loopback_url(&server, "/"), false), -1);
    CHECK_NUMBER(error.code, XPOST_SERVER);
    CHECK(response.body.length <= XPOST_RESPONSE_MAX);
    end();
    CHECK(atomic_load(&body_sent) < (size_t)16 << 20); /* what the sockets hold */
}

static int header_lines;

static bool say_headers(int connection, int number, const char *request)
{
    char line[1024];
    (void)number;
    (void)request;
    loopback_say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
    memset(line, 'h', sizeof line);
    memcpy(line, "X-Header: ", 10);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    for (int i = 0; i < header_lines; i++)
        if (!loopback_send(connection, line, sizeof line))
            return false;
    return loopback_say(connection, "\r\n");
}

static void test_headers__may_have_64_kib(void)
{
    begin(say_headers);
    header_lines = 60;
    CHECK_NUMBER(get(loopback_url(&server, "/"), false), 0);
    header_lines = 66;
    CHECK_NUMBER(get(loopback_url(&server, "/"), true), -1);
    CHECK_NUMBER(error.code, XPOST_SERVER);
    CHECK_NUMBER(response.sent, XPOST_MAYBE_SENT);
    header_lines = 1000000;
    CHECK_NUMBER(get(loopback_url(&server, "/"), false), -1);
    CHECK_NUMBER(error.code, XPOST_SERVER);
    end();
}

static bool say_gzip(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_reply(connection, "200 OK", "Content-Encoding: gzip\r\n", "\x1f\x8b raw");
}

static void test_body__is_never_decompressed(void)
{
    begin(say_gzip);
    int result = get(loopback_url(&server, "/"), false);
    CHECK(result != 0 || strcmp(xpost_buffer_string(&response.body), "\x1f\x8b raw") == 0);
    end();
}

/* ---- what headers say of time ---- */

static const char *headers;

static bool say_limit(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_reply(connection, "429 Too Many Requests", headers, "{}");
}

static int64_t wait_of(const char *lines)
{
    headers = lines;
    CHECK_NUMBER(get(loopback_url(&server, "/"), false), 0);
    CHECK_NUMBER(response.status, 429);
    return response.retry_at ? response.retry_at - NOW : -1;
}

static void test_retry_after__is_limited_and_never_negative(void)
{
    static const struct {
        const char *lines;
        int64_t wait; /* -1: none */
    } samples[] = {
        {"", -1},
        {"Retry-After: 60\r\n", 60},
        {"RETRY-AFTER:60\r\n", 60},
        {"Retry-After: 900\r\n", 900},
        {"Retry-After: 901\r\n", 900},
        {"Retry-After: 999999999999\r\n", 900},
        {"Retry-After: 1000000000000000000\r\n", -1},
        {"Retry-After: 99999999999999999999999999\r\n", -1},
        {"Retry-After: -5\r\n", -1},
        {"Retry-After: 1.5\r\n", -1},
        {"Retry-After: soon\r\n", -1},
        {"Retry-After: \r\n", -1},
        {"Retry-After: 60 seconds\r\n", -1},
        {"X-Retry-After: 60\r\n", -1},
        {"Date: Fri, 15 Jan 2027 08:00:00 GMT\r\nRetry-After: Fri, 15 Jan 2027 08:01:00 "
         "GMT\r\n",
         60},
        {"Date: Fri, 15 Jan 2027 08:00:00 GMT\r\nRetry-After: Fri, 15 Jan 2027 07:00:00 "
         "GMT\r\n",
         0},
        {"Date: Fri, 15 Jan 2027 08:00:00 GMT\r\nRetry-After: Sat, 15 Jan 2028 08:01:00 "
         "GMT\r\n",
         900},
        {"x-rate-limit-reset: 1800000060\r\n", 60},
        {"x-rate-limit-reset: 1799999999\r\n", 0},
        {"x-rate-limit-reset: 999999999999\r\n", 900},
        {"x-rate-limit-reset: 9223372036854775807\r\n", -1},
        {"x-rate-limit-reset: never\r\n", -1},
        {"x-rate-limit-reset: 1800000060\r\nRetry-After: 5\r\n", 5},
        /* The server's clock is an hour ahead. */
        {"Date: Fri, 15 Jan 2027 09:00:00 GMT\r\nx-rate-limit-reset: 1800003660\r\n", 60},
        {"Date: nonsense\r\nx-rate-limit-reset: 1800000060\r\n", 60},
        {"x-user-limit-24hour-remaining: 5\r\nx-user-limit-24hour-reset: 1800040000\r\n"
         "x-rate-limit-reset: 1800000060\r\n",
         60},
        {"x-user-limit-24hour-remaining: 0\r\nx-user-limit-24hour-reset: 1800040000\r\n"
         "x-rate-limit-reset: 1800000060\r\n",
         40000},
        {"x-app-limit-24hour-remaining: 0\r\nx-app-limit-24hour-reset: 1900000000\r\n", 86400},
    };
    xpost_clock_replace(now);
    begin(say_limit);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        int64_t wait = wait_of(samples[i].lines);
        if (wait != samples[i].wait) {
            printf("%swaits %lld, not %lld\n", samples[i].lines, (long long)wait,
                   (long long)samples[i].wait);
            check_failures_here++;
        }
        CHECK(response.day_limit == (strstr(samples[i].lines, "remaining: 0") != NULL));
    }
    end();
    xpost_clock_replace(NULL);
}

/* ---- cancelling ---- */

static void *cancel_soon(void *unused)
{
    loopback_pause(150);
    xpost_cancel_request(cancel);
    return unused;
}

/* Performs the request, which is cancelled meanwhile; returns how many milliseconds it took. */
static int64_t perform_cancelled(const char *url, bool once, int *result)
{
    pthread_t thread;
    int64_t start = xpost_clock_milliseconds();
    cancel = xpost_cancel_new(&error);
    loopback_must(pthread_create(&thread, NULL, cancel_soon, NULL) == 0, "thread");
    *result = get(url, once);
    int64_t took = xpost_clock_milliseconds() - start;
    pthread_join(thread, NULL);
    xpost_cancel_free(cancel);
    cancel = NULL;
    return took;
}

static bool say_late(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    loopback_pause(1500);
    return loopback_reply(connection, "201 Created", "", "{}");
}

static void test_cancel__before_the_request_sends_nothing(void)
{
    begin(say_late);
    cancel = xpost_cancel_new(&error);
    xpost_cancel_request(cancel);
    CHECK_NUMBER(get(loopback_url(&server, "/"), true), -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK_NUMBER(response.sent, XPOST_NOT_SENT);
    xpost_cancel_free(cancel);
    cancel = NULL;
    CHECK_NUMBER(server.connections, 0);
    end();
}

static void test_cancel__while_a_server_shakes_no_hands_sends_nothing(void)
{
    char url[64];
    int result;
    begin(NULL); /* accepts, and says nothing */
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", server.port);
    for (int once = 0; once < 2; once++) {
        int64_t took = perform_cancelled(url, once, &result);
        CHECK_NUMBER(result, -1);
        CHECK_NUMBER(error.code, XPOST_CANCELLED);
        CHECK_NUMBER(response.sent, XPOST_NOT_SENT);
        CHECK(took >= 150 && took < 10000);
    }
    end();
}

static void test_cancel__abandons_a_lookup_that_waits(void)
{
    int result;
    begin(say_late);
    int64_t took = perform_cancelled(loopback_url(&server, "/"), false, &result);
    CHECK_NUMBER(result, -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK_NUMBER(response.sent, XPOST_MAYBE_SENT);
    CHECK(took < 5000);
    end();
}

static void test_cancel__never_abandons_what_is_sent_once(void)
{
    int result;
    begin(say_late);
    int64_t took = perform_cancelled(loopback_url(&server, "/"), true, &result);
    CHECK_NUMBER(result, 0);
    CHECK_NUMBER(response.status, 201);
    CHECK_NUMBER(response.sent, XPOST_ANSWERED);
    CHECK(took >= 1450);
    CHECK_NUMBER(server.count, 1);
    end();
}

int main(void)
{
    RUN(test_body__may_have_1_mib);
    RUN(test_body__without_end_is_stopped);
    RUN(test_headers__may_have_64_kib);
    RUN(test_body__is_never_decompressed);
    RUN(test_retry_after__is_limited_and_never_negative);
    RUN(test_cancel__before_the_request_sends_nothing);
    RUN(test_cancel__while_a_server_shakes_no_hands_sends_nothing);
    RUN(test_cancel__abandons_a_lookup_that_waits);
    RUN(test_cancel__never_abandons_what_is_sent_once);
    return check_report();
}

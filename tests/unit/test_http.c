/* What goes out and what comes back, one request at a time. */
#define _GNU_SOURCE
#include "check.h"

#include "config.h"
#include "error.h"
#include "http.h"
#include "loopback_server.h"

static struct loopback server, other;
static struct xpost_http *http;
static struct xpost_http_response response;
static struct xpost_error error;

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
}

static int perform(struct xpost_http_request request)
{
    xpost_http_response_release(&response);
    xpost_error_clear(&error);
    if (!request.method)
        request.method = "GET";
    if (!request.url)
        request.url = loopback_url(&server, "/2/path");
    return xpost_http_perform(http, &request, NULL, &response, &error);
}
#define PERFORM(...) perform((struct xpost_http_request){__VA_ARGS__})
#define POST(...)                                                                              \
    PERFORM(.method = "POST", .body = "{}", .body_length = 2, .once = true,                    \
            .content_type = "application/json", __VA_ARGS__)

static bool ok(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_reply(connection, "200 OK", "", "{\"ok\":1}");
}

static void test_get__sends_a_plain_request(void)
{
    begin(ok);
    CHECK_NUMBER(PERFORM(.bearer = "TOKEN"), 0);
    CHECK_NUMBER(response.status, 200);
    CHECK_NUMBER(response.sent, XPOST_ANSWERED);
    CHECK_TEXT(xpost_buffer_string(&response.body), "{\"ok\":1}");
    CHECK(response.retry_at == 0 && !response.day_limit);
    end();
    const char *text = server.requests[0];
    CHECK(strncmp(text, "GET /2/path HTTP/1.1\r\n", 22) == 0);
    CHECK(strstr(text, "\r\nAuthorization: Bearer TOKEN\r\n"));
    CHECK(strstr(text, "\r\nUser-Agent: xpost/"));
    CHECK(strstr(text, "\r\nAccept: application/json\r\n"));
    CHECK(!strcasestr(text, "accept-encoding") && !strcasestr(text, "expect:"));
    CHECK(!strcasestr(text, "cookie") && !strcasestr(text, "upgrade"));
    CHECK(!strcasestr(text, "content-length") && !strcasestr(text, "content-type"));
    loopback_free(&server);
}

static void test_post__sends_its_body_exactly(void)
{
    static char body[200000];
    memset(body, 'x', sizeof body);
    body[1000] = '\0';
    begin(ok);
    CHECK_NUMBER(POST(.bearer = "TOKEN"), 0);
    CHECK_NUMBER(
        PERFORM(.method = "POST", .body = body, .body_length = sizeof body, .once = true), 0);
    CHECK_NUMBER(PERFORM(.method = "POST", .body = "", .once = true), 0);
    end();
    CHECK_NUMBER(server.count, 3);
    CHECK(strstr(server.requests[0], "\r\nContent-Type: application/json\r\n"));
    CHECK(strstr(server.requests[0], "\r\nContent-Length: 2\r\n"));
    CHECK(strstr(server.requests[0], "\r\n\r\n{}"));
    CHECK(strstr(server.requests[1], "\r\nContent-Length: 200000\r\n"));
    CHECK(strstr(server.requests[2], "\r\nContent-Length: 0\r\n"));
    CHECK(!strcasestr(server.requests[2], "content-type"));
    for (int i = 0; i < 3; i++)
        CHECK(!strcasestr(server.requests[i], "expect:") &&
              !strcasestr(server.requests[i], "transfer-encoding"));
    loopback_free(&server);
}

/* The letters of the alphabet, over and over; up to a limit. */
static int read_letters(void *user, size_t offset, char *out, size_t length,
                        struct xpost_error *why)
{
    const size_t *limit = user;
    if (offset + length > *limit)
        return xpost_error_set(why, XPOST_MEDIA_REJECTED, "no more letters");
    for (size_t i = 0; i < length; i++)
        out[i] = (char)('a' + (offset + i) % 26);
    return 0;
}

static void test_source__is_read_while_it_is_sent(void)
{
    enum { LENGTH = 200000 };
    size_t limit = LENGTH;
    const struct xpost_http_source source = {read_letters, &limit};
    begin(ok);
    CHECK_NUMBER(PERFORM(.method = "POST", .source = &source, .body_length = LENGTH,
                         .content_type = "text/plain"),
                 0);
    end();
    const char *body = strstr(server.requests[0], "\r\n\r\n") + 4;
    bool whole = strlen(body) == LENGTH;
    for (size_t i = 0; i < LENGTH && whole; i++)
        whole = body[i] == (char)('a' + i % 26);
    CHECK(whole);
    CHECK(strstr(server.requests[0], "\r\nContent-Length: 200000\r\n"));
    CHECK(strstr(server.requests[0], "\r\nContent-Type: text/plain\r\n"));
    loopback_free(&server);
}

static void test_source__that_fails_ends_the_request_in_its_words(void)
{
    size_t limit = 100000;
    const struct xpost_http_source source = {read_letters, &limit};
    begin(ok);
    CHECK_NUMBER(PERFORM(.method = "POST", .source = &source, .body_length = 200000), -1);
    CHECK_NUMBER(error.code, XPOST_MEDIA_REJECTED);
    CHECK_TEXT(error.message, "no more letters");
    limit = 200000;
    CHECK_NUMBER(PERFORM(.method = "POST", .source = &source, .body_length = 200000), 0);
    end();
    CHECK_NUMBER(server.count, 1);
    loopback_free(&server);
}

static void test_delete__has_no_body(void)
{
    begin(ok);
    CHECK_NUMBER(PERFORM(.method = "DELETE", .bearer = "TOKEN"), 0);
    CHECK_NUMBER(PERFORM(.method = "GET"), 0);
    end();
    CHECK(strncmp(server.requests[0], "DELETE /2/path HTTP/1.1\r\n", 25) == 0);
    CHECK(!strcasestr(server.requests[0], "content-length"));
    CHECK(strncmp(server.requests[1], "GET ", 4) == 0);
    CHECK(!strstr(server.requests[1], "Authorization"));
    loopback_free(&server);
}

static void test_basic__encodes_both_parts_first(void)
{
    begin(ok);
    CHECK_NUMBER(POST(.basic_user = "id:1", .basic_secret = "s&+ecret"), 0);
    end();
    /* id%3A1:s%26%2Becret */
    CHECK(strstr(server.requests[0],
                 "\r\nAuthorization: Basic aWQlM0ExOnMlMjYlMkJlY3JldA==\r\n"));
    loopback_free(&server);
}

static bool status_in_path(int connection, int number, const char *request)
{
    (void)number;
    char headers[256], status[32];
    snprintf(status, sizeof status, "%.3s Text", request + strlen("GET /"));
    snprintf(headers, sizeof headers, "Location: http://127.0.0.1:%d/stolen\r\n", other.port);
    return loopback_reply(connection, status, headers, strstr(status, "204") ? "" : "body");
}

static void test_answer__of_any_status_is_an_answer(void)
{
    static const char *const paths[] = {"/200", "/201", "/204", "/400", "/401", "/403",
                                        "/404", "/407", "/429", "/500", "/503", "/599"};
    begin(status_in_path);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        CHECK_NUMBER(PERFORM(.url = loopback_url(&server, paths[i]), .bearer = "T"), 0);
        CHECK_NUMBER(response.sent, XPOST_ANSWERED);
        CHECK_NUMBER(response.status, strtol(paths[i] + 1, NULL, 10));
    }
    end();
    CHECK_NUMBER(server.count, sizeof paths / sizeof *paths);
    loopback_free(&server);
}

static bool redirect(int connection, int number, const char *request)
{
    static const char *const statuses[] = {"301 Moved", "302 Found", "303 See Other",
                                           "307 Temporary Redirect", "308 Permanent Redirect"};
    char headers[256];
    (void)request;
    snprintf(headers, sizeof headers, "Location: http://127.0.0.1:%d/stolen\r\n",
             number < 5 ? other.port : server.port);
    return loopback_reply(connection, statuses[number % 5], headers, "");
}

static void test_redirect__is_never_followed(void)
{
    loopback_start(&other, ok);
    begin(redirect);
    for (int i = 0; i < 10; i++) {
        CHECK_NUMBER(POST(.bearer = "TOKEN"), 0);
        CHECK(response.status >= 301 && response.status <= 308);
        CHECK_NUMBER(response.sent, XPOST_ANSWERED);
    }
    end();
    loopback_stop(&other);
    CHECK_NUMBER(server.count, 10);
    CHECK_NUMBER(other.connections, 0);
    loopback_free(&server);
    loopback_free(&other);
}

static bool ok_then_nothing(int connection, int number, const char *request)
{
    return number == 0 && ok(connection, number, request);
}

static void check_not_repeated(const char *body)
{
    begin(ok_then_nothing);
    CHECK_NUMBER(POST(.bearer = "TOKEN"), 0);
    CHECK_NUMBER(PERFORM(.method = "POST", .body = body, .body_length = strlen(body),
                         .once = true, .bearer = "TOKEN"),
                 -1);
    CHECK_NUMBER(error.code, XPOST_NETWORK);
    CHECK_NUMBER(response.sent, XPOST_MAYBE_SENT);
    CHECK_NUMBER(response.status, 0);
    loopback_pause(50);
    end();
    CHECK_NUMBER(server.count, 2);
    /* What has a body went over the kept connection. */
    CHECK(server.request_connection[1] == 0 || !*body);
    loopback_free(&server);
}

static void test_once__is_not_repeated_when_a_kept_connection_dies(void)
{
    check_not_repeated("{\"text\":\"once\"}");
}

static void test_once__is_not_repeated_without_a_body_either(void)
{
    check_not_repeated("");
}

static bool ok_and_close(int connection, int number, const char *request)
{
    ok(connection, number, request);
    return false;
}

static void test_once__survives_a_connection_closed_while_idle(void)
{
    begin(ok_and_close);
    CHECK_NUMBER(POST(.bearer = "TOKEN"), 0);
    loopback_pause(50);
    int result = POST(.bearer = "TOKEN");
    CHECK(result == 0 || response.sent != XPOST_ANSWERED);
    end();
    CHECK(server.count <= 2 && (result != 0 || server.count == 2));
    loopback_free(&server);
}

static void test_connection__is_kept_for_one_identity_only(void)
{
    begin(ok);
    for (int i = 0; i < 6; i++) {
        char token[2] = {"AABBAB"[i], '\0'};
        CHECK_NUMBER(POST(.identity = token, .bearer = token), 0);
    }
    end();
    CHECK_NUMBER(server.count, 6);
    CHECK_NUMBER(server.connections, 4);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < i; j++)
            if (server.request_connection[i] == server.request_connection[j])
                CHECK("AABBAB"[i] == "AABBAB"[j]);
    loopback_free(&server);
}

static const char *const broken[] = {
    "",
    "HTTP/1.1 2",
    "HTTP/1.1 201 Created\r\n",
    "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n",
    "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n",
    "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n123456789",
    "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
    "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n",
    "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n12345\r\n0\r\n\r\n",
    "garbage that is no HTTP at all\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "\r\n\r\n",
};
static int broken_number;

static bool say_broken(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    loopback_say(connection, broken[broken_number]);
    return false;
}

static void test_answer__that_is_cut_is_no_answer(void)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        broken_number = (int)i;
        begin(say_broken);
        if (POST(.bearer = "TOKEN") != -1 || response.sent != XPOST_MAYBE_SENT ||
            error.code != XPOST_NETWORK) {
            printf("answer %zu: %d, %s\n", i, response.sent, error.message);
            check_failures_here++;
        }
        end();
        CHECK_NUMBER(server.count, 1);
        loopback_free(&server);
    }
}

static bool say_continue_first(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_say(connection, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                                    "Retry-After: 9\r\n\r\nHTTP/1.1 201 Created\r\n"
                                    "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
}

static void test_answer__may_follow_interim_ones(void)
{
    begin(say_continue_first);
    CHECK_NUMBER(POST(.bearer = "TOKEN"), 0);
    CHECK_NUMBER(response.status, 201);
    CHECK_TEXT(xpost_buffer_string(&response.body), "abc");
    end();
    loopback_free(&server);
}

static bool say_nothing(int connection, int number, const char *request)
{
    (void)connection;
    (void)number;
    (void)request;
    return true;
}

static void test_silence__ends_at_the_time_limit(void)
{
    begin(say_nothing);
    time_t start = time(NULL);
    CHECK_NUMBER(POST(.bearer = "TOKEN", .timeout_seconds = 1), -1);
    CHECK(time(NULL) - start <= 3);
    CHECK_NUMBER(error.code, XPOST_NETWORK);
    CHECK_NUMBER(response.sent, XPOST_MAYBE_SENT);
    CHECK(strstr(error.message, "in time"));
    end();
    CHECK_NUMBER(server.count, 1);
    loopback_free(&server);
}

static void test_refused_connection__sent_nothing(void)
{
    begin(ok);
    loopback_start(&other, ok);
    loopback_stop(&other);
    CHECK_NUMBER(POST(.url = loopback_url(&other, "/")), -1);
    CHECK_NUMBER(error.code, XPOST_NETWORK);
    CHECK_NUMBER(response.sent, XPOST_NOT_SENT);
    end();
    loopback_free(&server);
    loopback_free(&other);
}

static void test_url__has_to_be_safe(void)
{
    static const char *const urls[] = {
        "http://example.com/",
        "http://127.0.0.1.example.com/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://user:pass@127.0.0.1/",
        "http://0177.0.0.1/",
        "",
        "http://[::]/",
        "https://127.0.0.1:1/a b",
        "https://127.0.0.1:1/\r\nX-Evil: 1",
    };
    begin(ok);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        CHECK_NUMBER(POST(.url = urls[i], .bearer = "TOKEN"), -1);
        CHECK_NUMBER(error.code, XPOST_CONFIG);
        CHECK_NUMBER(response.sent, XPOST_NOT_SENT);
    }
    end();
    CHECK_NUMBER(server.connections, 0);
    loopback_free(&server);
}

static void test_token__cannot_add_a_header(void)
{
    static const char *const tokens[] = {
        "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\r\n\r\nPOST /evil HTTP/1.1",
        "a\x7f",          "a\xc3\xa9",    "a b"};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        begin(ok);
        CHECK_NUMBER(POST(.bearer = tokens[i]), -1);
        CHECK_NUMBER(response.sent, XPOST_NOT_SENT);
        CHECK_NUMBER(POST(.basic_user = tokens[i], .basic_secret = tokens[i]), 0);
        end();
        for (int j = 0; j < server.count; j++)
            CHECK(!strstr(server.requests[j], "X-Evil") &&
                  !strstr(server.requests[j], "/evil"));
        loopback_free(&server);
    }
}

static bool echo_token(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nTOKEN"),
           false;
}

static void test_error__holds_no_token(void)
{
    begin(echo_token);
    CHECK_NUMBER(POST(.bearer = "CANARY-TOKEN"), -1);
    CHECK(!strstr(error.message, "CANARY") && !strstr(error.detail, "CANARY"));
    end();
    loopback_free(&server);
}

int main(void)
{
    RUN(test_get__sends_a_plain_request);
    RUN(test_post__sends_its_body_exactly);
    RUN(test_source__is_read_while_it_is_sent);
    RUN(test_source__that_fails_ends_the_request_in_its_words);
    RUN(test_delete__has_no_body);
    RUN(test_basic__encodes_both_parts_first);
    RUN(test_answer__of_any_status_is_an_answer);
    RUN(test_redirect__is_never_followed);
    RUN(test_once__is_not_repeated_when_a_kept_connection_dies);
    RUN(test_once__is_not_repeated_without_a_body_either);
    RUN(test_once__survives_a_connection_closed_while_idle);
    RUN(test_connection__is_kept_for_one_identity_only);
    RUN(test_answer__that_is_cut_is_no_answer);
    RUN(test_answer__may_follow_interim_ones);
    RUN(test_silence__ends_at_the_time_limit);
    RUN(test_refused_connection__sent_nothing);
    RUN(test_url__has_to_be_safe);
    RUN(test_token__cannot_add_a_header);
    RUN(test_error__holds_no_token);
    return check_report();
}

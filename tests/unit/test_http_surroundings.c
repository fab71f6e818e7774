/* What the environment, files and other descriptors may not change. */
#define _GNU_SOURCE
#include "check.h"

#include "config.h"
#include "error.h"
#include "http.h"
#include "loopback_server.h"
#include "scratch.h"

static struct loopback server, proxy;
static struct xpost_error error;
static int open_without_cloexec, open_count;

/* Sockets of other kinds are libcurl's own, to wake itself. */
static bool is_connection(int descriptor)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    return getsockname(descriptor, (struct sockaddr *)&address, &size) == 0 &&
           (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

/* Counts the open descriptors, and the connections that a child would inherit. */
static void look_at_descriptors(void)
{
    open_without_cloexec = open_count = 0;
    for (int descriptor = 3; descriptor < 1024; descriptor++) {
        int flags = fcntl(descriptor, F_GETFD);
        if (flags < 0)
            continue;
        open_count++;
        open_without_cloexec += !(flags & FD_CLOEXEC) && is_connection(descriptor);
    }
}

static bool ok(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    look_at_descriptors();
    return loopback_reply(connection, "200 OK", "Set-Cookie: a=b; path=/\r\n", "{}");
}

static bool refuse_connect(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_say(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
           false;
}

static bool lie(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_say(connection,
                        "HTTP/1.1 200 Connection established\r\n\r\nGARBAGE GARBAGE "
                        "GARBAGE GARBAGE\r\n\r\n"),
           false;
}

static enum xpost_sent get(const struct xpost_config *config, const char *url,
                           const char *bearer)
{
    struct xpost_http_response response;
    struct xpost_http *http = xpost_http_new(config, &error);
    const struct xpost_http_request request = {
        .method = "GET", .url = url, .bearer = bearer, .timeout_seconds = 5};
    loopback_must(http != NULL, "http");
    xpost_error_clear(&error);
    int result = xpost_http_perform(http, &request, NULL, &response, &error);
    CHECK((result == 0) == (response.sent == XPOST_ANSWERED));
    enum xpost_sent sent = response.sent;
    xpost_http_response_release(&response);
    xpost_http_free(http);
    return sent;
}

static const char *https_url(const struct loopback *at)
{
    static char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", at->port);
    return url;
}

static const struct xpost_config plain;

/* First of all: libcurl looks at this variable when it is initialised. */
static void test_key_log__is_not_written(void)
{
    setenv("SSLKEYLOGFILE", scratch_path("keys"), 1);
    loopback_start(&server, ok);
    CHECK_NUMBER(get(&plain, https_url(&server), "TOKEN"), XPOST_NOT_SENT);
    CHECK(access(scratch_path("keys"), F_OK) != 0);
    CHECK_TEXT(getenv("SSLKEYLOGFILE"), scratch_path("keys"));
    loopback_stop(&server);
    loopback_free(&server);
    unsetenv("SSLKEYLOGFILE");
}

static void test_tls__to_a_server_that_has_none_sends_nothing(void)
{
    loopback_start(&server, ok);
    CHECK_NUMBER(get(&plain, https_url(&server), "TOKEN"), XPOST_NOT_SENT);
    CHECK(error.code == XPOST_TLS || error.code == XPOST_NETWORK);
    loopback_stop(&server);
    for (int i = 0; i < server.count; i++)
        CHECK(!strstr(server.requests[i], "TOKEN"));
    loopback_free(&server);
}

static void test_netrc__is_not_read(void)
{
    scratch_write(
        scratch_path(".netrc"),
        "machine 127.0.0.1 login planted password planted\ndefault login d password d\n", 0600);
    setenv("HOME", scratch, 1);
    setenv("NETRC", scratch_path(".netrc"), 1);
    loopback_start(&server, ok);
    CHECK_NUMBER(get(&plain, loopback_url(&server, "/"), NULL), XPOST_ANSWERED);
    loopback_stop(&server);
    CHECK(!strcasestr(server.requests[0], "authorization"));
    loopback_free(&server);
}

static const char *const proxy_variables[] = {"http_proxy", "https_proxy", "all_proxy",
                                              "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"};
enum { PROXY_VARIABLES = sizeof proxy_variables / sizeof *proxy_variables };

static void test_proxy__of_the_environment_is_not_read(void)
{
    loopback_start(&server, ok);
    loopback_start(&proxy, refuse_connect);
    for (size_t i = 0; i < PROXY_VARIABLES; i++)
        setenv(proxy_variables[i], loopback_url(&proxy, ""), 1);
    CHECK_NUMBER(get(&plain, loopback_url(&server, "/"), "TOKEN"), XPOST_ANSWERED);
    CHECK_NUMBER(get(&plain, https_url(&server), "TOKEN"), XPOST_NOT_SENT);
    for (size_t i = 0; i < PROXY_VARIABLES; i++)
        unsetenv(proxy_variables[i]);
    loopback_stop(&server);
    loopback_stop(&proxy);
    CHECK_NUMBER(proxy.connections, 0);
    CHECK(server.connections >= 2);
    loopback_free(&server);
    loopback_free(&proxy);
}

static struct xpost_config with_proxy(const char *user_and_password)
{
    static char url[128];
    struct xpost_config config = {0};
    snprintf(url, sizeof url, "http://%s127.0.0.1:%d", user_and_password, proxy.port);
    config.https_proxy = url;
    return config;
}

static void test_proxy__sees_no_authorization(void)
{
    static loopback_answer *const answers[] = {refuse_connect, lie};
    for (size_t i = 0; i < 2; i++) {
        loopback_start(&proxy, answers[i]);
        struct xpost_config config = with_proxy("user:CANARY@");
        CHECK_NUMBER(get(&config, "https://api.example.com/2/tweets", "TOKEN"), XPOST_NOT_SENT);
        CHECK(error.code == XPOST_NETWORK || error.code == XPOST_TLS);
        CHECK(!strstr(error.message, "CANARY") && !strstr(error.detail, "CANARY"));
        loopback_stop(&proxy);
        CHECK(proxy.count >= 1);
        CHECK(proxy.count &&
              strncmp(proxy.requests[0], "CONNECT api.example.com:443 ", 28) == 0);
        for (int j = 0; j < proxy.count; j++)
            CHECK(!strstr(proxy.requests[j], "TOKEN") &&
                  !strstr(proxy.requests[j], "\r\nAuthorization"));
        loopback_free(&proxy);
    }
}

static void test_proxy__is_not_used_without_tls_or_for_exceptions(void)
{
    loopback_start(&server, ok);
    loopback_start(&proxy, refuse_connect);
    struct xpost_config config = with_proxy("");
    CHECK_NUMBER(get(&config, loopback_url(&server, "/"), "TOKEN"), XPOST_ANSWERED);
    static char exceptions[] = "127.0.0.1";
    config.no_proxy = exceptions;
    CHECK_NUMBER(get(&config, https_url(&server), "TOKEN"), XPOST_NOT_SENT);
    loopback_stop(&server);
    loopback_stop(&proxy);
    CHECK_NUMBER(proxy.connections, 0);
    loopback_free(&server);
    loopback_free(&proxy);
}

static void test_certificates__that_cannot_be_read_are_named(void)
{
    struct xpost_config config = {0};
    config.ca_file = (char *)(uintptr_t)scratch_path("no-such-file.pem");
    loopback_start(&server, ok);
    CHECK_NUMBER(get(&config, https_url(&server), "TOKEN"), XPOST_NOT_SENT);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "no-such-file.pem"));
    loopback_stop(&server);
    CHECK_NUMBER(server.count, 0);
    loopback_free(&server);
}

static void test_cookies__are_not_kept(void)
{
    struct xpost_http_response response;
    loopback_start(&server, ok);
    struct xpost_http *http = xpost_http_new(&plain, &error);
    const struct xpost_http_request request = {.method = "GET",
                                               .url = loopback_url(&server, "/")};
    for (int i = 0; i < 3; i++) {
        CHECK_NUMBER(xpost_http_perform(http, &request, NULL, &response, &error), 0);
        xpost_http_response_release(&response);
    }
    xpost_http_free(http);
    loopback_stop(&server);
    for (int i = 0; i < server.count; i++)
        CHECK(!strcasestr(server.requests[i], "cookie"));
    loopback_free(&server);
}

static void test_descriptors__are_closed_and_never_inherited(void)
{
    look_at_descriptors();
    int before = open_count, inherited = open_without_cloexec;
    loopback_start(&server, ok);
    for (int i = 0; i < 50; i++) {
        CHECK_NUMBER(get(&plain, loopback_url(&server, "/"), "TOKEN"), XPOST_ANSWERED);
        CHECK_NUMBER(open_without_cloexec, inherited); /* as the server saw it meanwhile */
    }
    loopback_stop(&server);
    loopback_free(&server);
    look_at_descriptors();
    CHECK_NUMBER(open_count, before);
}

static void test_http__accepts_null_where_there_is_nothing(void)
{
    struct xpost_http_response response = {0};
    xpost_http_free(NULL);
    xpost_http_response_release(&response);
    xpost_http_free(xpost_http_new(&plain, &error));
    CHECK_NUMBER(xpost_http_initialise(&error), 0);
    CHECK(strchr(xpost_http_version(), '.'));
}

int main(void)
{
    scratch_begin();
    RUN(test_key_log__is_not_written);
    RUN(test_tls__to_a_server_that_has_none_sends_nothing);
    RUN(test_netrc__is_not_read);
    RUN(test_proxy__of_the_environment_is_not_read);
    RUN(test_proxy__sees_no_authorization);
    RUN(test_proxy__is_not_used_without_tls_or_for_exceptions);
    RUN(test_certificates__that_cannot_be_read_are_named);
    RUN(test_cookies__are_not_kept);
    RUN(test_descriptors__are_closed_and_never_inherited);
    RUN(test_http__accepts_null_where_there_is_nothing);
    scratch_end();
    return check_report();
}

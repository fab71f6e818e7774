/* What is said of ports, network and clock, and what goes out for that. */
#define _GNU_SOURCE
#include "diagnosis_rig.h"

#include "cancel.h"
#include "loopback_server.h"

#define OK      XPOST_FINDING_OK
#define INFO    XPOST_FINDING_INFO
#define WARNING XPOST_FINDING_WARNING
#define ERROR   XPOST_FINDING_ERROR

static struct loopback server, other;
static const char *headers; /* of the server's answer */
static const char *status;

static bool answer(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_reply(connection, status, headers, "");
}

static void begin_server(const char *name, const char *more_headers)
{
    static char url[64];
    begin(name);
    headers = more_headers;
    status = "404 Not Found";
    loopback_start(&server, answer);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
    settings.api_url = url;
}

static void end_server(void)
{
    loopback_stop(&server);
    loopback_free(&server);
}

static void test_server__that_answers_is_reachable(void)
{
    struct xpost_account account = usual_account("default");
    begin_server("reachable", "Date: Fri, 15 Jan 2027 08:00:30 GMT\r\n");
    log_in(&account);
    diagnose_with(NULL, true);
    loopback_stop(&server);
    CHECK_FOUND("network", OK, "answers (without TLS");
    CHECK_FOUND("network", INFO, "XPOST_API_URL is http://127.0.0.1:");
    CHECK_FOUND("network", INFO, "No proxy is used.");
    CHECK_FOUND("clock", OK, "agrees with that of the server");
    CHECK_NUMBER(server.count, 1);
    CHECK(server.count && strncmp(server.requests[0], "GET / HTTP/1.1\r\n", 16) == 0);
    CHECK(!strcasestr(server.requests[0], "authorization"));
    CHECK(!strstr(server.requests[0], "CANARY") && !strstr(server.requests[0], "UUhoaFd4"));
    loopback_free(&server);
}

static void test_offline__asks_no_server(void)
{
    begin_server("offline", "");
    diagnose();
    CHECK(!find("network", "answers"));
    CHECK_NUMBER(count_level("clock", OK) + count_level("clock", INFO), 0);
    CHECK_NUMBER(server.connections, 0);
    end_server();
}

static void check_clock(const char *date, enum xpost_finding_level level, const char *text)
{
    char line[96] = "";
    if (date)
        snprintf(line, sizeof line, "Date: %s\r\n", date);
    headers = line;
    diagnose_in_japanese(true);
    diagnose_with(NULL, true);
    CHECK_FOUND("clock", level, text);
}

static void test_clock__is_compared(void)
{
    begin_server("clock", "");
    check_clock("Fri, 15 Jan 2027 08:01:00 GMT", OK, "agrees");
    check_clock("Fri, 15 Jan 2027 07:59:00 GMT", OK, "agrees");
    check_clock("Fri, 15 Jan 2027 08:01:05 GMT", WARNING, "is 1 min 5 s behind that");
    check_clock("Thu, 14 Jan 2027 07:00:00 GMT", WARNING, "is 1 d 1 h ahead of that");
    check_clock("the day before yesterday", INFO, "did not say what time it is");
    check_clock(NULL, INFO, "did not say what time it is");
    status = "503 Service Unavailable";
    check_clock("Fri, 15 Jan 2027 08:00:00 GMT", OK, "agrees");
    CHECK_FOUND("network", OK, "answers");
    end_server();
}

static void test_server__that_is_not_there_is_told(void)
{
    begin_server("refused", "");
    end_server();
    diagnose_in_japanese(true);
    diagnose_with(NULL, true);
    CHECK_FOUND("network", ERROR, "127.0.0.1 could not be reached");
    CHECK_FOUND("clock", INFO, "there was no answer");
    CHECK(find("accounts", "Nobody") && find("files", "no state directory"));
}

static void test_server__that_is_silent_is_given_up(void)
{
    begin_server("silent", "");
    end_server();
    loopback_start(&server, NULL);
    settings.api_url = (char *)(uintptr_t)loopback_url(&server, "");
    int64_t begun = xpost_clock_milliseconds();
    diagnose_with(NULL, true);
    CHECK(xpost_clock_milliseconds() - begun < check_patience(15000));
    CHECK_FOUND("network", ERROR, "did not answer in time");
    CHECK(find("accounts", "Nobody"));
    end_server();
}

static void test_server__without_tls_is_told(void)
{
    static char url[64];
    begin_server("tls", "");
    snprintf(url, sizeof url, "https://127.0.0.1:%d", server.port);
    settings.api_url = url;
    diagnose_with(NULL, true);
    CHECK_NUMBER(count_level("network", ERROR), 1);
    end_server();
}

static void *cancel_soon(void *cancel)
{
    loopback_pause(200);
    xpost_cancel_request(cancel);
    return NULL;
}

static void test_cancelling__leaves_the_rest(void)
{
    pthread_t thread = {0};
    struct xpost_cancel *cancel = xpost_cancel_new(&error);
    begin_server("cancelled", "");
    end_server();
    loopback_start(&server, NULL);
    settings.api_url = (char *)(uintptr_t)loopback_url(&server, "");
    loopback_must(cancel && pthread_create(&thread, NULL, cancel_soon, cancel) == 0, "thread");
    int64_t begun = xpost_clock_milliseconds();
    diagnose_with(cancel, true);
    CHECK(xpost_clock_milliseconds() - begun < check_patience(3000));
    CHECK_FOUND("network", INFO, "cancelled");
    CHECK_NUMBER(count_level("network", ERROR), 0);
    CHECK(find("accounts", "Nobody") && find("redirect", "8739"));
    pthread_join(thread, NULL);
    diagnose_with(cancel, true); /* cancelled before it begins */
    CHECK_FOUND("network", INFO, "cancelled");
    xpost_cancel_free(cancel);
    end_server();
}

static void check_proxy(const char *proxy, const char *shown)
{
    settings.https_proxy = EXAMPLE_TEXT(proxy);
    diagnose();
    CHECK_FOUND("network", INFO, shown);
}

static void test_proxy__is_told_without_its_password(void)
{
    begin("proxy");
    check_proxy("http://proxy:3128", "The proxy http://proxy:3128 is used.");
    check_proxy("proxy:3128/", "The proxy proxy:3128 is used.");
    check_proxy("http://user:CANARY@proxy:3128/", "The proxy http://proxy:3128 is used.");
    check_proxy("socks5h://u:CANARY@[::1]:1", "The proxy socks5h://[::1]:1 is used.");
    check_proxy("user:CANARY@proxy:3128", "The proxy proxy:3128 is used.");
    check_proxy("http://user:CANARY/CANARY@CANARY@proxy", "The proxy http://proxy is used.");
    check_proxy("user:CANARY://CANARY@proxy", "The proxy proxy is used.");
    check_proxy("http://proxy?CANARY", "The proxy http://proxy is used.");
    settings.no_proxy = EXAMPLE_TEXT("localhost,.example.com");
    check_proxy("proxy", "The proxy proxy is used, but not for localhost,.example.com.");
}

static bool refuse_connect(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_say(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
           false;
}

static void test_proxy__that_fails_is_suspected(void)
{
    static char url[64];
    begin("proxy-fails");
    loopback_start(&server, refuse_connect);
    snprintf(url, sizeof url, "http://user:CANARY@127.0.0.1:%d", server.port);
    settings.https_proxy = url;
    settings.api_url = EXAMPLE_TEXT("https://api.example.com");
    diagnose_in_japanese(true);
    diagnose_with(NULL, true);
    CHECK_NUMBER(count_level("network", ERROR), 1);
    CHECK_FOUND("network", INFO, "so it may be the proxy that fails");
    end_server();
}

static void test_certificates__are_told(void)
{
    begin("certificates");
    diagnose();
    CHECK_FOUND("network", INFO, "The certificates that are trusted are those ");
    scratch_write(scratch_path("ca.pem"), "", 0644);
    settings.ca_file = (char *)(uintptr_t)scratch_path("ca.pem");
    diagnose();
    CHECK_FOUND("network", INFO, "in the file /tmp/");
    settings.ca_file = (char *)(uintptr_t)scratch_path("no-such.pem");
    diagnose();
    CHECK_FOUND("network", ERROR, "no-such.pem' cannot be read");
}

static void test_stand_ins__are_told(void)
{
    begin("stand-ins");
    diagnose();
    CHECK(!find("network", "a stand-in"));
    settings.authorize_url = EXAMPLE_TEXT("https://x.com/i/oauth2/authorize");
    settings.token_url = EXAMPLE_TEXT("https://api.x.com/2/oauth2/token");
    diagnose();
    CHECK(!find("network", "a stand-in"));
    settings.authorize_url = EXAMPLE_TEXT("http://127.0.0.1:1/authorize");
    settings.revoke_url = EXAMPLE_TEXT("http://127.0.0.1:1/revoke");
    diagnose();
    CHECK_FOUND("network", INFO,
                "XPOST_AUTHORIZE_URL is http://127.0.0.1:1/authorize: not X's");
    CHECK_FOUND("network", INFO, "XPOST_REVOKE_URL is");
    CHECK(!find("network", "XPOST_TOKEN_URL"));
    settings.api_url = EXAMPLE_TEXT("http://127.0.0.1:1");
    diagnose();
    CHECK_FOUND("network", INFO, "XPOST_API_URL is http://127.0.0.1:1: not X's");
    CHECK(!find("network", "XPOST_AUTHORIZE_URL") && !find("network", "XPOST_REVOKE_URL"));
}

/* --- ports --- */

static void test_ports__are_tried_and_given_back(void)
{
    static char uris[128], text[160];
    begin("ports");
    loopback_start(&server, answer);
    loopback_start(&other, answer);
    int taken = server.port, spare = other.port;
    loopback_stop(&other);
    snprintf(uris, sizeof uris, "http://127.0.0.1:%d/callback http://127.0.0.1:%d/callback",
             taken, spare);
    settings.redirect_uris = uris;
    for (int i = 0; i < 2; i++) { /* the second time shows that it was given back */
        diagnose();
        snprintf(text, sizeof text, "127.0.0.1:%d/callback (register exactly this at X", spare);
        CHECK_FOUND("redirect", OK, text);
        snprintf(text, sizeof text, "port %d is in use: by another program, or by a login",
                 taken);
        CHECK_FOUND("redirect", WARNING, text);
        snprintf(text, sizeof text, "A login uses http://127.0.0.1:%d/callback instead.",
                 spare);
        CHECK_FOUND("redirect", WARNING, text);
        CHECK_NUMBER(count_level("redirect", ERROR), 0);
    }
    *strchr(uris, ' ') = '\0';
    diagnose();
    CHECK_FOUND("redirect", ERROR, "a login cannot begin");
    CHECK(strstr(find("redirect", "cannot begin")->advice, "XPOST_REDIRECT_URI"));
    CHECK_NUMBER(server.connections, 0);
    loopback_stop(&server);
    loopback_free(&server);
    loopback_free(&other);
}

static void test_redirect_uris__are_the_usual_ones_if_none_is_set(void)
{
    begin("usual");
    diagnose();
    CHECK(find("redirect", "http://127.0.0.1:8739/callback (register exactly this at X"));
    CHECK(find("redirect", "http://127.0.0.1:28739/callback (register exactly this at X"));
}

static void check_uri(const char *uri, enum xpost_finding_level level, const char *text)
{
    settings.redirect_uris = EXAMPLE_TEXT(uri);
    diagnose();
    CHECK_FOUND("settings", level, text);
}

static void test_redirect_uri__that_x_refuses_is_told(void)
{
    begin("refused-uri");
    settings.client_id = EXAMPLE_TEXT("abcdefg");
    check_uri("https://127.0.0.1:8739/callback", ERROR, "begins with https://");
    check_uri("http://example.com:8739/callback", ERROR, "does not lead to this computer");
    check_uri("http://127.0.0.1/callback", ERROR, "names no port");
    check_uri("http://127.0.0.1:8739/callback?a=b", ERROR, "holds a '?'");
    check_uri("myapp://callback", ERROR, "does not begin with");
    CHECK_FOUND("redirect", ERROR, "a login cannot begin");
    CHECK_NUMBER(count_level("redirect", OK) + count_level("redirect", WARNING), 0);
    check_uri("http://localhost:48739/callback", WARNING, "X asks for 127.0.0.1");
    check_uri("http://127.0.0.1:48739/callback/", WARNING, "ends with '/'");
    check_uri("http://127.0.0.1:48739", WARNING, "has no path");
    check_uri("http://127.0.0.1:1/a http://127.0.0.1:1/b http://127.0.0.1:1/c "
              "http://127.0.0.1:1/d http://127.0.0.1:1/e http://127.0.0.1:1/f "
              "http://127.0.0.1:1/g http://127.0.0.1:1/h http://127.0.0.1:1/i "
              "http://127.0.0.1:1/j  http://127.0.0.1:1/k",
              WARNING, "More than 10 redirect URIs");
    settings.redirect_uris = EXAMPLE_TEXT("  ");
    diagnose();
    CHECK_FOUND("redirect", ERROR, "a login cannot begin");
}

int main(void)
{
    scratch_begin();
    RUN(test_server__that_answers_is_reachable);
    RUN(test_offline__asks_no_server);
    RUN(test_clock__is_compared);
    RUN(test_server__that_is_not_there_is_told);
    RUN(test_server__that_is_silent_is_given_up);
    RUN(test_server__without_tls_is_told);
    RUN(test_cancelling__leaves_the_rest);
    RUN(test_proxy__is_told_without_its_password);
    RUN(test_proxy__that_fails_is_suspected);
    RUN(test_certificates__are_told);
    RUN(test_stand_ins__are_told);
    RUN(test_ports__are_tried_and_given_back);
    RUN(test_redirect_uris__are_the_usual_ones_if_none_is_set);
    RUN(test_redirect_uri__that_x_refuses_is_told);
    forget();
    scratch_end();
    return check_report();
}

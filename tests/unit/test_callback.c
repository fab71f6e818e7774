#include "check.h"

#include "callback.h"

#include <stdio.h>
#include <stdlib.h>

#define STATE "Zq3-state_0123456789abcdefghijklmnopqrstuvw"
#define HOST  "127.0.0.1:8739"
#define GOOD  "/callback?state=" STATE "&code=the-code"

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

static void read_text(const char *data)
{
    read_exactly(&expected, data, strlen(data));
}

static void read_target(const char *target)
{
    static char request[16384];

    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: " HOST "\r\n\r\n", target);
    read_text(request);
}

static int status_of(const char *data)
{
    read_text(data);
    return callback.kind == XPOST_CALLBACK_FOREIGN ? callback.status : -(int)callback.kind;
}

static int status_of_target(const char *target)
{
    read_target(target);
    return callback.kind == XPOST_CALLBACK_FOREIGN ? callback.status : -(int)callback.kind;
}

static void test_callback__takes_the_code_of_a_browser_request(void)
{
    read_text("GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nConnection: keep-alive\r\n"
              "sec-ch-ua: \"Not/A)Brand\";v=\"8\"\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\n"
              "Accept: text/html,*/*;q=0.8\r\nCookie: name=caf\xc3\xa9; b=\tc\r\n"
              "Referer: https://x.com/\r\nEmpty:\r\n\r\n");
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
    CHECK_TEXT(callback.code, "the-code");
    CHECK_TEXT(callback.error, "");
}

static void test_callback__takes_equal_forms_of_the_request(void)
{
    static const char *const requests[] = {
        "GET " GOOD " HTTP/1.0\r\nHost: " HOST "\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nhost:" HOST "\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHOST: \t" HOST " \t\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\r\nbody \x01\n and more",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "GET http://" HOST GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
        "GET /callback?code=the-code&state=" STATE " HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
        "GET /callback?code=the%2Dcode&state=" STATE " HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
        "GET /callback?&&code=the-code&&state=" STATE "& HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
        "GET " GOOD "&iss=https%3A%2F%2Fx.com&lang=en&x=%zz HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        CHECK_NUMBER(status_of(requests[i]), -XPOST_CALLBACK_CODE);
        CHECK_TEXT(callback.code, "the-code");
    }
}

static void test_callback__waits_for_the_end_of_the_head(void)
{
    static const char request[] =
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nAccept: */*\r\n\r\n";

    for (size_t i = 0; i < sizeof request - 1; i++) {
        read_exactly(&expected, request, i);
        CHECK_NUMBER(callback.kind, XPOST_CALLBACK_INCOMPLETE);
        CHECK_TEXT(callback.code, "");
    }
    read_exactly(&expected, request, sizeof request - 1);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
}

static void test_callback__refuses_what_is_not_http(void)
{
    static const char *const requests[] = {
        "GET " GOOD "\r\n",          /* HTTP/0.9 */
        "GET " GOOD " HTTP/0.9\r\n", /* an unknown version */
        "GET " GOOD " HTTP/2.0\r\n",
        "GET " GOOD " HTTP/1.1 \r\n",
        "GET " GOOD "  HTTP/1.1\r\n",
        "GET  " GOOD " HTTP/1.1\r\n",
        "GET\t" GOOD " HTTP/1.1\r\n",
        " GET " GOOD " HTTP/1.1\r\n",
        "GET " GOOD " http/1.1\r\n",
        "GET " GOOD " HTTP/1.11\r\n",
        "GET " GOOD " more HTTP/1.1\r\n",
        "GET " GOOD "#part HTTP/1.1\r\n",
        "GET /callback?state=\xc3\xa9 HTTP/1.1\r\n",
        "GET  HTTP/1.1\r\n",
        "G@T " GOOD " HTTP/1.1\r\n",
        "\r\nGET " GOOD " HTTP/1.1\r\n",
        "GET " GOOD " HTTP/1.1\n", /* a bare LF */
        "\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\n\n",
        "GET " GOOD " HTTP/1.1\rHost: " HOST "\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nA: b\x01\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nA: \x7f\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n folded\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\tfolded: x\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\n "
        "Host: " HOST "\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost : " HOST "\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nno colon\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n: no name\r\n\r\n",
        "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nCaf\xc3\xa9: x\r\n\r\n",
        "\x16\x03\x01\x02", /* TLS */
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "\177ELF",
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        int status = status_of(requests[i]);

        if (status != 400)
            printf("request %zu: %s\n", i, requests[i]);
        CHECK_NUMBER(status, 400);
        CHECK_TEXT(callback.code, "");
        CHECK(callback.reason && *callback.reason);
    }
}

static void test_callback__refuses_a_zero_byte_anywhere(void)
{
    static const char request[] = "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nA: b\r\n\r\n";

    for (size_t i = 0; i < sizeof request - 1; i++) {
        char copy[sizeof request];

        memcpy(copy, request, sizeof request);
        copy[i] = '\0';
        read_exactly(&expected, copy, sizeof copy - 1);
        CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
        CHECK_NUMBER(callback.status, 400);
    }
}

static void test_callback__wants_its_own_host_exactly_once(void)
{
    static const struct {
        const char *fields;
        int status;
    } cases[] = {
        {"Host: evil.example\r\n", 421},
        {"Host: evil.example:8739\r\n", 421},
        {"Host: localhost:8739\r\n", 421},
        {"Host: 127.0.0.1\r\n", 421},
        {"Host: 127.0.0.1:8740\r\n", 421},
        {"Host: 127.0.0.1:87390\r\n", 421},
        {"Host: 127.0.0.1:8739.\r\n", 421},
        {"Host: 127.0.0.1:8739@evil\r\n", 421},
        {"Host: 127.0.0.1:8739, " HOST "\r\n", 421},
        {"Host: http://" HOST "\r\n", 421},
        {"Host: 0x7f.1:8739\r\n", 421},
        {"Host:\r\n", 421},
        {"", 400},
        {"X-Host: " HOST "\r\n", 400},
        {"Host: " HOST "\r\nHost: " HOST "\r\n", 400},
        {"Host: evil\r\nHost: " HOST "\r\n", 400},
        {"Host: " HOST "\r\nhost: evil\r\n", 400},
        {"Host: " HOST "\r\n", -XPOST_CALLBACK_CODE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[512];

        snprintf(request, sizeof request, "GET " GOOD " HTTP/1.1\r\n%s\r\n", cases[i].fields);
        CHECK_NUMBER(status_of(request), cases[i].status);
    }
    CHECK_NUMBER(status_of("GET " GOOD " HTTP/1.0\r\n\r\n"), 400);
}

static void test_callback__host_follows_the_redirect_uri(void)
{
    static const struct {
        const char *expected, *sent;
        int kind;
    } cases[] = {
        {"localhost:8739", "localhost:8739", XPOST_CALLBACK_CODE},
        {"localhost:8739", "LocalHost:8739", XPOST_CALLBACK_CODE},
        {"localhost:8739", "127.0.0.1:8739", XPOST_CALLBACK_FOREIGN},
        {"localhost:8739", "localhost", XPOST_CALLBACK_FOREIGN},
        {"[::1]:8739", "[::1]:8739", XPOST_CALLBACK_CODE},
        {"[::1]:8739", "::1:8739", XPOST_CALLBACK_FOREIGN},
        {"127.0.0.1:80", "127.0.0.1", XPOST_CALLBACK_CODE},
        {"127.0.0.1:80", "127.0.0.1:80", XPOST_CALLBACK_CODE},
        {"127.0.0.1:80", "127.0.0.1:8", XPOST_CALLBACK_FOREIGN},
        {"127.0.0.1:8080", "127.0.0.1", XPOST_CALLBACK_FOREIGN},
        {"127.0.0.1:8080", "127.0.0.1:80", XPOST_CALLBACK_FOREIGN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct xpost_callback_expected wanted = expected;
        char request[512];

        wanted.host = cases[i].expected;
        snprintf(request, sizeof request, "GET " GOOD " HTTP/1.1\r\nHost: %s\r\n\r\n",
                 cases[i].sent);
        read_exactly(&wanted, request, strlen(request));
        CHECK_NUMBER(callback.kind, cases[i].kind);
    }
}

static void test_callback__another_path_is_not_found(void)
{
    static const char *const targets[] = {
        "/",
        "/favicon.ico",
        "/callback/",
        "/callbac",
        "/Callback",
        "/callback2",
        "//callback",
        "/callback/?state=" STATE "&code=x",
        "/x/callback?state=" STATE "&code=x",
        "/x/../callback?state=" STATE "&code=x",
        "/callback%3Fstate=" STATE "&code=x",
        "/callback;a?state=" STATE "&code=x",
        "/%63allback?state=" STATE "&code=x",
        "/?state=" STATE "&code=x",
        "?state=" STATE "&code=x",
        "*",
        "callback?state=" STATE "&code=x",
        "https://" HOST GOOD,
        HOST,
    };

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        CHECK_NUMBER(status_of_target(targets[i]), 404);
    CHECK_NUMBER(status_of_target("http://evil.example" GOOD), 421);
    CHECK_NUMBER(status_of_target("http://evil.example:8739/?http://" HOST GOOD), 421);
    CHECK_NUMBER(status_of_target("http://" HOST "@evil" GOOD), 421);
    CHECK_NUMBER(status_of_target("http://" HOST "/"), 404);
}

static void test_callback__an_empty_path_is_asked_for_as_a_slash(void)
{
    struct xpost_callback_expected wanted = expected;
    const char *good = "GET /?state=" STATE "&code=x HTTP/1.1\r\nHost: " HOST "\r\n\r\n";
    const char *bad = "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\r\n";

    wanted.path = "";
    wanted.path_length = 0;
    read_exactly(&wanted, good, strlen(good));
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
    read_exactly(&wanted, bad, strlen(bad));
    CHECK_NUMBER(callback.status, 404);
}

static void test_callback__other_methods_are_refused(void)
{
    static const char *const methods[] = {"HEAD",  "POST", "OPTIONS", "PUT", "DELETE",
                                          "PATCH", "get",  "GETT",    "GE",  "TRACE"};

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        char request[512];

        snprintf(request, sizeof request, "%s " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
                 methods[i]);
        CHECK_NUMBER(status_of(request), 405);
        snprintf(request, sizeof request, "%s /x HTTP/1.1\r\nHost: " HOST "\r\n\r\n",
                 methods[i]);
        CHECK_NUMBER(status_of(request), 404);
    }
}

/* A request whose head is `size` bytes. */
static char *padded(size_t size)
{
    static const char start[] = "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\nX: ";
    char *request = malloc(size + 1);

    memset(request, 'x', size);
    memcpy(request, start, sizeof start - 1);
    memcpy(request + size - 4, "\r\n\r\n", 5);
    return request;
}

static void test_callback__a_head_over_8_kib_is_too_large(void)
{
    char *fits = padded(XPOST_CALLBACK_REQUEST_MAX), *over = padded(8193),
         *far = padded(100000);
    char *line = padded(20000);

    read_exactly(&expected, fits, XPOST_CALLBACK_REQUEST_MAX);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
    read_exactly(&expected, fits, XPOST_CALLBACK_REQUEST_MAX - 1);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_INCOMPLETE);
    read_exactly(&expected, over, XPOST_CALLBACK_REQUEST_MAX);
    CHECK_NUMBER(callback.status, 431);
    read_exactly(&expected, over, 8193);
    CHECK_NUMBER(callback.status, 431);
    read_exactly(&expected, far, 100000);
    CHECK_NUMBER(callback.status, 431);
    memset(line + 4, 'x', 19996);
    read_exactly(&expected, line, 20000);
    CHECK_NUMBER(callback.status, 431);
    free(fits);
    free(over);
    free(far);
    free(line);
}

static void test_callback__takes_many_header_lines(void)
{
    static char request[16384];
    size_t length = (size_t)snprintf(request, sizeof request,
                                     "GET " GOOD " HTTP/1.1\r\nHost: " HOST "\r\n");

    for (int i = 0; i < 1900; i++, length += 4)
        memcpy(request + length, "a:\r\n", 5);
    memcpy(request + length, "\r\n", 3);
    CHECK_NUMBER(status_of(request), -XPOST_CALLBACK_CODE);
    for (int i = 0; i < 400; i++, length += 4)
        memcpy(request + length, "a:\r\n", 5);
    memcpy(request + length, "\r\n", 3);
    CHECK_NUMBER(status_of(request), 431);
}

static void test_callback__state_comes_before_all_else(void)
{
    static const char *const queries[] = {
        "",
        "?",
        "?code=x",
        "?error=access_denied",
        "?state=",
        "?state",
        "?state=&code=x",
        "?state=wrong&code=x",
        "?state=wrong&error=access_denied",
        "?state=" STATE "x&code=x",
        "?state=Zq3-state_0123456789abcdefghijklmnopqrstuv&code=x",
        "?state=zq3-state_0123456789abcdefghijklmnopqrstuvw&code=x",
        "?state=" STATE "%00&code=x",
        "?state=" STATE "%0d%0a&code=x",
        "?state=" STATE "+&code=x",
        "?state=" STATE "%&code=x",
        "?state=" STATE "&code=x&state=" STATE,
        "?state=" STATE "&state=wrong&code=x",
        "?state=wrong&state=" STATE "&code=x",
        "?state=" STATE "&code=x&%73tate=y",
        "?state=" STATE "&state&code=x",
        "?State=" STATE "&code=x",
        "?state[]=" STATE "&code=x",
        "?xstate=" STATE "&code=x",
        "?a?state=" STATE "&code=x",
        "?code=x;state=" STATE,
        "?state=" STATE ";code=x",
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char target[512];

        snprintf(target, sizeof target, "/callback%s", queries[i]);
        CHECK_NUMBER(status_of_target(target), 400);
        CHECK_TEXT(callback.code, "");
        CHECK_TEXT(callback.error, "");
    }
}

static void test_callback__an_overlong_state_is_refused(void)
{
    static char target[9000] = "/callback?code=x&state=" STATE;

    memset(target + strlen(target), 'a', 5000);
    CHECK_NUMBER(status_of_target(target), 400);
}

static void test_callback__an_empty_expected_state_fits_nothing(void)
{
    struct xpost_callback_expected wanted = expected;
    const char *request = "GET /callback?code=x&state= HTTP/1.1\r\nHost: " HOST "\r\n\r\n";

    wanted.state = "";
    read_exactly(&wanted, request, strlen(request));
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
    wanted.state = NULL;
    read_exactly(&wanted, request, strlen(request));
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
}

static void test_callback__a_bad_code_is_refused(void)
{
    static const char *const queries[] = {
        "",
        "&code=",
        "&code",
        "&code=a&code=b",
        "&code=a&code=a",
        "&code=a%20b",
        "&code=a+b",
        "&code=a%0a",
        "&code=a%00",
        "&code=%7f",
        "&code=%c3%a9",
        "&code=%ff",
        "&code=%",
        "&code=%4",
        "&code=%zz",
        "&code=a&error=access_denied",
        "&code=&error=access_denied",
        "&error=access_denied&code",
        "&code=a&error=",
        "&code=%0a&error=x",
        "&error=",
        "&error",
        "&error=a&error=b",
        "&error=%1b",
        "&Code=x",
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char target[512];

        snprintf(target, sizeof target, "/callback?state=" STATE "%s", queries[i]);
        CHECK_NUMBER(status_of_target(target), 400);
        CHECK_TEXT(callback.code, "");
    }
}

static void test_callback__a_code_has_at_most_2048_bytes(void)
{
    static char target[5000];

    for (size_t size = XPOST_CODE_MAX - 1; size <= XPOST_CODE_MAX + 1; size++) {
        int start = snprintf(target, sizeof target, "/callback?state=" STATE "&code=");

        memset(target + start, 'c', size);
        target[(size_t)start + size] = '\0';
        CHECK_NUMBER(status_of_target(target),
                     size <= XPOST_CODE_MAX ? -XPOST_CALLBACK_CODE : 400);
        CHECK_NUMBER(strlen(callback.code), size <= XPOST_CODE_MAX ? size : 0);
    }
}

static void test_callback__a_refusal_with_the_state_is_told(void)
{
    read_target("/callback?error=access_denied&state=" STATE);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK_TEXT(callback.error, "access_denied");
    CHECK_TEXT(callback.description, "");

    read_target(
        "/callback?error=access_denied&error_description=The+user%20said+no&state=" STATE);
    CHECK_TEXT(callback.description, "The user said no");

    /* A description that cannot be read is left out. */
    read_target("/callback?error=x&error_description=%1b[31m&state=" STATE);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK_TEXT(callback.description, "");
    read_target("/callback?error=x&error_description=a&error_description=b&state=" STATE);
    CHECK_TEXT(callback.description, "");
}

static void test_callback__a_refusal_is_made_harmless(void)
{
    static char target[3000];

    /* C1 controls, a mark that turns the direction of text, and malformed bytes. */
    read_target("/callback?error=%c2%9b31m&error_description=a%e2%80%aeb%ff&state=" STATE);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK(strstr(callback.error, "\xc2\x9b") == NULL);
    CHECK_TEXT(callback.description, "a\xef\xbf\xbd"
                                     "b\xef\xbf\xbd");

    snprintf(target, sizeof target,
             "/callback?state=" STATE "&error=%0900d&error_description=%0900d", 1, 2);
    read_target(target);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK_NUMBER(strlen(callback.error), sizeof callback.error - 1);
    CHECK_NUMBER(strlen(callback.description), sizeof callback.description - 1);
}

static void test_callback__release_wipes_everything(void)
{
    static const struct xpost_callback empty;

    read_target(GOOD);
    xpost_callback_release(&callback);
    CHECK(memcmp(&callback, &empty, sizeof empty) == 0);
    xpost_callback_release(NULL);
}

int main(void)
{
    RUN(test_callback__takes_the_code_of_a_browser_request);
    RUN(test_callback__takes_equal_forms_of_the_request);
    RUN(test_callback__waits_for_the_end_of_the_head);
    RUN(test_callback__refuses_what_is_not_http);
    RUN(test_callback__refuses_a_zero_byte_anywhere);
    RUN(test_callback__wants_its_own_host_exactly_once);
    RUN(test_callback__host_follows_the_redirect_uri);
    RUN(test_callback__another_path_is_not_found);
    RUN(test_callback__an_empty_path_is_asked_for_as_a_slash);
    RUN(test_callback__other_methods_are_refused);
    RUN(test_callback__a_head_over_8_kib_is_too_large);
    RUN(test_callback__takes_many_header_lines);
    RUN(test_callback__state_comes_before_all_else);
    RUN(test_callback__an_overlong_state_is_refused);
    RUN(test_callback__an_empty_expected_state_fits_nothing);
    RUN(test_callback__a_bad_code_is_refused);
    RUN(test_callback__a_code_has_at_most_2048_bytes);
    RUN(test_callback__a_refusal_with_the_state_is_told);
    RUN(test_callback__a_refusal_is_made_harmless);
    RUN(test_callback__release_wipes_everything);
    return check_report();
}

#include "check.h"

#include "buffer.h"
#include "error.h"
#include "random_text.h"
#include "url.h"

#include <stdlib.h>

static struct xpost_error error;
static struct xpost_url url;

static bool parses(const char *text)
{
    xpost_error_clear(&error);
    bool good = xpost_url_parse(&url, text, "XPOST_API_URL", &error) == 0;
    CHECK(good || (error.code == XPOST_CONFIG && strstr(error.message, "XPOST_API_URL")));
    return good;
}

static void test_parse__takes_a_url_apart(void)
{
    static const char text[] = "HTTPS://Api.X.com:8443/2/tweets?a=/b";
    CHECK(parses(text));
    CHECK(url.https && !url.ipv6 && url.port_given);
    CHECK_TEXT(url.host, "api.x.com");
    CHECK_NUMBER(url.port, 8443);
    CHECK(url.path == strstr(text, "/2") && url.path_length == 9);
}

static void test_parse__fills_in_the_port_of_the_scheme(void)
{
    CHECK(parses("https://x.com") && url.port == 443 && !url.port_given &&
          url.path_length == 0);
    CHECK_TEXT(url.path, "");
    CHECK(parses("http://x.com/") && url.port == 80 && !url.https && url.path_length == 1);
    CHECK(parses("https://x.com?q") && url.path_length == 0);
}

static void test_parse__reads_ipv6_literals(void)
{
    CHECK(parses("http://[::1]:8080/a") && url.ipv6 && url.port == 8080);
    CHECK_TEXT(url.host, "::1");
}

static void test_parse__refuses_what_is_no_plain_http_url(void)
{
    static const char *const texts[] = {
        "",
        "x",
        "x.com",
        "//x.com",
        "ftp://x.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:/x.com",
        "https:x.com",
        "https://",
        "https:///path",
        "https://?q",
        "https://:443/",
        " https://x.com",
        "https://x.com ",
        "https://x.com/a b",
        "https://x.com/\n",
        "ht\ntps://x",
        "https://x.com/\x7f",
        "https://x.com/\xc3\xa9",
        "https://\xe3\x81\x82.jp/",
        "https://user@x.com",
        "https://user:pass@x.com/",
        "https://@x.com",
        "https://a%40b@x.com",
        "https://x.com#f",
        "https://x.com/#",
        "https://x.com/a?b#c",
        "https://x.com:",
        "https://x.com:/",
        "https://x.com:65536",
        "https://x.com:99999999999999999999",
        "https://x.com:80a/",
        "https://x.com:-1",
        "https://x.com:+1",
        "https://x.com:80:80",
        "https://[::1",
        "https://::1/",
        "https://[]/",
        "https://[::1]x/",
        "https://[x.com]:a/",
        "https://x.com\\@y.com",
        "https://x.com\\y",
        "https://x,y",
        "https://x;y",
        "https://x!y",
        "https://%31%32%37.0.0.1/",
        "https://x.com/<script>",
        "https://x.com/\"",
        "https://x.com/`",
        "https://x.com/{a}",
        "https://x.com/|",
        "https://x.com/^",
        "https://$(x)/",
        "https://(x)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (parses(texts[i])) {
            printf("accepted: %s\n", texts[i]);
            check_failures_here++;
        }
}

static void test_parse__limits_the_lengths(void)
{
    static char text[XPOST_URL_MAX + 2];
    memset(text, 'a', sizeof text - 1);
    memcpy(text, "https://x.com/", 14);
    CHECK(!parses(text));
    text[XPOST_URL_MAX] = '\0';
    CHECK(parses(text));
    memset(text + 8, 'a', 300);
    text[8 + XPOST_HOST_MAX] = '/';
    CHECK(parses(text) && strlen(url.host) == XPOST_HOST_MAX);
    text[8 + XPOST_HOST_MAX] = 'a';
    text[9 + XPOST_HOST_MAX] = '/';
    CHECK(!parses(text));
}

static void test_parse__never_repeats_a_password(void)
{
    CHECK(!parses("https://user:SECRET@x.com/"));
    CHECK(!strstr(error.message, "SECRET"));
}

static void test_loopback__is_127_and_1_and_localhost(void)
{
    static const char *const texts[] = {
        "http://127.0.0.1",        "http://127.0.0.1:8739/callback",
        "http://127.255.255.255/", "http://127.1.2.3",
        "http://localhost:80",     "http://LocalHost/",
        "http://[::1]/",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(parses(texts[i]) && xpost_url_is_loopback(&url));
        CHECK_NUMBER(xpost_url_check_server(texts[i], "URL", &error), 0);
    }
}

static void test_loopback__is_nothing_that_only_looks_like_it(void)
{
    static const char *const texts[] = {
        "http://127.0.0.1.evil.com/",
        "http://127.0.0.1.",
        "http://127.0.0.1.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.00.0.1/",
        "http://127.0.0.256/",
        "http://127.0.0.1000/",
        "http://127..0.1/",
        "http://127.0.0./",
        "http://0x7f.0.0.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0/",
        "http://0.0.0.0/",
        "http://128.0.0.1/",
        "http://localhost.evil.com/",
        "http://localhost./",
        "http://evil-localhost/",
        "http://127.0.0.1-evil.com/",
        "http://127.0.0.1_/",
        "http://[::]/",
        "http://[::2]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::1.evil]/",
        "http://[127.0.0.1]/",
        "http://x.com",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://127.0.0.1a/",
        "http://a127.0.0.1/",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bool loopback = parses(texts[i]) && xpost_url_is_loopback(&url);
        if (loopback || xpost_url_check_server(texts[i], "XPOST_API_URL", &error) == 0) {
            printf("taken for this machine: %s\n", texts[i]);
            check_failures_here++;
        }
    }
    CHECK(xpost_url_check_server("http://127.0.0.1@evil.com/", "XPOST_API_URL", &error) != 0);
    CHECK(xpost_url_check_server("http://127.0.0.1:80@evil.com/", "XPOST_API_URL", &error) !=
          0);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK_NUMBER(xpost_url_check_server("https://x.com", "XPOST_API_URL", &error), 0);
}

static void test_same_origin__compares_scheme_host_and_port(void)
{
    CHECK(xpost_url_same_origin("https://x.com/a", "HTTPS://X.COM:443/b?c"));
    CHECK(xpost_url_same_origin("http://127.0.0.1:80", "http://127.0.0.1"));
    CHECK(!xpost_url_same_origin("https://x.com", "http://x.com"));
    CHECK(!xpost_url_same_origin("https://x.com", "https://x.com:8443"));
    CHECK(!xpost_url_same_origin("https://x.com", "https://api.x.com"));
    CHECK(!xpost_url_same_origin("https://x.com", "https://x.com."));
    CHECK(!xpost_url_same_origin("", ""));
    CHECK(!xpost_url_same_origin("https://x.com", "https://user@x.com"));
}

static void test_encode__keeps_unreserved_characters_only(void)
{
    static const char kept[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (int c = 1; c < 256; c++) {
        struct xpost_buffer out = XPOST_BUFFER(10);
        char text[2] = {(char)c, '\0'}, wanted[4];
        if (strchr(kept, c))
            snprintf(wanted, sizeof wanted, "%c", c);
        else
            snprintf(wanted, sizeof wanted, "%%%02X", (unsigned)c);
        xpost_url_encode(&out, text);
        CHECK_TEXT(out.data, wanted);
        xpost_buffer_release(&out);
    }
}

static void test_pair__puts_an_ampersand_between(void)
{
    struct xpost_buffer out = XPOST_BUFFER(100);
    xpost_url_pair(&out, "a b", "1&2");
    xpost_url_pair(&out, "c", "");
    CHECK_TEXT(out.data, "a%20b=1%262&c=");
    xpost_buffer_release(&out);
    xpost_buffer_text(&out, "https://x.com/?");
    xpost_url_pair(&out, "a", "1");
    xpost_url_pair(&out, "b", "?");
    xpost_url_pair(&out, "c", "#");
    CHECK_TEXT(out.data, "https://x.com/?a=1&b=%3F&c=%23");
    xpost_buffer_release(&out);
}

static char value[16];

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static int parameter(const char *query, const char *name)
{
    size_t length = strlen(query);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, query, length);
    memset(value, 'x', sizeof value);
    int found = xpost_url_parameter(copy, length, name, value, sizeof value);
    free(copy);
    return found;
}

static void test_parameter__finds_and_decodes(void)
{
    CHECK_NUMBER(parameter("a=1&state=x%20y+z&b", "state"), 1);
    CHECK_TEXT(value, "x y z");
    CHECK_NUMBER(parameter("state=", "state"), 1);
    CHECK_TEXT(value, "");
    CHECK_NUMBER(parameter("state", "state"), 1);
    CHECK_TEXT(value, "");
    CHECK_NUMBER(parameter("a=b=c", "a"), 1);
    CHECK_TEXT(value, "b=c");
    CHECK_NUMBER(parameter("a=%e3%81%82", "a"), 1);
    CHECK_TEXT(value, "あ");
}

static void test_parameter__finds_no_other_name(void)
{
    static const char *const queries[] = {
        "",       "&",      "&&=&",       "states=1",     "xstate=1",  "STATE",
        "stat=1", "=state", "a=state",    "a=%26state=1", "a%3d",      "%=1",
        "%7=1",   "%zz=1",  "state%00=1", "?state",       "state%0a=1"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        CHECK_NUMBER(parameter(queries[i], "state"), 0);
}

static void test_parameter__counts_every_occurrence_however_it_is_written(void)
{
    CHECK_NUMBER(parameter("state=1&state=2", "state"), 2);
    CHECK_TEXT(value, "1");
    CHECK_NUMBER(parameter("state=1&%73tate=2&s%74%61te=3", "state"), 3);
    CHECK_NUMBER(parameter("state=1&state", "state"), 2);
    CHECK_NUMBER(parameter("state=1&state=%zz", "state"), 2);
}

static void test_parameter__refuses_what_cannot_be_decoded_or_does_not_fit(void)
{
    static const char *const queries[] = {
        "state=%",        "state=%4",  "state=%4&b=1", "state=%zz", "state=%00",
        "state=a%0d%0ab", "state=%7f", "state=\n",     "state=%1b", "state=0123456789abcdef",
        "state=%%34",
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        CHECK_NUMBER(parameter(queries[i], "state"), -1);
    CHECK_NUMBER(parameter("state=0123456789abcde", "state"), 1);
    CHECK_TEXT(value, "0123456789abcde");
    CHECK_NUMBER(parameter("state=%30%31%32%33456789abcde", "state"), 1);
}

static void test_parameter__reads_back_what_pair_wrote(void)
{
    for (int round = 0; round < 20000; round++) {
        char name[40], text[60], got[60];
        struct xpost_buffer query = XPOST_BUFFER(1000);
        size_t length = random_text(name, sizeof name);
        random_text(text, sizeof text);
        for (size_t i = 0; i < length; i++)
            name[i] = name[i] < ' ' && name[i] > 0 ? '_' : name[i];
        bool control = false;
        for (const char *at = text; *at; at++)
            control = control || ((unsigned char)*at < 0x20 || *at == 0x7F);
        if (strchr(name, 0x7F) || strcmp(name, "z") == 0)
            continue;
        xpost_url_pair(&query, "z", "1");
        xpost_url_pair(&query, name, text);
        int found = xpost_url_parameter(query.data, query.length, name, got, sizeof got);
        CHECK_NUMBER(found, control ? -1 : 1);
        if (!control)
            CHECK_TEXT(got, text);
        xpost_buffer_release(&query);
    }
}

int main(void)
{
    RUN(test_parse__takes_a_url_apart);
    RUN(test_parse__fills_in_the_port_of_the_scheme);
    RUN(test_parse__reads_ipv6_literals);
    RUN(test_parse__refuses_what_is_no_plain_http_url);
    RUN(test_parse__limits_the_lengths);
    RUN(test_parse__never_repeats_a_password);
    RUN(test_loopback__is_127_and_1_and_localhost);
    RUN(test_loopback__is_nothing_that_only_looks_like_it);
    RUN(test_same_origin__compares_scheme_host_and_port);
    RUN(test_encode__keeps_unreserved_characters_only);
    RUN(test_pair__puts_an_ampersand_between);
    RUN(test_parameter__finds_and_decodes);
    RUN(test_parameter__finds_no_other_name);
    RUN(test_parameter__counts_every_occurrence_however_it_is_written);
    RUN(test_parameter__refuses_what_cannot_be_decoded_or_does_not_fit);
    RUN(test_parameter__reads_back_what_pair_wrote);
    return check_report();
}

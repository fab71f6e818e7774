#include "check.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "page.h"
#include "utf8.h"

#include <stdlib.h>

static const int foreign[] = {400, 404, 405, 421, 431};
enum { FOREIGN = sizeof foreign / sizeof *foreign, PAGES = FOREIGN + 2 };

static const char *page(int i)
{
    if (i == 0)
        return xpost_page_received;
    if (i == 1)
        return xpost_page_refused;
    return xpost_page_foreign(foreign[i - 2]);
}

static const char *body(const char *response)
{
    const char *end = strstr(response, "\r\n\r\n");

    return end ? end + 4 : "";
}

/* How often `part` occurs in the first `length` bytes. */
static int count(const char *text, size_t length, const char *part)
{
    int found = 0;

    for (size_t i = 0; i + strlen(part) <= length; i++)
        found += memcmp(text + i, part, strlen(part)) == 0;
    return found;
}

static int header_count(const char *response, const char *line)
{
    char whole[512];

    snprintf(whole, sizeof whole, "\r\n%s\r\n", line);
    return count(response, (size_t)(body(response) - response), whole);
}

static void test_page__content_length_is_exact(void)
{
    for (int i = 0; i < PAGES; i++) {
        const char *field = strstr(page(i), "\r\nContent-Length: ");

        CHECK(field != NULL);
        if (field)
            CHECK_NUMBER(strtol(field + 18, NULL, 10), strlen(body(page(i))));
        CHECK_NUMBER(count(page(i), strlen(page(i)), "Content-Length"), 1);
    }
}

static void test_page__has_every_protective_header_once(void)
{
    static const char *const lines[] = {
        "Content-Type: text/html; charset=utf-8",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    };

    for (int i = 0; i < PAGES; i++) {
        for (size_t j = 0; j < sizeof lines / sizeof *lines; j++)
            CHECK_NUMBER(header_count(page(i), lines[j]), 1);
        /* Every line of the head ends in CRLF. */
        size_t head = (size_t)(body(page(i)) - page(i));

        CHECK_NUMBER(count(page(i), head, "\n"), count(page(i), head, "\r\n"));
        CHECK_NUMBER(count(page(i), head, "\r"), count(page(i), head, "\r\n"));
    }
}

static void test_page__policy_allows_only_its_own_style(void)
{
    for (int i = 0; i < PAGES; i++) {
        const char *style = strstr(page(i), "<style>"), *end = strstr(page(i), "</style>");
        unsigned char hash[XPOST_SHA256_SIZE];
        struct xpost_buffer text = XPOST_BUFFER(1024);
        struct xpost_error error;

        CHECK(style && end);
        if (!style || !end)
            return;
        style += 7;
        CHECK_NUMBER(xpost_crypto_sha256(hash, style, (size_t)(end - style), &error), 0);
        xpost_buffer_text(&text, "Content-Security-Policy: default-src 'none'; "
                                 "style-src 'sha256-");
        xpost_crypto_base64(&text, hash, sizeof hash);
        xpost_buffer_text(&text, "'; frame-ancestors 'none'; base-uri 'none'; "
                                 "form-action 'none'");
        if (header_count(page(i), xpost_buffer_string(&text)) != 1)
            printf("wanted: %s\n", xpost_buffer_string(&text));
        CHECK_NUMBER(header_count(page(i), xpost_buffer_string(&text)), 1);
        CHECK_NUMBER(count(page(i), strlen(page(i)), "<style"), 1);
        CHECK_NUMBER(count(page(i), strlen(page(i)), "style="), 0);
        xpost_buffer_release(&text);
    }
}

static void test_page__loads_and_runs_nothing(void)
{
    static const char *const parts[] = {"<script", "<link", "<img", "<form",   "<a ",
                                        "href",    "src=",  "url(", "@import", "http-equiv"};

    for (int i = 0; i < PAGES; i++) {
        for (size_t j = 0; j < sizeof parts / sizeof *parts; j++)
            CHECK_NUMBER(count(body(page(i)), strlen(body(page(i))), parts[j]), 0);
    }
}

static void test_page__is_valid_utf8_and_a_whole_document(void)
{
    for (int i = 0; i < PAGES; i++) {
        CHECK(xpost_utf8_valid(page(i), strlen(page(i))));
        CHECK(strncmp(body(page(i)), "<!DOCTYPE html>\n<html lang=\"en\">", 32) == 0);
        CHECK(strstr(page(i), "</html>\n") != NULL);
        CHECK(strstr(page(i), "name=\"viewport\"") != NULL);
        CHECK(strstr(page(i), "prefers-color-scheme:dark") != NULL);
        CHECK(strstr(page(i), "<section lang=\"ja\">") != NULL);
    }
}

static void test_page__received_says_where_to_go_and_claims_no_success(void)
{
    CHECK(strncmp(xpost_page_received, "HTTP/1.1 200 OK\r\n", 17) == 0);
    CHECK(strstr(xpost_page_received,
                 "xpost received the answer from X. You can close this tab and go back to "
                 "Neovim or your terminal.") != NULL);
    CHECK(strstr(xpost_page_received, "xpost は X からの応答を受け取りました。") != NULL);
    CHECK(strstr(xpost_page_received, "logged in") == NULL);
    CHECK(strstr(xpost_page_received, "success") == NULL);
}

static void test_page__refused_says_that_nothing_happened(void)
{
    CHECK(strncmp(xpost_page_refused, "HTTP/1.1 200 OK\r\n", 17) == 0);
    CHECK(strstr(xpost_page_refused,
                 "You did not allow the app. Nothing was posted or stored. Run the login again "
                 "to try once more.") != NULL);
    CHECK(strstr(xpost_page_refused, "投稿も保存もしていません。") != NULL);
}

static void test_page__foreign_has_the_status_it_is_asked_for(void)
{
    for (int i = 0; i < FOREIGN; i++) {
        char start[32];

        snprintf(start, sizeof start, "HTTP/1.1 %d ", foreign[i]);
        CHECK(strncmp(xpost_page_foreign(foreign[i]), start, strlen(start)) == 0);
        CHECK_NUMBER(header_count(xpost_page_foreign(foreign[i]), "Allow: GET"),
                     foreign[i] == 405);
    }
    CHECK(xpost_page_foreign(0) == xpost_page_foreign(400));
    CHECK(xpost_page_foreign(500) == xpost_page_foreign(400));
}

int main(void)
{
    RUN(test_page__content_length_is_exact);
    RUN(test_page__has_every_protective_header_once);
    RUN(test_page__policy_allows_only_its_own_style);
    RUN(test_page__loads_and_runs_nothing);
    RUN(test_page__is_valid_utf8_and_a_whole_document);
    RUN(test_page__received_says_where_to_go_and_claims_no_success);
    RUN(test_page__refused_says_that_nothing_happened);
    RUN(test_page__foreign_has_the_status_it_is_asked_for);
    return check_report();
}

#include "check.h"

#include "callback.h"

#include <stdlib.h>

#define STATE    "Zq3-state_0123456789abcdefghijklmnopqrstuvw"
#define REDIRECT "http://127.0.0.1:8739/callback"
#define ANSWER   REDIRECT "?state=" STATE "&code=the-code"

static struct xpost_callback callback;

static void paste_exactly(const char *redirect, const char *text, size_t length)
{
    char *copy = malloc(length ? length : 1);

    memcpy(copy, text, length);
    xpost_callback_read_pasted(&callback, redirect, STATE, copy, length);
    free(copy);
}

static void paste(const char *text)
{
    paste_exactly(REDIRECT, text, strlen(text));
}

static void test_pasted__takes_the_url_as_people_paste_it(void)
{
    static const char *const texts[] = {
        ANSWER,
        "  " ANSWER "\n",
        "\r\n\t" ANSWER " \r\n",
        "\"" ANSWER "\"",
        "'" ANSWER "'",
        "`" ANSWER "`",
        "<" ANSWER ">",
        " \" <" ANSWER "> \" ",
        "“" ANSWER "”",
        "「" ANSWER "」",
        "\u3000" ANSWER "\u00a0",
        "\ufeff" ANSWER,
        ANSWER "#_=_",
        ANSWER "#",
        REDIRECT "?state=" STATE "&code=\nthe-\r\n  code",
        "http://127.0.0.1:87\n39/callback?state=" STATE "&code=the-code",
        "HTTP://127.0.0.1:8739/callback?state=" STATE "&code=the-code",
        "127.0.0.1:8739/callback?state=" STATE "&code=the-code",
        REDIRECT "?code=the-code&state=" STATE "&iss=https%3A%2F%2Fx.com",
        "code=the-code&state=" STATE,
        "?code=the-code&state=" STATE,
        "state=" STATE "&code=the-code",
        " 'state=" STATE "&code=the-code#_=_' ",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        paste(texts[i]);
        if (callback.kind != XPOST_CALLBACK_CODE)
            printf("text %zu: %s\n", i, callback.reason ? callback.reason : "");
        CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
        CHECK_TEXT(callback.code, "the-code");
    }
}

static void test_pasted__knows_how_browsers_write_the_redirect_uri(void)
{
    static const struct {
        const char *redirect, *text;
        int kind;
    } cases[] = {
        {"http://127.0.0.1:8739", "http://127.0.0.1:8739/", XPOST_CALLBACK_CODE},
        {"http://127.0.0.1:8739/", "http://127.0.0.1:8739/", XPOST_CALLBACK_CODE},
        {"http://LOCALHOST:80/cb", "http://localhost/cb", XPOST_CALLBACK_CODE},
        {"http://[::1]:8739/cb", "http://[::1]:8739/cb", XPOST_CALLBACK_CODE},
        {"https://example.com/cb", "https://example.com/cb", XPOST_CALLBACK_CODE},
        {"http://127.0.0.1:8739/cb", "https://127.0.0.1:8739/cb", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://127.0.0.1:8739/cb/", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb/", "http://127.0.0.1:8739/cb", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://127.0.0.1:8739/CB", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://127.0.0.1:8740/cb", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://localhost:8739/cb", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://a@127.0.0.1:8739/cb", XPOST_CALLBACK_FOREIGN},
        {"http://127.0.0.1:8739/cb", "http://evil.example/cb", XPOST_CALLBACK_FOREIGN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];

        snprintf(text, sizeof text, "%s?state=" STATE "&code=x", cases[i].text);
        paste_exactly(cases[i].redirect, text, strlen(text));
        CHECK_NUMBER(callback.kind, cases[i].kind);
    }
}

static void test_pasted__takes_a_refusal(void)
{
    paste(REDIRECT "?error=access_denied&state=" STATE);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK_TEXT(callback.error, "access_denied");
}

static void test_pasted__says_what_is_wrong(void)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "Nothing was pasted"},
        {" \r\n\t ", "Nothing was pasted"},
        {"\"\"", "Nothing was pasted"},
        {"#_=_", "Nothing was pasted"},
        {REDIRECT, "only a part of the address"},
        {REDIRECT "?", "only a part of the address"},
        {"http://127.0.0.1:87", "only a part of the address"},
        {REDIRECT "?state=" STATE, "only a part of the address"},
        {REDIRECT "?state=Zq3-state_01234", "only a part of the address"},
        {REDIRECT "?state=" STATE "&code=", "code in this address is doubled or damaged"},
        {REDIRECT "?state=" STATE "&code=a&code=b", "code in this address is doubled"},
        {ANSWER ANSWER, "doubled or damaged"},
        {ANSWER " " ANSWER, "doubled or damaged"},
        {REDIRECT "?code=the-code", "A code alone"},
        {"the-code", "A code alone"},
        {"VGNibzFWSWREZm01bjN1N3dicWlNUG1oa2xRRVNNdmVHelJGY2hPWGxNd2dxOj", "A code alone"},
        {"code=the-code", "A code alone"},
        {REDIRECT "?code=the-code&state=another-state-that-is-long", "another login"},
        {"code=x&state=another-state-that-is-longer-than-ours-to-be-sure", "another login"},
        {REDIRECT "?error=access_denied&state=Zq3-xxxxx", "another login"},
        {"https://x.com/i/oauth2/authorize?response_type=code&client_id=a&state=" STATE,
         "starts the login"},
        {"https://x.com/i/oauth2/authorize", "starts the login"},
        {"https://x.com/i/oauth2/authorize?response_type=code", "Something went wrong"},
        {"https://example.com/auth?response_type=code&state=" STATE, "starts the login"},
        {"https://x.com/home?lang=en", "another page"},
        {"https://x.com/home", "another page"},
        {"http://127.0.0.1:8739/", "only a part of the address"},
        {"http://localhost:8739/callback?state=" STATE "&code=x", "another page"},
        {"http://127.0.0.1:8739/callback/?state=" STATE "&code=x", "another page"},
        {"https://127.0.0.1:8739/callback?state=" STATE "&code=x", "another page"},
        {REDIRECT "?state=" STATE "&code=x\x01", "characters that no web address has"},
        {REDIRECT "?state=" STATE "&code=caf\xc3\xa9", "characters that no web address has"},
        {REDIRECT "?state=" STATE "&code=a\"b", "characters that no web address has"},
        {REDIRECT "?state=" STATE "&code=a&error=b", "both a code and an error"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        paste(cases[i].text);
        CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
        CHECK_NUMBER(callback.status, 400);
        if (!callback.reason || !strstr(callback.reason, cases[i].says))
            printf("text %zu: %s\nis not: %s\n", i, callback.reason, cases[i].says);
        CHECK(callback.reason && strstr(callback.reason, cases[i].says));
        CHECK_TEXT(callback.code, "");
    }
}

static void test_pasted__a_zero_byte_does_not_hide_the_rest(void)
{
    static const char text[] = ANSWER "\0&state=other";

    paste_exactly(REDIRECT, text, sizeof text - 1);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
}

static void test_pasted__a_huge_text_is_refused(void)
{
    size_t length = 1000000;
    char *text = malloc(length);

    memset(text, 'a', length);
    paste_exactly(REDIRECT, text, length);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_FOREIGN);
    CHECK(strstr(callback.reason, "too long") != NULL);
    memset(text, ' ', length);
    memcpy(text + 500000, ANSWER, sizeof ANSWER - 1);
    paste_exactly(REDIRECT, text, length);
    CHECK_NUMBER(callback.kind, XPOST_CALLBACK_CODE);
    free(text);
}

int main(void)
{
    RUN(test_pasted__takes_the_url_as_people_paste_it);
    RUN(test_pasted__knows_how_browsers_write_the_redirect_uri);
    RUN(test_pasted__takes_a_refusal);
    RUN(test_pasted__says_what_is_wrong);
    RUN(test_pasted__a_zero_byte_does_not_hide_the_rest);
    RUN(test_pasted__a_huge_text_is_refused);
    return check_report();
}

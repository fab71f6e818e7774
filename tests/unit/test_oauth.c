/* Requests: what goes to the browser and to the token endpoint. */
#include "check.h"

#include "buffer.h"
#include "config.h"
#include "crypto.h"
#include "error.h"
#include "oauth.h"
#include "url.h"

#include <stdlib.h>

#define REDIRECT "http://127.0.0.1:8739/callback"

static struct xpost_error error;
static const struct xpost_authorization fixed = {
    .verifier = "VERIFIER", .challenge = "CHALLENGE", .state = "STATE"};

static void challenge_of(char *out, size_t size, const char *verifier)
{
    unsigned char hash[XPOST_SHA256_SIZE];
    struct xpost_buffer text = XPOST_BUFFER(64);
    CHECK_NUMBER(xpost_crypto_sha256(hash, verifier, strlen(verifier), &error), 0);
    xpost_crypto_base64url(&text, hash, sizeof hash);
    snprintf(out, size, "%s", xpost_buffer_string(&text));
    xpost_buffer_release(&text);
}

static void test_challenge__matches_appendix_b_of_rfc_7636(void)
{
    static const unsigned char octets[32] = {
        116, 24,  223, 180, 151, 153, 224, 37,  79, 250, 96, 125, 216, 173, 187, 186,
        22,  212, 37,  77,  105, 214, 191, 240, 91, 88,  5,  88,  83,  132, 141, 121};
    struct xpost_buffer verifier = XPOST_BUFFER(64);
    char challenge[64];
    xpost_crypto_base64url(&verifier, octets, sizeof octets);
    CHECK_TEXT(verifier.data, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    challenge_of(challenge, sizeof challenge, verifier.data);
    CHECK_TEXT(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    xpost_buffer_release(&verifier);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void test_authorization__never_repeats_in_10000(void)
{
    enum { COUNT = 10000, SIZE = XPOST_VERIFIER_SIZE + 1 };
    char(*texts)[SIZE] = calloc(2 * COUNT, SIZE);
    for (size_t i = 0; i < COUNT; i++) {
        struct xpost_authorization authorization;
        char challenge[64];
        CHECK_NUMBER(xpost_authorization_create(&authorization, &error), 0);
        memcpy(texts[2 * i], authorization.verifier, SIZE);
        memcpy(texts[2 * i + 1], authorization.state, SIZE);
        challenge_of(challenge, sizeof challenge, authorization.verifier);
        CHECK_TEXT(authorization.challenge, challenge);
        xpost_authorization_release(&authorization);
    }
    qsort(texts, 2 * COUNT, SIZE, by_text);
    for (size_t i = 0; i < 2 * COUNT; i++) {
        size_t allowed = strspn(texts[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_");
        CHECK_NUMBER(allowed, 43);
        CHECK(texts[i][allowed] == '\0' && (i == 0 || strcmp(texts[i - 1], texts[i]) != 0));
    }
    free(texts);
}

static struct xpost_buffer out = XPOST_BUFFER(XPOST_URL_MAX);

static const char *authorize_url(const char *base, const char *id, const char *secret,
                                 const char *redirect, const char *scopes)
{
    const struct xpost_oauth_client client = {.id = id, .secret = secret};
    xpost_buffer_release(&out);
    CHECK_NUMBER(
        xpost_oauth_authorize_url(&out, base, &client, redirect, scopes, &fixed, &error), 0);
    return xpost_buffer_string(&out);
}

static void test_authorize_url__holds_exactly_the_parameters_of_the_flow(void)
{
    CHECK_TEXT(
        authorize_url(XPOST_DEFAULT_AUTHORIZE_URL, "the-id", "SECRET", REDIRECT,
                      "tweet.read offline.access"),
        "https://x.com/i/oauth2/authorize?response_type=code&client_id=the-id&redirect_uri="
        "http%3A%2F%2F127.0.0.1%3A8739%2Fcallback&scope=tweet.read%20offline.access&"
        "state=STATE&code_challenge=CHALLENGE&code_challenge_method=S256");
    CHECK(!strstr(out.data, "VERIFIER") && !strstr(out.data, "SECRET"));
}

static void test_authorize_url__joins_a_query_that_is_there(void)
{
    CHECK(strstr(authorize_url("https://x.com/a?b=c", "id", NULL, REDIRECT, "a"),
                 "https://x.com/a?b=c&response_type=code&client_id=id&"));
}

static void test_authorize_url__lets_no_value_add_a_parameter(void)
{
    static const char *const values[] = {
        "a&state=evil",
        "a#fragment",
        "a b",
        "a%26b",
        "日本語",
        "\"<script>",
        "a=b",
        "a+b",
        "?x",
        "'$(x)`",
        "a;b",
        "\xf0\x9f\x90\xa6",
        "&",
        "%",
        "//evil.com",
        "a\tb\r\n",
        "\\",
        "code_challenge=x",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const char *url =
            authorize_url(XPOST_DEFAULT_AUTHORIZE_URL, values[i], NULL, values[i], values[i]);
        const char *query = strchr(url, '?') + 1;
        struct xpost_url parsed;
        char got[64];
        size_t pairs = 1;
        CHECK_NUMBER(xpost_url_parse(&parsed, url, "URL", &error), 0);
        for (const char *at = query; *at; at++)
            pairs += *at == '&';
        CHECK_NUMBER(pairs, 7);
        CHECK_NUMBER(xpost_url_parameter(query, strlen(query), "state", got, sizeof got), 1);
        CHECK_TEXT(got, "STATE");
        CHECK_NUMBER(
            xpost_url_parameter(query, strlen(query), "code_challenge", got, sizeof got), 1);
        CHECK_TEXT(got, "CHALLENGE");
        if (!strpbrk(values[i], "\t\r\n")) {
            CHECK_NUMBER(
                xpost_url_parameter(query, strlen(query), "client_id", got, sizeof got), 1);
            CHECK_TEXT(got, values[i]);
            CHECK_NUMBER(xpost_url_parameter(query, strlen(query), "scope", got, sizeof got),
                         1);
            CHECK_TEXT(got, values[i]);
        }
    }
}

static void test_authorize_url__that_does_not_fit_is_an_error(void)
{
    struct xpost_buffer small = XPOST_BUFFER(60);
    const struct xpost_oauth_client client = {.id = "id"};
    CHECK_NUMBER(xpost_oauth_authorize_url(&small, XPOST_DEFAULT_AUTHORIZE_URL, &client,
                                           REDIRECT, "a", &fixed, &error),
                 -1);
    xpost_buffer_release(&small);
}

static const struct xpost_oauth_client public_client = {.id = "id&1", .secret = ""};
static const struct xpost_oauth_client confidential = {.id = "id&1", .secret = "SECRET"};

static void test_code_body__names_a_public_client_only(void)
{
    xpost_buffer_release(&out);
    CHECK_NUMBER(
        xpost_oauth_code_body(&out, &public_client, "co&de=", REDIRECT, "VERIFIER", &error), 0);
    CHECK_TEXT(out.data, "grant_type=authorization_code&code=co%26de%3D&redirect_uri="
                         "http%3A%2F%2F127.0.0.1%3A8739%2Fcallback&code_verifier=VERIFIER&"
                         "client_id=id%261");
    xpost_buffer_release(&out);
    CHECK_NUMBER(
        xpost_oauth_code_body(&out, &confidential, "code", REDIRECT, "VERIFIER", &error), 0);
    CHECK_TEXT(out.data, "grant_type=authorization_code&code=code&redirect_uri="
                         "http%3A%2F%2F127.0.0.1%3A8739%2Fcallback&code_verifier=VERIFIER");
}

static void test_refresh_body__names_a_public_client_only(void)
{
    xpost_buffer_release(&out);
    CHECK_NUMBER(xpost_oauth_refresh_body(&out, &public_client, "a+b/c==", &error), 0);
    CHECK_TEXT(out.data,
               "grant_type=refresh_token&refresh_token=a%2Bb%2Fc%3D%3D&client_id=id%261");
    xpost_buffer_release(&out);
    CHECK_NUMBER(xpost_oauth_refresh_body(&out, &confidential, "token", &error), 0);
    CHECK_TEXT(out.data, "grant_type=refresh_token&refresh_token=token");
}

static void test_revoke_body__names_a_public_client_only(void)
{
    xpost_buffer_release(&out);
    CHECK_NUMBER(
        xpost_oauth_revoke_body(&out, &public_client, "token", "refresh_token", &error), 0);
    CHECK_TEXT(out.data, "token=token&token_type_hint=refresh_token&client_id=id%261");
    xpost_buffer_release(&out);
    CHECK_NUMBER(xpost_oauth_revoke_body(&out, &confidential, "token", "access_token", &error),
                 0);
    CHECK_TEXT(out.data, "token=token&token_type_hint=access_token");
    xpost_buffer_release(&out);
}

static void test_client__with_an_empty_secret_is_public(void)
{
    const struct xpost_oauth_client none = {.id = "id"};
    CHECK(!xpost_oauth_is_confidential(&none));
    CHECK(!xpost_oauth_is_confidential(&public_client));
    CHECK(xpost_oauth_is_confidential(&confidential));
}

static void test_scopes__are_names_separated_by_single_spaces(void)
{
    static const char *const good[] = {XPOST_DEFAULT_SCOPES, "a", "!#[]~", "a b"};
    static const char *const bad[] = {"",     " ",    "a ",   " a",    "a  b",         "a\tb",
                                      "a\nb", "a\"b", "a\\b", "a\x7f", "\xe3\x81\x82", "a,b\r"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK_NUMBER(xpost_oauth_check_scopes(good[i], &error), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(xpost_oauth_check_scopes(bad[i], &error), -1);
        CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    }
}

static void test_has_scope__compares_whole_names(void)
{
    CHECK(xpost_oauth_has_scope("a tweet.write b", "tweet.write"));
    CHECK(xpost_oauth_has_scope("tweet.write", "tweet.write"));
    CHECK(xpost_oauth_has_scope("a  tweet.write ", "tweet.write"));
    CHECK(!xpost_oauth_has_scope("tweet.writer tweet tweet.", "tweet.write"));
    CHECK(!xpost_oauth_has_scope("xtweet.write TWEET.WRITE", "tweet.write"));
    CHECK(!xpost_oauth_has_scope("", "tweet.write"));
    CHECK(!xpost_oauth_has_scope(NULL, "tweet.write"));
}

int main(void)
{
    RUN(test_challenge__matches_appendix_b_of_rfc_7636);
    RUN(test_authorization__never_repeats_in_10000);
    RUN(test_authorize_url__holds_exactly_the_parameters_of_the_flow);
    RUN(test_authorize_url__joins_a_query_that_is_there);
    RUN(test_authorize_url__lets_no_value_add_a_parameter);
    RUN(test_authorize_url__that_does_not_fit_is_an_error);
    RUN(test_code_body__names_a_public_client_only);
    RUN(test_refresh_body__names_a_public_client_only);
    RUN(test_revoke_body__names_a_public_client_only);
    RUN(test_client__with_an_empty_secret_is_public);
    RUN(test_scopes__are_names_separated_by_single_spaces);
    RUN(test_has_scope__compares_whole_names);
    return check_report();
}

#include "check.h"

#include "error.h"
#include "oauth.h"
#include "random_text.h"

static struct xpost_error error;

static int check_client(const char *id, const char *secret)
{
    const struct xpost_oauth_client client = {.id = id, .secret = secret};
    xpost_error_clear(&error);
    int result = xpost_oauth_check_client(&client, &error);
    CHECK(result == 0 || (error.code == XPOST_BAD_CLIENT_ID && error.message[0]));
    return result;
}

static void test_client__accepts_client_ids(void)
{
    static const char *const ids[] = {
        "M1M5R3BMVy13QmpScXkzTUt5OE46MTpjaQ", /* of X's documents */
        "UUhoaFd4TjJ2d0xQbVNfQ0pTWmI6MTpjaQ",
        "550e8400-e29b-41d4-a716-446655440000",
        "12345678-1234-4234-8234-123456789012", /* begins like an OAuth 1.0a token */
        "00000000-aaaa-bbbb-cccc-dddddddddddd",
        "client-id",
        "a",
        "abc123",
        "rG9n6402A3dbUJKzXTNX4oWHJ_", /* 26 characters */
        "1234567890abcdef",
        "test_client.1~",
        "AAAAAAAAAAAAAAA",
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (check_client(ids[i], NULL) != 0) {
            printf("refused: %s: %s\n", ids[i], error.message);
            check_failures_here++;
        }
}

static void test_client__accepts_random_ids_of_the_kind_that_x_makes(void)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int round = 0; round < 100000; round++) {
        char id[35];
        for (size_t i = 0; i < 28; i++)
            id[i] = digits[random_below(64)];
        memcpy(id + 28, "MTpjaQ", 7);
        if (check_client(id, NULL) != 0)
            CHECK_TEXT(id, error.message);
    }
}

static void test_client__tells_what_was_mistaken_for_a_client_id(void)
{
    static const struct {
        const char *id, *what;
    } mistakes[] = {
        {"12345678", "App ID"},
        {"1", "App ID"},
        {"xvz1evFS4wEEPTGEFPHBog123", "API Key"},
        {"kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw1bCdEfG", "API Key Secret"},
        {"kAcSOqF21Fu85e7zjz7-N2U4ZRhfV3WpwPAoE3Z7kBw1bCdEf_", "Client Secret"},
        {"AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid%2BULvsea4JtiGRiSDSJSI%"
         "3DEUifiRBkKG5E2XzMDjRfl7"
         "6ZC9Ub0wnz4XsNiRVBChTYbJcE3F",
         "Bearer Token"},
        {"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "OAuth 1.0a Access Token"},
        {"12-abcdefghijklmnopqrstuvwxyz0123456789ABCD", "OAuth 1.0a Access Token"},
        {"LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE1234", "OAuth 1.0a Access Token Secret"},
        {"VWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5tOjE2MjIxNDc3NDM5MTQ6MToxO"
         "mF0"
         "OjE",
         "OAuth 2.0 token"},
        {"bWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5tOjE2MjIxNDc3NDM5MTQ6MToxO"
         "nJ0"
         "OjE",
         "OAuth 2.0 token"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        CHECK_NUMBER(check_client(mistakes[i].id, NULL), -1);
        if (!strstr(error.message, mistakes[i].what))
            CHECK_TEXT(error.message, mistakes[i].what);
        CHECK(strstr(error.message, "Client ID") && strstr(error.message, "console"));
        CHECK(strlen(mistakes[i].id) < 10 || !strstr(error.message, mistakes[i].id));
    }
}

static void test_client__refuses_what_no_id_can_be(void)
{
    static char text[514];
    static const char *const ids[] = {"",     " ",      "a b",          "id\n",  "id\r",
                                      "\tid", "id\x7f", "\xe3\x81\x82", "a\x01", "id "};
    CHECK_NUMBER(check_client(NULL, NULL), -1);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        CHECK_NUMBER(check_client(ids[i], NULL), -1);
    memset(text, 'a', 513);
    CHECK_NUMBER(check_client(text, NULL), -1);
    text[512] = '\0';
    CHECK_NUMBER(check_client(text, NULL), 0);
}

static void test_client__looks_at_the_secret_too(void)
{
    static const char *const wrong[] = {"a b", "s\n", "s\r\nX: 1", "\x7f", "\xc3\xa9", " "};
    CHECK_NUMBER(check_client("id", ""), 0);
    CHECK_NUMBER(check_client("id", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw1bCdEfG"), 0);
    CHECK_NUMBER(check_client("id", "kAcSOqF21Fu85e7zjz7-N2U4ZRhfV3WpwPAoE3Z7kBw1bCdEf_"), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_NUMBER(check_client("id", wrong[i]), -1);
    CHECK_NUMBER(check_client("CANARY", "CANARY"), -1);
    CHECK(!strstr(error.message, "CANARY"));
    CHECK_NUMBER(check_client("id", "CANARY CANARY"), -1);
    CHECK(!strstr(error.message, "CANARY"));
}

static void test_client__tells_what_was_mistaken_for_a_secret(void)
{
    static const char id[] = "M1M5R3BMVy13QmpScXkzTUt5OE46MTpjaQ";
    static const struct {
        const char *secret, *what;
    } mistakes[] = {
        {"UUhoaFd4TjJ2d0xQbVNfQ0pTWmI6MTpjaQ", "is a Client ID"},
        {"12345678", "a number"},
        {"xvz1evFS4wEEPTGEFPHBog123", "API Key"},
        {"AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid%2BULvsea4JtiGRiSDSJSI%3D", "Bearer Token"},
        {"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "OAuth 1.0a Access Token"},
        {"LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE1234", "OAuth 1.0a Access Token Secret"},
        {"VWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5tOjE2MjIxOmF0OjE",
         "OAuth 2.0 token"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        CHECK_NUMBER(check_client(id, mistakes[i].secret), -1);
        if (!strstr(error.message, mistakes[i].what))
            CHECK_TEXT(error.message, mistakes[i].what);
        CHECK(strstr(error.message, "Client Secret") && strstr(error.message, "Native App"));
        CHECK(!strstr(error.message, mistakes[i].secret));
    }
    CHECK_NUMBER(check_client("kAcSOqF21Fu85e7zjz7-N2U4ZRhfV3WpwPAoE3Z7kBw1bCdEf_", id), -1);
    CHECK(strstr(error.message, "exchanged"));
    CHECK_NUMBER(check_client("", id), -1);
    CHECK(strstr(error.message, "No Client ID"));
}

static void test_key__comes_without_what_was_copied_along(void)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"key", "key"},           {" key\r\n", "key"}, {"\"key\"", "key"},
        {" 'key' ", "key"},       {"“key”", "key"},    {"\u200bkey\u00a0", "key"},
        {"two keys", "two keys"}, {"k\"y", "k\"y"},
    };
    static const char *const none[] = {NULL, "", " ", "\"\"", "\n"};
    char *key = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_NUMBER(xpost_oauth_set_key(&key, cases[i].text), 0);
        CHECK_TEXT(key, cases[i].key);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        CHECK_NUMBER(xpost_oauth_set_key(&key, none[i]), 0);
        CHECK(key == NULL);
    }
}

int main(void)
{
    RUN(test_client__accepts_client_ids);
    RUN(test_client__accepts_random_ids_of_the_kind_that_x_makes);
    RUN(test_client__tells_what_was_mistaken_for_a_client_id);
    RUN(test_client__refuses_what_no_id_can_be);
    RUN(test_client__looks_at_the_secret_too);
    RUN(test_client__tells_what_was_mistaken_for_a_secret);
    RUN(test_key__comes_without_what_was_copied_along);
    return check_report();
}

/* Every allocation of what builds requests and reads answers fails once: nothing may crash,
 * leak, or take a part of a text for the whole. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "api.h"
#include "buffer.h"
#include "config.h"
#include "error.h"
#include "http.h"
#include "input.h"
#include "json.h"
#include "memory.h"
#include "oauth.h"

#include "check.h"

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 100000, WRONG = 2 };

#define LONG_TOKEN                                                                             \
    "bWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5tOjE2MjIxNDc3NDM5MTQ6MTox"

static struct xpost_error error;

/* json-c below 0.18 does not check the copy of a member's name. */
static void spare_old_json_c(void)
{
    const char *version = xpost_json_version();
    if (strncmp(version, "0.", 2) == 0 && strtol(version + 2, NULL, 10) < 18)
        fail_allocation_spared = "libjson-c";
}

/* json-c itself, as of 0.18, loses the value that it was about to hang into a tree when its own
 * allocation for that fails while it parses; nobody else has a pointer to that value then. */
static bool lost(long blocks, bool parses)
{
    return blocks < 0 || (blocks > 0 && !(parses && fail_allocation_was_in("libjson-c")));
}

static const char sample[] =
    "{\"data\":{\"id\":\"1445880548472328192\",\"text\":\"a text that is longer than the first "
    "block of a string: "
    "\\u3042\\n0123456789012345678901234567890123456789\",\"list\":[1,2,3,4,5,"
    "6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,"
    "37,"
    "38,39,40],\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":"
    "10,"
    "\"k\":{},\"l\":[],\"m\":true,\"n\":null,\"o\":-1}}";

/* Its text as UTF-8. */
enum { SAMPLE_TEXT = 100 };

static int work_parse(void)
{
    struct xpost_json *json = xpost_json_parse(sample, sizeof sample - 1, &error);
    if (!json)
        return -1;
    const struct xpost_json *data = xpost_json_member(json, "data");
    const char *text = xpost_json_member_string(data, "text");
    bool whole = xpost_json_count(xpost_json_member(data, "list")) == 40 && text &&
                 strlen(text) == SAMPLE_TEXT &&
                 xpost_json_is_object(xpost_json_member(data, "k"));
    xpost_json_free(json);
    return whole ? 0 : WRONG;
}

static int work_parse_list(void)
{
    struct xpost_json *json = xpost_json_parse("[[\"a\",[]],[{}]]", 15, &error);
    if (!json)
        return -1;
    bool whole = xpost_json_count(json) == 2 &&
                 xpost_json_count(xpost_json_item(json, 0)) == 2 &&
                 xpost_json_count(xpost_json_item(json, 1)) == 1;
    xpost_json_free(json);
    return whole ? 0 : WRONG;
}

static char long_text[3000];

static int work_create_body(void)
{
    const struct xpost_post post = {
        .text = long_text,
        .text_length = strlen(long_text),
        .reply_to = "1",
        .reply_settings = "following",
        .poll_options = {"yes", "no"},
        .poll_option_count = 2,
        .poll_minutes = 60,
        .made_with_ai = true,
    };
    static size_t wanted;
    char *body = xpost_api_create_body(&post, &error);
    if (!body)
        return -1;
    size_t length = strlen(body);
    free(body);
    if (!wanted)
        wanted = length;
    return length == wanted ? 0 : WRONG;
}

static int work_media_body(void)
{
    const struct xpost_post post = {
        .text = "", .media_ids = {"1", "2"}, .media_count = 2, .edits = "3", .community = "4"};
    char *body = xpost_api_create_body(&post, &error);
    if (!body)
        return -1;
    bool whole = strstr(body, "\"media\":{\"media_ids\":[\"1\",\"2\"]}") &&
                 strstr(body, "\"3\"") && strstr(body, "\"4\"") &&
                 body[strlen(body) - 1] == '}';
    free(body);
    return whole ? 0 : WRONG;
}

static int work_read_tokens(void)
{
    static const char body[] =
        "{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"" LONG_TOKEN
        "OmF0OjE\","
        "\"scope\":\"tweet.write users.read tweet.read offline.access media.write\","
        "\"refresh_token\":\"" LONG_TOKEN "OnJ0OjE\"}";
    struct xpost_tokens tokens;
    if (xpost_oauth_read_tokens(&tokens, body, sizeof body - 1, &error) != 0)
        return tokens.access_token || tokens.refresh_token || tokens.scopes ? WRONG : -1;
    bool whole = strcmp(tokens.access_token, LONG_TOKEN "OmF0OjE") == 0 &&
                 tokens.refresh_token &&
                 strcmp(tokens.refresh_token, LONG_TOKEN "OnJ0OjE") == 0 && tokens.scopes &&
                 strlen(tokens.scopes) == 60 && tokens.lifetime == 7200;
    xpost_tokens_release(&tokens);
    return whole ? 0 : WRONG;
}

/* A lack of memory must not look like a dead grant. */
static int work_read_refusal(void)
{
    static const char body[] =
        "{\"error\":\"invalid_request\",\"error_description\":"
        "\"Value passed for the redirect uri did not match the uri of the "
        "authorization code.\"}";
    struct xpost_oauth_error refusal;
    xpost_oauth_read_error(&refusal, 400, body, sizeof body - 1);
    return refusal.refusal == XPOST_REFUSAL_REQUEST || refusal.refusal == XPOST_REFUSAL_SERVER
               ? 0
               : WRONG;
}

static int work_authorization(void)
{
    struct xpost_authorization authorization;
    const struct xpost_oauth_client client = {.id = "the-client"};
    struct xpost_buffer url = XPOST_BUFFER(4096), body = XPOST_BUFFER(4096);
    int result = xpost_authorization_create(&authorization, &error);
    if (result == 0)
        result = xpost_oauth_authorize_url(&url, XPOST_DEFAULT_AUTHORIZE_URL, &client,
                                           "http://127.0.0.1:8739/callback",
                                           XPOST_DEFAULT_SCOPES, &authorization, &error);
    if (result == 0)
        result = xpost_oauth_code_body(&body, &client, "code", "http://127.0.0.1:8739/callback",
                                       authorization.verifier, &error);
    if (result == 0 && (!strstr(url.data, "&code_challenge_method=S256") ||
                        !strstr(body.data, "&client_id=the-client")))
        result = WRONG;
    xpost_buffer_release(&url);
    xpost_buffer_release(&body);
    xpost_authorization_release(&authorization);
    return result;
}

/* Certain is only what was read whole. */
static int work_read_created(void)
{
    char id[XPOST_ID_MAX + 1] = "";
    enum xpost_body_kind kind = xpost_api_read_created(sample, sizeof sample - 1, id);
    if (kind == XPOST_BODY_ID)
        return strcmp(id, "1445880548472328192") == 0 ? 0 : WRONG;
    return kind == XPOST_BODY_OTHER && !*id ? 0 : WRONG;
}

static int work_read_user(void)
{
    static const char body[] =
        "{\"data\":{\"id\":\"2244994945\",\"name\":\"X Developers with a "
        "name of more than 32 bytes\",\"username\":\"XDevelopers\","
        "\"subscription_type\":\"Premium\"}}";
    struct xpost_user user;
    if (xpost_api_read_user(&user, body, sizeof body - 1, &error) != 0) {
        if (error.code == XPOST_SERVER) /* the answer could not be read */
            xpost_error_no_memory(&error);
        return user.id || user.username || user.name || user.subscription ? WRONG : -1;
    }
    bool whole = strcmp(user.username, "XDevelopers") == 0 && user.name &&
                 strlen(user.name) == 46 && user.subscription &&
                 strcmp(user.subscription, "Premium") == 0;
    xpost_user_release(&user);
    return whole ? 0 : WRONG;
}

static int work_read_problem(void)
{
    static char body[] =
        "{\"errors\":[{\"parameters\":{\"media.media_ids\":[\"123\"]},\"message\":"
        "\"Your media IDs are invalid.\"}],\"title\":\"Invalid Request\"}";
    struct xpost_http_response response = {.sent = XPOST_ANSWERED, .status = 400};
    response.body.data = body;
    response.body.length = sizeof body - 1;
    int result = xpost_api_read_problem(&response, &error);
    return result == -1 && error.message[0] && error.http_status == 400 &&
                   (error.code == XPOST_MEDIA_REJECTED || error.code == XPOST_INVALID_REQUEST)
               ? 0
               : WRONG;
}

static char *lookup(const char *name)
{
    static char value[] = "https://example.com/a-value", path[] = "/home/example",
                prices[] = "post=0.02";
    if (strcmp(name, "XPOST_PRICES") == 0)
        return prices;
    return strncmp(name, "XPOST_", 6) == 0 || strstr(name, "proxy") ? value
           : strcmp(name, "HOME") == 0                              ? path
                                                                    : NULL;
}

static int work_config(void)
{
    static char variable[] = "A=b";
    char *const variables[] = {variable, NULL};
    struct xpost_config config, copy;
    struct xpost_endpoints endpoints;
    int result = xpost_config_read_from(&config, lookup, variables, &error);
    if (result != 0)
        return config.client_id || config.client_secret || config.state_directory ||
                       config.environment.text
                   ? WRONG
                   : result;
    result = xpost_config_copy(&copy, &config, &error);
    if (result != 0 && (copy.client_id || copy.state_directory || copy.environment.text))
        result = WRONG;
    xpost_config_release(&config);
    if (result != 0)
        return result;
    config = copy;
    if (!config.client_id || !config.client_secret || !config.https_proxy || !config.ca_file ||
        !config.state_directory || !xpost_environment_get(&config.environment, "A"))
        result = WRONG;
    if (result == 0 && xpost_config_endpoints(&config, &endpoints, &error) != 0) {
        result = endpoints.api_url || endpoints.token_url ? WRONG : -1;
    } else if (result == 0) {
        result = xpost_config_check_endpoints(&config, &endpoints, "a", &error);
        xpost_endpoints_release(&endpoints);
    }
    xpost_config_release(&config);
    return result;
}

static int work_buffer(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(100000);
    for (int i = 0; i < 1000; i++)
        xpost_buffer_format(&buffer, "%03d%s", i, "abc");
    char *text = xpost_buffer_take(&buffer);
    if (!text)
        return xpost_error_no_memory(&error);
    bool whole = strlen(text) == 6000;
    xpost_secret_free(text);
    return whole ? 0 : WRONG;
}

/* Fails allocation 1, 2, ... of `work`, which `parses` JSON or not, until it needs no more. */
static void sweep(const char *name, int (*work)(void), bool parses)
{
    long n = 0, tolerated = 0;
    bool failed = true;
    CHECK_NUMBER(work(), 0);
    while (failed && ++n < ALLOCATIONS_MAX) {
        long before = 0, after = 1;
        int result = WRONG;
        /* A library may keep something from its first failure on; OpenSSL also loses something.
         */
        for (int attempt = 0; attempt < 2 && after != before; attempt++) {
            xpost_error_clear(&error);
            before = fail_allocation_live;
            fail_allocation_begin(n);
            result = work();
            failed = fail_allocation_end();
            after = fail_allocation_live;
        }
        if (result == WRONG || (lost(after - before, parses) && error.code != XPOST_TLS) ||
            (result != 0 &&
             ((error.code != XPOST_BUSY && error.code != XPOST_TLS) || !error.message[0]))) {
            check_failures_here++;
            printf("%s: allocation %ld: result %d, %ld leaked, error %s: %s\n", name, n, result,
                   after - before, xpost_code_name(error.code), error.message);
        }
        tolerated += failed && result == 0;
    }
    CHECK(n > 1 && n < ALLOCATIONS_MAX);
    printf("%s: %ld allocations failed, %ld of them without harm\n", name, n - 1, tolerated);
}

/* The program itself is a file that is there, and long. */
static int work_input(void)
{
    const struct xpost_input input = {.path = "/proc/self/exe", .seconds = 10};
    struct xpost_buffer text = XPOST_BUFFER(64 * 1024 * 1024);
    int result = xpost_input_read(&input, &text, &error);
    xpost_buffer_release(&text);
    return result;
}

#define SWEEP(name, parses)                                                                    \
    static void test_##name##__survives_a_lack_of_memory(void)                                 \
    {                                                                                          \
        sweep(#name, work_##name, parses);                                                     \
    }
SWEEP(parse, true)
SWEEP(parse_list, true)
SWEEP(create_body, false)
SWEEP(media_body, false)
SWEEP(read_tokens, true)
SWEEP(read_refusal, true)
SWEEP(authorization, false)
SWEEP(read_created, true)
SWEEP(read_user, true)
SWEEP(read_problem, true)
SWEEP(config, false)
SWEEP(buffer, false)
SWEEP(input, false)

int main(void)
{
    if (!fail_allocation_possible()) {
        printf("skipped: something else takes the place of malloc\n");
        check_passed++;
        return check_report();
    }
    spare_old_json_c();
    for (size_t i = 0; i + 4 < sizeof long_text; i += 4)
        memcpy(long_text + i, i % 400 ? "abc\n" : "\xf0\x9f\x90\xa6", 5);
    RUN(test_parse__survives_a_lack_of_memory);
    RUN(test_parse_list__survives_a_lack_of_memory);
    RUN(test_create_body__survives_a_lack_of_memory);
    RUN(test_media_body__survives_a_lack_of_memory);
    RUN(test_read_tokens__survives_a_lack_of_memory);
    RUN(test_read_refusal__survives_a_lack_of_memory);
    RUN(test_authorization__survives_a_lack_of_memory);
    RUN(test_read_created__survives_a_lack_of_memory);
    RUN(test_read_user__survives_a_lack_of_memory);
    RUN(test_read_problem__survives_a_lack_of_memory);
    RUN(test_config__survives_a_lack_of_memory);
    RUN(test_buffer__survives_a_lack_of_memory);
    RUN(test_input__survives_a_lack_of_memory);
    return check_report();
}

#else

static void test_allocation__is_skipped_here(void)
{
    printf("skipped: allocations can only be made to fail under glibc, without sanitizers\n");
}

int main(void)
{
    RUN(test_allocation__is_skipped_here);
    return check_report();
}

#endif

/* A machine with a client and a ledger, for the tests of plan.  Nothing of it reaches a
 * network: whatever would be sent is refused before, and the accounts' servers do not exist. */
#ifndef PLAN_RIG_H
#define PLAN_RIG_H

#include "clock.h"
#include "error.h"
#include "memory.h"
#include "plan.h"

#include "check.h"
#include "example_account.h"
#include "scratch.h"

static struct xpost_error error;
static struct xpost_client *client;
static struct xpost_operation operation;
static struct xpost_plan plan;
static char state[300]; /* the state directory of the test at hand */

/* A new machine: no state directory yet.  `api_url` is the setting, or NULL. */
static inline void rig_begin_with(const char *api_url)
{
    static int number;
    struct xpost_config config = {0};
    snprintf(state, sizeof state, "%s/state%d", scratch, ++number);
    scratch_must(xpost_string_set(&config.state_directory, state) == 0 &&
                     xpost_string_set(&config.api_url, api_url) == 0,
                 "settings");
    client = xpost_client_new(&config, &error);
    scratch_must(client != NULL, "client");
    operation = (struct xpost_operation){.client = client};
}

static inline void rig_end(void)
{
    xpost_plan_release(&plan);
    xpost_client_free(client);
    client = NULL;
}

/* An account that could post for two hours; the strings are constants. */
static inline struct xpost_account rig_account(const char *name)
{
    struct xpost_account account = example_account(name);
    account.scopes = EXAMPLE_TEXT("users.read tweet.write tweet.read");
    account.expires_at = xpost_clock_now() + 7200;
    account.user_unconfirmed = false;
    account.endpoints.api_url = EXAMPLE_TEXT("http://127.0.0.1:1");
    return account;
}

static inline void rig_store(const struct xpost_account *account)
{
    struct xpost_store *store = xpost_client_store(client, &error);
    scratch_must(store && xpost_store_put(store, account, &error) == 0, error.message);
}

/* A machine where "main" is logged in. */
static inline void rig_begin(void)
{
    struct xpost_account account = rig_account("main");
    rig_begin_with(NULL);
    rig_store(&account);
}

/* The post that rig_request asks for, to be changed by the test. */
static struct xpost_post rig_post;

static inline struct xpost_post_request rig_request(const char *text)
{
    rig_post = (struct xpost_post){.text = text, .text_length = strlen(text)};
    return (struct xpost_post_request){.posts = &rig_post, .count = 1};
}

/* What is in the ledger already: this post of `account`, as it was `age` seconds ago. */
static inline void rig_earlier_post(const char *key, const char *account,
                                    const struct xpost_post *post, enum xpost_post_state became,
                                    int64_t age)
{
    struct xpost_ledger *ledger = xpost_client_ledger(client, &error);
    scratch_must(ledger != NULL, error.message);
    struct xpost_ledger_post entry = {
        .text = EXAMPLE_TEXT(post->text),
        .request = xpost_api_create_body(post, &error),
        .state = became,
        .cost = 15000,
        .id = became == XPOST_STATE_POSTED ? EXAMPLE_TEXT("1234") : NULL,
        .sent_at = became == XPOST_STATE_NOT_SENT ? 0 : xpost_clock_now() - age,
    };
    struct xpost_submission submission = {
        .key = EXAMPLE_TEXT(key),
        .account = EXAMPLE_TEXT(account),
        .created_at = xpost_clock_now() - age,
        .posts = &entry,
        .count = 1,
    };
    scratch_must(xpost_ledger_add(ledger, &submission, &error) == 0, error.message);
    free(entry.request);
}

/* The same of a post that is nothing but a text. */
static inline void rig_earlier(const char *key, const char *account, const char *text,
                               enum xpost_post_state became, int64_t age)
{
    const struct xpost_post post = {.text = text, .text_length = strlen(text)};
    rig_earlier_post(key, account, &post, became, age);
}

static inline const struct xpost_plan *rig_plan(const struct xpost_post_request *request)
{
    xpost_plan_release(&plan);
    if (xpost_plan(&operation, request, &plan, &error) != 0) {
        check_failures_here++;
        printf("plan failed: %s: %s\n", xpost_code_name(error.code), error.message);
    }
    return &plan;
}

static inline const struct xpost_plan *rig_plan_text(const char *text)
{
    struct xpost_post_request request = rig_request(text);
    return rig_plan(&request);
}

/* How many problems have this code and are of this kind. */
static inline int rig_count(enum xpost_code code, bool refused)
{
    int count = 0;
    for (size_t i = 0; i < plan.problem_count; i++)
        count += plan.problems[i].code == code && plan.problems[i].refused == refused;
    return count;
}

/* How many posts the ledger holds. */
static inline int rig_count_one(struct xpost_submission *submission, void *user)
{
    (void)submission;
    ++*(int *)user;
    return 0;
}
static inline int rig_ledger_size(void)
{
    int count = 0;
    struct xpost_ledger *ledger = xpost_client_ledger(client, &error);
    struct xpost_ledger_query query = {.limit = 1000};
    CHECK(ledger && xpost_ledger_history(ledger, &query, rig_count_one, &count, &error) == 0);
    return count;
}

#endif

#include "plan.h"

#include "memory.h"
#include "plan_earlier.h"
#include "post_check.h"
#include "post_key.h"
#include "price.h"
#include "renew.h"
#include "text_cashtag.h"

#include <stdlib.h>
#include <string.h>

/* One call of plan. */
struct planning {
    const struct xpost_operation *operation;
    const struct xpost_post_request *request;
    struct xpost_plan *plan;
    struct xpost_text_count count;
    struct xpost_ledger *ledger; /* NULL: there is none yet */
    struct xpost_account account;
    struct xpost_error account_problem; /* code XPOST_OK: it can be used */
};

/* --- the list of problems --- */

/* The same problem is told once. */
static int add_problem(struct planning *planning, const struct xpost_error *why, bool refused,
                       struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    for (size_t i = 0; i < plan->problem_count; i++)
        if (strcmp(plan->problems[i].message, why->message) == 0)
            return 0;
    struct xpost_plan_problem *problems =
        realloc(plan->problems, (plan->problem_count + 1) * sizeof *problems);
    if (!problems)
        return xpost_error_no_memory(error);
    plan->problems = problems;
    struct xpost_plan_problem *problem = &problems[plan->problem_count++];
    problem->code = why->code;
    problem->refused = refused;
    memcpy(problem->message, why->message, sizeof problem->message);
    return 0;
}

static int refuse(struct planning *planning, const struct xpost_error *why,
                  struct xpost_error *error)
{
    return add_problem(planning, why, true, error);
}

static int warn(struct planning *planning, enum xpost_code code, const char *message,
                struct xpost_error *error)
{
    struct xpost_error why;
    xpost_error_set(&why, code, "%s", message);
    return add_problem(planning, &why, false, error);
}

/* --- the post --- */

static int tell(const struct xpost_error *why, void *user)
{
    struct xpost_error ignored;
    return add_problem(user, why, true, &ignored);
}

/* What is no text weighs nothing; that it is none is told with the form. */
static int weigh(struct planning *planning, struct xpost_error *error)
{
    const struct xpost_post_request *request = planning->request;
    struct xpost_text_count *count = &planning->count;
    struct xpost_plan_post *entry = planning->plan->posts;
    if (xpost_post_count(request, count, error) != 0) {
        if (error->code != XPOST_INVALID_REQUEST)
            return -1;
        xpost_error_clear(error);
        *count = (struct xpost_text_count){
            .limit = request->limit ? request->limit : XPOST_TEXT_LIMIT,
            .over_at = request->post.text_length,
        };
    }
    entry->weight = count->weight;
    entry->limit = count->limit;
    entry->valid = count->valid;
    entry->over_at = count->over_at;
    entry->urls = count->urls;
    return 0;
}

static int describe(struct planning *planning, struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    const struct xpost_post *post = &planning->request->post;
    struct xpost_plan_post *entry = plan->posts = calloc(1, sizeof *entry);
    if (!entry)
        return xpost_error_no_memory(error);
    plan->count = 1;
    entry->text = xpost_string_copy_range(post->text, post->text_length);
    if (!entry->text)
        return xpost_error_no_memory(error);
    if (weigh(planning, error) != 0)
        return -1;
    plan->cost = xpost_price_of_post(post->text, post->text_length);
    if (xpost_post_check_form(post, tell, planning) != 0)
        return xpost_error_no_memory(error);
    if (plan->problem_count == 0 && !(entry->request = xpost_api_create_body(post, error)))
        return -1;
    return 0;
}

static int check_cashtags(const struct xpost_post *post, struct xpost_error *why)
{
    size_t count = xpost_cashtag_count(post->text, post->text_length);
    if (count <= 1)
        return 0;
    return xpost_error_set(why, XPOST_FORBIDDEN,
                           "The text has %zu cashtags, which are words such as $ABC. X refuses "
                           "more than one in a post from an app with self-serve access. Take "
                           "the $ away from the others.",
                           count);
}

/* What is wrong with the text, beyond its form. */
static int check_text(struct planning *planning, struct xpost_error *error)
{
    struct xpost_error why;
    const struct xpost_text_count *count = &planning->count;
    if (xpost_post_check_characters(count, &why) != 0 && refuse(planning, &why, error) != 0)
        return -1;
    if (xpost_post_check_weight(count, &why) != 0 && refuse(planning, &why, error) != 0)
        return -1;
    if (count->weight > 0 &&
        /* else it may be no text at all */ check_cashtags(&planning->request->post, &why) != 0)
        return refuse(planning, &why, error);
    return 0;
}

/* --- the account --- */

/* There is no state directory: nobody ever logged in.  In the words of the account store, which
 * cannot be asked without making it. */
static void nobody(struct xpost_error *why)
{
    xpost_error_set(why, XPOST_NOT_LOGGED_IN,
                    "Nobody is logged in. Log in first: :XLogin in Neovim, login{} in a "
                    "script.");
}

static int find_account(struct planning *planning, struct xpost_error *error)
{
    struct xpost_error *problem = &planning->account_problem;
    struct xpost_client *client = planning->operation->client;
    const char *name = planning->request->account;
    struct xpost_account *account = &planning->account;
    if (xpost_load_account(planning->operation, name, account, problem) == 0) {
        xpost_error_clear(problem);
        return 0;
    }
    if (problem->code == XPOST_CONFIG) {
        /* Its name can be told all the same. */
        if (!name)
            name = client->config.account;
        return xpost_store_load(&client->store, name, account, error);
    }
    if (problem->code == XPOST_NOT_LOGGED_IN)
        return 0;
    *error = *problem;
    return -1;
}

static int open_files(struct planning *planning, struct xpost_error *error)
{
    struct xpost_client *client = planning->operation->client;
    struct xpost_plan *plan = planning->plan;
    if (xpost_store_is_missing(client->config.state_directory)) {
        nobody(&planning->account_problem);
        return 0;
    }
    planning->ledger = xpost_client_ledger(client, error);
    if (!planning->ledger || find_account(planning, error) != 0)
        return -1;
    if (xpost_string_set(&plan->account, planning->account.name) != 0 ||
        xpost_string_set(&plan->username, planning->account.username) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

/* A login that has run out and cannot be renewed.  Without a refresh token xpost_renew sends
 * nothing. */
static int check_login(struct planning *planning, struct xpost_error *why)
{
    struct xpost_account *account = &planning->account;
    if (account->refresh_token)
        return 0;
    return xpost_renew(planning->operation, account, XPOST_RENEW_IF_DUE, NULL, why);
}

static int check_account(struct planning *planning, struct xpost_error *error)
{
    struct xpost_error why;
    if (planning->account_problem.code != XPOST_OK &&
        refuse(planning, &planning->account_problem, error) != 0)
        return -1;
    if (!planning->account.name)
        return 0;
    if (xpost_post_check_scopes(&planning->account, &why) != 0 &&
        refuse(planning, &why, error) != 0)
        return -1;
    if (check_login(planning, &why) == 0)
        return 0;
    if (why.code == XPOST_LOGIN_REQUIRED)
        return refuse(planning, &why, error);
    *error = why;
    return -1;
}

/* --- the ledger --- */

/* What became of the post of the key that was given. */
static int judge_key(struct planning *planning, const struct xpost_submission *earlier,
                     bool *is_out, struct xpost_error *error)
{
    const char *request = planning->plan->posts[0].request;
    const char *account = planning->request->account;
    struct xpost_error why;
    /* As in post: by the account that would post, or, where none can, by what was asked for. */
    if (planning->account_problem.code == XPOST_OK &&
        planning->count.weight <= planning->count.limit)
        account = planning->account.name;
    if (xpost_post_check_key_use(earlier, request, account ? account : earlier->account,
                                 &why) != 0)
        return refuse(planning, &why, error);
    memcpy(planning->plan->earlier_key, planning->request->key,
           strlen(planning->request->key) + 1);
    planning->plan->earlier_state = earlier->posts[0].state;
    *is_out = xpost_post_is_result(earlier, request, account);
    if (!xpost_post_is_uncertain(earlier->posts[0].state))
        return 0;
    xpost_post_refuse_uncertain(&why);
    return refuse(planning, &why, error);
}

/* Sets *is_out if post would give the result of an earlier call. */
static int check_key(struct planning *planning, bool *is_out, struct xpost_error *error)
{
    const char *key = planning->request->key;
    struct xpost_submission earlier;
    struct xpost_error why;
    *is_out = false;
    if (!key)
        return 0;
    if (xpost_key_check(key, &why) != 0)
        return refuse(planning, &why, error);
    if (!planning->ledger || !planning->plan->posts[0].request)
        return 0;
    int found = xpost_ledger_find(planning->ledger, key, &earlier, error);
    if (found == 1) {
        found = judge_key(planning, &earlier, is_out, error);
        xpost_submission_release(&earlier);
    }
    return found;
}

static int warn_uncertain(struct planning *planning, struct xpost_error *error)
{
    if (!planning->request->key)
        return warn(planning, XPOST_UNKNOWN_OUTCOME,
                    "An earlier attempt to post this got no clear answer, so it may be out "
                    "already: look at your timeline. Sending it again goes under the same key, "
                    "and therefore does not post it twice.",
                    error);
    return warn(planning, XPOST_UNKNOWN_OUTCOME,
                "An earlier attempt to post this, under another key, got no clear answer, so "
                "it may be out already. Look at your timeline, or it may be posted twice.",
                error);
}

static int look_back(struct planning *planning, struct xpost_plan_earlier *earlier,
                     struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    *earlier = (struct xpost_plan_earlier){0};
    if (!planning->ledger)
        return 0;
    if (xpost_plan_look_back(planning->ledger, planning->account.name, &planning->request->post,
                             plan->posts[0].request, earlier, error) != 0)
        return -1;
    if (*plan->earlier_key || !*earlier->key) /* the key that was given is told already */
        return 0;
    memcpy(plan->earlier_key, earlier->key, sizeof plan->earlier_key);
    plan->earlier_state = earlier->state;
    return xpost_post_is_uncertain(earlier->state) ? warn_uncertain(planning, error) : 0;
}

/* What X may refuse for reasons that cannot be seen from here. */
static int warn_of_rules(struct planning *planning, const struct xpost_plan_earlier *earlier,
                         struct xpost_error *error)
{
    const struct xpost_post *post = &planning->request->post;
    if (post->reply_to && xpost_api_id_valid(post->reply_to) && !earlier->answers_own &&
        warn(planning, XPOST_FORBIDDEN,
             "X lets an app with self-serve access, as most have, reply only to your own posts "
             "and to posts that mention or quote you. If this one is neither, X will refuse "
             "the reply.",
             error) != 0)
        return -1;
    if (post->quote && xpost_api_id_valid(post->quote) &&
        warn(planning, XPOST_FORBIDDEN,
             "X may refuse to quote this post: an app with self-serve access, as most have, "
             "can quote at most your own posts and those that mention you.",
             error) != 0)
        return -1;
    if (!earlier->same_text)
        return 0;
    return warn(planning, XPOST_DUPLICATE,
                "This account posted the same text within the last day, so X may refuse it. "
                "Change the text to be sure.",
                error);
}

/* --- the whole --- */

static int run(struct planning *planning, struct xpost_error *error)
{
    bool is_out;
    struct xpost_plan_earlier earlier;
    if (describe(planning, error) != 0 || open_files(planning, error) != 0 ||
        check_key(planning, &is_out, error) != 0)
        return -1;
    if (is_out) {
        planning->plan->cost = 0;
        return warn(planning, XPOST_DUPLICATE,
                    "The post of this key is out already. Nothing is sent, and its earlier "
                    "result is given.",
                    error);
    }
    if (check_text(planning, error) != 0 || check_account(planning, error) != 0 ||
        look_back(planning, &earlier, error) != 0)
        return -1;
    return warn_of_rules(planning, &earlier, error);
}

int xpost_plan(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_plan *plan,
               struct xpost_error *error)
{
    struct planning planning = {.operation = operation, .request = request, .plan = plan};
    *plan = (struct xpost_plan){0};
    xpost_error_clear(error);
    int result = run(&planning, error);
    xpost_account_release(&planning.account);
    if (result != 0)
        xpost_plan_release(plan);
    return result;
}

void xpost_plan_release(struct xpost_plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->posts[i].text);
        free(plan->posts[i].request);
    }
    free(plan->posts);
    free(plan->problems);
    free(plan->account);
    free(plan->username);
    *plan = (struct xpost_plan){0};
}

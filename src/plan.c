#include "plan.h"

#include "memory.h"
#include "plan_earlier.h"
#include "plan_internal.h"
#include "post_check.h"
#include "post_key.h"
#include "renew.h"

#include <stdlib.h>
#include <string.h>

/* --- the account --- */

/* There is no state directory: nobody ever logged in.  In the words of the account store, which
 * cannot be asked without making it. */
static void nobody(struct xpost_error *why)
{
    xpost_error_set(why, XPOST_NOT_LOGGED_IN,
                    "Nobody is logged in. Log in first: :XLogin in Neovim, login{} in a "
                    "script.");
}

static int find_account(struct xpost_planning *planning, struct xpost_error *error)
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

static int open_files(struct xpost_planning *planning, struct xpost_error *error)
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
static int check_login(struct xpost_planning *planning, struct xpost_error *why)
{
    struct xpost_account *account = &planning->account;
    if (account->refresh_token)
        return 0;
    return xpost_renew(planning->operation, account, XPOST_RENEW_IF_DUE, NULL, why);
}

static int check_account(struct xpost_planning *planning, struct xpost_error *error)
{
    struct xpost_error why;
    if (planning->account_problem.code != XPOST_OK &&
        xpost_plan_refuse(planning, &planning->account_problem, error) != 0)
        return -1;
    if (!planning->account.name)
        return 0;
    if (xpost_post_check_scopes(&planning->account, &why) != 0 &&
        xpost_plan_refuse(planning, &why, error) != 0)
        return -1;
    if (check_login(planning, &why) == 0)
        return 0;
    if (why.code == XPOST_LOGIN_REQUIRED)
        return xpost_plan_refuse(planning, &why, error);
    *error = why;
    return -1;
}

/* --- the ledger --- */

/* What became of the post of the key that was given. */
static int judge_key(struct xpost_planning *planning, const struct xpost_submission *earlier,
                     bool *is_out, struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    struct xpost_submission now = planning->submission;
    const char *account = planning->request->account;
    size_t next = xpost_submission_next(earlier);
    struct xpost_error why;
    if (xpost_submission_is_draft(earlier))
        return 0;
    /* As in post: by the account that would post, or, where none can, by what was asked for. */
    if (planning->account_problem.code == XPOST_OK && xpost_plan_fits(planning))
        account = planning->account.name;
    now.account = account ? xpost_string_copy(account) : xpost_string_copy(earlier->account);
    if (!now.account)
        return xpost_error_no_memory(error);
    int refused = xpost_post_check_key_use(earlier, &now, &why);
    free(now.account);
    if (refused != 0)
        return xpost_plan_refuse(planning, &why, error);
    memcpy(plan->earlier_key, planning->request->key, strlen(planning->request->key) + 1);
    *is_out = xpost_post_is_result(earlier, &planning->submission, account);
    plan->earlier_state =
        next < earlier->count ? earlier->posts[next].state : XPOST_STATE_POSTED;
    return 0;
}

/* Sets *is_out if post would give the result of an earlier call. */
static int check_key(struct xpost_planning *planning, bool *is_out, struct xpost_error *error)
{
    const char *key = planning->request->key;
    struct xpost_submission earlier;
    struct xpost_error why;
    *is_out = false;
    if (!key)
        return 0;
    if (xpost_key_check(key, &why) != 0)
        return xpost_plan_refuse(planning, &why, error);
    if (!planning->ledger || planning->submission.count == 0)
        return 0;
    int found = xpost_ledger_find(planning->ledger, key, &earlier, error);
    if (found == 1) {
        found = judge_key(planning, &earlier, is_out, error);
        xpost_submission_release(&earlier);
    }
    return found;
}

static int warn_uncertain(struct xpost_planning *planning, struct xpost_error *error)
{
    if (!planning->request->key || *planning->plan->earlier_key)
        return xpost_plan_warn(
            planning, XPOST_UNKNOWN_OUTCOME,
            "An earlier attempt to post this got no clear answer, so it may be out "
            "already. It goes on under the same key: it is looked for on your timeline "
            "first, and not posted twice.",
            error);
    return xpost_plan_warn(
        planning, XPOST_UNKNOWN_OUTCOME,
        "An earlier attempt to post this, under another key, got no clear answer, so "
        "it may be out already. Look at your timeline, or it may be posted twice.",
        error);
}

static int look_back(struct xpost_planning *planning, struct xpost_plan_earlier *earlier,
                     struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    *earlier = (struct xpost_plan_earlier){0};
    if (planning->ledger &&
        xpost_plan_look_back(planning->ledger, planning->account.name, planning->request,
                             &planning->submission, earlier, error) != 0)
        return -1;
    if (*plan->earlier_key) /* the key that was given comes first */
        return xpost_post_is_uncertain(plan->earlier_state) ? warn_uncertain(planning, error)
                                                            : 0;
    if (!*earlier->key && earlier->old_doubt)
        return xpost_plan_warn(
            planning, XPOST_UNKNOWN_OUTCOME,
            "A post with the same text, from more than a day ago, got no clear "
            "answer and may be out. This would be another one: check that one "
            "first.",
            error);
    if (!*earlier->key)
        return 0;
    int result = xpost_post_is_uncertain(earlier->state) ? warn_uncertain(planning, error) : 0;
    memcpy(plan->earlier_key, earlier->key, sizeof plan->earlier_key);
    plan->earlier_state = earlier->state;
    return result;
}

/* What X may refuse for reasons that cannot be seen from here. */
static int warn_of_rules(struct xpost_planning *planning,
                         const struct xpost_plan_earlier *earlier, struct xpost_error *error)
{
    const struct xpost_post *post = &planning->request->posts[0];
    if (post->reply_to && xpost_api_id_valid(post->reply_to) && !earlier->answers_own &&
        xpost_plan_warn(
            planning, XPOST_FORBIDDEN,
            "X lets an app with self-serve access, as most have, reply only to your own posts "
            "and to posts that mention or quote you. If this one is neither, X will refuse "
            "the reply.",
            error) != 0)
        return -1;
    if (post->quote && xpost_api_id_valid(post->quote) &&
        xpost_plan_warn(
            planning, XPOST_FORBIDDEN,
            "X may refuse to quote this post: an app with self-serve access, as most have, "
            "can quote at most your own posts and those that mention you.",
            error) != 0)
        return -1;
    if (!earlier->same_text)
        return 0;
    return xpost_plan_warn(
        planning, XPOST_DUPLICATE,
        "This account posted the same text within the last day, so X may refuse it. "
        "Change the text to be sure.",
        error);
}

/* --- the whole --- */

static int run(struct xpost_planning *planning, const struct xpost_post_request *given,
               struct xpost_error *error)
{
    bool is_out;
    struct xpost_plan_earlier earlier;
    if (xpost_plan_make_thread(planning, given, error) != 0 ||
        xpost_plan_make_requests(planning, error) != 0 || open_files(planning, error) != 0 ||
        check_key(planning, &is_out, error) != 0)
        return -1;
    if (is_out) {
        planning->plan->cost = 0;
        return xpost_plan_warn(
            planning, XPOST_DUPLICATE,
            "The post of this key is out already. Nothing is sent, and its earlier "
            "result is given.",
            error);
    }
    if (xpost_plan_check_texts(planning, error) != 0 || check_account(planning, error) != 0 ||
        xpost_plan_check_media(planning, error) != 0 ||
        look_back(planning, &earlier, error) != 0)
        return -1;
    return warn_of_rules(planning, &earlier, error);
}

int xpost_plan(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_plan *plan,
               struct xpost_error *error)
{
    struct xpost_planning planning = {.operation = operation, .plan = plan};
    *plan = (struct xpost_plan){.prices_date =
                                    xpost_prices_date(&operation->client->config.prices)};
    xpost_error_clear(error);
    int result = run(&planning, request, error);
    xpost_account_release(&planning.account);
    xpost_submission_release(&planning.submission);
    free(planning.counts);
    xpost_thread_release(&planning.thread);
    if (result != 0)
        xpost_plan_release(plan);
    return result;
}

void xpost_plan_release(struct xpost_plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->count; i++) {
        struct xpost_plan_post *post = &plan->posts[i];
        for (size_t j = 0; j < post->media_count; j++) {
            free(post->media[j].path);
            free(post->media[j].alt);
        }
        free(post->text);
        free(post->request);
    }
    free(plan->posts);
    free(plan->problems);
    free(plan->account);
    free(plan->username);
    *plan = (struct xpost_plan){0};
}

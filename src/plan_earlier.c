#include "plan_earlier.h"

#include "clock.h"
#include "memory.h"
#include "post_check.h"

#include <string.h>

enum {
    DAY = 24 * 3600, /* seconds */
    LOOK_BACK = 50,  /* submissions of an account */
};

struct look {
    const struct xpost_post_request *request;
    const struct xpost_submission *now;
    struct xpost_plan_earlier *earlier;
    int64_t since;
};

/* One that may be out is what matters; among equals, the newest. */
static bool is_better(const struct xpost_plan_earlier *found, enum xpost_post_state state,
                      int64_t time)
{
    bool uncertain = xpost_post_is_uncertain(state);
    if (!*found->key)
        return true;
    if (uncertain != xpost_post_is_uncertain(found->state))
        return uncertain;
    return time > found->time;
}

static void look_at_post(const struct look *look, const struct xpost_ledger_post *post,
                         int64_t time)
{
    if (post->state != XPOST_STATE_POSTED)
        return;
    if (post->id && xpost_string_equal(post->id, look->request->posts[0].reply_to))
        look->earlier->answers_own = true;
    for (size_t i = 0; i < look->request->count; i++)
        if (time > look->since && look->request->posts[i].text_length > 0 &&
            xpost_string_equal(post->text, look->request->posts[i].text))
            look->earlier->same_text = true;
}

static int look_at(struct xpost_submission *submission, void *user)
{
    const struct look *look = user;
    struct xpost_plan_earlier *earlier = look->earlier;
    int64_t time = submission->created_at;
    for (size_t i = 0; i < submission->count; i++) {
        const struct xpost_ledger_post *post = &submission->posts[i];
        if (post->sent_at > time)
            time = post->sent_at;
        look_at_post(look, post, time);
    }
    size_t next = xpost_submission_next(submission);
    if (next == submission->count || !xpost_submission_is_same(submission, look->now))
        return 0;
    enum xpost_post_state state = submission->posts[next].state;
    if (time <= look->since) { /* this is another post, even if that one is out */
        earlier->old_doubt |= xpost_post_is_uncertain(state);
        return 0;
    }
    size_t length = strlen(submission->key);
    if (state == XPOST_STATE_DRAFT || !is_better(earlier, state, time) ||
        length > XPOST_KEY_MAX)
        return 0;
    memcpy(earlier->key, submission->key, length + 1);
    earlier->state = state;
    earlier->time = time;
    return 0;
}

int xpost_plan_look_back(struct xpost_ledger *ledger, const char *account,
                         const struct xpost_post_request *request,
                         const struct xpost_submission *now, struct xpost_plan_earlier *earlier,
                         struct xpost_error *error)
{
    struct look look = {request, now, earlier, xpost_clock_now() - DAY};
    struct xpost_ledger_query query = {.account = account, .limit = LOOK_BACK};
    *earlier = (struct xpost_plan_earlier){0};
    if (account && xpost_ledger_history(ledger, &query, look_at, &look, error) != 0)
        return -1;
    query.account = "";
    return xpost_ledger_history(ledger, &query, look_at, &look, error);
}

#include "plan_internal.h"

#include "memory.h"
#include "post_check.h"
#include "price.h"
#include "text_cashtag.h"
#include "translate.h"
#include "unicode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the list of problems --- */

/* The same problem is told once. */
static int add_problem(struct xpost_planning *planning, const struct xpost_error *why,
                       bool refused, size_t number, const char *reason,
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
    problem->number = number;
    memcpy(problem->message, why->message, sizeof problem->message);
    snprintf(problem->reason, sizeof problem->reason, "%s", reason);
    return 0;
}

int xpost_plan_refuse(struct xpost_planning *planning, const struct xpost_error *why,
                      struct xpost_error *error)
{
    return add_problem(planning, why, true, 0, why->message, error);
}

int xpost_plan_warn(struct xpost_planning *planning, enum xpost_code code, const char *message,
                    struct xpost_error *error)
{
    struct xpost_error why;
    xpost_error_set(&why, code, "%s", xpost_translate(message));
    return add_problem(planning, &why, false, 0, why.message, error);
}

/* --- the posts --- */

int xpost_plan_tell(const struct xpost_error *why, void *user)
{
    const struct xpost_plan_telling *telling = user;
    struct xpost_error ignored;
    struct xpost_error placed = *why;
    size_t count = telling->planning->request->count;
    xpost_post_place(telling->index, count, &placed);
    return add_problem(telling->planning, &placed, true, count > 1 ? telling->index + 1 : 0,
                       why->message, &ignored);
}

/* What is blank, or no text, is valid only where something is attached to what is blank. */
static bool is_valid(const struct xpost_post *post, const struct xpost_text_count *count,
                     bool is_text)
{
    bool blank = is_text && xpost_unicode_after_space(post->text, 0, post->text_length) ==
                                post->text_length;
    return blank ? post->attachment_count > 0 && count->weight <= count->limit : count->valid;
}

/* What is no text weighs nothing; that it is none is told with the form. */
static int weigh(const struct xpost_planning *planning, size_t index, struct xpost_error *error)
{
    const struct xpost_post_request *request = planning->request;
    const struct xpost_post *post = &request->posts[index];
    struct xpost_text_count *count = &planning->counts[index];
    struct xpost_plan_post *entry = &planning->plan->posts[index];
    bool is_text = xpost_post_count(post, request->limit, count, error) == 0;
    if (!is_text) {
        if (error->code != XPOST_INVALID_REQUEST)
            return -1;
        xpost_error_clear(error);
        *count = (struct xpost_text_count){
            .limit = request->limit ? request->limit : XPOST_TEXT_LIMIT,
            .over_at = post->text_length,
        };
    }
    entry->weight = count->weight;
    entry->limit = count->limit;
    entry->valid = is_valid(post, count, is_text);
    entry->over_at = count->over_at;
    entry->urls = count->urls;
    return 0;
}

static int describe_post(struct xpost_planning *planning, size_t index,
                         struct xpost_error *error)
{
    struct xpost_plan_telling telling = {planning, index};
    struct xpost_plan *plan = planning->plan;
    const struct xpost_post *post = &planning->request->posts[index];
    struct xpost_plan_post *entry = &plan->posts[plan->count++];
    entry->text = xpost_string_copy_range(post->text, post->text_length);
    if (!entry->text)
        return xpost_error_no_memory(error);
    if (weigh(planning, index, error) != 0 ||
        xpost_plan_list_media(planning, index, error) != 0)
        return -1;
    plan->cost += xpost_price_of_post(&planning->operation->client->config.prices, post);
    return xpost_post_check_form(post, xpost_plan_tell, &telling) == 0
               ? 0
               : xpost_error_no_memory(error);
}

static int describe(struct xpost_planning *planning, struct xpost_error *error)
{
    struct xpost_error why;
    const struct xpost_post_request *request = planning->request;
    planning->plan->posts = calloc(request->count, sizeof *planning->plan->posts);
    planning->counts = calloc(request->count, sizeof *planning->counts);
    if (!planning->plan->posts || !planning->counts)
        return xpost_error_no_memory(error);
    if (xpost_post_check_thread(request, &why) != 0 &&
        xpost_plan_refuse(planning, &why, error) != 0)
        return -1;
    for (size_t i = 0; i < request->count; i++)
        if (describe_post(planning, i, error) != 0)
            return -1;
    return 0;
}

bool xpost_plan_fits(const struct xpost_planning *planning)
{
    for (size_t i = 0; i < planning->request->count; i++)
        if (planning->counts[i].weight > planning->counts[i].limit)
            return false;
    return true;
}

/* How many posts there would be if what is too long was cut. */
static int offer_thread(struct xpost_planning *planning, const struct xpost_post_request *given,
                        struct xpost_error *error)
{
    struct xpost_post_request wanted = *given;
    struct xpost_thread thread;
    wanted.thread = true;
    int result = xpost_thread_make(&thread, &wanted, error);
    if (result == 0)
        planning->plan->thread = thread.request.count;
    else if (error->code == XPOST_INVALID_REQUEST)
        result = 0; /* then there is none to offer */
    xpost_thread_release(&thread);
    return result;
}

int xpost_plan_make_thread(struct xpost_planning *planning,
                           const struct xpost_post_request *given, struct xpost_error *error)
{
    struct xpost_error why;
    int made = xpost_thread_make(&planning->thread, given, &why);
    planning->request = &planning->thread.request;
    if (made != 0 && why.code != XPOST_INVALID_REQUEST) {
        *error = why;
        return -1;
    }
    if (describe(planning, error) != 0)
        return -1;
    if (made != 0 && planning->plan->problem_count == 0)
        return xpost_plan_refuse(planning, &why, error);
    return !given->thread && !xpost_plan_fits(planning) ? offer_thread(planning, given, error)
                                                        : 0;
}

/* As X would get it, but for the ids of media, which it has not given yet. */
static int show_request(struct xpost_plan_post *entry, const char *request,
                        struct xpost_error *error)
{
    static const char *const unknown[XPOST_MEDIA_MAX] = {"0", "0", "0", "0"};
    if (entry->media_count == 0)
        return xpost_string_set(&entry->request, request) == 0 ? 0
                                                               : xpost_error_no_memory(error);
    entry->request = xpost_attachments_replace(request, unknown, entry->media_count, error);
    return entry->request ? 0 : -1;
}

int xpost_plan_make_requests(struct xpost_planning *planning, struct xpost_error *error)
{
    struct xpost_plan *plan = planning->plan;
    if (plan->problem_count > 0)
        return 0;
    if (xpost_submission_make(&planning->submission, "", planning->request, &planning->account,
                              &planning->operation->client->config.prices, error) != 0)
        return -1;
    for (size_t i = 0; i < plan->count; i++)
        if (show_request(&plan->posts[i], planning->submission.posts[i].request, error) != 0)
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

/* What is wrong with a text, beyond its form. */
static int check_text(struct xpost_planning *planning, size_t index, struct xpost_error *error)
{
    struct xpost_error why;
    struct xpost_plan_telling telling = {planning, index};
    const struct xpost_text_count *count = &planning->counts[index];
    if ((xpost_post_check_characters(count, &why) != 0 &&
         xpost_plan_tell(&why, &telling) != 0) ||
        (xpost_post_check_weight(count, &why) != 0 && xpost_plan_tell(&why, &telling) != 0) ||
        (count->weight > 0 && /* else it may be no text at all */
         check_cashtags(&planning->request->posts[index], &why) != 0 &&
         xpost_plan_tell(&why, &telling) != 0))
        return xpost_error_no_memory(error);
    return 0;
}

int xpost_plan_check_texts(struct xpost_planning *planning, struct xpost_error *error)
{
    for (size_t i = 0; i < planning->request->count; i++)
        if (check_text(planning, i, error) != 0)
            return -1;
    return 0;
}

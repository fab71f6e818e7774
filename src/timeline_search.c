#include "timeline_search.h"

#include "api.h"
#include "buffer.h"
#include "call.h"
#include "clock.h"
#include "error.h"

#include <string.h>

enum {
    SLACK = 60,    /* seconds that clocks may differ without being noticed */
    TOLERANCE = 2, /* seconds by which X's clock is known at best */
    FIRST_PAGE = 5,
    PAGE = 100,
    PAGES = 2,
    WAYS = 4, /* in which one page is asked for at most */
};

/* --- one page --- */

static int ask(const struct xpost_timeline_search *search,
               const struct xpost_timeline_query *query, struct xpost_http_response *response,
               struct xpost_error *error)
{
    struct xpost_buffer path = XPOST_BUFFER(256), text = XPOST_BUFFER(4096);
    xpost_buffer_format(&path, "/2/users/%s/tweets", search->account->user_id);
    xpost_timeline_query(&text, query);
    struct xpost_call call = {.method = "GET",
                              .path = xpost_buffer_string(&path),
                              .query = xpost_buffer_string(&text)};
    *response = (struct xpost_http_response){.body = XPOST_BUFFER(0)};
    int result =
        path.failed || text.failed
            ? xpost_error_no_memory(error)
            : xpost_call_perform(search->operation, search->account, &call, response, error);
    xpost_buffer_release(&path);
    xpost_buffer_release(&text);
    return result;
}

/* The server's clock, from its first answer.  Returns true if what was asked for was wrong by
 * it. */
static bool learn_clock(struct xpost_timeline_search *search,
                        const struct xpost_http_response *response)
{
    if (search->clock_known || response->date == 0)
        return false;
    int64_t ahead = response->date - xpost_clock_now();
    search->clock_known = true;
    if (ahead >= -1 && ahead <= 1) /* the answer's way, and a second that has just begun */
        ahead = 0;
    search->ahead = ahead;
    return ahead > SLACK / 2 || ahead < -SLACK / 2;
}

static int refuse_unreadable(struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_SERVER,
                           "X did not let your timeline be read in a form that can be "
                           "understood. Look there yourself.");
}

/* Returns 1 to be asked again in another way, 0 with the page, or -1. */
static int read_page(struct xpost_timeline_search *search,
                     const struct xpost_timeline_query *query, struct xpost_timeline *page,
                     struct xpost_error *error)
{
    struct xpost_http_response response;
    *page = (struct xpost_timeline){0};
    int result = ask(search, query, &response, error);
    bool answered = result == 0, understood = response.status != 400;
    if (answered && response.status == 200) {
        result = xpost_timeline_read(page, xpost_buffer_string(&response.body),
                                     response.body.length, error);
        search->reads += page->billed; /* whether it is of use or not */
        understood = page->count == 0 || page->dated;
    }
    if (answered && learn_clock(search, &response)) {
        result = 1;
    } else if (answered && !understood && !search->old_names) {
        search->old_names = true;
        result = 1;
    } else if (answered && response.status == 200 && result == 0 && !understood) {
        result = refuse_unreadable(error);
    } else if (answered && response.status != 200) {
        result = xpost_api_read_problem(&response, error);
        xpost_error_redact(error, search->account->access_token);
    }
    if (result != 0)
        xpost_timeline_release(page);
    xpost_http_response_release(&response);
    return result;
}

/* --- what is on it --- */

/* The oldest of the page's posts that match: the one that is nearest to when it was sent. */
static int find(struct xpost_timeline_search *search, const struct xpost_timeline *page,
                struct xpost_error *error)
{
    for (size_t i = page->count; i > 0; i--) {
        const char *id = xpost_timeline_id(page, i - 1);
        if (!id || !xpost_timeline_matches(page, i - 1, &search->sought))
            continue;
        int known = xpost_ledger_has_id(search->operation->client->ledger, id, error);
        if (known < 0)
            return -1;
        if (known == 0) {
            memcpy(search->id, id, strlen(id) + 1);
            return 0;
        }
    }
    return 0;
}

/* The stretch, by X's clock.  It has no end: if this machine's clock was behind when the post
 * was sent, the post was made later than it seems. */
static struct xpost_timeline_query query_of(struct xpost_timeline_search *search, int64_t since)
{
    search->sought.since = search->by_server ? since : since + search->ahead;
    return (struct xpost_timeline_query){
        .since = search->sought.since - (search->clock_known ? TOLERANCE : SLACK),
        .most = FIRST_PAGE,
        .references = search->sought.reply_to || search->sought.quote,
        .old_names = search->old_names,
    };
}

static int refuse_unread(struct xpost_error *error)
{
    xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                    "There are too many posts on your timeline since then. Look there "
                    "yourself.");
    return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
}

/* The first page, in the way in which the server understands it. */
static int read_first(struct xpost_timeline_search *search, int64_t since,
                      struct xpost_timeline_query *query, struct xpost_timeline *page,
                      struct xpost_error *error)
{
    int result = 1;
    for (int way = 0; result == 1 && way < WAYS; way++) {
        *query = query_of(search, since);
        result = read_page(search, query, page, error);
    }
    return result == 1 ? refuse_unreadable(error) : result;
}

/* Keeps the token of the page after this one; "" if there is none. */
static int keep_next(const struct xpost_timeline *page, char *next, size_t size,
                     struct xpost_error *error)
{
    size_t length = page->next ? strlen(page->next) : 0;
    if (length >= size)
        return refuse_unread(error);
    memcpy(next, length ? page->next : "", length + 1);
    return 0;
}

/* Newest first.  The pages have to be asked for in the same words. */
int xpost_timeline_search(struct xpost_timeline_search *search, int64_t since,
                          struct xpost_error *error)
{
    char next[1024] = "";
    struct xpost_timeline_query query;
    search->id[0] = '\0';
    search->incomplete = false;
    for (int number = 0; number < PAGES; number++) {
        struct xpost_timeline page;
        int result = number == 0 ? read_first(search, since, &query, &page, error)
                                 : read_page(search, &query, &page, error);
        if (result != 0)
            return result < 0 ? -1 : refuse_unread(error);
        search->incomplete |= !page.whole || (page.errors && !query.references);
        result = find(search, &page, error);
        if (result == 0)
            result = keep_next(&page, next, sizeof next, error);
        xpost_timeline_release(&page);
        if (result != 0 || *search->id || !*next)
            return result;
        query.most = PAGE;
        query.next = next;
    }
    return refuse_unread(error);
}

#include "reconcile.h"

#include "api.h"
#include "clock.h"
#include "error.h"
#include "memory.h"
#include "renew.h"
#include "submission.h"
#include "timeline_search.h"
#include "user.h"

#include <string.h>

enum {
    SHOWN_AFTER = 10,  /* seconds after which X shows a post that was made */
    SHOWN_SURELY = 60, /* the same where nothing else keeps a post from being made twice */
    CREATE_LASTS = 30, /* seconds after which a create is given up */
    CLOCK_STEP = 2,    /* seconds by which two clocks differ for nothing but rounding */
    LOOK_BACK = 25 * 3600,
};

/* --- who and when --- */

/* Who the timeline belongs to: whoever posted. */
static int check_user(const struct xpost_operation *operation, struct xpost_account *account,
                      const struct xpost_submission *submission, struct xpost_error *error)
{
    if ((!account->user_id || account->user_unconfirmed) &&
        (xpost_renew(operation, account, XPOST_RENEW_IF_DUE, NULL, error) != 0 ||
         xpost_confirm_user(operation, account, error) != 0))
        return -1;
    if (xpost_api_id_valid(account->user_id) &&
        (!submission->user_id || strcmp(submission->user_id, account->user_id) == 0))
        return 0;
    xpost_error_set(error, XPOST_INVALID_REQUEST,
                    "Account '%s' belongs to another user now than the one who posted "
                    "this. Log in as that one.",
                    account->name);
    return xpost_error_set_retry(error, XPOST_RETRY_LOGIN);
}

/* When a post was first sent, by this machine's clock as it is now. */
struct sent {
    int64_t at;
    bool certain; /* whatever was done to the clock since */
};

static bool is_same_boot(const struct xpost_ledger_post *entry)
{
    const char *boot = xpost_clock_boot();
    return *boot && xpost_string_equal(entry->boot, boot);
}

static struct sent when_sent(const struct xpost_ledger_post *entry)
{
    int64_t said = entry->doubted_at ? entry->doubted_at : entry->sent_at;
    if (!is_same_boot(entry))
        return (struct sent){said, false};
    int64_t counted = xpost_clock_now() - (xpost_clock_uptime() - entry->uptime);
    bool agree = counted - said <= CLOCK_STEP && said - counted <= CLOCK_STEP;
    return (struct sent){agree && said < counted ? said : counted, true};
}

/* The machine was started again since, so its clock may have been wrong when the post was sent.
 * But the id of a post tells when X made it, and the time since the start of the machine how
 * much sooner or later this one was sent. */
static int ask_ledger(struct xpost_timeline_search *search,
                      const struct xpost_submission *submission,
                      const struct xpost_ledger_post *entry, struct sent *sent,
                      struct xpost_error *error)
{
    char id[XPOST_LEDGER_ID_MAX + 1];
    int64_t uptime = 0;
    if (xpost_string_empty(entry->boot))
        return 0;
    int found = xpost_ledger_find_beside(search->operation->client->ledger, submission->key,
                                         entry->boot, id, &uptime, error);
    if (found < 0)
        return -1;
    int64_t made = found ? xpost_api_id_time(id) : 0;
    if (made == 0)
        return 0;
    /* X made it some time after it was sent. */
    *sent = (struct sent){made + entry->uptime - uptime - CREATE_LASTS - CLOCK_STEP, true};
    search->by_server = true;
    return 0;
}

/* Where the clock was set back since, nobody can tell when the post was sent. */
static int check_time(const struct sent *sent, struct xpost_error *error)
{
    if (sent->at <= xpost_clock_now() + CLOCK_STEP)
        return 0;
    return xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                           "By this machine's clock the post was sent in the future, so the "
                           "clock was wrong. Look at your timeline yourself.");
}

/* --- looking --- */

/* Seconds since the last attempt was sent, or X's answer failed to come; never more than since
 * the first one, whatever was done to the clock. */
static int64_t age_of(const struct xpost_ledger_post *entry)
{
    int64_t known_at = entry->settled_at > entry->sent_at ? entry->settled_at : entry->sent_at;
    int64_t age = xpost_clock_now() - known_at;
    int64_t counted = xpost_clock_uptime() - entry->uptime;
    return is_same_boot(entry) && counted < age ? counted : age;
}

/* Seconds until X shows what was made by the last attempt.  Of one whose process was killed
 * nobody knows when its request ended, but for how long it may have taken.  A text that is out
 * X would refuse as a duplicate; whether it does so of media and polls is not known. */
static int64_t hidden_for(const struct xpost_ledger_post *entry,
                          const struct xpost_sought *sought)
{
    int64_t age = age_of(entry),
            shown = sought->media || sought->poll ? SHOWN_SURELY : SHOWN_AFTER;
    if (entry->state == XPOST_STATE_INTENT)
        return age < CREATE_LASTS + shown ? shown : 0;
    return age < 0 ? shown : shown - age;
}

/* Nothing tells whether the clock was right when the post was sent: the same text some time
 * before may be this post, or another one. */
static int look_back(struct xpost_timeline_search *search, const struct sent *sent,
                     struct xpost_error *error)
{
    if (xpost_timeline_search(search, sent->at - LOOK_BACK, error) != 0)
        return -1;
    if (!*search->id)
        return 0;
    xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                    "A post with the same text is on your timeline, but it seems to be "
                    "older. If this machine's clock was wrong, it is this post. Look "
                    "there yourself.");
    return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
}

/* Looks; again, where it is not there, when X has had the time to show it. */
static int look(struct xpost_timeline_search *search, const struct xpost_submission *submission,
                const struct xpost_ledger_post *entry, struct xpost_error *error)
{
    struct sent sent = when_sent(entry);
    if (!sent.certain && ask_ledger(search, submission, entry, &sent, error) != 0)
        return -1;
    if ((!search->by_server && check_time(&sent, error) != 0) ||
        xpost_timeline_search(search, sent.at, error) != 0)
        return -1;
    if (*search->id || entry->state == XPOST_STATE_POSTED)
        return 0;
    int64_t seconds = hidden_for(entry, &search->sought);
    if (seconds > 0 && (xpost_operation_pause(search->operation, seconds * 1000, error) != 0 ||
                        xpost_timeline_search(search, sent.at, error) != 0))
        return -1;
    if (*search->id)
        return 0;
    if (search->incomplete || search->sought.shown_otherwise) {
        xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                        "It was not found on your timeline, but X may show it in another "
                        "way. Look there yourself.");
        return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
    }
    return sent.certain ? 0 : look_back(search, &sent, error);
}

/* --- settling --- */

static int settle(const struct xpost_timeline_search *search,
                  struct xpost_submission *submission, size_t index, struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &submission->posts[index];
    bool found = *search->id != '\0';
    if (!found && entry->state == XPOST_STATE_POSTED) {
        xpost_error_set(error, XPOST_NOT_FOUND,
                        "X has the post, but it is not to be seen on your timeline yet, "
                        "so its id is not known. Try again in a minute.");
        return xpost_error_set_retry(error, XPOST_RETRY_LATER);
    }
    if (found && xpost_string_set(&entry->id, search->id) != 0)
        return xpost_error_no_memory(error);
    xpost_submission_doubt(entry);
    return xpost_submission_settle(search->operation->client->ledger, submission, index,
                                   found ? XPOST_STATE_POSTED : XPOST_STATE_NOT_SENT, NULL,
                                   error);
}

int xpost_reconcile(const struct xpost_operation *operation, struct xpost_account *account,
                    struct xpost_submission *submission, size_t index, size_t *reads,
                    struct xpost_error *error)
{
    struct xpost_timeline_search search = {.operation = operation, .account = account};
    const struct xpost_ledger_post *entry = &submission->posts[index];
    const char *parent = index > 0 ? submission->posts[index - 1].id : NULL;
    if (!xpost_client_ledger(operation->client, error) ||
        check_user(operation, account, submission, error) != 0)
        return -1;
    /* What it answers has to be known, to be compared. */
    if (index > 0 && !parent) {
        if (xpost_reconcile(operation, account, submission, index - 1, reads, error) != 0)
            return -1;
        parent = submission->posts[index - 1].id;
    }
    if (xpost_sought_read(&search.sought, entry->request, parent, error) != 0)
        return -1;
    int result = look(&search, submission, entry, error);
    if (result == 0)
        result = settle(&search, submission, index, error);
    *reads += search.reads;
    xpost_sought_release(&search.sought);
    return result;
}

/* The stored accounts: whose they are, what they may do, and for how long. */
#include "diagnosis_internal.h"

#include "clock.h"
#include "lock.h"
#include "memory.h"
#include "oauth.h"
#include "renew_note.h"
#include "translate.h"
#include "url.h"

#include <stdio.h>

enum { ACCOUNTS_SHOWN = 20, SHOWN_MAX = 512, CLOCK_TOLERANCE = 60 };

/* X says six months. */
#define REFRESH_TOKEN_LIFE (INT64_C(180) * 24 * 3600)

static const struct {
    const char *name;
    bool of_posting; /* or of images alone */
} scopes[] = {
    {"tweet.read", true},
    {"tweet.write", true},
    {"users.read", true},
    {"media.write", false},
};

/* One account, and what to do where a new login helps. */
struct subject {
    struct xpost_examination *examination;
    const struct xpost_account *account;
    char log_in[SHOWN_MAX];
};

static struct xpost_diagnosis *diagnosis_of(const struct subject *subject)
{
    return subject->examination->diagnosis;
}

static void tell_who(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    const char *default_name = subject->examination->accounts.default_name;
    char user[SHOWN_MAX];
    const bool is_default = xpost_string_equal(account->name, default_name);
    if (!account->username)
        snprintf(user, sizeof user, "%s",
                 xpost_translate("a user whose name X has not told yet"));
    else if (account->user_unconfirmed)
        snprintf(user, sizeof user,
                 xpost_translate("@%s (X has not confirmed that since the last login)"),
                 account->username);
    else
        snprintf(user, sizeof user, "@%s", account->username);
    if (account->client_secret)
        xpost_finding_add(
            diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_OK, NULL,
            is_default ? "Account '%s' (the default one): %s; a confidential client with the "
                         "Client ID %s."
                       : "Account '%s': %s; a confidential client with the Client ID %s.",
            account->name, user, account->client_id);
    else
        xpost_finding_add(
            diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_OK, NULL,
            is_default
                ? "Account '%s' (the default one): %s; a public client with the Client ID %s."
                : "Account '%s': %s; a public client with the Client ID %s.",
            account->name, user, account->client_id);
}

static void tell_scopes(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO, NULL,
                      xpost_string_empty(account->scopes) ? "'%s' was allowed: nothing."
                                                          : "'%s' was allowed: %s.",
                      account->name, account->scopes);
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (!xpost_oauth_has_scope(account->scopes, scopes[i].name))
            xpost_finding_add(
                diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS,
                scopes[i].of_posting ? XPOST_FINDING_ERROR : XPOST_FINDING_WARNING,
                subject->log_in,
                scopes[i].of_posting ? "'%s' lacks the scope %s: nothing can be posted."
                                     : "'%s' lacks the scope %s: images cannot be uploaded.",
                account->name, scopes[i].name);
}

/* A clause: that the token ends at TIME (in 1 h 12 min), or ended at TIME (3 min ago). */
static void describe_end(char *end, size_t size, const struct xpost_account *account)
{
    char time[XPOST_TIME_SHOWN], left[XPOST_TIME_SHOWN];
    int64_t seconds = account->expires_at - xpost_clock_now();
    if (account->expires_at == 0) {
        snprintf(end, size,
                 xpost_translate("The access token of '%s' ends at a time that is not known"),
                 account->name);
        return;
    }
    xpost_time_show(time, account->expires_at);
    xpost_duration_show(left, seconds);
    snprintf(end, size,
             seconds > 0 ? xpost_translate("The access token of '%s' ends at %s (in %s)")
                         : xpost_translate("The access token of '%s' ended at %s (%s ago)"),
             account->name, time, left);
}

static void tell_end(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    char end[SHOWN_MAX];
    bool over = account->expires_at != 0 && account->expires_at <= xpost_clock_now();
    describe_end(end, sizeof end, account);
    if (account->refresh_token)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_OK, NULL,
                          "%s; it is renewed by itself when it is needed.", end);
    else
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS,
                          over ? XPOST_FINDING_ERROR : XPOST_FINDING_WARNING, subject->log_in,
                          xpost_oauth_has_scope(account->scopes, "offline.access")
                              ? "%s, and cannot be renewed: X gave no refresh token."
                              : "%s, and cannot be renewed: the scope offline.access is "
                                "missing.",
                          end);
}

static void tell_history(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    int64_t last = account->refreshed_at ? account->refreshed_at : account->logged_in_at;
    int64_t passed = xpost_clock_now() - last;
    char time[XPOST_TIME_SHOWN], ago[XPOST_TIME_SHOWN];
    if (last == 0)
        return;
    xpost_time_show(time, last);
    xpost_duration_show(ago, passed);
    if (account->refreshed_at)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO, NULL,
                          passed < 0 ? "'%s' was renewed last at %s (%s from now)."
                                     : "'%s' was renewed last at %s (%s ago).",
                          account->name, time, ago);
    else
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO, NULL,
                          passed < 0
                              ? "'%s' was logged in at %s (%s from now), and not renewed since."
                              : "'%s' was logged in at %s (%s ago), and not renewed since.",
                          account->name, time, ago);
    if (passed < -CLOCK_TOLERANCE)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_CLOCK, XPOST_FINDING_WARNING,
                          "Check the date and time of this machine.",
                          "By the clock of this machine, '%s' was last used in the future.",
                          account->name);
    if (account->refresh_token && passed > REFRESH_TOKEN_LIFE)
        xpost_finding_add(
            diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_WARNING, subject->log_in,
            "'%s' was not renewed for six months, after which X ends a login.", account->name);
}

static void tell_refusal(const struct subject *subject, const struct xpost_renew_note *note,
                         const char *time)
{
    const char *name = subject->account->name;
    if (note->fate == XPOST_FATE_LIMITED && note->time > xpost_clock_now())
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_WARNING,
                          NULL, "X lets '%s' be renewed no sooner than at %s.", name, time);
    else if (note->fate == XPOST_FATE_CLIENT)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR,
                          "See in X's console whether the app is active, and its Client ID.",
                          "X refused the app of '%s' at %s, when it was to be renewed.", name,
                          time);
    else if (note->fate == XPOST_FATE_UNAUTHORIZED)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR,
                          "See in X's console whether the app, or your account, is suspended.",
                          "X did not accept '%s' at %s, just after it was renewed.", name,
                          time);
}

/* What an earlier renewal left behind. */
static void tell_note(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    struct xpost_renew_note note;
    struct xpost_error error;
    char text[XPOST_LOCK_NOTE_MAX + 1], time[XPOST_TIME_SHOWN];
    if (!account->refresh_token)
        return;
    if (xpost_store_peek_renewal(&subject->examination->store, account->name, text, &error) !=
            0 ||
        xpost_renew_note_read(&note, text, account->refresh_token, &error) != 0) {
        xpost_finding_add_error(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS,
                                XPOST_FINDING_WARNING, &error);
        return;
    }
    xpost_time_show(time, note.time);
    if (note.fate == XPOST_FATE_DEAD)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR,
                          subject->log_in,
                          "X refused to renew '%s' at %s: another login with the same app may "
                          "have ended this one, or it was removed in X's settings.",
                          account->name, time);
    else if (note.fate == XPOST_FATE_SPENT)
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR,
                          subject->log_in,
                          "'%s' was renewed at %s, but the new tokens could not be saved.",
                          account->name, time);
    else if (note.fate == XPOST_FATE_SENT || note.fate == XPOST_FATE_UNANSWERED)
        xpost_finding_add(
            diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_WARNING, NULL,
            note.count > 1 ? "X's answer to a renewal of '%s' at %s is not known: it was lost "
                             "more than once, so the next try waits a while."
                           : "X's answer to a renewal of '%s' at %s is not known: it is under "
                             "way, or the next use tries once more.",
            account->name, time);
    else
        tell_refusal(subject, &note, time);
}

static void tell_servers(const struct subject *subject)
{
    const struct xpost_account *account = subject->account;
    struct xpost_error error;
    if (!xpost_url_same_origin(account->endpoints.api_url, XPOST_DEFAULT_API_URL))
        xpost_finding_add(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO, NULL,
                          "'%s' belongs to %s, which is not X's own server.", account->name,
                          account->endpoints.api_url);
    if (xpost_config_check_endpoints(subject->examination->config, &account->endpoints,
                                     account->name, &error) != 0)
        xpost_finding_add_error(diagnosis_of(subject), XPOST_TOPIC_ACCOUNTS,
                                XPOST_FINDING_ERROR, &error);
}

static void tell_account(struct xpost_examination *examination,
                         const struct xpost_account *account)
{
    struct subject subject = {.examination = examination, .account = account};
    snprintf(subject.log_in, sizeof subject.log_in, xpost_translate("Log in again: :XLogin %s"),
             account->name);
    tell_who(&subject);
    tell_scopes(&subject);
    tell_end(&subject);
    tell_history(&subject);
    tell_note(&subject);
    tell_servers(&subject);
}

static int read_accounts(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    struct xpost_error error;
    if (examination->missing)
        return 0;
    if (examination->opened && !examination->accounts_blamed) {
        if (xpost_store_read(&examination->store, &examination->accounts, &error) == 0)
            return 0;
        xpost_finding_add_error(diagnosis, XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR, &error);
    } else {
        xpost_finding_add(diagnosis, XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_ERROR,
                          "See what is wrong with the files.", "The accounts cannot be read.");
    }
    return -1;
}

void xpost_examine_accounts(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const struct xpost_accounts *accounts = &examination->accounts;
    if (read_accounts(examination) != 0)
        return;
    examination->accounts_known = true;
    if (accounts->count == 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO,
                          "Log in: :XLogin in Neovim, login{} in a script.",
                          "Nobody is logged in.");
    for (size_t i = 0; i < accounts->count && i < ACCOUNTS_SHOWN; i++)
        tell_account(examination, &accounts->items[i]);
    if (accounts->count > ACCOUNTS_SHOWN)
        xpost_finding_add(diagnosis, XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_INFO, NULL,
                          "There are %zu more accounts.", accounts->count - ACCOUNTS_SHOWN);
    if (accounts->count > 0 && !accounts->default_name && !examination->account)
        xpost_finding_add(diagnosis, XPOST_TOPIC_ACCOUNTS, XPOST_FINDING_WARNING,
                          "Choose one: :XAccount use NAME in Neovim, use(NAME) in a script.",
                          "No account is the default one, so each post has to name its "
                          "account.");
}

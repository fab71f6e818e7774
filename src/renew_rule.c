#include "renew_rule.h"

#include "clock.h"
#include "error.h"

enum {
    MINUTE = 60,
    HOUR = 60 * MINUTE,
    DAY = 24 * HOUR,
    AT_ONCE = 2, /* times that a refresh token is sent without an answer, and without a pause */
    KILLED_AT_ONCE = 6, /* so many more, if the last process to send it was killed */
    PAUSE_FIRST = MINUTE,
    PAUSE_GROWS = 4,
    PAUSE_LONGEST = 6 * HOUR,
    REFRESH_TOKEN_LIFE = 180 * DAY /* X says six months */
};

int64_t xpost_renew_pause(int count)
{
    int64_t pause = PAUSE_FIRST;
    if (count < AT_ONCE)
        return 0;
    for (int i = AT_ONCE; i < count && pause < PAUSE_LONGEST; i++)
        pause *= PAUSE_GROWS;
    return pause < PAUSE_LONGEST ? pause : PAUSE_LONGEST;
}

/* Until when nothing is tried, if that is within so many seconds from now; else 0. */
static int64_t ahead(int64_t until, int64_t seconds)
{
    int64_t now = xpost_clock_now();
    return until > now && until <= now + seconds ? until : 0;
}

static int64_t quiet_until(const struct xpost_renew_note *note, enum xpost_renew_reason reason)
{
    int64_t pause = 0;
    switch (note->fate) {
    case XPOST_FATE_SENT:
        pause = note->count > 0 ? xpost_renew_pause(note->count - KILLED_AT_ONCE) : 0;
        break;
    case XPOST_FATE_UNANSWERED:
        pause = xpost_renew_pause(note->count);
        break;
    case XPOST_FATE_DEAD:
        pause = DAY;
        break;
    case XPOST_FATE_CLIENT:
        pause = HOUR;
        break;
    case XPOST_FATE_UNAUTHORIZED:
        pause = reason == XPOST_RENEW_REJECTED ? HOUR : 0;
        break;
    case XPOST_FATE_LIMITED:
        return ahead(note->time, DAY);
    case XPOST_FATE_FRESH:
    case XPOST_FATE_SPENT:
        break;
    }
    return note->time > 0 && note->time < INT64_MAX - DAY ? ahead(note->time + pause, pause)
                                                          : 0;
}

int xpost_renew_describe_dead(const struct xpost_account *account,
                              const struct xpost_renew_note *note, struct xpost_error *error)
{
    int64_t issued = account->refreshed_at ? account->refreshed_at : account->logged_in_at;
    /* The note of a refusal, too, keeps how often the token was sent without an answer. */
    if (note->count > 0)
        return xpost_error_set(
            error, XPOST_LOGIN_REQUIRED,
            "X no longer accepts the login of account '%s': an earlier renewal "
            "got no answer, and its new tokens were lost with it. Log in again.",
            account->name);
    if (issued && xpost_clock_now() - issued > REFRESH_TOKEN_LIFE)
        return xpost_error_set(
            error, XPOST_LOGIN_REQUIRED,
            "The login of account '%s' has not been used for six months, after "
            "which X ends it. Log in again.",
            account->name);
    return xpost_error_set(
        error, XPOST_REVOKED_ELSEWHERE,
        "X no longer accepts the login of account '%s'. Another login with the "
        "same app, perhaps on another machine, may have ended it (X keeps one "
        "for each app and user), or it was removed in X's settings under "
        "Connected apps. Log in again; use one app for each machine.",
        account->name);
}

static int describe_quiet(const struct xpost_account *account,
                          const struct xpost_renew_note *note, int minutes,
                          struct xpost_error *error)
{
    switch (note->fate) {
    case XPOST_FATE_DEAD:
        return xpost_renew_describe_dead(account, note, error);
    case XPOST_FATE_LIMITED:
        return xpost_error_set(error, XPOST_RATE_LIMITED,
                               "X allows no more token requests for now. Try again in %d min.",
                               minutes);
    case XPOST_FATE_CLIENT:
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "X refused the app of account '%s' when its login was to be renewed. In X's "
            "console see whether the app is active, and has this Client ID and Client Secret. "
            "It is tried again in %d min; refresh tries at once.",
            account->name, minutes);
    case XPOST_FATE_UNAUTHORIZED:
        return xpost_error_set(
            error, XPOST_LOGIN_REQUIRED,
            "X does not accept the login of account '%s', not even just after it was renewed. "
            "If X has no outage, see in X's console whether the app, or your account at X, is "
            "suspended; if not, log in again.",
            account->name);
    case XPOST_FATE_SENT:
    case XPOST_FATE_UNANSWERED:
    case XPOST_FATE_SPENT:
    case XPOST_FATE_FRESH:
        break;
    }
    return xpost_error_set(
        error, XPOST_NETWORK,
        "Renewing the login of account '%s' got no answer %d times, so it is left alone for a "
        "while. It is tried again in %d min; refresh tries at once.",
        account->name, note->count, minutes);
}

int xpost_renew_allowed(const struct xpost_account *account,
                        const struct xpost_renew_note *note, enum xpost_renew_reason reason,
                        struct xpost_error *error)
{
    if (note->fate == XPOST_FATE_SPENT)
        return xpost_error_set(
            error, XPOST_LOGIN_REQUIRED,
            "The login of account '%s' was renewed, but the new tokens could "
            "not be saved by the process that has them. Log in again.",
            account->name);
    int64_t until = reason == XPOST_RENEW_FORCED ? 0 : quiet_until(note, reason);
    if (until == 0)
        return 0;
    describe_quiet(account, note, (int)((until - xpost_clock_now() + MINUTE - 1) / MINUTE),
                   error);
    if (note->fate == XPOST_FATE_UNAUTHORIZED)
        error->http_status = 401;
    else if (note->fate != XPOST_FATE_DEAD)
        error->retry_at = until;
    return -1;
}

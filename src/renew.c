#include "renew.h"

#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "lock.h"
#include "memory.h"
#include "renew_note.h"
#include "renew_rule.h"
#include "token_request.h"
#include "unsaved.h"

#include <string.h>

enum {
    LOCK_WAIT = 45000,     /* milliseconds; longer than a renewal can take */
    STILL_USABLE = 5,      /* seconds that an access token must have left to be used */
    LIMITED_FOR = 15 * 60, /* seconds to wait where X limits renewals and says no time */
};

/* A renewal under the account's lock. */
struct renewal {
    const struct xpost_operation *operation;
    struct xpost_store *store;
    struct xpost_account *account; /* as it is on disk now */
    struct xpost_lock lock;
    struct xpost_renew_note note; /* as found */
    bool saved;
};

/* --- tokens that could not be saved --- */

struct replacing {
    const struct xpost_account *account;
    const char *spent; /* the refresh token that was used for the new ones */
};

/* Puts the new tokens in place of the spent ones: not if the user logged out meanwhile, nor
 * over those of a later login. */
static int replace_tokens(struct xpost_accounts *accounts, void *user,
                          struct xpost_error *error)
{
    const struct replacing *replacing = user;
    struct xpost_account *stored = xpost_accounts_find(accounts, replacing->account->name);
    if (!stored || !xpost_string_equal(stored->refresh_token, replacing->spent))
        return 1;
    return xpost_account_copy_tokens(stored, replacing->account, error);
}

/* The unsaved tokens of the account, if they still follow those on disk. */
static int use_unsaved(struct xpost_client *client, struct xpost_account *account,
                       struct xpost_error *error)
{
    const char *directory = client->config.state_directory;
    struct xpost_account unsaved = {0};
    struct xpost_error ignored;
    char *spent = NULL;
    int found = xpost_unsaved_find(directory, account->name, &unsaved, &spent, error);
    if (found <= 0)
        return found;
    struct replacing replacing = {&unsaved, spent};
    bool follow = xpost_string_equal(account->refresh_token, spent);
    /* Otherwise a later login replaced them. */
    if (!follow ||
        xpost_store_update(&client->store, replace_tokens, &replacing, &ignored) >= 0)
        xpost_unsaved_forget(directory, account->name);
    xpost_secret_free(spent);
    if (follow) {
        xpost_account_release(account);
        *account = unsaved;
    } else {
        xpost_account_release(&unsaved);
    }
    return 0;
}

int xpost_load_account(const struct xpost_operation *operation, const char *name,
                       struct xpost_account *account, struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    struct xpost_store *store = xpost_client_store(client, error);
    if (!store)
        return -1;
    if (!name)
        name = client->config.account;
    if (xpost_store_load(store, name, account, error) != 0)
        return -1;
    if (use_unsaved(client, account, error) != 0 ||
        xpost_config_check_endpoints(&client->config, &account->endpoints, account->name,
                                     error) != 0) {
        xpost_account_release(account);
        return -1;
    }
    return 0;
}

/* --- the note --- */

static int write_note_of(const struct renewal *renewal, enum xpost_renew_fate fate, int count,
                         int64_t time, struct xpost_error *error)
{
    char text[XPOST_LOCK_NOTE_MAX + 1];
    struct xpost_renew_note note = {fate, count, time};
    if (xpost_renew_note_write(text, &note, renewal->account->refresh_token, error) != 0)
        return -1;
    return xpost_lock_write_note(&renewal->lock, text, error);
}

static int write_note(const struct renewal *renewal, enum xpost_renew_fate fate, int count,
                      struct xpost_error *error)
{
    return write_note_of(renewal, fate, count, xpost_clock_now(), error);
}

/* After an answer, or where nothing was sent: the note says again what it said before. */
static void restore_note(const struct renewal *renewal)
{
    struct xpost_error ignored;
    const struct xpost_renew_note *note = &renewal->note;
    write_note_of(renewal, note->fate, note->count, note->time, &ignored);
}

/* What X answered.  The note keeps how often the token was sent without an answer. */
static void note_answer(const struct renewal *renewal, enum xpost_renew_fate fate, int64_t time)
{
    struct xpost_error ignored;
    write_note_of(renewal, fate, renewal->note.count, time, &ignored);
}

static int read_note(struct renewal *renewal, struct xpost_error *error)
{
    char text[XPOST_LOCK_NOTE_MAX + 1];
    if (xpost_lock_read_note(&renewal->lock, text, error) != 0)
        return -1;
    return xpost_renew_note_read(&renewal->note, text, renewal->account->refresh_token, error);
}

/* --- one renewal --- */

/* Saves the tokens; if that fails they stay in use in this process, and the note keeps others
 * from sending the spent one. */
static int save(struct renewal *renewal, const struct xpost_tokens *tokens,
                struct xpost_error *error)
{
    struct xpost_account *account = renewal->account;
    struct xpost_account renewed = {0};
    struct xpost_error why;
    int result = xpost_account_copy(&renewed, account, error);
    if (result == 0)
        result = xpost_account_set_tokens(&renewed, tokens, xpost_clock_now(), error);
    if (result != 0) {
        xpost_account_release(&renewed);
        return -1;
    }
    renewed.refreshed_at = xpost_clock_now();
    struct replacing replacing = {&renewed, account->refresh_token};
    result = xpost_store_update(renewal->store, replace_tokens, &replacing, &why);
    renewal->saved = result >= 0;
    if (result > 0) {
        /* Logged out or logged in anew meanwhile: what is on disk now counts. */
        xpost_account_release(&renewed);
        result = xpost_store_load(renewal->store, account->name, &renewed, error);
    } else if (result < 0) {
        write_note(renewal, XPOST_FATE_SPENT, 1, error);
        result = xpost_unsaved_keep(renewal->operation->client->config.state_directory,
                                    &renewed, account->refresh_token, error);
    }
    if (result == 0) {
        xpost_account_release(account);
        *account = renewed;
    } else {
        xpost_account_release(&renewed);
    }
    return result;
}

/* X allows no more renewals for now. */
static void limited(const struct renewal *renewal, struct xpost_error *error)
{
    if (error->retry_at == 0)
        error->retry_at = xpost_clock_now() + LIMITED_FOR;
    note_answer(renewal, XPOST_FATE_LIMITED, error->retry_at);
}

static int refused(struct renewal *renewal, const struct xpost_oauth_client *app,
                   const struct xpost_http_response *response, struct xpost_error *error)
{
    struct xpost_oauth_error refusal;
    xpost_oauth_read_error(&refusal, response->status, xpost_buffer_string(&response->body),
                           response->body.length);
    int result = -1;
    switch (refusal.refusal) {
    case XPOST_REFUSAL_SERVER:
        result = xpost_token_describe_server(response, &refusal, error);
        if (error->code == XPOST_RATE_LIMITED)
            limited(renewal, error);
        else
            restore_note(renewal);
        break;
    case XPOST_REFUSAL_CLIENT:
        note_answer(renewal, XPOST_FATE_CLIENT, xpost_clock_now());
        result = xpost_token_describe_client(app, &refusal, response->status, error);
        break;
    case XPOST_REFUSAL_GRANT:
    case XPOST_REFUSAL_REQUEST:
        note_answer(renewal, XPOST_FATE_DEAD, xpost_clock_now());
        result = xpost_renew_describe_dead(renewal->account, &renewal->note, error);
        error->http_status = response->status;
        xpost_error_detail(error, refusal.description, strlen(refusal.description));
        break;
    }
    xpost_error_redact(error, renewal->account->refresh_token);
    xpost_token_redact(app, error);
    return result;
}

/* Whether X acted is not known. */
static void note_unanswered(const struct renewal *renewal)
{
    struct xpost_error ignored;
    write_note(renewal, XPOST_FATE_UNANSWERED, renewal->note.count + 1, &ignored);
}

static int no_answer(struct renewal *renewal, const struct xpost_http_response *response,
                     struct xpost_error *error)
{
    if (response->sent == XPOST_NOT_SENT) {
        restore_note(renewal);
        return -1;
    }
    note_unanswered(renewal);
    struct xpost_error why = *error;
    xpost_error_set(
        error, why.code,
        "X's token server gave no full answer, so it is not known whether the login of "
        "account '%s' was renewed. Try again later.",
        renewal->account->name);
    xpost_error_detail(error, why.detail, strlen(why.detail));
    return -1;
}

static int send(struct renewal *renewal, struct xpost_error *error)
{
    struct xpost_account *account = renewal->account;
    struct xpost_oauth_client app = {account->client_id, account->client_secret};
    struct xpost_buffer body = XPOST_BUFFER(64 * 1024);
    struct xpost_http_response response = {.body = XPOST_BUFFER(0)};
    struct xpost_tokens tokens = {0};
    int result = xpost_oauth_refresh_body(&body, &app, account->refresh_token, error);
    if (result == 0)
        result = write_note(renewal, XPOST_FATE_SENT, renewal->note.count + 1, error);
    if (result != 0) {
        xpost_buffer_release(&body);
        return -1;
    }
    struct xpost_step step =
        xpost_step_describe(XPOST_STEP_RENEWAL, xpost_oauth_is_confidential(&app), 1);
    xpost_operation_step(renewal->operation, &step);
    if (xpost_token_request(renewal->operation, account->name, &app,
                            account->endpoints.token_url, &body, &response, error) != 0)
        result = no_answer(renewal, &response, error);
    else if (response.status != 200)
        result = refused(renewal, &app, &response, error);
    else if (xpost_oauth_read_tokens(&tokens, xpost_buffer_string(&response.body),
                                     response.body.length, error) != 0) {
        note_unanswered(renewal);
        result = -1;
    }
    /* An answer without tokens is the server's trouble here: no login was tried. */
    if (result != 0 && error->code == XPOST_LOGIN_FAILED)
        error->code = XPOST_SERVER;
    if (result == 0)
        result = save(renewal, &tokens, error);
    xpost_tokens_release(&tokens);
    xpost_http_response_release(&response);
    xpost_buffer_release(&body);
    return result;
}

static bool is_needed(const struct xpost_account *account, const char *rejected,
                      enum xpost_renew_reason reason)
{
    switch (reason) {
    case XPOST_RENEW_FORCED:
        return true;
    case XPOST_RENEW_REJECTED:
        return xpost_string_equal(account->access_token, rejected);
    case XPOST_RENEW_IF_DUE:
        break;
    }
    return xpost_account_renewal_due(account, xpost_clock_now());
}

/* Tokens that exist in memory alone must not be spent on top of that. */
static int check_saved(const struct renewal *renewal, struct xpost_error *error)
{
    const char *directory = renewal->operation->client->config.state_directory;
    struct xpost_account unsaved = {0};
    char *spent = NULL;
    int found = xpost_unsaved_find(directory, renewal->account->name, &unsaved, &spent, error);
    xpost_account_release(&unsaved);
    xpost_secret_free(spent);
    if (found <= 0)
        return found;
    return xpost_error_set(
        error, XPOST_STORE,
        "The tokens of account '%s' still cannot be saved in '%s'. Make room or "
        "mend the directory, and try again from this process.",
        renewal->account->name, directory);
}

static int no_refresh_token(const struct xpost_account *account, struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_LOGIN_REQUIRED,
                           "The login of account '%s' has run out, and it cannot be renewed "
                           "because the scope offline.access was not allowed. Log in again.",
                           account->name);
}

/* With the lock held: what another process did meanwhile may have made this unnecessary. */
static int renew_locked(struct renewal *renewal, const char *rejected,
                        enum xpost_renew_reason reason, struct xpost_error *error)
{
    struct xpost_account current = {0};
    if (xpost_load_account(renewal->operation, renewal->account->name, &current, error) != 0)
        return -1;
    xpost_account_release(renewal->account);
    *renewal->account = current;
    if (!is_needed(&current, rejected, reason))
        return 0;
    if (!current.refresh_token)
        return no_refresh_token(renewal->account, error);
    if (check_saved(renewal, error) != 0 || read_note(renewal, error) != 0 ||
        xpost_renew_allowed(&current, &renewal->note, reason, error) != 0 ||
        xpost_store_reserve(renewal->store, error) != 0)
        return -1;
    int result = send(renewal, error);
    xpost_cancel_end(renewal->operation->cancel);
    xpost_store_release_reserved(renewal->store);
    return result;
}

static int renew(const struct xpost_operation *operation, struct xpost_account *account,
                 enum xpost_renew_reason reason, bool *unsaved, struct xpost_error *error)
{
    struct renewal renewal = {
        .operation = operation,
        .store = xpost_client_store(operation->client, error),
        .account = account,
        .lock = XPOST_LOCK_NONE,
        .saved = true,
    };
    if (!renewal.store)
        return -1;
    if (!account->refresh_token && reason != XPOST_RENEW_REJECTED)
        return no_refresh_token(account, error);
    char *rejected = xpost_string_copy(account->access_token);
    if (!rejected)
        return xpost_error_no_memory(error);
    int result = xpost_store_lock_renewal(renewal.store, account->name, LOCK_WAIT,
                                          operation->cancel, &renewal.lock, error);
    if (result == 0)
        result = renew_locked(&renewal, rejected, reason, error);
    xpost_lock_release(&renewal.lock);
    xpost_secret_free(rejected);
    if (unsaved)
        *unsaved = !renewal.saved;
    return result;
}

/* A renewal that comes a little early may fail: the old token does for now. */
static bool can_wait(const struct xpost_account *account, enum xpost_renew_reason reason,
                     const struct xpost_error *error)
{
    if (reason != XPOST_RENEW_IF_DUE || error->code == XPOST_CANCELLED ||
        !account->access_token)
        return false;
    return account->expires_at - xpost_clock_now() > STILL_USABLE;
}

int xpost_renew(const struct xpost_operation *operation, struct xpost_account *account,
                enum xpost_renew_reason reason, bool *unsaved, struct xpost_error *error)
{
    if (unsaved)
        *unsaved = false;
    if (reason == XPOST_RENEW_IF_DUE && !is_needed(account, NULL, reason))
        return 0;
    if (renew(operation, account, reason, unsaved, error) == 0)
        return 0;
    return can_wait(account, reason, error) ? 0 : -1;
}

int xpost_refresh(const struct xpost_operation *operation, const char *name, bool force,
                  struct xpost_account *account, struct xpost_error *error)
{
    bool unsaved = false;
    if (xpost_load_account(operation, name, account, error) != 0)
        return -1;
    int result = xpost_renew(operation, account,
                             force ? XPOST_RENEW_FORCED : XPOST_RENEW_IF_DUE, &unsaved, error);
    if (result == 0 && unsaved)
        result =
            xpost_error_set(error, XPOST_STORE,
                            "The login of account '%s' was renewed, but the new tokens could "
                            "not be saved in '%s'. Make room or mend the directory, and call "
                            "refresh again from this process; it has the tokens in memory.",
                            account->name, operation->client->config.state_directory);
    if (result != 0)
        xpost_account_release(account);
    return result;
}

void xpost_renew_was_in_vain(const struct xpost_operation *operation,
                             const struct xpost_account *account)
{
    struct xpost_error ignored;
    struct xpost_account current = {0};
    struct renewal renewal = {
        .operation = operation,
        .store = xpost_client_store(operation->client, &ignored),
        .account = &current,
        .lock = XPOST_LOCK_NONE,
    };
    if (!renewal.store ||
        xpost_store_lock_renewal(renewal.store, account->name, LOCK_WAIT, operation->cancel,
                                 &renewal.lock, &ignored) != 0)
        return;
    /* There is one note, and it is about the tokens that are there now. */
    if (xpost_load_account(operation, account->name, &current, &ignored) == 0) {
        if (current.refresh_token &&
            xpost_string_equal(current.access_token, account->access_token))
            write_note(&renewal, XPOST_FATE_UNAUTHORIZED, 0, &ignored);
        xpost_account_release(&current);
    }
    xpost_lock_release(&renewal.lock);
}

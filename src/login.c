#include "login.h"

#include "browser.h"
#include "buffer.h"
#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "exchange.h"
#include "listener.h"
#include "login_told.h"
#include "memory.h"
#include "translate.h"
#include "user.h"

#include <string.h>

enum { LOCK_WAIT = 10000 /* milliseconds */, TRIES = 5 };

/* One login attempt. */
struct login {
    const struct xpost_operation *operation;
    const struct xpost_login_request *request;
    struct xpost_store *store;
    struct xpost_account account; /* what will be stored */
    const char *scopes;           /* as asked for */
    struct xpost_authorization authorization;
    struct xpost_listener *listener;
    struct xpost_callback callback;
    bool by_hand;  /* the answer was pasted */
    bool too_old;  /* X no longer accepted it */
    char *pasted;  /* last, if it was no answer */
    char *problem; /* with that; told once */
    char *last_problem;
    struct xpost_error browser; /* why it could not be opened */
};

static const char *first_of(const char *one, const char *other)
{
    return !xpost_string_empty(one) ? one : other;
}

static void step(const struct login *login, enum xpost_step_number number)
{
    struct xpost_step happened = xpost_step_describe(
        number, login->account.client_secret != NULL, login->account.refresh_token != NULL);
    xpost_operation_step(login->operation, &happened);
}

/* --- what to log in with --- */

/* The account that this login is for; *stored is NULL if there is none yet. */
static int find_stored(struct login *login, struct xpost_accounts *accounts,
                       const struct xpost_account **stored, struct xpost_error *error)
{
    const char *name =
        first_of(login->request->account, login->operation->client->config.account);
    if (name && xpost_account_check_name(name, error) != 0)
        return -1;
    if (xpost_store_read(login->store, accounts, error) != 0)
        return -1;
    name = first_of(name, first_of(accounts->default_name, "default"));
    if (xpost_string_set(&login->account.name, name) != 0)
        return xpost_error_no_memory(error);
    *stored = xpost_accounts_find(accounts, name);
    return 0;
}

/* An account keeps to the server that it belongs to: a login elsewhere would replace its
 * tokens. */
static int check_server(const struct login *login, const struct xpost_account *stored,
                        struct xpost_error *error)
{
    struct xpost_config chosen = {.api_url = login->account.endpoints.api_url};
    return stored
               ? xpost_config_check_endpoints(&chosen, &stored->endpoints, stored->name, error)
               : 0;
}

/* The secret that was given with this Client ID, to the account itself, or else to another one
 * of the same app. */
static const char *find_secret(const struct login *login, const struct xpost_accounts *accounts,
                               const struct xpost_account *stored)
{
    const char *id = login->account.client_id;
    if (stored && xpost_string_equal(stored->client_id, id))
        return stored->client_secret;
    for (size_t i = 0; i < accounts->count; i++)
        if (xpost_string_equal(accounts->items[i].client_id, id) &&
            xpost_string_equal(accounts->items[i].endpoints.token_url,
                               login->account.endpoints.token_url))
            return accounts->items[i].client_secret;
    return NULL;
}

/* A secret goes with the Client ID that it was given with, and with no other. */
static const char *choose_secret(const struct login *login,
                                 const struct xpost_accounts *accounts,
                                 const struct xpost_account *stored)
{
    const struct xpost_login_request *request = login->request;
    const struct xpost_config *config = &login->operation->client->config;
    if (request->client_secret)
        return request->client_secret;
    if (config->client_secret &&
        (!config->client_id || xpost_string_equal(config->client_id, login->account.client_id)))
        return config->client_secret;
    return find_secret(login, accounts, stored);
}

/* The app, without what was copied along with its keys. */
static int set_app(struct login *login, const struct xpost_accounts *accounts,
                   const struct xpost_account *stored, struct xpost_error *error)
{
    struct xpost_account *account = &login->account;
    const char *id =
        first_of(login->request->client_id, first_of(login->operation->client->config.client_id,
                                                     stored ? stored->client_id : NULL));
    if (xpost_oauth_set_key(&account->client_id, id) != 0 ||
        xpost_oauth_set_key(&account->client_secret, choose_secret(login, accounts, stored)) !=
            0)
        return xpost_error_no_memory(error);
    struct xpost_oauth_client app = {account->client_id, account->client_secret};
    return xpost_oauth_check_client(&app, error);
}

static int prepare(struct login *login, struct xpost_error *error)
{
    struct xpost_accounts accounts = {0};
    const struct xpost_account *stored = NULL;
    login->scopes = first_of(login->request->scopes, XPOST_DEFAULT_SCOPES);
    int result = find_stored(login, &accounts, &stored, error);
    if (result == 0)
        result = xpost_config_endpoints(&login->operation->client->config,
                                        &login->account.endpoints, error);
    if (result == 0)
        result = check_server(login, stored, error);
    if (result == 0)
        result = set_app(login, &accounts, stored, error);
    if (result == 0)
        result = xpost_oauth_check_scopes(login->scopes, error);
    xpost_accounts_release(&accounts);
    return result;
}

/* --- asking the user --- */

static bool is_answer(const struct xpost_callback *callback)
{
    return callback->kind == XPOST_CALLBACK_CODE || callback->kind == XPOST_CALLBACK_REFUSED;
}

/* An address that was broken into two lines comes as two pastes: what was no answer is kept, to
 * be read together with the next. */
static bool read_pasted(struct login *login, struct xpost_callback *callback,
                        const char *pasted, size_t length)
{
    struct xpost_buffer both = XPOST_BUFFER(XPOST_CALLBACK_REQUEST_MAX);
    struct xpost_callback together = {0};
    xpost_callback_read_pasted(callback, login->account.redirect_uri,
                               login->authorization.state, pasted, length);
    if (!is_answer(callback) && login->pasted) {
        xpost_buffer_text(&both, login->pasted);
        xpost_buffer_append(&both, pasted, length);
        if (!both.failed)
            xpost_callback_read_pasted(&together, login->account.redirect_uri,
                                       login->authorization.state, both.data, both.length);
        if (is_answer(&together))
            *callback = together;
    }
    xpost_callback_release(&together);
    xpost_buffer_release(&both);
    xpost_secret_free(login->pasted);
    login->pasted = is_answer(callback) ? NULL : xpost_string_copy_range(pasted, length);
    return is_answer(callback);
}

/* The listener's question for an answer that was pasted. */
static int poll_pasted(void *user, struct xpost_callback *callback, struct xpost_error *error)
{
    struct login *login = user;
    const char *pasted = NULL;
    size_t length = 0;
    if (!login->request->on_wait)
        return 0;
    int result =
        login->request->on_wait(login->request->user, login->problem, &pasted, &length, error);
    xpost_secret_free(login->problem);
    login->problem = NULL;
    if (result != 0)
        return -1;
    if (!pasted)
        return 0;
    login->by_hand = read_pasted(login, callback, pasted, length);
    if (login->by_hand)
        return 1;
    if (xpost_string_set(&login->problem, callback->reason) != 0 ||
        xpost_string_set(&login->last_problem, callback->reason) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

static int show_url(struct login *login, struct xpost_error *error)
{
    struct xpost_buffer url = XPOST_BUFFER(16 * 1024);
    struct xpost_oauth_client app = {login->account.client_id, login->account.client_secret};
    int shown = 0;
    int result = xpost_oauth_authorize_url(&url, login->account.endpoints.authorize_url, &app,
                                           login->account.redirect_uri, login->scopes,
                                           &login->authorization, error);
    if (result == 0) {
        step(login, XPOST_STEP_AUTHORIZATION_REQUEST);
        if (login->request->on_url)
            shown = login->request->on_url(login->request->user, xpost_buffer_string(&url),
                                           login->account.redirect_uri, error);
        result = shown < 0 ? -1 : 0;
    }
    /* Without a browser the login goes on: the URL was shown. */
    if (result == 0 && shown == 0)
        xpost_browser_open(&login->operation->client->config, xpost_buffer_string(&url),
                           &login->browser);
    xpost_buffer_release(&url);
    return result;
}

static int describe_timeout(const struct login *login, struct xpost_error *error)
{
    xpost_error_set(
        error, XPOST_LOGIN_TIMEOUT,
        "Nobody answered the login in time (%d s). If X showed 'Something went wrong', check "
        "the Client ID, and in X's console, User authentication settings, that OAuth 2.0 is on "
        "and that this, exactly so, is a Callback URI: %s",
        login->request->timeout_seconds, login->account.redirect_uri);
    const char *detail = login->last_problem ? login->last_problem : login->browser.message;
    xpost_error_detail(error, detail, strlen(detail));
    return -1;
}

static int describe_refusal(const struct xpost_callback *callback, struct xpost_error *error)
{
    if (strcmp(callback->error, "access_denied") == 0)
        xpost_error_set(
            error, XPOST_LOGIN_DENIED,
            "You did not allow the app at X, so nothing was stored. To allow it, log "
            "in again.");
    else
        xpost_error_set(error, XPOST_LOGIN_FAILED,
                        "X ended the login (%s). Check the app's settings in X's console, then "
                        "log in again.",
                        callback->error);
    xpost_error_detail(error, callback->description, strlen(callback->description));
    return -1;
}

static int ask(struct login *login, struct xpost_error *error)
{
    struct xpost_listener_wait wait = {
        .state = login->authorization.state,
        .deadline =
            xpost_clock_milliseconds() + login->request->timeout_seconds * (int64_t)1000,
        .cancel = login->operation->cancel,
        .poll = poll_pasted,
        .user = login,
    };
    if (show_url(login, error) != 0)
        return -1;
    step(login, XPOST_STEP_CONSENT);
    if (xpost_listener_wait(login->listener, &wait, &login->callback, error) != 0)
        return error->code == XPOST_LOGIN_TIMEOUT ? describe_timeout(login, error) : -1;
    if (login->callback.kind == XPOST_CALLBACK_REFUSED)
        return describe_refusal(&login->callback, error);
    step(login, XPOST_STEP_ALLOWED);
    step(login, XPOST_STEP_AUTHORIZATION_CODE);
    return 0;
}

/* --- tokens --- */

static int put_login(struct xpost_accounts *accounts, void *user, struct xpost_error *error)
{
    struct login *login = user;
    const struct xpost_account *before = xpost_accounts_find(accounts, login->account.name);
    if (before && xpost_account_set_previous(&login->account, before, error) != 0)
        return -1;
    return xpost_accounts_put(accounts, &login->account, error);
}

/* X ends the account's old login when it issues new tokens.  A renewal that comes between that
 * and the saving would find its token dead, so it is kept out; but not for so long that the
 * code dies. */
static void keep_renewals_out(struct login *login, struct xpost_lock *lock)
{
    struct xpost_error ignored;
    xpost_store_lock_renewal(login->store, login->account.name, LOCK_WAIT,
                             login->operation->cancel, lock, &ignored);
}

static int take_tokens(struct login *login, struct xpost_error *error)
{
    struct xpost_account *account = &login->account;
    struct xpost_tokens tokens = {0};
    struct xpost_lock lock = XPOST_LOCK_NONE;
    struct xpost_exchange exchange = {
        .app = {account->client_id, account->client_secret},
        .token_url = account->endpoints.token_url,
        .code = login->callback.code,
        .redirect_uri = account->redirect_uri,
        .verifier = login->authorization.verifier,
        .too_old = &login->too_old,
    };
    /* Room for the tokens first: the code works only once. */
    if (xpost_store_reserve(login->store, error) != 0)
        return -1;
    keep_renewals_out(login, &lock);
    step(login, XPOST_STEP_TOKEN_REQUEST);
    int result = xpost_exchange_code(login->operation, &exchange, &tokens, error);
    if (result == 0 && !tokens.scopes && xpost_string_set(&tokens.scopes, login->scopes) != 0)
        result = xpost_error_no_memory(error);
    if (result == 0)
        result = xpost_account_set_tokens(account, &tokens, xpost_clock_now(), error);
    if (result == 0) {
        account->logged_in_at = xpost_clock_now();
        account->user_unconfirmed = true;
        result = xpost_store_update(login->store, put_login, login, error);
    }
    xpost_lock_release(&lock);
    if (result == 0)
        step(login, XPOST_STEP_TOKEN_ISSUED);
    xpost_cancel_end(login->operation->cancel);
    xpost_tokens_release(&tokens);
    xpost_store_release_reserved(login->store);
    return result;
}

/* Who signed in.  Only the wrong user ends the login now. */
static int confirm(struct login *login, struct xpost_login_result *result,
                   struct xpost_error *error)
{
    struct xpost_error why;
    if (xpost_confirm_user(login->operation, &login->account, &why) == 0)
        return 0;
    if (why.code == XPOST_LOGIN_FAILED) {
        *error = why;
        return -1;
    }
    xpost_login_add_warning(
        result, xpost_translate("You are logged in, but X did not say who you are: %s"),
        why.message);
    return 0;
}

static void release(struct login *login)
{
    xpost_listener_close(login->listener);
    xpost_callback_release(&login->callback);
    xpost_authorization_release(&login->authorization);
    xpost_account_release(&login->account);
    xpost_secret_free(login->pasted);
    xpost_secret_free(login->problem);
    xpost_secret_free(login->last_problem);
}

/* Steps 1 to 6. */
static int try_once(struct login *login, const char *redirect_uris, struct xpost_error *error)
{
    login->by_hand = login->too_old = false;
    if (xpost_authorization_create(&login->authorization, error) != 0)
        return -1;
    login->listener = xpost_listener_open(redirect_uris, error);
    if (!login->listener)
        return -1;
    if (xpost_string_set(&login->account.redirect_uri,
                         xpost_listener_redirect_uri(login->listener)) != 0)
        return xpost_error_no_memory(error);
    if (ask(login, error) != 0)
        return -1;
    return take_tokens(login, error);
}

/* Whoever pastes an answer too late is asked for a new one, rather than sent away; but nobody
 * who cancelled meanwhile, and no program that answers for ever. */
static bool may_ask_again(const struct login *login, int tries)
{
    return login->by_hand && login->too_old && tries < TRIES &&
           !xpost_cancel_requested(login->operation->cancel);
}

static int ask_again(struct login *login, struct xpost_error *error)
{
    static const char problem[] = "That answer was too old: X accepts one for 30 seconds, and "
                                  "once. Open the address that is shown now, allow the app, "
                                  "and paste the new answer at once.";
    xpost_listener_close(login->listener);
    login->listener = NULL;
    xpost_callback_release(&login->callback);
    const char *told = xpost_translate(problem);
    if (xpost_string_set(&login->problem, told) != 0 ||
        xpost_string_set(&login->last_problem, told) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

static int run(struct login *login, struct xpost_login_result *result,
               struct xpost_error *error)
{
    const struct xpost_config *config = &login->operation->client->config;
    const char *uris = first_of(login->request->redirect_uris,
                                first_of(config->redirect_uris, XPOST_DEFAULT_REDIRECT_URIS));
    if (prepare(login, error) != 0)
        return -1;
    for (int tries = 1; try_once(login, uris, error) != 0; tries++)
        if (!may_ask_again(login, tries) || ask_again(login, error) != 0)
            return -1;
    xpost_login_warn(&login->account, login->scopes, result);
    if (confirm(login, result, error) != 0)
        return -1;
    xpost_login_warn_of_twin(login->store, &login->account, result);
    xpost_login_summarise(&login->account, result);
    return 0;
}

int xpost_login(const struct xpost_operation *operation,
                const struct xpost_login_request *request, struct xpost_login_result *result,
                struct xpost_error *error)
{
    *result = (struct xpost_login_result){0};
    struct login login = {.operation = operation, .request = request};
    login.store = xpost_client_store(operation->client, error);
    if (!login.store)
        return -1;
    int status = run(&login, result, error);
    if (status == 0) {
        result->confidential = login.account.client_secret != NULL;
        result->account = login.account;
        login.account = (struct xpost_account){0};
    }
    release(&login);
    return status;
}

void xpost_login_result_release(struct xpost_login_result *result)
{
    xpost_account_release(&result->account);
}

/* An account: an app's registration, its servers, and the tokens that a user gave it.  No I/O.
 * Sees secrets: client secret, access token, refresh token; they are wiped on release. */
#ifndef XPOST_ACCOUNT_H
#define XPOST_ACCOUNT_H

#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_error;
struct xpost_tokens;

enum {
    XPOST_ACCOUNT_NAME_MAX = 64,
    XPOST_ACCOUNTS_MAX = 10000,
    XPOST_ACCOUNTS_TEXT_MAX = 16 << 20, /* bytes of accounts.json */
};

/* The last second of the year 9999: later times are not believed. */
#define XPOST_ACCOUNT_TIME_MAX INT64_C(253402300799)

struct xpost_account {
    char *name;
    char *client_id;
    char *client_secret; /* NULL: a public client */
    struct xpost_endpoints endpoints;
    char *redirect_uri; /* the one that the last login used */
    char *scopes;       /* as granted, separated by spaces */
    char *access_token;
    char *refresh_token; /* NULL: offline.access was not granted */
    int64_t expires_at;  /* of the access token; 0: unknown, renew at the next use */
    int64_t lifetime;    /* of the access token when it was issued, in seconds; 0: unknown */
    int64_t logged_in_at;
    int64_t refreshed_at; /* 0: never */
    /* Who signed in; NULL until X was asked. */
    char *user_id;
    char *username;
    char *display_name;
    char *subscription;
    int64_t user_asked_at;
    /* A login happened since X last confirmed that the tokens are this user's. */
    bool user_unconfirmed;
    /* Until then: the account as it was before, to be put back if it was another user's login.
     * NULL if there was none, or none is needed any more. */
    struct xpost_account *previous;
};

struct xpost_accounts {
    char *default_name; /* NULL: none was chosen */
    struct xpost_account *items;
    size_t count;
};

void xpost_account_release(struct xpost_account *account);
void xpost_accounts_release(struct xpost_accounts *accounts);
int xpost_account_copy(struct xpost_account *to, const struct xpost_account *from,
                       struct xpost_error *error);

/* 1 to 64 bytes of UTF-8 without control characters, spaces or '/' (code invalid_request). */
int xpost_account_check_name(const char *name, struct xpost_error *error);

/* NULL if there is no such account; names match exactly. */
struct xpost_account *xpost_accounts_find(const struct xpost_accounts *accounts,
                                          const char *name);

/* Adds the account, or replaces the one of its name, by a copy.  Where there is no default, it
 * becomes that. */
int xpost_accounts_put(struct xpost_accounts *accounts, const struct xpost_account *account,
                       struct xpost_error *error);

/* Removes the account.  If it was the default there is none then, until one is chosen: a post
 * without a name must not go to another account by itself. */
void xpost_accounts_remove(struct xpost_accounts *accounts, const char *name);

/* Takes over new tokens: a missing refresh token or scope list keeps the old one.  `now` is
 * when the reply came.  Leaves logged_in_at and refreshed_at to the caller. */
int xpost_account_set_tokens(struct xpost_account *account, const struct xpost_tokens *tokens,
                             int64_t now, struct xpost_error *error);

/* Makes `account`, a new login, remember `before`, what is stored under its name; and whose
 * account it is. */
int xpost_account_set_previous(struct xpost_account *account,
                               const struct xpost_account *before, struct xpost_error *error);

/* The new login turned out right: what was before is forgotten. */
void xpost_account_drop_previous(struct xpost_account *account);

/* The new login turned out to be another user's: the account becomes what it was before.
 * account->previous must not be NULL. */
int xpost_account_restore_previous(struct xpost_account *account, struct xpost_error *error);

/* Gives the tokens of the new login `account` to `other`, whose user they belong to, then puts
 * `account` back as above. */
int xpost_account_move_login(struct xpost_account *account, struct xpost_account *other,
                             struct xpost_error *error);

/* Gives `to` the tokens of `from`, with their scopes and times. */
int xpost_account_copy_tokens(struct xpost_account *to, const struct xpost_account *from,
                              struct xpost_error *error);

/* True if the access token has less than 30 s, or a tenth of its life if that is shorter, left;
 * or if its end is not known, or is so far away (a day more than its whole life) that a clock
 * must have been wrong. */
bool xpost_account_renewal_due(const struct xpost_account *account, int64_t now);

/* The text of accounts.json, which the caller owns (xpost_secret_free), and back.  Reading code
 * store: says what is wrong, and tells a newer version apart. */
char *xpost_accounts_write(const struct xpost_accounts *accounts, struct xpost_error *error);
int xpost_accounts_read(struct xpost_accounts *accounts, const char *text, size_t length,
                        struct xpost_error *error);

#endif

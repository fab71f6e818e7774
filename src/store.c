#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "memory.h"
#include "translate.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char accounts_file[] = "accounts.json";
static const char accounts_lock[] = "accounts.lock";

enum {
    LOCK_MILLISECONDS = 15000,
    RESERVE_MORE = 64 << 10, /* new tokens have at most 8 KiB each; names may come, too */
    NAMES_SHOWN = 600,
    SEPARATOR_MAX = 3, /* of the names, in any language */
    RENEWAL_NAME = 48,
};

int xpost_store_open(struct xpost_store *store, const char *state_directory,
                     struct xpost_error *error)
{
    *store = (struct xpost_store)XPOST_STORE_CLOSED;
    if (!state_directory)
        return xpost_error_set(error, XPOST_CONFIG,
                               "There is no place to keep the accounts: HOME is not set. Set "
                               "HOME, or XDG_STATE_HOME, to an absolute path.");
    if (state_directory[0] != '/')
        return xpost_error_set(error, XPOST_CONFIG,
                               "The state directory must be an absolute path. Set "
                               "XDG_STATE_HOME to one that begins with '/'.");
    return xpost_directory_open(&store->directory, state_directory, error);
}

bool xpost_store_is_missing(const char *state_directory)
{
    struct stat info;
    return state_directory && lstat(state_directory, &info) != 0 && errno == ENOENT;
}

void xpost_store_close(struct xpost_store *store)
{
    xpost_store_release_reserved(store);
    xpost_directory_close(&store->directory);
}

/* Adds where the file is to a message about what is in it. */
static int locate(const struct xpost_store *store, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    struct xpost_error reason = *error;
    if (reason.code != XPOST_STORE)
        return -1;
    xpost_file_show(shown, store->directory.path, accounts_file);
    return xpost_error_set(error, XPOST_STORE, "%s The file is %s.", reason.message, shown);
}

int xpost_store_read(const struct xpost_store *store, struct xpost_accounts *accounts,
                     struct xpost_error *error)
{
    struct xpost_buffer contents = XPOST_BUFFER(XPOST_ACCOUNTS_TEXT_MAX);
    *accounts = (struct xpost_accounts){0};
    int result = xpost_file_read(&store->directory, accounts_file, &contents, error);
    if (result == 1) {
        result = xpost_accounts_read(accounts, xpost_buffer_string(&contents), contents.length,
                                     error);
        if (result != 0)
            result = locate(store, error);
    }
    xpost_buffer_release(&contents);
    return result;
}

/* Says which accounts there are, as far as they fit. */
static int no_such_account(const struct xpost_accounts *accounts, const char *name,
                           struct xpost_error *error)
{
    char clean[XPOST_ACCOUNT_NAME_MAX * 3 + 1];
    struct xpost_buffer names = XPOST_BUFFER(NAMES_SHOWN);
    size_t shown = 0;
    if (accounts->count == 0)
        return xpost_error_set(error, XPOST_NOT_LOGGED_IN,
                               "Nobody is logged in. Log in first: :XLogin in Neovim, login{} "
                               "in a script.");
    for (; shown < accounts->count; shown++) {
        const char *next = accounts->items[shown].name;
        if (names.length + strlen(next) + SEPARATOR_MAX > NAMES_SHOWN)
            break;
        xpost_buffer_format(&names, "%s%s", shown ? xpost_translate(", ") : "", next);
    }
    char list[NAMES_SHOWN + 64];
    if (shown < accounts->count)
        snprintf(list, sizeof list, xpost_translate("%s and %zu more"),
                 xpost_buffer_string(&names), accounts->count - shown);
    else
        snprintf(list, sizeof list, "%s", xpost_buffer_string(&names));
    xpost_buffer_release(&names);
    if (!name)
        return xpost_error_set(
            error, XPOST_NOT_LOGGED_IN,
            "No account is the default one. Name one, or choose it with use(): %s.", list);
    xpost_utf8_sanitise(clean, sizeof clean, name, strlen(name));
    if (accounts->count == 1)
        return xpost_error_set(error, XPOST_NOT_LOGGED_IN,
                               "There is no account '%s'. There is: %s.", clean, list);
    return xpost_error_set(error, XPOST_NOT_LOGGED_IN,
                           "There is no account '%s'. There are: %s.", clean, list);
}

int xpost_store_load(const struct xpost_store *store, const char *name,
                     struct xpost_account *account, struct xpost_error *error)
{
    struct xpost_accounts accounts;
    *account = (struct xpost_account){0};
    if (xpost_store_read(store, &accounts, error) != 0)
        return -1;
    if (!name)
        name = accounts.default_name;
    struct xpost_account *found = name ? xpost_accounts_find(&accounts, name) : NULL;
    int result = 0;
    if (found) {
        /* Moved out: what is left there is empty. */
        *account = *found;
        *found = (struct xpost_account){0};
    } else {
        result = no_such_account(&accounts, name, error);
    }
    xpost_accounts_release(&accounts);
    return result;
}

static int save(struct xpost_store *store, const struct xpost_accounts *accounts,
                struct xpost_error *error)
{
    char *text = xpost_accounts_write(accounts, error);
    if (!text)
        return -1;
    size_t length = strlen(text);
    int result = 0;
    if (store->reserved.descriptor < 0)
        result = xpost_replacement_begin(&store->reserved, &store->directory, accounts_file,
                                         length, error);
    if (result == 0)
        result = xpost_replacement_commit(&store->reserved, text, length, error);
    xpost_secret_free(text);
    return result;
}

/* Takes the lock, through the descriptor that was opened ahead where there is one. */
static int lock_accounts(struct xpost_store *store, struct xpost_lock *lock,
                         struct xpost_error *error)
{
    *lock = store->reserved_lock;
    store->reserved_lock = (struct xpost_lock)XPOST_LOCK_NONE;
    if (lock->descriptor < 0 &&
        xpost_lock_open(lock, &store->directory, accounts_lock, error) != 0)
        return -1;
    return xpost_lock_wait(lock, LOCK_MILLISECONDS, NULL, error);
}

int xpost_store_update(struct xpost_store *store,
                       int (*change)(struct xpost_accounts *accounts, void *user,
                                     struct xpost_error *error),
                       void *user, struct xpost_error *error)
{
    struct xpost_accounts accounts;
    struct xpost_lock lock;
    if (lock_accounts(store, &lock, error) != 0)
        return -1;
    int result = xpost_store_read(store, &accounts, error);
    if (result == 0) {
        result = change(&accounts, user, error);
        if (result == 0)
            result = save(store, &accounts, error);
    }
    xpost_accounts_release(&accounts);
    xpost_lock_release(&lock);
    return result;
}

static int put(struct xpost_accounts *accounts, void *user, struct xpost_error *error)
{
    return xpost_accounts_put(accounts, user, error);
}

int xpost_store_put(struct xpost_store *store, const struct xpost_account *account,
                    struct xpost_error *error)
{
    struct xpost_account copy = *account;
    return xpost_store_update(store, put, &copy, error);
}

int xpost_store_reserve(struct xpost_store *store, struct xpost_error *error)
{
    struct stat info;
    size_t size = 0;
    if (store->reserved.descriptor >= 0 && store->reserved_lock.descriptor >= 0)
        return 0;
    xpost_store_release_reserved(store);
    if (fstatat(store->directory.descriptor, accounts_file, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(info.st_mode) && info.st_size < XPOST_ACCOUNTS_TEXT_MAX)
        size = (size_t)info.st_size;
    if (xpost_lock_open(&store->reserved_lock, &store->directory, accounts_lock, error) != 0)
        return -1;
    if (xpost_replacement_begin(&store->reserved, &store->directory, accounts_file,
                                size + RESERVE_MORE, error) != 0) {
        xpost_store_release_reserved(store);
        return -1;
    }
    return 0;
}

void xpost_store_release_reserved(struct xpost_store *store)
{
    xpost_replacement_abandon(&store->reserved);
    xpost_lock_release(&store->reserved_lock);
}

static int renewal_lock_name(char name[RENEWAL_NAME], const char *account_name,
                             struct xpost_error *error)
{
    char digest[XPOST_SHA256_HEX + 1];
    if (xpost_crypto_sha256_hex(digest, account_name, strlen(account_name), error) != 0)
        return -1;
    snprintf(name, RENEWAL_NAME, "renew-%.16s.lock", digest);
    return 0;
}

int xpost_store_lock_renewal(const struct xpost_store *store, const char *account_name,
                             int milliseconds, const struct xpost_cancel *cancel,
                             struct xpost_lock *lock, struct xpost_error *error)
{
    char name[RENEWAL_NAME];
    *lock = (struct xpost_lock)XPOST_LOCK_NONE;
    if (renewal_lock_name(name, account_name, error) != 0)
        return -1;
    return xpost_lock_take(lock, &store->directory, name, milliseconds, cancel, error);
}

int xpost_store_peek_renewal(const struct xpost_store *store, const char *account_name,
                             char *note, struct xpost_error *error)
{
    char name[RENEWAL_NAME];
    struct xpost_buffer contents = XPOST_BUFFER(XPOST_LOCK_NOTE_MAX + 1);
    memset(note, 0, XPOST_LOCK_NOTE_MAX + 1);
    if (renewal_lock_name(name, account_name, error) != 0 ||
        xpost_file_read(&store->directory, name, &contents, error) < 0)
        return -1;
    if (contents.length)
        memcpy(note, contents.data, contents.length);
    note[XPOST_LOCK_NOTE_MAX] = '\0';
    xpost_buffer_release(&contents);
    return 0;
}

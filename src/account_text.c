#include "account.h"
#include "buffer.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "oauth.h"
#include "url.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { VERSION = 1, PLAIN_MAX = 4096, SHOWN_MAX = 512, DIGITS_MAX = 19, PIECE_MAX = 16384 };

enum kind {
    NAME,   /* of the account */
    PLAIN,  /* without control characters */
    SERVER, /* URL that tokens go to */
    TOKEN,
    DIGITS,
    SHOWN, /* words of X about the user; made harmless instead of refused */
};

struct text_field {
    const char *name;
    size_t offset;
    enum kind kind;
    bool required;
};

struct time_field {
    const char *name;
    size_t offset;
};

#define AT(member) offsetof(struct xpost_account, member)

static const struct text_field text_fields[] = {
    {"name", AT(name), NAME, true},
    {"client_id", AT(client_id), PLAIN, true},
    {"client_secret", AT(client_secret), PLAIN, false},
    {"authorize_url", AT(endpoints.authorize_url), SERVER, true},
    {"token_url", AT(endpoints.token_url), SERVER, true},
    {"revoke_url", AT(endpoints.revoke_url), SERVER, true},
    {"api_url", AT(endpoints.api_url), SERVER, true},
    {"redirect_uri", AT(redirect_uri), PLAIN, false},
    {"scopes", AT(scopes), PLAIN, false},
    {"access_token", AT(access_token), TOKEN, true},
    {"refresh_token", AT(refresh_token), TOKEN, false},
    {"user_id", AT(user_id), DIGITS, false},
    {"username", AT(username), SHOWN, false},
    {"display_name", AT(display_name), SHOWN, false},
    {"subscription", AT(subscription), SHOWN, false},
};

static const struct time_field time_fields[] = {
    {"expires_at", AT(expires_at)},       {"lifetime", AT(lifetime)},
    {"logged_in_at", AT(logged_in_at)},   {"refreshed_at", AT(refreshed_at)},
    {"user_asked_at", AT(user_asked_at)},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char **text_of(const struct xpost_account *account, const struct text_field *field)
{
    return (char **)((uintptr_t)account + field->offset);
}

static int64_t *time_of(const struct xpost_account *account, const struct time_field *field)
{
    return (int64_t *)((uintptr_t)account + field->offset);
}

static bool is_plain(const char *text, size_t length)
{
    if (length > PLAIN_MAX || !xpost_utf8_valid(text, length))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            return false;
    return true;
}

/* The same rules hold for reading and writing, so that nothing is written that cannot be read.
 */
static bool is_fit(const struct text_field *field, const char *text)
{
    struct xpost_error ignored;
    size_t length = strlen(text);
    switch (field->kind) {
    case NAME:
        return xpost_account_check_name(text, &ignored) == 0;
    case PLAIN:
        return is_plain(text, length);
    case SERVER:
        return is_plain(text, length) &&
               xpost_url_check_server(text, field->name, &ignored) == 0;
    case TOKEN:
        return xpost_oauth_token_valid(text);
    case DIGITS:
        return length <= DIGITS_MAX && strspn(text, "0123456789") == length;
    case SHOWN:
        break;
    }
    return true;
}

static bool is_time(int64_t value)
{
    return value >= 0 && value <= XPOST_ACCOUNT_TIME_MAX;
}

/* Writing. */

static int cannot_save(const struct xpost_account *account, const char *field,
                       struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_STORE,
                           "The account '%s' cannot be saved: its \"%s\" is missing or not "
                           "usable.",
                           account->name ? account->name : "", field);
}

/* The pieces of text are put together here, not by json-c, which leaves pieces out without a
 * word when memory runs out.  Control characters cannot come: nothing with one is fit. */
static void write_string(struct xpost_buffer *out, const char *text)
{
    xpost_buffer_text(out, "\"");
    for (size_t plain; *text; text += plain) {
        plain = strcspn(text, "\"\\");
        xpost_buffer_append(out, text, plain);
        if (text[plain]) {
            xpost_buffer_text(out, "\\");
            xpost_buffer_append(out, text + plain++, 1);
        }
    }
    xpost_buffer_text(out, "\"");
}

static int write_text(struct xpost_buffer *out, const struct xpost_account *account,
                      const struct text_field *field, struct xpost_error *error)
{
    char shown[SHOWN_MAX + 1];
    const char *text = *text_of(account, field);
    if (field->kind == SHOWN && text) {
        xpost_utf8_sanitise(shown, sizeof shown, text, strlen(text));
        text = shown;
    } else if (xpost_string_empty(text)) {
        return field->required ? cannot_save(account, field->name, error) : 0;
    } else if (!is_fit(field, text)) {
        return cannot_save(account, field->name, error);
    }
    /* The first field is the name, which is never missing. */
    xpost_buffer_format(out, "%s      \"%s\": ", field == text_fields ? "" : ",\n",
                        field->name);
    write_string(out, text);
    return 0;
}

static int write_account(struct xpost_buffer *out, const struct xpost_account *account,
                         struct xpost_error *error)
{
    for (size_t i = 0; i < COUNT(text_fields); i++)
        if (write_text(out, account, &text_fields[i], error) != 0)
            return -1;
    for (size_t i = 0; i < COUNT(time_fields); i++) {
        int64_t value = *time_of(account, &time_fields[i]);
        if (!is_time(value))
            return cannot_save(account, time_fields[i].name, error);
        if (value)
            xpost_buffer_format(out, ",\n      \"%s\": %lld", time_fields[i].name,
                                (long long)value);
    }
    if (account->user_unconfirmed)
        xpost_buffer_text(out, ",\n      \"user_unconfirmed\": true");
    if (!account->previous)
        return 0;
    xpost_buffer_text(out, ",\n      \"previous\": {\n");
    int result = write_account(out, account->previous, error);
    xpost_buffer_text(out, "\n      }");
    return result;
}

static int write_all(struct xpost_buffer *out, const struct xpost_accounts *accounts,
                     struct xpost_error *error)
{
    const char *name = accounts->default_name;
    xpost_buffer_format(out, "{\n  \"version\": %d,\n", VERSION);
    if (name) {
        xpost_buffer_text(out, "  \"default\": ");
        write_string(out, name);
        xpost_buffer_text(out, ",\n");
    }
    xpost_buffer_text(out, "  \"accounts\": [");
    for (size_t i = 0; i < accounts->count; i++) {
        xpost_buffer_text(out, i ? ",\n    {\n" : "\n    {\n");
        if (write_account(out, &accounts->items[i], error) != 0)
            return -1;
        xpost_buffer_text(out, "\n    }");
    }
    xpost_buffer_text(out, accounts->count ? "\n  ]\n}\n" : "]\n}\n");
    return 0;
}

char *xpost_accounts_write(const struct xpost_accounts *accounts, struct xpost_error *error)
{
    struct xpost_buffer out = XPOST_BUFFER(XPOST_ACCOUNTS_TEXT_MAX);
    if (accounts->count > XPOST_ACCOUNTS_MAX) {
        xpost_error_set(error, XPOST_STORE, "There can be at most %d accounts.",
                        XPOST_ACCOUNTS_MAX);
        return NULL;
    }
    if (write_all(&out, accounts, error) != 0) {
        xpost_buffer_release(&out);
        return NULL;
    }
    bool large = out.length > XPOST_ACCOUNTS_TEXT_MAX - PIECE_MAX;
    char *text = xpost_buffer_take(&out);
    if (!text && large)
        xpost_error_set(error, XPOST_STORE,
                        "The accounts take up more than 16 MiB. Log out of some.");
    else if (!text)
        xpost_error_no_memory(error);
    return text;
}

/* Reading. */

/* The account is named by its place while its name is not known. */
static int cannot_read(const struct xpost_account *account, size_t index, const char *field,
                       struct xpost_error *error)
{
    if (account->name)
        return xpost_error_set(
            error, XPOST_STORE,
            "accounts.json is damaged: the account '%s' has no usable "
            "\"%s\". Mend that line, or: Move the file aside and log in again.",
            account->name, field);
    return xpost_error_set(error, XPOST_STORE,
                           "accounts.json is damaged: account number %zu has no usable \"%s\". "
                           "Mend that line, or: Move the file aside and log in again.",
                           index + 1, field);
}

static int read_text(struct xpost_account *account, size_t index,
                     const struct text_field *field, const struct xpost_json *object,
                     struct xpost_error *error)
{
    char shown[SHOWN_MAX + 1];
    const struct xpost_json *value = xpost_json_member(object, field->name);
    const char *text = xpost_json_string(value);
    if (xpost_json_is_null(value) && !field->required)
        return 0;
    if (!text || (!*text && field->kind != SHOWN) || !is_fit(field, text))
        return cannot_read(account, index, field->name, error);
    if (field->kind == SHOWN) {
        xpost_utf8_sanitise(shown, sizeof shown, text, strlen(text));
        text = shown;
    }
    if (xpost_string_set(text_of(account, field), text) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

static int read_account(struct xpost_account *account, size_t index,
                        const struct xpost_json *object, struct xpost_error *error)
{
    for (size_t i = 0; i < COUNT(text_fields); i++)
        if (read_text(account, index, &text_fields[i], object, error) != 0)
            return -1;
    for (size_t i = 0; i < COUNT(time_fields); i++) {
        const struct xpost_json *value = xpost_json_member(object, time_fields[i].name);
        int64_t *time = time_of(account, &time_fields[i]);
        if (!xpost_json_is_null(value) && (!xpost_json_integer(value, time) || !is_time(*time)))
            return cannot_read(account, index, time_fields[i].name, error);
    }
    const struct xpost_json *unconfirmed = xpost_json_member(object, "user_unconfirmed");
    if (!xpost_json_is_null(unconfirmed) &&
        !xpost_json_boolean(unconfirmed, &account->user_unconfirmed))
        return cannot_read(account, index, "user_unconfirmed", error);
    const struct xpost_json *previous = xpost_json_member(object, "previous");
    if (xpost_json_is_null(previous))
        return 0;
    if (!xpost_json_is_object(previous))
        return cannot_read(account, index, "previous", error);
    account->previous = calloc(1, sizeof *account->previous);
    return account->previous ? read_account(account->previous, index, previous, error)
                             : xpost_error_no_memory(error);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static int check_unique(const struct xpost_accounts *accounts, struct xpost_error *error)
{
    int result = 0;
    if (accounts->count < 2)
        return 0;
    const char **names = malloc(accounts->count * sizeof *names);
    if (!names)
        return xpost_error_no_memory(error);
    for (size_t i = 0; i < accounts->count; i++)
        names[i] = accounts->items[i].name;
    qsort(names, accounts->count, sizeof *names, compare_names);
    for (size_t i = 1; i < accounts->count && result == 0; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            result =
                xpost_error_set(error, XPOST_STORE,
                                "accounts.json is damaged: it holds the account '%s' "
                                "twice. Remove one, or: Move the file aside and log in again.",
                                names[i]);
    free(names);
    return result;
}

static int read_default(struct xpost_accounts *accounts, const struct xpost_json *root,
                        struct xpost_error *error)
{
    const char *name = xpost_json_member_string(root, "default");
    if (accounts->count == 0 || xpost_json_is_null(xpost_json_member(root, "default")))
        return 0;
    if (!name || !xpost_accounts_find(accounts, name))
        return xpost_error_set(
            error, XPOST_STORE,
            "accounts.json is damaged: its \"default\" names none of its "
            "accounts. Mend that line, or: Move the file aside and log in again.");
    if (xpost_string_set(&accounts->default_name, name) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

static int read_items(struct xpost_accounts *accounts, const struct xpost_json *items,
                      struct xpost_error *error)
{
    size_t count = xpost_json_count(items);
    if (count > XPOST_ACCOUNTS_MAX)
        return xpost_error_set(error, XPOST_STORE,
                               "accounts.json holds %zu accounts; there can be at most %d. "
                               "Remove some, or: Move the file aside and log in again.",
                               count, XPOST_ACCOUNTS_MAX);
    if (count == 0)
        return 0;
    accounts->items = calloc(count, sizeof *accounts->items);
    if (!accounts->items)
        return xpost_error_no_memory(error);
    accounts->count = count;
    for (size_t i = 0; i < count; i++)
        if (read_account(&accounts->items[i], i, xpost_json_item(items, i), error) != 0)
            return -1;
    return check_unique(accounts, error);
}

static int read_root(struct xpost_accounts *accounts, const struct xpost_json *root,
                     struct xpost_error *error)
{
    int64_t version = 0;
    const struct xpost_json *items = xpost_json_member(root, "accounts");
    if (!xpost_json_integer(xpost_json_member(root, "version"), &version) || version < 1)
        return xpost_error_set(error, XPOST_STORE,
                               "accounts.json is JSON, but was not written by xpost. Move the "
                               "file aside and log in again.");
    if (version > VERSION)
        return xpost_error_set(error, XPOST_STORE,
                               "accounts.json was written by a newer xpost (its version is "
                               "%lld, this xpost knows %d). Update xpost.",
                               (long long)version, VERSION);
    if (!xpost_json_is_array(items))
        return xpost_error_set(error, XPOST_STORE,
                               "accounts.json is damaged: it has no list \"accounts\". Move "
                               "the file aside and log in again.");
    if (read_items(accounts, items, error) != 0)
        return -1;
    return read_default(accounts, root, error);
}

/* What the parser says about a text that is not JSON has code server. */
static int cannot_parse(struct xpost_error *error)
{
    if (error->code != XPOST_SERVER)
        return -1;
    return xpost_error_set(error, XPOST_STORE,
                           "accounts.json is not valid JSON; it may have been cut "
                           "off. Move the file aside and log in again.");
}

int xpost_accounts_read(struct xpost_accounts *accounts, const char *text, size_t length,
                        struct xpost_error *error)
{
    *accounts = (struct xpost_accounts){0};
    if (length == 0)
        return xpost_error_set(error, XPOST_STORE,
                               "accounts.json is empty. Move the file aside and log in again.");
    struct xpost_json *root = xpost_json_parse(text, length, error);
    /* The value null is read without an error, and is no object. */
    if (!root && error->code != XPOST_OK)
        return cannot_parse(error);
    int result = read_root(accounts, root, error);
    xpost_json_free(root);
    if (result != 0)
        xpost_accounts_release(accounts);
    return result;
}

#include "draft.h"

#include "clock.h"
#include "error.h"
#include "memory.h"
#include "post_key.h"
#include "utf8.h"

#include <string.h>

static int check_text(const struct xpost_draft_request *request, struct xpost_error *error)
{
    if (memchr(request->text, '\0', request->text_length))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The text holds a zero byte, which cannot be kept. Remove it.");
    size_t valid = xpost_utf8_valid_length(request->text, request->text_length);
    if (valid != request->text_length)
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "The text is not valid UTF-8 from byte %zu on. Save it as UTF-8.", valid + 1);
    if (request->text_length > XPOST_DRAFT_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The text is longer than a draft can be (%d bytes).",
                               XPOST_DRAFT_MAX);
    if (request->replaces && memchr(request->replaces, '\0', request->replaces_length))
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "The text to be replaced holds a zero byte, which no draft does.");
    return 0;
}

/* Records the draft under its key, or, where that is not what it replaces, under another one.
 */
static int record(struct xpost_ledger *ledger, const struct xpost_submission *draft,
                  const char *replaces, char *key, struct xpost_error *error)
{
    char other[XPOST_KEY_MAX + 1];
    if (!replaces)
        return xpost_ledger_add(ledger, draft, error);
    if (xpost_key_make(other, error) != 0)
        return -1;
    int result = xpost_ledger_add_draft(ledger, draft, replaces, other, error);
    if (result == 1)
        memcpy(key, other, strlen(other) + 1);
    return result < 0 ? -1 : 0;
}

int xpost_draft_save(const struct xpost_operation *operation,
                     const struct xpost_draft_request *request, char *key,
                     struct xpost_error *error)
{
    struct xpost_ledger_post entry = {.state = XPOST_STATE_DRAFT};
    struct xpost_submission draft = {
        .created_at = xpost_clock_now(), .posts = &entry, .count = 1};
    xpost_error_clear(error);
    if (check_text(request, error) != 0 ||
        (request->key ? xpost_key_check(request->key, error) : xpost_key_make(key, error)) != 0)
        return -1;
    if (request->key)
        memcpy(key, request->key, strlen(request->key) + 1);
    struct xpost_ledger *ledger = xpost_client_ledger(operation->client, error);
    if (!ledger)
        return -1;
    /* Copies, as the ledger's strings are owned by their submission. */
    int result = 0;
    if (xpost_string_set(&draft.key, key) != 0 ||
        xpost_string_set(&draft.account, request->account ? request->account : "") != 0 ||
        xpost_string_set(&entry.text, request->text) != 0)
        result = xpost_error_no_memory(error);
    if (result == 0)
        result = record(ledger, &draft, request->replaces, key, error);
    xpost_secret_free(draft.key);
    xpost_secret_free(draft.account);
    xpost_secret_free(entry.text);
    return result;
}

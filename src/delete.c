#include "delete.h"

#include "api.h"
#include "buffer.h"
#include "call.h"
#include "error.h"
#include "renew.h"

static const char scopes[] = "tweet.read tweet.write users.read";

int xpost_delete(const struct xpost_operation *operation, const char *account_name,
                 const char *id, struct xpost_error *error)
{
    struct xpost_account account = {0};
    struct xpost_http_response response = {.body = XPOST_BUFFER(0)};
    struct xpost_call call = {.method = "DELETE", .path = "/2/tweets", .id = id};
    if (!xpost_api_id_valid(id))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The id of a post has to be 1 to 19 digits, as a string.");
    int result = xpost_load_account(operation, account_name, &account, error);
    if (result == 0)
        result = xpost_require_scopes(&account, scopes, error);
    if (result == 0)
        result = xpost_call_perform(operation, &account, &call, &response, error);
    if (result == 0 &&
        !xpost_api_read_deleted(response.status, xpost_buffer_string(&response.body),
                                response.body.length)) {
        result = xpost_api_read_problem(&response, error);
        if (response.status == 200) {
            xpost_error_set(
                error, XPOST_SERVER,
                "X did not confirm that the post was deleted; it may have been gone "
                "already. Look at your timeline.");
            error->http_status = response.status;
        }
        xpost_error_redact(error, account.access_token);
    }
    xpost_http_response_release(&response);
    xpost_account_release(&account);
    return result;
}

/* The first byte chooses the status; the rest is the body. */
#include "fuzz.h"

#include "api.h"
#include "api_media.h"
#include "error.h"
#include "http.h"
#include "utf8.h"

#include <string.h>

static void check_shown(const char *text)
{
    FUZZ_HOLDS(xpost_utf8_valid(text, strlen(text)));
    for (; *text; text++)
        FUZZ_HOLDS((unsigned char)*text >= 0x20 && *text != 0x7F);
}

static void check_problem(long status, const char *text, size_t size)
{
    struct xpost_error error;
    struct xpost_http_response response = {
        .sent = XPOST_ANSWERED, .status = status, .body = XPOST_BUFFER(XPOST_RESPONSE_MAX)};
    xpost_buffer_append(&response.body, text, size);
    FUZZ_HOLDS(xpost_api_read_problem(&response, &error) == -1);
    FUZZ_HOLDS(error.code != XPOST_OK && error.message[0] && error.http_status == status);
    check_shown(error.message);
    check_shown(error.detail);
    xpost_buffer_release(&response.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const long statuses[] = {200, 201, 204, 301, 307, 400, 401, 402,
                                    403, 404, 408, 409, 413, 429, 500, 503};
    if (size == 0)
        return 0;
    long status = statuses[data[0] % 16];
    const char *text = (const char *)data + 1;
    size--;
    char id[XPOST_ID_MAX + 1] = "";
    enum xpost_body_kind kind = xpost_api_read_created(text, size, id);
    FUZZ_HOLDS((kind == XPOST_BODY_ID) == (id[0] != '\0'));
    FUZZ_HOLDS(kind != XPOST_BODY_ID || xpost_api_id_valid(id));
    FUZZ_HOLDS((kind == XPOST_BODY_EMPTY) == (size == 0));
    FUZZ_HOLDS(xpost_outcome_of_create(XPOST_ANSWERED, status, kind) != XPOST_POSTED ||
               (status < 300 && id[0]));
    xpost_api_read_deleted(status, text, size);
    check_problem(status, text, size);

    struct xpost_user user;
    struct xpost_error error = {0};
    if (xpost_api_read_user(&user, text, size, &error) == 0) {
        FUZZ_HOLDS(xpost_api_id_valid(user.id) && user.username[0]);
        check_shown(user.username);
        check_shown(user.name ? user.name : "");
        check_shown(user.subscription ? user.subscription : "");
    }
    xpost_user_release(&user);

    struct xpost_media_reply media;
    if (xpost_api_read_media(&media, text, size, &error) == 0) {
        FUZZ_HOLDS(xpost_api_id_valid(media.id) && media.lasts >= 0 && media.check_after >= 0);
        FUZZ_HOLDS(strspn(media.key, "0123456789_") == strlen(media.key));
        FUZZ_HOLDS(media.state == XPOST_MEDIA_FAILED || !*media.why);
        check_shown(media.why);
    }
    return 0;
}

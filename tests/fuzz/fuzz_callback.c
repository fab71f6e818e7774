/* The first byte chooses between a request and pasted text. */
#include "fuzz.h"

#include "callback.h"
#include "utf8.h"

#include <string.h>

#define STATE "Zq3-state_0123456789abcdefghijklmnopqrstuvw"

static struct xpost_callback callback;

static void check_result(const char *text, size_t size)
{
    FUZZ_HOLDS(xpost_utf8_valid(callback.error, strlen(callback.error)));
    FUZZ_HOLDS(xpost_utf8_valid(callback.description, strlen(callback.description)));
    switch (callback.kind) {
    case XPOST_CALLBACK_INCOMPLETE:
        FUZZ_HOLDS(!callback.code[0]);
        break;
    case XPOST_CALLBACK_FOREIGN:
        FUZZ_HOLDS(callback.reason && callback.status >= 400 && callback.status <= 431);
        FUZZ_HOLDS(!callback.code[0]);
        break;
    case XPOST_CALLBACK_CODE:
        FUZZ_HOLDS(callback.code[0]);
        for (const char *at = callback.code; *at; at++)
            FUZZ_HOLDS((unsigned char)*at >= 0x20 && *at != 0x7F);
        break;
    case XPOST_CALLBACK_REFUSED:
        FUZZ_HOLDS(!callback.code[0]);
        break;
    }
    /* Nobody is believed without the state: at least its last characters have to be there, in
     * clear or percent-encoded. */
    if (callback.kind == XPOST_CALLBACK_CODE || callback.kind == XPOST_CALLBACK_REFUSED)
        FUZZ_HOLDS(size >= strlen(STATE) && memchr(text, '=', size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct xpost_callback_expected expected = {
        .host = "127.0.0.1:8739", .path = "/callback", .path_length = 9, .state = STATE};
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    size--;
    if (data[0] & 1)
        xpost_callback_read_request(&callback, &expected, text, size);
    else
        xpost_callback_read_pasted(&callback, "http://127.0.0.1:8739/callback", STATE, text,
                                   size);
    FUZZ_HOLDS((data[0] & 1) || callback.kind != XPOST_CALLBACK_INCOMPLETE);
    check_result(text, size);
    xpost_callback_release(&callback);
    return 0;
}

#include "fuzz.h"

#include "error.h"
#include "json.h"
#include "json_grammar.h"
#include "utf8.h"

#include <string.h>

static int walk(const char *name, const struct xpost_json *value, void *user)
{
    int64_t number;
    bool truth;
    const char *text = xpost_json_string(value);
    FUZZ_HOLDS(xpost_utf8_valid(name, strlen(name)));
    FUZZ_HOLDS(!text || xpost_utf8_valid(text, strlen(text)));
    FUZZ_HOLDS((text != NULL) + xpost_json_is_object(value) + xpost_json_is_array(value) +
                   xpost_json_integer(value, &number) + xpost_json_boolean(value, &truth) <=
               1);
    for (size_t i = 0; i < xpost_json_count(value); i++)
        walk("", xpost_json_item(value, i), user);
    return xpost_json_each(value, walk, user);
}

/* The text of `json`, which is JSON; to be freed. */
static char *write_and_read(const struct xpost_json *json, struct xpost_json **again)
{
    struct xpost_error error;
    char *text = xpost_json_text(json);
    FUZZ_HOLDS(text);
    *again = xpost_json_parse(text, strlen(text), &error);
    FUZZ_HOLDS(*again);
    return text;
}

/* What was accepted can be written and read.  A fraction may become a whole number once. */
static void check_round_trip(const struct xpost_json *json)
{
    struct xpost_json *second, *third, *fourth;
    char *first_text = write_and_read(json, &second);
    char *second_text = write_and_read(second, &third);
    char *third_text = write_and_read(third, &fourth);
    FUZZ_HOLDS(strcmp(second_text, third_text) == 0);
    free(first_text);
    free(second_text);
    free(third_text);
    xpost_json_free(second);
    xpost_json_free(third);
    xpost_json_free(fourth);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xpost_error error = {0};
    struct xpost_json_size measure;
    const char *text = (const char *)data;
    bool grammatical = xpost_json_grammar(text, size, XPOST_JSON_DEPTH, &measure) == NULL;
    struct xpost_json *json = xpost_json_parse(text, size, &error);
    FUZZ_HOLDS(!json || (grammatical && error.code == XPOST_OK));
    FUZZ_HOLDS(grammatical || error.code == XPOST_SERVER);
    FUZZ_HOLDS(error.code != XPOST_BUSY);
    FUZZ_HOLDS(xpost_utf8_valid(error.message, strlen(error.message)));
    if (json) {
        walk("", json, NULL);
        check_round_trip(json);
    }
    xpost_json_free(json);
    return 0;
}

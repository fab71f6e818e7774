#include "json.h"

#include "buffer.h"
#include "error.h"
#include "json_grammar.h"
#include "memory.h"
#include "translate.h"

#include <json-c/json.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The handle that callers see is json-c's own; only this file knows. */
static struct json_object *inside(const struct xpost_json *json)
{
    return (struct json_object *)(uintptr_t)json;
}

static struct xpost_json *outside(struct json_object *object)
{
    return (struct xpost_json *)object;
}

/* Adds up what a tree holds. */
static void measure(struct json_object *object, struct xpost_json_size *size)
{
    if (json_object_is_type(object, json_type_string)) {
        size->bytes += (size_t)json_object_get_string_len(object);
    } else if (json_object_is_type(object, json_type_object)) {
        json_object_object_foreach(object, name, value)
        {
            size->members++;
            size->bytes += strlen(name);
            measure(value, size);
        }
    } else if (json_object_is_type(object, json_type_array)) {
        size_t count = json_object_array_length(object);
        for (size_t i = 0; i < count; i++)
            measure(json_object_array_get_idx(object, i), size);
    }
}

/* json-c keeps the last of two members with one name, and loses parts of strings without a word
 * when memory runs out: what it kept has to be as much as there was. */
static int check_whole(struct json_object *object, const struct xpost_json_size *expected,
                       struct xpost_error *error)
{
    struct xpost_json_size kept = {0};
    measure(object, &kept);
    if (kept.members != expected->members)
        return xpost_error_set(error, XPOST_SERVER,
                               "This is not valid JSON: a member is named twice.");
    return kept.bytes == expected->bytes ? 0 : xpost_error_no_memory(error);
}

static struct json_object *parse(const char *text, int length, struct xpost_error *error)
{
    struct json_tokener *tokener = json_tokener_new_ex(XPOST_JSON_DEPTH + 1);
    if (!tokener) {
        xpost_error_no_memory(error);
        return NULL;
    }
    struct json_object *object = json_tokener_parse_ex(tokener, text, length);
    if (json_tokener_get_error(tokener) == json_tokener_continue) /* a number at the very end */
        object = json_tokener_parse_ex(tokener, "", 1);
    bool success = json_tokener_get_error(tokener) == json_tokener_success;
    json_tokener_free(tokener);
    if (success)
        return object;
    /* The grammar was right, so this can only be memory. */
    json_object_put(object);
    xpost_error_no_memory(error);
    return NULL;
}

struct xpost_json *xpost_json_parse(const char *text, size_t length, struct xpost_error *error)
{
    struct xpost_json_size size = {0};
    const char *problem = "it is too long";
    if (length <= INT_MAX)
        problem = xpost_json_grammar(text, length, XPOST_JSON_DEPTH, &size);
    xpost_error_clear(error);
    if (problem) {
        xpost_error_set(error, XPOST_SERVER, "This is not valid JSON: %s.",
                        xpost_translate(problem));
        return NULL;
    }
    char *decoded = malloc(length);
    if (!decoded) {
        xpost_error_no_memory(error);
        return NULL;
    }
    size_t decoded_length = xpost_json_decode_pairs(decoded, text, length);
    struct json_object *object = parse(decoded, (int)decoded_length, error);
    xpost_wipe(decoded, length);
    free(decoded);
    /* json-c's answer to null is NULL; so is its answer to a lack of memory. */
    if (!object && error->code == XPOST_OK && text[strspn(text, " \t\r\n")] != 'n')
        xpost_error_no_memory(error);
    if (object && check_whole(object, &size, error) != 0) {
        json_object_put(object);
        return NULL;
    }
    return outside(object);
}

void xpost_json_free(struct xpost_json *json)
{
    json_object_put(inside(json));
}

bool xpost_json_is_object(const struct xpost_json *json)
{
    return json_object_is_type(inside(json), json_type_object) != 0;
}

bool xpost_json_is_array(const struct xpost_json *json)
{
    return json_object_is_type(inside(json), json_type_array) != 0;
}

bool xpost_json_is_null(const struct xpost_json *json)
{
    return json == NULL;
}

const struct xpost_json *xpost_json_member(const struct xpost_json *object, const char *name)
{
    struct json_object *value = NULL;
    if (!xpost_json_is_object(object) ||
        !json_object_object_get_ex(inside(object), name, &value))
        return NULL;
    return outside(value);
}

size_t xpost_json_count(const struct xpost_json *array)
{
    return xpost_json_is_array(array) ? json_object_array_length(inside(array)) : 0;
}

const struct xpost_json *xpost_json_item(const struct xpost_json *array, size_t index)
{
    if (index >= xpost_json_count(array))
        return NULL;
    return outside(json_object_array_get_idx(inside(array), index));
}

const char *xpost_json_string(const struct xpost_json *json)
{
    if (!json_object_is_type(inside(json), json_type_string))
        return NULL;
    return json_object_get_string(inside(json));
}

bool xpost_json_integer(const struct xpost_json *json, int64_t *out)
{
    if (!json_object_is_type(inside(json), json_type_int))
        return false;
    *out = json_object_get_int64(inside(json));
    return true;
}

bool xpost_json_boolean(const struct xpost_json *json, bool *out)
{
    if (!json_object_is_type(inside(json), json_type_boolean))
        return false;
    *out = json_object_get_boolean(inside(json)) != 0;
    return true;
}

const char *xpost_json_member_string(const struct xpost_json *object, const char *name)
{
    return xpost_json_string(xpost_json_member(object, name));
}

int xpost_json_each(const struct xpost_json *object,
                    int (*visit)(const char *name, const struct xpost_json *value, void *user),
                    void *user)
{
    if (!xpost_json_is_object(object))
        return 0;
    json_object_object_foreach(inside(object), name, value)
    {
        int result = visit(name, outside(value), user);
        if (result)
            return result;
    }
    return 0;
}

struct xpost_json *xpost_json_new_object(void)
{
    return outside(json_object_new_object());
}

struct xpost_json *xpost_json_new_array(void)
{
    return outside(json_object_new_array());
}

struct xpost_json *xpost_json_new_string(const char *text)
{
    size_t length = strlen(text);
    return length > INT_MAX ? NULL : outside(json_object_new_string_len(text, (int)length));
}

struct xpost_json *xpost_json_new_integer(int64_t value)
{
    return outside(json_object_new_int64(value));
}

struct xpost_json *xpost_json_new_boolean(bool value)
{
    return outside(json_object_new_boolean(value));
}

int xpost_json_add(struct xpost_json *object, const char *name, struct xpost_json *value)
{
    if (object && value && json_object_object_add(inside(object), name, inside(value)) == 0)
        return 0;
    xpost_json_free(value);
    return -1;
}

int xpost_json_append(struct xpost_json *array, struct xpost_json *value)
{
    if (array && value && json_object_array_add(inside(array), inside(value)) == 0)
        return 0;
    xpost_json_free(value);
    return -1;
}

void xpost_json_remove(struct xpost_json *object, const char *name)
{
    if (xpost_json_is_object(object))
        json_object_object_del(inside(object), name);
}

int xpost_json_add_string(struct xpost_json *object, const char *name, const char *text)
{
    return text ? xpost_json_add(object, name, xpost_json_new_string(text)) : 0;
}

/* Writing is done here, because json-c's own leaves parts of a text out without a word when
 * memory runs out. */

static void write_string(struct xpost_buffer *out, const char *text, size_t length)
{
    static const char special[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    xpost_buffer_text(out, "\"");
    for (size_t at = 0; at < length; at++) {
        const char *found = text[at] ? strchr(special, text[at]) : NULL;
        if (found)
            xpost_buffer_format(out, "\\%c", letters[found - special]);
        else if ((unsigned char)text[at] < 0x20)
            xpost_buffer_format(out, "\\u%04x", (unsigned)text[at]);
        else
            xpost_buffer_append(out, text + at, 1);
    }
    xpost_buffer_text(out, "\"");
}

static void write_value(struct xpost_buffer *out, struct json_object *object);

static void write_object(struct xpost_buffer *out, struct json_object *object)
{
    const char *between = "";
    xpost_buffer_text(out, "{");
    json_object_object_foreach(object, name, value)
    {
        xpost_buffer_text(out, between);
        write_string(out, name, strlen(name));
        xpost_buffer_text(out, ":");
        write_value(out, value);
        between = ",";
    }
    xpost_buffer_text(out, "}");
}

static void write_array(struct xpost_buffer *out, struct json_object *array)
{
    size_t count = json_object_array_length(array);
    xpost_buffer_text(out, "[");
    for (size_t i = 0; i < count; i++) {
        xpost_buffer_text(out, i ? "," : "");
        write_value(out, json_object_array_get_idx(array, i));
    }
    xpost_buffer_text(out, "]");
}

static void write_value(struct xpost_buffer *out, struct json_object *object)
{
    switch (json_object_get_type(object)) {
    case json_type_object:
        write_object(out, object);
        break;
    case json_type_array:
        write_array(out, object);
        break;
    case json_type_string:
        write_string(out, json_object_get_string(object),
                     (size_t)json_object_get_string_len(object));
        break;
    case json_type_boolean:
        xpost_buffer_text(out, json_object_get_boolean(object) ? "true" : "false");
        break;
    case json_type_int:
        xpost_buffer_format(out, "%lld", (long long)json_object_get_int64(object));
        break;
    case json_type_double:
        xpost_buffer_format(out, "%.17g", json_object_get_double(object));
        break;
    case json_type_null:
        xpost_buffer_text(out, "null");
        break;
    }
}

char *xpost_json_text(const struct xpost_json *json)
{
    struct xpost_buffer out = XPOST_BUFFER(XPOST_JSON_TEXT_MAX);
    write_value(&out, inside(json));
    return xpost_buffer_take(&out);
}

const char *xpost_json_version(void)
{
    return json_c_version();
}

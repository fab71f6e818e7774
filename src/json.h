/* JSON in and out.  The only user of json-c.
 *
 * Reading is strict, stricter than json-c: RFC 8259 grammar, valid UTF-8, one value and nothing
 * after it, at most 32 levels, no member named twice, no \u0000, no lone surrogate, no number
 * that does not fit.  Ids are strings everywhere; nothing here turns one into a number.
 *
 * A `struct xpost_json` that was parsed or made is owned by the caller and freed with
 * xpost_json_free; one that was obtained from inside another is borrowed. */
#ifndef XPOST_JSON_H
#define XPOST_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_json;
struct xpost_error;

enum { XPOST_JSON_DEPTH = 32, XPOST_JSON_TEXT_MAX = 1 << 22 };

/* NULL where the text is not JSON as above; `error` says what is wrong with it (code server),
 * or that memory ran out (busy).  The value null is NULL too, with code XPOST_OK. */
struct xpost_json *xpost_json_parse(const char *text, size_t length, struct xpost_error *error);
void xpost_json_free(struct xpost_json *json);

/* Reading.  Each accepts NULL or another type and then answers NULL, false or 0. */
bool xpost_json_is_object(const struct xpost_json *json);
bool xpost_json_is_array(const struct xpost_json *json);
bool xpost_json_is_null(const struct xpost_json *json);
const struct xpost_json *xpost_json_member(const struct xpost_json *object, const char *name);
size_t xpost_json_count(const struct xpost_json *array);
const struct xpost_json *xpost_json_item(const struct xpost_json *array, size_t index);

/* The value itself; NULL if it is not a string.  Borrowed; free of zero bytes. */
const char *xpost_json_string(const struct xpost_json *json);
bool xpost_json_integer(const struct xpost_json *json, int64_t *out);
bool xpost_json_boolean(const struct xpost_json *json, bool *out);

/* The string member `name` of an object; NULL if missing or of another type. */
const char *xpost_json_member_string(const struct xpost_json *object, const char *name);

/* Calls `visit` for each member in order until it returns non-zero; returns that, or 0. */
int xpost_json_each(const struct xpost_json *object,
                    int (*visit)(const char *name, const struct xpost_json *value, void *user),
                    void *user);

/* Making.  `add` takes ownership of `value` in every case, and returns -1 if it failed or if
 * either argument is NULL, so that a sequence of adds can be checked at its end. */
struct xpost_json *xpost_json_new_object(void);
struct xpost_json *xpost_json_new_array(void);
struct xpost_json *xpost_json_new_string(const char *text);
struct xpost_json *xpost_json_new_integer(int64_t value);
struct xpost_json *xpost_json_new_boolean(bool value);
int xpost_json_add(struct xpost_json *object, const char *name, struct xpost_json *value);
int xpost_json_append(struct xpost_json *array, struct xpost_json *value);

/* Takes a member away, if it is there. */
void xpost_json_remove(struct xpost_json *object, const char *name);

/* Adds a string member; a NULL text adds nothing and is no failure. */
int xpost_json_add_string(struct xpost_json *object, const char *name, const char *text);

/* The text of `json`, owned by the caller; NULL when memory runs out, or over
 * XPOST_JSON_TEXT_MAX. */
char *xpost_json_text(const struct xpost_json *json);

/* Version of the library in use. */
const char *xpost_json_version(void);

#endif

#include "lua_binding.h"

#include "split.h"

#include <string.h>

struct call {
    struct xpost_source source;
    struct xpost_split split;
    bool outline;
    struct xpost_parts parts;
};

static void read_split(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    struct xpost_split *split = &call->split;
    call->source.text = xpost_lua_text(options, "text", &call->source.length);
    if (!call->source.text)
        call->source.text = "";
    split->sources = &call->source;
    split->source_count = 1;
    split->limit = (int)xpost_lua_number(options, "limit", 1, XPOST_LUA_LIMIT_MAX, 0);
    split->markdown = xpost_lua_boolean(options, "markdown", false);
    split->cut = xpost_lua_boolean(options, "thread", true);
    split->number = xpost_lua_boolean(options, "number", false);
    call->outline = xpost_lua_boolean(options, "outline", false);
}

static int run_split(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                     struct xpost_error *error)
{
    struct call *call = data;
    (void)operation;
    (void)job;
    xpost_error_clear(error);
    return xpost_split(&call->split, &call->parts, error);
}

static void set_number(lua_State *L, const char *name, size_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void push_images(lua_State *L, const struct xpost_part *part)
{
    lua_createtable(L, (int)part->image_count, 0);
    for (size_t i = 0; i < part->image_count; i++) {
        const struct xpost_part_image *image = &part->images[i];
        lua_createtable(L, 0, 4);
        xpost_lua_set_string(L, "path", image->path);
        xpost_lua_set_string(L, "alt", image->alt);
        set_number(L, "first", image->begin + 1);
        set_number(L, "last", image->end);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void push_part(lua_State *L, const struct xpost_part *part)
{
    lua_createtable(L, 0, 10);
    lua_pushstring(L, part->text);
    lua_setfield(L, -2, "text");
    set_number(L, "weight", (size_t)part->count.weight);
    set_number(L, "limit", (size_t)part->count.limit);
    lua_pushboolean(L, part->count.valid);
    lua_setfield(L, -2, "valid");
    set_number(L, "urls", part->count.urls);
    set_number(L, "first", part->begin + 1);
    set_number(L, "last", part->end);
    if (part->over_at != XPOST_PART_FITS)
        set_number(L, "over_at", part->over_at + 1);
    push_images(L, part);
    lua_setfield(L, -2, "media");
}

static void push_parts(lua_State *L, const struct xpost_parts *parts)
{
    lua_createtable(L, (int)parts->count, 0);
    for (size_t i = 0; i < parts->count; i++) {
        push_part(L, &parts->list[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* What an editor wants to know of each part while one types, without a table for each: of a
 * thousand parts, those take milliseconds. */
static void push_outline(lua_State *L, const struct xpost_parts *parts, int limit)
{
    enum { FIRST = 1, LAST, WEIGHT, OVER_AT, INVALID, MEDIA };
    static const char *const names[] = {
        [FIRST] = "first",     [LAST] = "last",       [WEIGHT] = "weight",
        [OVER_AT] = "over_at", [INVALID] = "invalid", [MEDIA] = "media"};
    int base = lua_gettop(L);
    for (int i = FIRST; i <= MEDIA; i++)
        lua_createtable(L, i <= WEIGHT ? (int)parts->count : 0, 0);
    for (size_t i = 0; i < parts->count; i++) {
        const struct xpost_part *part = &parts->list[i];
        int number = (int)i + 1;
        lua_pushinteger(L, (lua_Integer)part->begin + 1);
        lua_rawseti(L, base + FIRST, number);
        lua_pushinteger(L, (lua_Integer)part->end);
        lua_rawseti(L, base + LAST, number);
        lua_pushinteger(L, part->count.weight);
        lua_rawseti(L, base + WEIGHT, number);
        if (part->over_at != XPOST_PART_FITS) {
            lua_pushinteger(L, (lua_Integer)part->over_at + 1);
            lua_rawseti(L, base + OVER_AT, number);
        }
        if (!part->count.valid && part->count.weight > 0) {
            lua_pushboolean(L, true);
            lua_rawseti(L, base + INVALID, number);
        }
        if (part->image_count > 0) {
            push_images(L, part);
            lua_rawseti(L, base + MEDIA, number);
        }
    }
    lua_createtable(L, 0, 8);
    lua_insert(L, base + 1);
    for (int i = MEDIA; i >= FIRST; i--)
        lua_setfield(L, base + 1, names[i]);
    set_number(L, "count", parts->count);
    set_number(L, "limit", (size_t)(limit > 0 ? limit : XPOST_TEXT_LIMIT));
}

static void push_split(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    (void)warning;
    if (call->outline)
        push_outline(L, &call->parts, call->split.limit);
    else
        push_parts(L, &call->parts);
}

static void release_split(void *data)
{
    xpost_parts_release(&((struct call *)data)->parts);
}

static const char *const split_options[] = {"text",   "limit",   "markdown", "thread",
                                            "number", "outline", NULL};

const struct xpost_lua_operation xpost_lua_split_operation = {
    .name = "split",
    .needs_argument = true,
    .alone = "text",
    .known = split_options,
    .size = sizeof(struct call),
    .pure = true,
    .read = read_split,
    .run = run_split,
    .push = push_split,
    .release = release_split,
};

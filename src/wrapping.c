#include "wrapping.h"

#include <stdbool.h>
#include <string.h>

/* What programs put around a text: white space, quotes, brackets, and what cannot be seen. */
static const char *const wrappings[] = {
    " ", "\t", "\n", "\v", "\f", "\r", "\"", "'",      "`",      "<",      ">",      "“",
    "”", "‘",  "’",  "«",  "»",  "「", "」", "\u00a0", "\u200b", "\u3000", "\ufeff",
};

/* The length of the wrapping that `text` begins (or ends) with; 0 if none. */
static size_t wrapping_length(const char *text, size_t length, bool at_end)
{
    for (size_t i = 0; i < sizeof wrappings / sizeof *wrappings; i++) {
        size_t size = strlen(wrappings[i]);

        if (size <= length &&
            memcmp(at_end ? text + length - size : text, wrappings[i], size) == 0)
            return size;
    }
    return 0;
}

const char *xpost_unwrap(const char *text, size_t *length)
{
    size_t size;

    while ((size = wrapping_length(text, *length, false)) > 0) {
        text += size;
        *length -= size;
    }
    while ((size = wrapping_length(text, *length, true)) > 0)
        *length -= size;
    return text;
}

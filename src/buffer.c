#include "buffer.h"

#include "memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and the zero byte after them. */
static bool reserve(struct xpost_buffer *buffer, size_t more)
{
    if (buffer->failed || more > buffer->maximum - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    /* Not realloc: the old block may hold secrets and has to be wiped. */
    char *data = malloc(capacity);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    if (buffer->length)
        memcpy(data, buffer->data, buffer->length);
    if (buffer->data) {
        xpost_wipe(buffer->data, buffer->capacity);
        free(buffer->data);
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void xpost_buffer_append(struct xpost_buffer *buffer, const void *data, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void xpost_buffer_text(struct xpost_buffer *buffer, const char *text)
{
    xpost_buffer_append(buffer, text, strlen(text));
}

void xpost_buffer_format(struct xpost_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

const char *xpost_buffer_string(const struct xpost_buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

void xpost_buffer_release(struct xpost_buffer *buffer)
{
    if (buffer->data) {
        xpost_wipe(buffer->data, buffer->capacity);
        free(buffer->data);
    }
    *buffer = (struct xpost_buffer)XPOST_BUFFER(buffer->maximum);
}

char *xpost_buffer_take(struct xpost_buffer *buffer)
{
    if (!buffer->data)
        xpost_buffer_append(buffer, "", 0);
    char *text = buffer->failed ? NULL : buffer->data;
    if (text)
        *buffer = (struct xpost_buffer)XPOST_BUFFER(buffer->maximum);
    xpost_buffer_release(buffer);
    return text;
}

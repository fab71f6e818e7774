/* Emoji as twemoji-parser 11 sees them (Unicode 11). */
#ifndef XPOST_TEXT_EMOJI_H
#define XPOST_TEXT_EMOJI_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the emoji that `text` (valid UTF-8) begins with, or 0. */
size_t xpost_emoji_length(const unsigned char *text, size_t length);

#endif

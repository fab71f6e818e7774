/* The scripts that have no spaces between words, as far as cutting a text needs them. */
#ifndef XPOST_SPLIT_SCRIPT_H
#define XPOST_SPLIT_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

/* Of a script whose lines are broken between any two characters: Chinese and Japanese. */
bool xpost_script_is_ideograph(uint32_t character);

bool xpost_script_is_hiragana(uint32_t character);

/* Small kana, and signs that go on with what is before them: no line begins with them. */
bool xpost_script_is_small(uint32_t character);

bool xpost_script_is_emoji(uint32_t character);

#endif

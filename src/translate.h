/* What users read, in their language.
 *
 * The English text is the key, as the sources have it; lua/xpost/translate_ja.lua is the
 * catalogue, for this core and the Lua files alike.  translate_ja.c is made from it (see
 * tests/tools/translations.lua), so that the core opens no file.  What a program reads is never
 * translated: codes, outcomes, names of steps and fields. */
#ifndef XPOST_TRANSLATE_H
#define XPOST_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>

enum xpost_language { XPOST_ENGLISH, XPOST_JAPANESE };

/* The language of everything that is said from now on, by all threads. */
void xpost_language_set(enum xpost_language language);
enum xpost_language xpost_language_get(void);

/* The language for a locale as POSIX names it ("ja_JP.UTF-8"); English for any that is not
 * known, and for NULL. */
enum xpost_language xpost_language_of_locale(const char *locale);

/* The language that the environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that
 * says anything.  `getenv` is given for tests. */
enum xpost_language xpost_language_of_environment(char *(*getenv)(const char *name));

/* "en" or "ja". */
const char *xpost_language_name(enum xpost_language language);

/* False where nothing is called so; `language` keeps its value then. */
bool xpost_language_of_name(const char *name, enum xpost_language *language);

/* `english` in the language of now; itself, where there is nothing else for it.  Both have the
 * same conversions for printf, a translation perhaps in another order ("%2$s").  Never freed.
 */
const char *xpost_translate(const char *english) __attribute__((format_arg(1)));

struct xpost_translation {
    const char *english;
    const char *translated;
};

/* Sorted by `english`, byte by byte. */
extern const struct xpost_translation xpost_translations_ja[];
extern const size_t xpost_translations_ja_count;

#endif

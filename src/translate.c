#include "translate.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* One for the process: its user reads one language. */
static _Atomic int chosen = XPOST_ENGLISH;

void xpost_language_set(enum xpost_language language)
{
    atomic_store_explicit(&chosen, (int)language, memory_order_relaxed);
}

enum xpost_language xpost_language_get(void)
{
    return (enum xpost_language)atomic_load_explicit(&chosen, memory_order_relaxed);
}

enum xpost_language xpost_language_of_locale(const char *locale)
{
    static const char japanese[] = "ja";
    if (!locale || strncmp(locale, japanese, sizeof japanese - 1) != 0)
        return XPOST_ENGLISH;
    /* "jam" is Jamaican Creole. */
    return strchr("_.@-", locale[sizeof japanese - 1]) ? XPOST_JAPANESE : XPOST_ENGLISH;
}

enum xpost_language xpost_language_of_environment(char *(*getenv)(const char *name))
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return xpost_language_of_locale(locale);
    }
    return XPOST_ENGLISH;
}

const char *xpost_language_name(enum xpost_language language)
{
    return language == XPOST_JAPANESE ? "ja" : "en";
}

bool xpost_language_of_name(const char *name, enum xpost_language *language)
{
    if (strcmp(name, "ja") == 0)
        *language = XPOST_JAPANESE;
    else if (strcmp(name, "en") == 0)
        *language = XPOST_ENGLISH;
    else
        return false;
    return true;
}

static int compare(const void *english, const void *entry)
{
    return strcmp(english, ((const struct xpost_translation *)entry)->english);
}

const char *xpost_translate(const char *english)
{
    if (xpost_language_get() != XPOST_JAPANESE)
        return english;
    const struct xpost_translation *found =
        bsearch(english, xpost_translations_ja, xpost_translations_ja_count,
                sizeof *xpost_translations_ja, compare);
    return found ? found->translated : english;
}

#include "check.h"

#include "error.h"
#include "translate.h"
#include "utf8.h"

static struct xpost_error error;

static void test_locale__that_is_japanese_is_known(void)
{
    static const char *const japanese[] = {"ja",       "ja_JP", "ja_JP.UTF-8",
                                           "ja.UTF-8", "ja@x",  "ja-JP"};
    static const char *const others[] = {"",  "C",     "C.UTF-8", "POSIX", "en_US.UTF-8", "jam",
                                         "j", "JA_JP", "de_DE",   " ja",   "xja_JP"};
    for (size_t i = 0; i < sizeof japanese / sizeof *japanese; i++)
        CHECK_NUMBER(xpost_language_of_locale(japanese[i]), XPOST_JAPANESE);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_NUMBER(xpost_language_of_locale(others[i]), XPOST_ENGLISH);
    CHECK_NUMBER(xpost_language_of_locale(NULL), XPOST_ENGLISH);
}

/* --- the environment --- */

static const char *all, *messages, *lang;

static char *lookup(const char *name)
{
    const char *value = strcmp(name, "LC_ALL") == 0        ? all
                        : strcmp(name, "LC_MESSAGES") == 0 ? messages
                        : strcmp(name, "LANG") == 0        ? lang
                                                           : "ja_JP.UTF-8";
    return (char *)(uintptr_t)value;
}

static void check_environment(const char *lc_all, const char *lc_messages, const char *lc_lang,
                              enum xpost_language wanted)
{
    all = lc_all;
    messages = lc_messages;
    lang = lc_lang;
    CHECK_NUMBER(xpost_language_of_environment(lookup), wanted);
}

static void test_environment__is_asked_in_the_order_of_posix(void)
{
    check_environment(NULL, NULL, NULL, XPOST_ENGLISH);
    check_environment(NULL, NULL, "ja_JP.UTF-8", XPOST_JAPANESE);
    check_environment(NULL, "ja_JP.UTF-8", "en_US.UTF-8", XPOST_JAPANESE);
    check_environment(NULL, "C", "ja_JP.UTF-8", XPOST_ENGLISH);
    check_environment("ja_JP.UTF-8", "C", "C", XPOST_JAPANESE);
    check_environment("C", "ja_JP.UTF-8", "ja_JP.UTF-8", XPOST_ENGLISH);
    /* Set but empty says nothing. */
    check_environment("", "", "ja_JP.UTF-8", XPOST_JAPANESE);
    check_environment("", "", "", XPOST_ENGLISH);
}

/* --- names --- */

static void test_name__leads_to_its_language_and_back(void)
{
    enum xpost_language language = XPOST_ENGLISH;
    CHECK(xpost_language_of_name("ja", &language) && language == XPOST_JAPANESE);
    CHECK_TEXT(xpost_language_name(language), "ja");
    CHECK(xpost_language_of_name("en", &language) && language == XPOST_ENGLISH);
    CHECK_TEXT(xpost_language_name(language), "en");
}

static void test_name__that_is_unknown_changes_nothing(void)
{
    static const char *const unknown[] = {"", "JA", "ja_JP", "jp", "de"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        enum xpost_language language = XPOST_JAPANESE;
        CHECK(!xpost_language_of_name(unknown[i], &language));
        CHECK_NUMBER(language, XPOST_JAPANESE);
    }
}

/* --- texts --- */

static void test_text__is_english_until_a_language_is_chosen(void)
{
    static const char text[] = "Cancelled.";
    CHECK_NUMBER(xpost_language_get(), XPOST_ENGLISH);
    CHECK(xpost_translate(text) == text);
    xpost_language_set(XPOST_JAPANESE);
    CHECK_NUMBER(xpost_language_get(), XPOST_JAPANESE);
    CHECK_TEXT(xpost_translate(text), "キャンセルしました。");
    xpost_language_set(XPOST_ENGLISH);
    CHECK(xpost_translate(text) == text);
}

static void test_text__that_is_unknown_stays_as_it_is(void)
{
    static const char *const unknown[] = {"",       "%s",  "Cancelled", "Cancelled. ",
                                          "日本語", "\xff"};
    xpost_language_set(XPOST_JAPANESE);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        CHECK(xpost_translate(unknown[i]) == unknown[i]);
    xpost_language_set(XPOST_ENGLISH);
}

static void test_table__is_sorted_and_each_text_is_found(void)
{
    xpost_language_set(XPOST_JAPANESE);
    CHECK(xpost_translations_ja_count > 100);
    for (size_t i = 0; i < xpost_translations_ja_count; i++) {
        const struct xpost_translation *entry = &xpost_translations_ja[i];
        CHECK(i == 0 || strcmp(entry[-1].english, entry->english) < 0);
        CHECK(xpost_translate(entry->english) == entry->translated);
    }
    xpost_language_set(XPOST_ENGLISH);
}

/* Messages are made harmless for a terminal, and that must leave a translation as it is. */
static void test_table__holds_what_a_message_can_hold(void)
{
    char clean[2 * XPOST_MESSAGE_MAX];
    for (size_t i = 0; i < xpost_translations_ja_count; i++) {
        const char *text = xpost_translations_ja[i].translated;
        CHECK(*text && strlen(text) < XPOST_MESSAGE_MAX);
        xpost_utf8_sanitise(clean, sizeof clean, text, strlen(text));
        CHECK_TEXT(clean, text);
    }
}

/* --- errors --- */

static void test_error__is_in_the_language_of_now(void)
{
    xpost_language_set(XPOST_JAPANESE);
    xpost_error_set(&error, XPOST_STORE, "There can be at most %d accounts.", 100);
    CHECK_TEXT(error.message, "アカウントは 100 個までです。");
    CHECK_TEXT(xpost_code_name(error.code), "store");
    xpost_language_set(XPOST_ENGLISH);
    xpost_error_set(&error, XPOST_STORE, "There can be at most %d accounts.", 100);
    CHECK_TEXT(error.message, "There can be at most 100 accounts.");
}

static void test_error__takes_its_values_in_the_order_of_the_translation(void)
{
    xpost_language_set(XPOST_JAPANESE);
    xpost_error_set(&error, XPOST_SERVER,
                    "X refused the app of '%s' at %s, when it was to be renewed.", "main",
                    "12:00");
    xpost_language_set(XPOST_ENGLISH);
    const char *time = strstr(error.message, "12:00"), *name = strstr(error.message, "main");
    CHECK(time && name && time < name);
    CHECK(!strchr(error.message, '%') && !strstr(error.message, "refused"));
}

static void test_error__that_is_cut_ends_in_a_whole_character(void)
{
    char name[XPOST_MESSAGE_MAX];
    xpost_language_set(XPOST_JAPANESE);
    for (size_t length = XPOST_MESSAGE_MAX - 80; length < XPOST_MESSAGE_MAX - 1; length++) {
        memset(name, 'a', length);
        name[length] = '\0';
        xpost_error_set(&error, XPOST_STORE,
                        "The state directory %s is yours alone (mode "
                        "%04o).",
                        name, 0700U);
        size_t size = strlen(error.message);
        CHECK(size < sizeof error.message && size + 3 >= sizeof error.message);
        CHECK(xpost_utf8_valid(error.message, size));
        CHECK(!strstr(error.message, "\xef\xbf\xbd"));
    }
    xpost_language_set(XPOST_ENGLISH);
}

int main(void)
{
    RUN(test_locale__that_is_japanese_is_known);
    RUN(test_environment__is_asked_in_the_order_of_posix);
    RUN(test_name__leads_to_its_language_and_back);
    RUN(test_name__that_is_unknown_changes_nothing);
    RUN(test_text__is_english_until_a_language_is_chosen);
    RUN(test_text__that_is_unknown_stays_as_it_is);
    RUN(test_table__is_sorted_and_each_text_is_found);
    RUN(test_table__holds_what_a_message_can_hold);
    RUN(test_error__is_in_the_language_of_now);
    RUN(test_error__takes_its_values_in_the_order_of_the_translation);
    RUN(test_error__that_is_cut_ends_in_a_whole_character);
    return check_report();
}

#include "check.h"

#include "explanation.h"
#include "translate.h"

#include <string.h>

static const enum xpost_code codes[] = {
#define XPOST_CODE_VALUE(code, name) XPOST_##code,
    XPOST_CODES(XPOST_CODE_VALUE)
#undef XPOST_CODE_VALUE
};

enum { COUNT = sizeof codes / sizeof *codes };

static void check_sentence(const char *code, const char *english)
{
    size_t length = strlen(english);
    CHECK(length > 10);
    CHECK(length < 250);
    CHECK(english[length - 1] == '.');
    xpost_language_set(XPOST_JAPANESE);
    const char *japanese = xpost_translate(english);
    xpost_language_set(XPOST_ENGLISH);
    if (japanese == english)
        printf("%s has no Japanese: %s\n", code, english);
    CHECK(japanese != english);
}

static void test_explanation__tells_of_each_code_in_both_languages(void)
{
    for (size_t i = 0; i < COUNT; i++) {
        struct xpost_explanation explanation = xpost_explain(codes[i]);
        const char *name = xpost_code_name(codes[i]);
        check_sentence(name, explanation.happened);
        check_sentence(name, explanation.why);
        check_sentence(name, explanation.todo);
        check_sentence(name, explanation.where);
    }
}

static void test_explanation__says_nothing_where_nothing_failed(void)
{
    CHECK_TEXT(xpost_explain(XPOST_OK).happened, "");
    CHECK_TEXT(xpost_explain((enum xpost_code)999).todo, "");
}

int main(void)
{
    RUN(test_explanation__tells_of_each_code_in_both_languages);
    RUN(test_explanation__says_nothing_where_nothing_failed);
    return check_report();
}

#include "text_cashtag.h"

#include "check.h"

#include <stdlib.h>

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static size_t count(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    size_t result = xpost_cashtag_count(copy, length);
    free(copy);
    return result;
}

/* twitter-text: conformance/extract.yml, cashtags. */
static void test_cashtags__are_those_of_twitter_text(void)
{
    CHECK_NUMBER(count("Example cashtags: $TEST $Stock   $symbol"), 3);
    CHECK_NUMBER(count("Example cashtags: $TEST.T $test.tt $Stock_X $symbol_ab"), 4);
    CHECK_NUMBER(count("$123 $test123 $TE123ST"), 0);
    CHECK_NUMBER(count("$ストック $株"), 0);
    CHECK_NUMBER(count("$ $. $- $@ $! $() $+"), 0);
    CHECK_NUMBER(count("$TEST. $TEST_"), 2);
    CHECK_NUMBER(count("$OK$NG$BAD text$NO .$NG $$NG"), 1);
    CHECK_NUMBER(count("$CashtagMustBeLessThanSixCharacter"), 0);
    CHECK_NUMBER(count("Example: $TEST.T test $symbol_ab end"), 2);
}

static void test_cashtags__have_one_to_six_letters(void)
{
    CHECK_NUMBER(count(""), 0);
    CHECK_NUMBER(count("$"), 0);
    CHECK_NUMBER(count("$a"), 1);
    CHECK_NUMBER(count("$abcdef"), 1);
    CHECK_NUMBER(count("$abcdefg"), 0);
    CHECK_NUMBER(count("price $175k and $5"), 0);
    CHECK_NUMBER(count("no sign, abc"), 0);
}

static void test_cashtags__may_have_a_suffix_of_two_letters(void)
{
    CHECK_NUMBER(count("$abc.de"), 1);
    CHECK_NUMBER(count("$abc.def"), 1); /* $abc before a full stop */
    CHECK_NUMBER(count("$abc_d1"), 1);
    CHECK_NUMBER(count("$abc.."), 1);
    CHECK_NUMBER(count("$abc.de.fg"), 1);
    CHECK_NUMBER(count("$abc."), 1);
}

static void test_cashtags__stand_between_spaces_and_punctuation(void)
{
    CHECK_NUMBER(count("$abc\n$def\t$ghi"), 3);
    CHECK_NUMBER(count("$abc\xE3\x80\x80$def"), 2);             /* U+3000 */
    CHECK_NUMBER(count("$abc\xC2\xA0$def"), 2);                 /* U+00A0 */
    CHECK_NUMBER(count("\xE2\x80\x83$abc\xE2\x80\xA8$def"), 2); /* U+2003, U+2028 */
    CHECK_NUMBER(count("語$abc"), 0);
    CHECK_NUMBER(count("$abc語"), 0);
    CHECK_NUMBER(count("($abc)"), 0);
    CHECK_NUMBER(count("$abc, $def; $ghi) $jkl\" $mno'"), 4); /* not the one before " */
    CHECK_NUMBER(count("a$abc"), 0);
}

int main(void)
{
    RUN(test_cashtags__are_those_of_twitter_text);
    RUN(test_cashtags__have_one_to_six_letters);
    RUN(test_cashtags__may_have_a_suffix_of_two_letters);
    RUN(test_cashtags__stand_between_spaces_and_punctuation);
    return check_report();
}

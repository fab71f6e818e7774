/* Where a text is cut, and what is made of it. */
#include "split.h"

#include "error.h"

#include "check.h"

static struct xpost_parts parts;
static char joined[65536];

/* The parts, with a bar between; from memory of exactly that size. */
static const char *split_text(struct xpost_split split, const char *text)
{
    struct xpost_error error;
    size_t length = strlen(text);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    const struct xpost_source source = {copy, length};
    split.sources = &source;
    split.source_count = 1;
    xpost_parts_release(&parts);
    joined[0] = '\0';
    if (xpost_split(&split, &parts, &error) != 0)
        snprintf(joined, sizeof joined, "%s: %s", xpost_code_name(error.code), error.message);
    for (size_t i = 0; i < parts.count; i++) {
        strcat(joined, i > 0 ? "|" : "");
        strcat(joined, parts.list[i].text);
        CHECK_NUMBER(parts.list[i].count.limit, split.limit ? split.limit : XPOST_TEXT_LIMIT);
    }
    free(copy);
    return joined;
}

static const char *cut(int limit, const char *text)
{
    return split_text((struct xpost_split){.limit = limit, .cut = true}, text);
}

static const char *number(int limit, const char *text)
{
    return split_text((struct xpost_split){.limit = limit, .cut = true, .number = true}, text);
}

static void test_split__leaves_what_fits_alone(void)
{
    CHECK_TEXT(cut(0, "Hello"), "Hello");
    CHECK_TEXT(cut(0, " \n Hello,\n\nworld \n"), " \n Hello,\n\nworld \n");
    CHECK_NUMBER(parts.list[0].begin, 0);
    CHECK_NUMBER(parts.list[0].end, 18);
    CHECK_TEXT(number(0, " \n Hello,\n\nworld \n"), "Hello,\n\nworld");
    CHECK_NUMBER(parts.list[0].begin, 3);
    CHECK_NUMBER(parts.list[0].end, 16);
    CHECK(parts.list[0].over_at == XPOST_PART_FITS);
    CHECK_TEXT(cut(0, ""), "");
    CHECK_NUMBER(parts.count, 0);
    CHECK_TEXT(cut(0, " \n\xE3\x80\x80\n"), "");
    CHECK_NUMBER(parts.count, 0);
}

static void test_split__cuts_at_a_paragraph_before_anything_else(void)
{
    CHECK_TEXT(cut(20, "One two. Th.\n\nFour five six."), "One two. Th.|Four five six.");
    CHECK_TEXT(cut(20, "One two\r\n \t\r\nthree four five."), "One two|three four five.");
    /* One that would leave nearly nothing is not taken. */
    CHECK_TEXT(cut(20, "A\n\nOne two, three four five"), "A\n\nOne two,|three four five");
}

static void test_split__cuts_after_a_sentence(void)
{
    CHECK_TEXT(cut(20, "One two. Three four five six."), "One two.|Three four five six.");
    CHECK_TEXT(cut(20, "\"One two!\" Three four five."), "\"One two!\"|Three four five.");
    CHECK_TEXT(cut(20, "(Why not?) Three four five."), "(Why not?)|Three four five.");
    CHECK_TEXT(cut(20, "今日は。明日は雨が降る"), "今日は。|明日は雨が降る");
    CHECK_TEXT(cut(24, "「今日は！」と言った人がいた"), "「今日は！」|と言った人がいた");
}

static void test_split__keeps_headings_and_items_whole(void)
{
    CHECK_TEXT(cut(20, "- One. Two.\n- Three. Four"), "- One. Two.|- Three. Four");
    CHECK_TEXT(cut(20, "One. Two.\n2. Three. Four"), "One. Two.|2. Three. Four");
    CHECK_TEXT(cut(20, "・東京。大阪\n・京都。奈良"), "・東京。大阪|・京都。奈良");
    CHECK_TEXT(cut(20, "Zero one\n\n## Two\n\nThree four"), "Zero one|## Two\n\nThree four");
    CHECK_TEXT(cut(20, "Zero one\n#tag two three four"), "Zero one|#tag two three four");
}

static void test_split__takes_no_abbreviation_for_a_sentence(void)
{
    CHECK_TEXT(cut(20, "We met Dr. Smith there yesterday"), "We met Dr. Smith|there yesterday");
    CHECK_TEXT(cut(20, "Trains, e.g. Fast ones are nice"), "Trains, e.g. Fast|ones are nice");
    CHECK_TEXT(cut(20, "I know John F. Kennedy well"), "I know John F.|Kennedy well");
    CHECK_TEXT(cut(20, "John F. Kennedy, I know him"), "John F. Kennedy,|I know him");
    CHECK_TEXT(cut(20, "It is 3.14 or so. and so on"), "It is 3.14 or so.|and so on");
}

static void test_split__cuts_after_a_line_then_a_clause_then_a_word(void)
{
    CHECK_TEXT(cut(20, "- one two\n- three four five"), "- one two|- three four five");
    CHECK_TEXT(cut(20, "One two three, four five"), "One two three,|four five");
    CHECK_TEXT(cut(20, "One two three four five"), "One two three four|five");
    CHECK_TEXT(cut(12, "東京、大阪、名古屋"), "東京、大阪、|名古屋");
}

static void test_split__keeps_japanese_words_and_punctuation_together(void)
{
    /* Before a word in another script than that of the ending before it. */
    CHECK_TEXT(cut(20, "私は昨日東京の駅で彼に会った"), "私は昨日東京の駅で|彼に会った");
    /* Neither small kana nor a long vowel begins a part, nor does a bracket end one. */
    CHECK_TEXT(cut(8, "ああああーー"), "あああ|あーー");
    CHECK_TEXT(cut(8, "カカカカャカ"), "カカカ|カャカ");
    CHECK_TEXT(cut(10, "漢字漢字「漢字」"), "漢字漢字|「漢字」");
}

static void test_split__never_cuts_what_belongs_together(void)
{
    CHECK_TEXT(cut(30, "aaaa https://example.com/a/long/path"),
               "aaaa https://example.com/a/long/path"); /* 28 */
    CHECK_TEXT(cut(27, "aaaa https://example.com/a/long/path"),
               "aaaa|https://example.com/a/long/path");
    CHECK_TEXT(cut(12, "語語語 #語語語語"), "語語語|#語語語語");
    CHECK_TEXT(cut(12, "語語語@user_name語"), "語語語|@user_name語");
    CHECK_TEXT(cut(12, "語語語 $ABCDEF 語"), "語語語|$ABCDEF 語");
    CHECK_TEXT(
        cut(5, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"),
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦|👩‍👩‍👧‍👦");
    CHECK_TEXT(cut(4, "🇯🇵🇯🇵🇯🇵"), "🇯🇵🇯🇵|🇯🇵");
    CHECK_TEXT(cut(4, "かか\xE3\x82\x99\xE3\x81\x8B"), "かか\xE3\x82\x99|か"); /* NFD */
}

static void test_split__cuts_a_word_that_is_too_long_between_characters(void)
{
    CHECK_TEXT(cut(5, "abcdefghijkl"), "abcde|fghij|kl");
    CHECK_TEXT(cut(5, "x abcdefghijkl"), "x|abcde|fghij|kl");
    CHECK_TEXT(cut(4, "한국어말"), "한국|어말");
    /* Not even one cluster fits. */
    CHECK_TEXT(cut(3, "e\xCC\xA3\xCC\xA3\xCC\xA3"), "e\xCC\xA3\xCC\xA3|\xCC\xA3");
    CHECK_TEXT(cut(1, "a😀"),
               "invalid_request: The limit is too small: not even one character, emoji or link "
               "fits. Give a larger one.");
}

static void test_split__leaves_white_space_at_a_cut_out_of_the_count(void)
{
    CHECK_TEXT(cut(5, "abcde      fghij"), "abcde|fghij");
    CHECK_TEXT(cut(5, "abcde\n\n\n\nfghij   "), "abcde|fghij");
    CHECK_TEXT(cut(6, "日本語\xE3\x80\x80日本語"), "日本語|日本語");
    /* But what indents a paragraph is text. */
    CHECK_TEXT(cut(8, "日本語\n\n\xE3\x80\x80日本語"), "日本語|\xE3\x80\x80日本語");
}

static void test_split__numbers_posts_and_counts_the_numbers(void)
{
    CHECK_TEXT(number(12, "one two three four"), "one two 1/3|three 2/3|four 3/3");
    for (size_t i = 0; i < parts.count; i++)
        CHECK(parts.list[i].count.weight <= 12);
    CHECK_TEXT(number(20, "one two"), "one two");
    CHECK_TEXT(number(16, "one two three\n\n```\nfour\n```"),
               "one two 1/3|three 2/3|```\nfour\n```\n3/3");
    CHECK_TEXT(number(4, "abcdef"),
               "invalid_request: The limit is too small: not even one character, emoji or link "
               "fits. Give a larger one.");
}

static void test_split__has_room_for_numbers_of_any_length(void)
{
    char text[2000] = "";
    for (int i = 0; i < 120; i++)
        strcat(text, "word ");
    number(12, text);
    CHECK(parts.count > 100);
    for (size_t i = 0; i < parts.count; i++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "word %zu/%zu", i + 1, parts.count);
        CHECK_TEXT(parts.list[i].text, wanted);
        CHECK(parts.list[i].count.weight <= 12);
    }
}

static void test_split__tells_where_the_limit_is_passed(void)
{
    cut(5, "ab cd ef gh");
    CHECK_NUMBER(parts.count, 2);
    CHECK_NUMBER(parts.list[0].over_at, 5);
    CHECK(parts.list[1].over_at == XPOST_PART_FITS);
    split_text((struct xpost_split){.limit = 5}, "  ab cd ef gh");
    CHECK_NUMBER(parts.count, 1);
    CHECK_NUMBER(parts.list[0].over_at, 7);
    CHECK(!parts.list[0].count.valid);
}

static void test_split__tells_what_each_part_is_made_of(void)
{
    const char *text = " 今日は。 明日は雨が降る。\n\n「ほら」 ";
    cut(16, text);
    CHECK_NUMBER(parts.count, 3);
    for (size_t i = 0; i < parts.count; i++) {
        const struct xpost_part *part = &parts.list[i];
        CHECK_NUMBER(part->end - part->begin, strlen(part->text));
        CHECK(memcmp(text + part->begin, part->text, part->end - part->begin) == 0);
    }
}

static void test_split__takes_several_texts(void)
{
    struct xpost_error error;
    const struct xpost_source sources[] = {{"a b", 3}, {" ", 1}, {"c", 1}};
    struct xpost_split split = {
        .sources = sources, .source_count = 3, .limit = 7, .cut = true, .number = true};
    xpost_parts_release(&parts);
    CHECK_NUMBER(xpost_split(&split, &parts, &error), 0);
    CHECK_NUMBER(parts.count, 2);
    CHECK_TEXT(parts.list[1].text, "c 2/2");
    CHECK_NUMBER(parts.list[1].source, 2);
    split.keep_blank = true;
    xpost_parts_release(&parts);
    CHECK_NUMBER(xpost_split(&split, &parts, &error), 0);
    CHECK_NUMBER(parts.count, 3);
    CHECK_TEXT(parts.list[1].text, "2/3");
}

static void test_split__refuses_what_is_no_text(void)
{
    CHECK(strstr(cut(0, "ab\xFF"), "not valid UTF-8 at byte offset 2"));
    CHECK_NUMBER(parts.count, 0);
}

int main(void)
{
    RUN(test_split__leaves_what_fits_alone);
    RUN(test_split__cuts_at_a_paragraph_before_anything_else);
    RUN(test_split__cuts_after_a_sentence);
    RUN(test_split__keeps_headings_and_items_whole);
    RUN(test_split__takes_no_abbreviation_for_a_sentence);
    RUN(test_split__cuts_after_a_line_then_a_clause_then_a_word);
    RUN(test_split__keeps_japanese_words_and_punctuation_together);
    RUN(test_split__never_cuts_what_belongs_together);
    RUN(test_split__cuts_a_word_that_is_too_long_between_characters);
    RUN(test_split__leaves_white_space_at_a_cut_out_of_the_count);
    RUN(test_split__numbers_posts_and_counts_the_numbers);
    RUN(test_split__has_room_for_numbers_of_any_length);
    RUN(test_split__tells_where_the_limit_is_passed);
    RUN(test_split__tells_what_each_part_is_made_of);
    RUN(test_split__takes_several_texts);
    RUN(test_split__refuses_what_is_no_text);
    xpost_parts_release(&parts);
    return check_report();
}

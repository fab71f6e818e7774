/* Lines of --- and images, in a text that becomes a thread. */
#include "split.h"

#include "error.h"

#include "check.h"

static struct xpost_parts parts;
static char told[65536];

/* The parts, with a bar between, each with its images: {path=alt}. */
static const char *read_text(const char *text)
{
    struct xpost_error error;
    size_t length = strlen(text);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    const struct xpost_source source = {copy, length};
    const struct xpost_split split = {.sources = &source, .source_count = 1, .markdown = true};
    xpost_parts_release(&parts);
    told[0] = '\0';
    if (xpost_split(&split, &parts, &error) != 0)
        snprintf(told, sizeof told, "%s", error.message);
    for (size_t i = 0; i < parts.count; i++) {
        const struct xpost_part *part = &parts.list[i];
        strcat(told, i > 0 ? "|" : "");
        strcat(told, part->text);
        for (size_t k = 0; k < part->image_count; k++) {
            const struct xpost_part_image *image = &part->images[k];
            CHECK(text[image->begin] == '!' && text[image->end - 1] == ')');
            strcat(told, "{");
            strcat(told, image->path);
            strcat(told, image->alt ? "=" : "");
            strcat(told, image->alt ? image->alt : "");
            strcat(told, "}");
        }
    }
    free(copy);
    return told;
}

static void test_markdown__a_line_of_three_hyphens_ends_a_post(void)
{
    CHECK_TEXT(read_text("a\n---\nb"), "a|b");
    CHECK_TEXT(read_text("a\r\n--- \t\r\nb\r\n"), "a|b");
    CHECK_TEXT(read_text("---\na\n---\n---\n\n---\nb\n---"), "a|b");
    CHECK_TEXT(read_text("a\n----\nb\n --- \nc\n- - -\n--\n---x\nd"),
               "a\n----\nb\n --- \nc\n- - -\n--\n---x\nd");
    CHECK_TEXT(read_text("---"), "");
    CHECK_TEXT(read_text(""), "");
}

static void test_markdown__code_is_left_alone(void)
{
    CHECK_TEXT(read_text("```\n---\n```\n---\nb"), "```\n---\n```|b");
    CHECK_TEXT(read_text("~~~ lua\n---\n```\n![a](b)\n~~~\n---\nb"),
               "~~~ lua\n---\n```\n![a](b)\n~~~|b");
    /* A fence is as long as the one that it closes, and has nothing after it. */
    CHECK_TEXT(read_text("````\n```\n---\n```` x\n---\n`````\n---\nb"),
               "````\n```\n---\n```` x\n---\n`````|b");
    CHECK_TEXT(read_text("   ```\n---\n   ```\n---\nb"), "```\n---\n   ```|b");
    /* One that is never closed goes on to the end; what is indented is none. */
    CHECK_TEXT(read_text("```\na\n---\nb"), "```\na\n---\nb");
    CHECK_TEXT(read_text("a\n    ```\n---\nb"), "a\n    ```|b");
    CHECK_TEXT(read_text("``` a`b\n---\nb"), "``` a`b|b");
    CHECK_TEXT(read_text("`![a](b)` ``![a](`b``![c](d)"), "`![a](b)` ``![a](`b``{d=c}");
    CHECK_TEXT(read_text("` ![a](b)"), "`{b=a}");
}

static void test_markdown__an_image_has_a_path_and_maybe_a_text(void)
{
    CHECK_TEXT(read_text("x ![a cat](cat.png)"), "x{cat.png=a cat}");
    CHECK_TEXT(read_text("![](cat.png)"), "{cat.png}");
    CHECK_TEXT(read_text("![ ]( cat.png )"), "{cat.png}");
    CHECK_TEXT(read_text("![a](<my cat.png>)"), "{my cat.png=a}");
    CHECK_TEXT(read_text("![a](my cat.png)"), "{my cat.png=a}");
    CHECK_TEXT(read_text("![a](cat.png \"A title\") ![b](<c d.png> 't')"),
               "{cat.png=a}{c d.png=b}");
    CHECK_TEXT(read_text("![猫](猫/写真.jpg)"), "{猫/写真.jpg=猫}");
    CHECK_TEXT(read_text("![a](~/cat(1).png)"), "{~/cat(1).png=a}");
    CHECK_TEXT(read_text("![a \\] [b] c](x\\(.png)"), "{x(.png=a ] [b] c}");
    CHECK_TEXT(read_text("![a](C:\\\\x.png)"), "{C:\\x.png=a}");
}

static void test_markdown__what_is_no_image_stays_text(void)
{
    static const char *const texts[] = {"![a]",      "![a](",    "![a]()", "![a]( )",
                                        "! [a](b)",  "[a](b)",   "![a(b)", "!\\[a](b)",
                                        "\\![a](b)", "![a] (b)", "!["};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_TEXT(read_text(texts[i]), texts[i]);
    CHECK_TEXT(read_text("![a\n](b)"), "![a\n](b)");
    CHECK_TEXT(read_text("![![a](b)"), "![{b=a}");
}

static void test_markdown__an_image_leaves_no_hole(void)
{
    CHECK_TEXT(read_text("one ![a](b) two"), "one two{b=a}");
    CHECK_TEXT(read_text("one![a](b)two"), "onetwo{b=a}");
    CHECK_TEXT(read_text("![a](b) two"), "two{b=a}");
    CHECK_TEXT(read_text("one ![a](b) ![c](d), two"), "one, two{b=a}{d=c}");
    CHECK_TEXT(read_text("one\n![a](b)\ntwo"), "one\ntwo{b=a}");
    CHECK_TEXT(read_text("one\n\n![a](b) ![c](d)\n\n\ntwo"), "one\n\ntwo{b=a}{d=c}");
    CHECK_TEXT(read_text("one\n\n![a](b)\n![c](d)\n\ntwo"), "one\n\ntwo{b=a}{d=c}");
    CHECK_TEXT(read_text("one\n\n![a](b)\n\n![c](d)\n\ntwo"), "one\n\ntwo{b=a}{d=c}");
    CHECK_TEXT(read_text("one\r\n\r\n![a](b)\r\n\r\ntwo"), "one\r\n\r\ntwo{b=a}");
    CHECK_TEXT(read_text("![a](b)\n\none\n"), "one{b=a}");
    CHECK_TEXT(read_text("one\n  two ![a](b)"), "one\n  two{b=a}");
}

static void test_markdown__images_go_with_their_post(void)
{
    CHECK_TEXT(read_text("a ![1](1)\n---\n![2](2)\n---\nc\n![3](3)"), "a{1=1}|{2=2}|c{3=3}");
    CHECK_NUMBER(parts.list[1].begin, 14);
    CHECK_NUMBER(parts.list[1].end, 21);
}

static void test_markdown__an_image_goes_with_the_part_that_it_stood_in(void)
{
    struct xpost_error error;
    const char *text = "aaaa ![1](1) bbbb. cccc ![2](2) dddd.\n\n![3](3)\n\neeee ![4](4)";
    const struct xpost_source source = {text, strlen(text)};
    const struct xpost_split split = {
        .sources = &source, .source_count = 1, .markdown = true, .cut = true, .limit = 12};
    xpost_parts_release(&parts);
    CHECK_NUMBER(xpost_split(&split, &parts, &error), 0);
    CHECK_NUMBER(parts.count, 3);
    CHECK_TEXT(parts.list[0].text, "aaaa bbbb.");
    CHECK_NUMBER(parts.list[0].image_count, 1);
    CHECK_TEXT(parts.list[1].text, "cccc dddd.");
    CHECK_NUMBER(parts.list[1].image_count, 2);
    CHECK_TEXT(parts.list[1].images[1].path, "3");
    CHECK_TEXT(parts.list[2].text, "eeee");
    CHECK_TEXT(parts.list[2].images[0].path, "4");
    /* In the text that was given, images and all. */
    CHECK(memcmp(text + parts.list[1].begin, "cccc ![2](2) dddd.", 18) == 0);
    CHECK_NUMBER(parts.list[1].end - parts.list[1].begin, 18);
}

static void test_markdown__the_limit_is_told_in_the_text_that_was_given(void)
{
    struct xpost_error error;
    const char *text = "x\n---\n![a](b)\n\n0123456789 ![c](d) abc";
    const struct xpost_source source = {text, strlen(text)};
    const struct xpost_split split = {
        .sources = &source, .source_count = 1, .markdown = true, .limit = 12};
    xpost_parts_release(&parts);
    CHECK_NUMBER(xpost_split(&split, &parts, &error), 0);
    CHECK_NUMBER(parts.count, 2);
    CHECK(parts.list[0].over_at == XPOST_PART_FITS);
    CHECK_TEXT(text + parts.list[1].over_at, "bc");
}

int main(void)
{
    RUN(test_markdown__a_line_of_three_hyphens_ends_a_post);
    RUN(test_markdown__code_is_left_alone);
    RUN(test_markdown__an_image_has_a_path_and_maybe_a_text);
    RUN(test_markdown__what_is_no_image_stays_text);
    RUN(test_markdown__an_image_leaves_no_hole);
    RUN(test_markdown__images_go_with_their_post);
    RUN(test_markdown__an_image_goes_with_the_part_that_it_stood_in);
    RUN(test_markdown__the_limit_is_told_in_the_text_that_was_given);
    xpost_parts_release(&parts);
    return check_report();
}

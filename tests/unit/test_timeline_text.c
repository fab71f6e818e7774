#define _POSIX_C_SOURCE 200809L

#include "timeline_rig.h"

#include "random_text.h"
#include "text.h"

#define URL(url, expanded)                                                                     \
    "{\"url\":\"https://t.co/" url "\",\"expanded_url\":\"" expanded "\"}"
#define URLS(list) ",\"entities\":{\"urls\":[" list "]}"

static void test_text__is_the_same(void)
{
    static const char *const texts[] = {
        "a",
        "Hello world",
        "日本語のテキスト。",
        "👩\xE2\x80\x8D👧 🇯🇵 1\xEF\xB8\x8F\xE2\x83\xA3",
        "a b\nc\n\nd",
        "…",
        "@someone #tag $TAG",
        "100% \"quoted\" 'x' \\ \x01",
        "http",
        "https://t.co/",
        "x…",
        "NBSP\xC2\xA0inside",
    };
    size_t count = sizeof texts / sizeof *texts;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            CHECK(rig_same(texts[i], texts[j], "") == (i == j));
    CHECK(!rig_same("Hello", "Hello!", ""));
    CHECK(!rig_same("Hello!", "Hello", ""));
    CHECK(!rig_same("Hello", "hello", ""));
    CHECK(!rig_same("Hello", "", ""));
    CHECK(!rig_same("a b", "ab", ""));
    CHECK(!rig_same("a\xC2\xA0"
                    "b",
                    "a b", ""));
}

static void test_text__may_have_other_white_space(void)
{
    CHECK(rig_same("  a\t b \r\n\r\nc\n", "a b\nc", ""));
    CHECK(rig_same("a\r\nb", "a\nb", ""));
    CHECK(rig_same("a\n\n\n\nb", "a\n\nb", ""));
    CHECK(rig_same("\xE3\x80\x80日本 ", "日本", ""));
    CHECK(rig_same("日本", "\xE3\x80\x80日本\xC2\xA0\xE2\x80\x83", ""));
    CHECK(rig_same("a\n", "a", ""));
    CHECK(!rig_same("a\n.", "a.", ""));
}

static void test_text__is_escaped_by_x(void)
{
    CHECK(rig_same("a & b < c > d", "a &amp; b &lt; c &gt; d", ""));
    CHECK(rig_same("&amp; &lt;", "&amp;amp; &amp;lt;", ""));
    CHECK(rig_same("&&&", "&amp;&amp;&amp;", ""));
    CHECK(rig_same("<a href=\"x\">", "&lt;a href=\"x\"&gt;", ""));
    CHECK(!rig_same("&amp;", "&amp;", ""));
    CHECK(!rig_same("&", "&amp;amp;", ""));
    CHECK(!rig_same("&lt;", "&lt;", ""));
    CHECK(!rig_same("<", ">", ""));
    CHECK(rig_same("a < b & c", "a < b &amp; c", ""));
}

static void test_text__may_be_decomposed(void)
{
    CHECK(rig_same("cafe\xCC\x81", "café", ""));
    CHECK(rig_same("café", "cafe\xCC\x81", ""));
    CHECK(rig_same("か\xE3\x82\x99き", "がき", ""));
    CHECK(rig_same("한국", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB국", ""));
    CHECK(!rig_same("cafe", "café", ""));
    CHECK(!rig_same("cafe\xCC\x80", "café", ""));
    CHECK(rig_same("> \xCC\xB8 >\xCC\xB8", "&gt; \xCC\xB8 &gt;\xCC\xB8", ""));
}

static void test_link__stands_for_the_address_of_its_entity(void)
{
    static const char *const ours[] = {
        "see http://example.com/Path?a=1&b=2 now", "see https://example.com/Path?a=1&b=2 now",
        "see HTTP://EXAMPLE.com/Path?a=1&b=2 now", "see example.com/Path?a=1&b=2 now",
        "see Example.COM/Path?a=1&b=2/ now",
    };
    static const char *const others[] = {
        "see http://example.com/path?a=1&b=2 now",
        "see http://example.com/Path?a=1&b=3 now",
        "see http://example.org/Path?a=1&b=2 now",
        "see http://example.com/Path?a=1&b=22 now",
        "see http://example.com/Path?a=1&b=2 later",
        "see http://example.com now",
        "see http://example.com/Path now",
        "see now",
        "see  now",
        "see ftp://example.com/Path?a=1&b=2 now",
        "see a.example.com/Path?a=1&b=2 now",
    };
    const char *more = URLS(URL("AbCdEfGhIj", "http://example.com/Path?a=1&b=2"));
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        CHECK(rig_same(ours[i], "see https://t.co/AbCdEfGhIj now", more));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK(!rig_same(others[i], "see https://t.co/AbCdEfGhIj now", more));
    CHECK(rig_same(ours[0], "see http://t.co/AbCdEfGhIj now",
                   ",\"entities\":{\"urls\":[{\"url\":\"http://t.co/AbCdEfGhIj\","
                   "\"expanded_url\":\"http://example.com/Path?a=1&b=2\"}]}"));
}

static void test_link__may_end_with_a_slash_or_not(void)
{
    const char *with = URLS(URL("a1", "http://example.com/")),
               *without = URLS(URL("a1", "http://example.com"));
    for (int slash = 0; slash < 2; slash++) {
        const char *more = slash ? with : without;
        CHECK(rig_same("http://example.com/", "https://t.co/a1", more));
        CHECK(rig_same("http://example.com", "https://t.co/a1", more));
        CHECK(rig_same("example.com", "https://t.co/a1", more));
        CHECK(rig_same("(example.com/)", "(https://t.co/a1)", more));
        CHECK(!rig_same("example.com/a", "https://t.co/a1", more));
        CHECK(!rig_same("example.com//", "https://t.co/a1", more));
    }
    CHECK(rig_same("example.com//", "https://t.co/a1/", with));
    CHECK(rig_same("example.com/.", "https://t.co/a1/.", without));
    CHECK(rig_same("example.com/.", "https://t.co/a1.", with));
}

static void test_link__is_between_characters_of_any_script(void)
{
    const char *more = URLS(URL("a1", "https://example.com/a") "," URL(
        "b2", "http://例え.jp") "," URL("c3", "http://example.newtld"));
    CHECK(rig_same("これはhttps://example.com/aです。", "これはhttps://t.co/a1です。", more));
    CHECK(rig_same("「http://例え.jp」と", "「https://t.co/b2」と", more));
    CHECK(rig_same("👍example.newtld!", "👍https://t.co/c3!", more));
    CHECK(rig_same("a https://example.com/a,http://例え.jp b",
                   "a https://t.co/a1,https://t.co/b2 b", more));
    CHECK(!rig_same("a http://例え.jp,https://example.com/a b",
                    "a https://t.co/a1,https://t.co/b2 b", more));
    CHECK(rig_same("https://ja.wikipedia.org/wiki/東京", "https://t.co/d4東京",
                   URLS(URL("d4", "https://ja.wikipedia.org/wiki/"))));
    CHECK(!rig_same("https://ja.wikipedia.org/wiki/東京", "https://t.co/d4大阪",
                    URLS(URL("d4", "https://ja.wikipedia.org/wiki/"))));
}

static void test_link__may_be_encoded_in_another_way(void)
{
    const char *path = URLS(URL("a1", "http://example.com/caf%C3%A9?q=%41")),
               *host = URLS(URL("a1", "http://xn--bcher-kva.example.com/x")),
               *plain = URLS(URL("a1", "http://BÜCHER.example.com/x"));
    CHECK(rig_same("http://example.com/café?q=A", "https://t.co/a1", path));
    CHECK(rig_same("http://example.com/cafe\xCC\x81?q=A", "https://t.co/a1", path));
    CHECK(rig_same("http://example.com/caf%c3%a9?q=A", "https://t.co/a1", path));
    CHECK(rig_same("http://example.com/cafe%CC%81?q=A", "https://t.co/a1",
                   URLS(URL("a1", "http://example.com/cafe%CC%81?q=A"))));
    CHECK(rig_same("http://example.com/café?q=%", "https://t.co/a1",
                   URLS(URL("a1", "http://example.com/cafe\xCC\x81?q=%"))));
    CHECK(rig_same("http://example.com/café", "https://t.co/a1",
                   URLS(URL("a1", "http://example.com/cafe%CC%81"))));
    CHECK(rig_same("http://example.com/%FF%F", "https://t.co/a1",
                   URLS(URL("a1", "http://example.com/%FF%F"))));
    CHECK(!rig_same("http://example.com/cafè?q=A", "https://t.co/a1", path));
    CHECK(!rig_same("http://example.com/caf%?q=A", "https://t.co/a1", path));
    CHECK(rig_same("http://bücher.example.com/x", "https://t.co/a1", host));
    CHECK(rig_same("http://Bücher.example.com/x", "https://t.co/a1", host));
    CHECK(!rig_same("http://pücher.example.com/x", "https://t.co/a1", host));
    CHECK(!rig_same("http://bcher.example.com/x", "https://t.co/a1", host));
    CHECK(!rig_same("http://bücher.example.com/y", "https://t.co/a1", host));
    CHECK(!rig_same("bü", "https://t.co/a1", host));
    CHECK(rig_same("http://xn--bcher-kva.example.com/x", "https://t.co/a1", plain));
    CHECK(rig_same("見てhttp://例え.テスト.jp/あ", "見てhttps://t.co/a1あ",
                   URLS(URL("a1", "http://xn--r8jz45g.xn--zckzah.jp/"))));
}

static void test_link__to_a_post_has_either_host(void)
{
    const char *more = URLS(URL("a1", "https://twitter.com/me/status/5"));
    CHECK(rig_same("https://x.com/me/status/5", "https://t.co/a1", more));
    CHECK(rig_same("https://twitter.com/me/status/5", "https://t.co/a1", more));
    CHECK(!rig_same("https://x.com/me/status/6", "https://t.co/a1", more));
    CHECK(!rig_same("https://ax.com/me/status/5", "https://t.co/a1", more));
    CHECK(!rig_same("https://x.com.jp/me/status/5", "https://t.co/a1", more));
}

static void test_link__without_entity_is_any_url(void)
{
    CHECK(rig_same("a http://example.com/x b", "a https://t.co/a1 b", ""));
    CHECK(rig_same("a http://example.com/x b", "a https://t.co/a1 b",
                   URLS("{\"url\":\"https://t.co/a1\"},{\"expanded_url\":\"x\"},{},1,null")));
    CHECK(rig_same("a http://example.com/x b", "a https://t.co/a1 b",
                   URLS(URL("a1", "https://t.co/a1"))));
    CHECK(rig_same("日本example.comの", "日本https://t.co/a1の", ""));
    CHECK(!rig_same("a word b", "a https://t.co/a1 b", ""));
    CHECK(!rig_same("a  b", "a https://t.co/a1 b", ""));
    CHECK(!rig_same("a http://example.com/x b", "a https://t.co/a1", ""));
    CHECK(!rig_same("a http://example.com/x", "a https://t.co/a1 b", ""));
    CHECK(!rig_same("a http://example.com/x b", "a  b", ""));
}

static void test_link__of_x_may_be_in_the_text(void)
{
    CHECK(rig_same("a https://t.co/a1 b", "a https://t.co/a1 b", ""));
    CHECK(rig_same("a https://t.co/a1 b", "a https://t.co/a1 b",
                   URLS(URL("a1", "http://example.com"))));
    CHECK(rig_same("a https://t.co/a1 b", "a https://t.co/b2 b",
                   URLS(URL("b2", "https://t.co/a1"))));
    CHECK(!rig_same("a https://t.co/a1 b", "a https://t.co/b2 b",
                    URLS(URL("b2", "https://t.co/c3"))));
    CHECK(!rig_same("a https://t.co/a1 b", "a https://t.co/a12 b",
                    URLS(URL("a12", "http://example.com"))));
    CHECK(rig_same("xhttps://t.co/a1", "xhttps://t.co/a1", ""));
    CHECK(rig_same("https://t.co/ä", "https://t.co/ä", ""));
}

/* What X makes of a text: without white space at its ends, links for URLs, escapes. */
struct render {
    const char *text;
    size_t at;
    struct xpost_buffer shown, more;
    int links;
};

static void render_plain(struct render *render, size_t end)
{
    for (; render->at < end; render->at++) {
        char c = render->text[render->at];
        if (c == '&' || c == '<' || c == '>')
            xpost_buffer_text(&render->shown, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
        else
            xpost_buffer_append(&render->shown, &c, 1);
    }
}

static void render_url(void *user, size_t begin, size_t end)
{
    struct render *render = user;
    char url[64], *address = strndup(render->text + begin, end - begin);
    render_plain(render, begin);
    snprintf(url, sizeof url, "https://t.co/%dAbCdE", render->links);
    xpost_buffer_text(&render->shown, url);
    xpost_buffer_text(&render->more, render->links++ ? "," : "");
    xpost_buffer_format(&render->more, "{\"url\":\"%s\",\"expanded_url\":", url);
    struct xpost_buffer full = XPOST_BUFFER(1 << 16);
    xpost_buffer_format(&full, "%s%s", strstr(address, "://") ? "" : "http://", address);
    rig_quote(&render->more, full.data);
    xpost_buffer_text(&render->more, "}");
    xpost_buffer_release(&full);
    free(address);
    render->at = end;
}

static void show_rendered(const char *text)
{
    struct render render = {
        .text = text, .shown = XPOST_BUFFER(1 << 16), .more = XPOST_BUFFER(1 << 20)};
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    render.at = strspn(text, " \t\r\n");
    xpost_buffer_text(&render.more, ",\"entities\":{\"urls\":[");
    CHECK_NUMBER(xpost_text_each_url(text, length, render_url, &render, &error), 0);
    render_plain(&render, length);
    xpost_buffer_text(&render.more, "]}");
    rig_show(xpost_buffer_string(&render.shown), render.more.data);
    xpost_buffer_release(&render.shown);
    xpost_buffer_release(&render.more);
}

static const char *const parts[] = {
    "Hello",
    " ",
    "\n",
    "\r\n\t",
    "日本",
    "、",
    "👩\xE2\x80\x8D👧",
    "&",
    "<",
    "&amp;",
    "http://example.com",
    "example.org/a?b=c&d=%20",
    "https://例え.jp/",
    "https://example.com/日本",
    "https://t.co/abc",
    "e\xCC\x81",
    "が",
    "@someone",
    "#tag",
    "…",
    "(",
    ").",
    "/",
    "x.",
    "www.example.co.jp/A_(b)",
    "http://",
    "a",
};

/* Puts up to twelve of the parts together. */
static void make_text(char *out, size_t size)
{
    size_t length = 0, count = 1 + random_below(12);
    for (size_t i = 0; i < count; i++)
        length += (size_t)snprintf(out + length, size - length, "%s",
                                   parts[random_below(sizeof parts / sizeof *parts)]);
}

static void test_match__finds_what_x_makes_of_20000_texts(void)
{
    for (int round = 0; round < 20000; round++) {
        char text[1024];
        if (round % 2)
            make_text(text, sizeof text);
        else
            random_text(text, 400);
        rig_seek(text);
        show_rendered(text);
        CHECK(rig_found());
        if (!rig_found())
            printf("not found: '%s'\n", text);
    }
}

/* A text with one part more than another. */
static void test_match__tells_20000_texts_apart(void)
{
    int same = 0;
    for (int round = 0; round < 20000; round++) {
        char text[1024], other[1200];
        make_text(text, sizeof text);
        snprintf(other, sizeof other, "%s%c", text, "xyz.!"[round % 5]);
        rig_seek(text);
        show_rendered(other);
        same += rig_found();
        rig_seek(other);
        show_rendered(text);
        same += rig_found();
    }
    CHECK_NUMBER(same, 0);
}

int main(void)
{
    RUN(test_text__is_the_same);
    RUN(test_text__may_have_other_white_space);
    RUN(test_text__is_escaped_by_x);
    RUN(test_text__may_be_decomposed);
    RUN(test_link__stands_for_the_address_of_its_entity);
    RUN(test_link__may_end_with_a_slash_or_not);
    RUN(test_link__is_between_characters_of_any_script);
    RUN(test_link__may_be_encoded_in_another_way);
    RUN(test_link__to_a_post_has_either_host);
    RUN(test_link__without_entity_is_any_url);
    RUN(test_link__of_x_may_be_in_the_text);
    RUN(test_match__finds_what_x_makes_of_20000_texts);
    RUN(test_match__tells_20000_texts_apart);
    rig_release();
    return check_report();
}

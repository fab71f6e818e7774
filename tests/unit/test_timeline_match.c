#include "timeline_rig.h"

#define URL(url, expanded)                                                                     \
    "{\"url\":\"https://t.co/" url "\",\"expanded_url\":\"" expanded "\"}"
#define URLS(list)          ",\"entities\":{\"urls\":[" list "]}"
#define REFERENCES(list)    ",\"referenced_posts\":[" list "]"
#define REFERENCE(type, id) "{\"type\":\"" type "\",\"id\":\"" id "\"}"
#define MEDIA               ",\"attachments\":{\"media_keys\":[\"3_1\"]}"
#define POLL                ",\"attachments\":{\"poll_ids\":[\"1\"]}"

static void test_time__is_no_earlier(void)
{
    rig_seek("a");
    rig_show("a", "");
    for (int64_t later = -5; later < 6; later++) {
        sought.since = MADE_AT + later;
        CHECK(rig_found() == (later <= 2));
    }
}

/* With media whose id is known, or is not yet. */
enum { NO_MEDIA, MEDIA_ID, MEDIA_FILE };

static void seek_with(const char *text, const char *quote, int media)
{
    static const struct xpost_attachment file = {"/a", NULL};
    struct xpost_post post = {.text = text, .text_length = strlen(text), .quote = quote};
    if (media == MEDIA_ID)
        post.media_ids[post.media_count++] = "7";
    post.attachments = &file;
    post.attachment_count = media == MEDIA_FILE;
    rig_seek_post(&post);
}

static void test_media__is_there_where_it_is_sought(void)
{
    for (int media = NO_MEDIA; media <= MEDIA_FILE; media++) {
        bool sent = media != NO_MEDIA;
        seek_with("a", NULL, media);
        rig_show("a", "");
        CHECK(rig_found() == !sent);
        rig_show("a", ",\"attachments\":{}");
        CHECK(rig_found() == !sent);
        rig_show("a", ",\"attachments\":{\"media_keys\":[]}");
        CHECK(rig_found() == !sent);
        rig_show("a", MEDIA);
        CHECK(rig_found() == sent);
        rig_show("a https://t.co/a1", MEDIA);
        CHECK(rig_found() == sent);
        rig_show("a https://t.co/a1",
                 MEDIA URLS(URL("a1", "https://x.com/me/status/100/photo/1")));
        CHECK(rig_found() == sent);
        rig_show("a https://t.co/a1", MEDIA URLS(URL("a1", "https://example.com/")));
        CHECK(!rig_found());
        rig_show("a https://t.co/a1 https://t.co/b2", MEDIA);
        CHECK(!rig_found());
        rig_show("ahttps://t.co/a1", MEDIA);
        CHECK(!rig_found());
        rig_show("a https://t.co/a1 b", MEDIA);
        CHECK(!rig_found());
    }
    seek_with("", NULL, MEDIA_FILE);
    rig_show("https://t.co/a1", MEDIA);
    CHECK(rig_found());
    rig_show("a https://t.co/a1", MEDIA);
    CHECK(!rig_found());
    CHECK(rig_same("a https://x.com/b/status/5/video/1", "a https://t.co/a1",
                   MEDIA URLS(URL("a1", "https://x.com/b/status/5/video/1"))));
}

static void test_link__that_nobody_sent_is_of_another_post(void)
{
    CHECK(!rig_same("a", "a https://t.co/a1", ""));
    CHECK(!rig_same("a", "a https://t.co/a1", URLS(URL("a1", "http://example.com"))));
    CHECK(!rig_same("a", "a https://t.co/a1", URLS(URL("a1", "https://x.com/b/status/99"))));
    CHECK(rig_same("a", "a https://t.co/a1", URLS(URL("a1", "https://x.com/b/status/100"))));
}

static void test_poll__is_there_where_it_is_sought(void)
{
    struct xpost_post post = {.text = "a",
                              .text_length = 1,
                              .poll_options = {"1", "2"},
                              .poll_option_count = 2,
                              .poll_minutes = 5};
    CHECK(!rig_same("a", "a", POLL));
    rig_seek_post(&post);
    CHECK(!rig_found() == false);
    rig_show("a", "");
    CHECK(!rig_found());
    rig_show("a", MEDIA);
    CHECK(!rig_found());
}

static void seek_reply(const char *text, const char *to)
{
    struct xpost_post post = {.text = text, .text_length = strlen(text), .reply_to = to};
    rig_seek_post(&post);
}

static void test_reply__answers_the_same_post(void)
{
    static const struct {
        const char *more;
        bool answer, plain; /* to 5; to none */
    } cases[] = {
        {REFERENCES(REFERENCE("replied_to", "5")), true, false},
        {REFERENCES(REFERENCE("replied_to", "6")), false, false},
        {REFERENCES(REFERENCE("quoted", "9")), false, false},
        {REFERENCES(""), false, true},
        {",\"referenced_tweets\":[" REFERENCE("replied_to", "5") "]", true, false},
        {",\"referenced_tweets\":[" REFERENCE("replied_to", "50") "]", false, false},
        {REFERENCES(REFERENCE("retweeted", "5")), false, false},
        {REFERENCES("{\"type\":\"replied_to\"}"), false, false},
        {REFERENCES("{},1,null,[]"), false, true},
        {"", true, true},
        {",\"conversation_id\":\"100\"", false, true},
        {",\"conversation_id\":\"5\"", true, false},
        {",\"conversation_id\":\"100\"" REFERENCES(REFERENCE("replied_to", "5")), true, false},
        {",\"conversation_id\":\"5\",\"referenced_posts\":null", true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rig_show("a", cases[i].more);
        seek_reply("a", "5");
        CHECK(rig_found() == cases[i].answer);
        seek_reply("a", NULL);
        CHECK(rig_found() == cases[i].plain);
    }
}

static void test_reply__may_begin_with_mentions_of_x(void)
{
    seek_reply("yes", "5");
    rig_show("@someone yes", "");
    CHECK(rig_found());
    rig_show("@someone @other_1 yes", "");
    CHECK(rig_found());
    rig_show("@someone @other_1 no", "");
    CHECK(!rig_found());
    rig_show("@someone, yes", "");
    CHECK(!rig_found());
    rig_show("@ yes", "");
    CHECK(!rig_found());
    seek_reply("@other yes", "5");
    rig_show("@someone @other yes", "");
    CHECK(rig_found());
    rig_show("@other yes", "");
    CHECK(rig_found());
    rig_show("@someone yes", "");
    CHECK(!rig_found());
    seek_reply("yes", NULL);
    rig_show("@someone yes", "");
    CHECK(!rig_found());
}

static void test_quote__is_of_the_same_post(void)
{
    for (int sent = 0; sent < 2; sent++) {
        seek_with("a", sent ? "5" : NULL, NO_MEDIA);
        rig_show("a", REFERENCES(REFERENCE("quoted", "5")));
        CHECK(rig_found() == sent);
        rig_show("a", REFERENCES(REFERENCE("quoted", "6")));
        CHECK(!rig_found());
        rig_show("a", REFERENCES(""));
        CHECK(rig_found() == !sent);
        /* Where it is not told what a post refers to, that may be nothing. */
        rig_show("a", "");
        CHECK(rig_found() == !sent);
        rig_show("a https://t.co/a1", URLS(URL("a1", "https://x.com/b/status/5")));
        CHECK(rig_found() == sent);
        rig_show("a https://t.co/a1", "");
        CHECK(!rig_found());
        rig_show("a https://t.co/a1", URLS(URL("a1", "https://example.com/5")));
        CHECK(!rig_found());
    }
    /* By an address in the text. */
    rig_seek("a https://x.com/b/status/5");
    rig_show("a https://t.co/a1",
             REFERENCES(REFERENCE("quoted", "5")) URLS(URL("a1", "https://x.com/b/status/5")));
    CHECK(rig_found());
    rig_show("a https://t.co/a1",
             REFERENCES(REFERENCE("quoted", "51")) URLS(URL("a1", "https://x.com/b/status/5")));
    CHECK(!rig_found());
}

static char *repeated(const char *part, size_t times, const char *tail)
{
    size_t length = strlen(part), rest = strlen(tail) + 1;
    char *text = malloc(length * times + rest);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, part, length);
    memcpy(text + length * times, tail, rest);
    return text;
}

static void show_note(const char *text, const char *note, const char *name, const char *inside)
{
    struct xpost_buffer more = XPOST_BUFFER(1 << 20);
    xpost_buffer_format(&more, ",\"%s\":{\"text\":", name);
    rig_quote(&more, note);
    xpost_buffer_format(&more, "%s}", inside);
    rig_show(text, more.data);
    xpost_buffer_release(&more);
}

static void test_note__holds_all_of_a_long_post(void)
{
    char *ours = repeated("This is long. ", 142, "It ends http://example.com"),
         *note = repeated("This is long. ", 142, "It ends https://t.co/a1"),
         *other = repeated("This is long. ", 142, "It does not end"),
         *text = repeated("This is long. ", 19, "This is… https://t.co/b2");
    const char *urls = URLS(URL("a1", "http://example.com")),
               *wrong = URLS(URL("a1", "http://example.org"));
    rig_seek(ours);
    show_note(text, note, "note_post", urls);
    CHECK(rig_found());
    show_note(text, note, "note_tweet", urls);
    CHECK(rig_found());
    show_note(text, note, "note_post", "");
    CHECK(rig_found());
    show_note(text, note, "note_post", wrong);
    CHECK(!rig_found());
    show_note(text, other, "note_post", urls);
    CHECK(!rig_found());
    show_note(ours, other, "note_post", urls);
    CHECK(!rig_found());
    rig_show(text, ",\"note_post\":{}");
    CHECK(rig_found());
    free(ours);
    free(note);
    free(other);
    free(text);
}

static void test_note__may_not_be_escaped(void)
{
    static const struct {
        const char *ours, *theirs;
        bool same;
    } cases[] = {
        {"a & b <c>", "a &amp; b &lt;c&gt;", true},
        {"a & b <c>", "a & b <c>", true},
        {"a < b &amp; c", "a < b &amp; c", true},
        {"a < b & c", "a < b &amp; c", false},
        {"a & b &amp; c", "a &amp; b &amp;amp; c", true},
        {"a & b &amp; c", "a & b &amp; c", true},
        {"a & b & c", "a & b &amp; c", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rig_seek(cases[i].ours);
        show_note("a…", cases[i].theirs, "note_post", "");
        CHECK(rig_found() == cases[i].same);
    }
}

static void test_cut_text__is_compared_as_far_as_it_goes(void)
{
    char *ours = repeated("日本語。", 50, "終わり"), *text = repeated("日本語。", 33, "日…"),
         *linked = repeated("日本語。", 33, "日… https://t.co/a1"),
         *other = repeated("日本語。", 32, "日本誤。日… https://t.co/a1"),
         *whole = repeated("日本語。", 33, "日"), *few = repeated("日本語。", 3, "…");
    rig_seek(ours);
    rig_show(text, "");
    CHECK(rig_found());
    rig_show(linked, "");
    CHECK(rig_found());
    rig_show(linked, URLS(URL("a1", "https://x.com/i/web/status/100")));
    CHECK(rig_found());
    rig_show(linked, URLS(URL("a1", "https://example.com/")));
    CHECK(!rig_found());
    rig_show(other, "");
    CHECK(!rig_found());
    rig_show(whole, "");
    CHECK(!rig_found());
    rig_show(few, "");
    CHECK(!rig_found());
    rig_show("…", "");
    CHECK(!rig_found());
    rig_seek(text);
    rig_show(text, "");
    CHECK(rig_found());
    rig_show(linked, "");
    CHECK(!rig_found());
    rig_seek(whole);
    rig_show(text, "");
    CHECK(!rig_found());
    free(ours);
    free(text);
    free(linked);
    free(other);
    free(whole);
    free(few);
}

static void test_cut_text__may_be_cut_anywhere(void)
{
    static const char ends[] = " & http://example.com/a <b> x";
    static const char shown[] = " &amp; https://t.co/a1 &lt;b&gt; x";
    char *ours = repeated("日本語。", 50, ends), *whole = repeated("日本語。", 50, shown);
    rig_seek(ours);
    for (size_t length = 600; length < strlen(whole); length++) {
        char text[1024];
        if (((unsigned char)whole[length] & 0xC0) == 0x80)
            continue;
        snprintf(text, sizeof text, "%.*s…", (int)length, whole);
        rig_show(text, URLS(URL("a1", "http://example.com/a")));
        CHECK(rig_found());
        memcpy(text, "!!!", 3);
        rig_show(text, URLS(URL("a1", "http://example.com/a")));
        CHECK(!rig_found());
    }
    free(ours);
    free(whole);
}

static void test_match__takes_no_longer_than_the_text_is_long(void)
{
    enum { LINKS = 4000 };
    struct xpost_buffer ours = XPOST_BUFFER(1 << 20), theirs = XPOST_BUFFER(1 << 20),
                        more = XPOST_BUFFER(1 << 21);
    xpost_buffer_text(&more, ",\"entities\":{\"urls\":[");
    for (int i = 0; i < LINKS; i++) {
        xpost_buffer_format(&ours, "http://example.com/%d ", i);
        xpost_buffer_format(&theirs, "https://t.co/%d ", i);
        xpost_buffer_format(&more,
                            "%s{\"url\":\"https://t.co/%d\",\"expanded_url\":\"http://"
                            "example.com/%d\"}",
                            i ? "," : "", LINKS - 1 - i, LINKS - 1 - i);
    }
    xpost_buffer_text(&more, "]}");
    CHECK(rig_same(ours.data, theirs.data, more.data));
    CHECK(rig_same(ours.data, theirs.data, ""));
    xpost_buffer_text(&ours, "x");
    CHECK(!rig_same(ours.data, theirs.data, more.data));
    xpost_buffer_release(&ours);
    xpost_buffer_release(&theirs);
    xpost_buffer_release(&more);
    char *mentions = repeated("@a ", 40000, "x"), *dots = repeated("a.", 60000, ""),
         *spaces = repeated("\xE3\x80\x80", 40000, "");
    seek_reply(mentions, "5");
    rig_show(mentions, "");
    CHECK(rig_found());
    CHECK(rig_same(dots, dots, ""));
    CHECK(rig_same(spaces, "", ""));
    free(mentions);
    free(dots);
    free(spaces);
}

int main(void)
{
    RUN(test_time__is_no_earlier);
    RUN(test_media__is_there_where_it_is_sought);
    RUN(test_link__that_nobody_sent_is_of_another_post);
    RUN(test_poll__is_there_where_it_is_sought);
    RUN(test_reply__answers_the_same_post);
    RUN(test_reply__may_begin_with_mentions_of_x);
    RUN(test_quote__is_of_the_same_post);
    RUN(test_note__holds_all_of_a_long_post);
    RUN(test_note__may_not_be_escaped);
    RUN(test_cut_text__is_compared_as_far_as_it_goes);
    RUN(test_cut_text__may_be_cut_anywhere);
    RUN(test_match__takes_no_longer_than_the_text_is_long);
    rig_release();
    return check_report();
}

#include "timeline_rig.h"

#include "url.h"

static char query_text[4096];

static const char *query_of(const struct xpost_timeline_query *query)
{
    struct xpost_buffer out = XPOST_BUFFER(4096);
    xpost_timeline_query(&out, query);
    CHECK(!out.failed);
    snprintf(query_text, sizeof query_text, "%s", xpost_buffer_string(&out));
    xpost_buffer_release(&out);
    return query_text;
}

static const char *parameter(const char *name)
{
    static char value[1024];
    value[0] = '\0';
    int times = xpost_url_parameter(query_text, strlen(query_text), name, value, sizeof value);
    CHECK(times == 0 || times == 1);
    return times == 1 ? value : NULL;
}

static void test_query__asks_for_what_is_compared(void)
{
    struct xpost_timeline_query query = {.since = MADE_AT, .most = 5};
    CHECK_TEXT(query_of(&query),
               "max_results=5&start_time=2026-01-02T03%3A04%3A05Z&post.fields=attachments%2C"
               "conversation_id%2Ccreated_at%2Centities%2Cnote_post%2Ctext");
    query.references = true;
    query.next = "7140dibdnow9c7btw4&a=b";
    query_of(&query);
    CHECK_TEXT(parameter("pagination_token"), "7140dibdnow9c7btw4&a=b");
    CHECK_TEXT(parameter("expansions"), "referenced_posts");
    CHECK(!parameter("a"));
    query.old_names = true;
    query_of(&query);
    CHECK_TEXT(parameter("tweet.fields"), "attachments,conversation_id,created_at,entities,"
                                          "note_tweet,referenced_tweets,text");
    CHECK_TEXT(parameter("expansions"), "referenced_tweets.id");
    CHECK(!parameter("post.fields"));
    query.references = false;
    query_of(&query);
    CHECK(!parameter("expansions"));
}

static void test_query__writes_times_and_numbers_that_x_takes(void)
{
    static const struct {
        int64_t since;
        const char *text;
    } times[] = {
        {INT64_MIN, "2010-11-06T00:00:00Z"},
        {0, "2010-11-06T00:00:00Z"},
        {INT64_C(1289001601), "2010-11-06T00:00:01Z"},
        {INT64_C(1330473599), "2012-02-28T23:59:59Z"},
        {INT64_C(1330473600), "2012-02-29T00:00:00Z"},
        {INT64_C(1767225599), "2025-12-31T23:59:59Z"},
        {INT64_C(1767225600), "2026-01-01T00:00:00Z"},
        {INT64_C(1861919999), "2028-12-31T23:59:59Z"},
        {INT64_C(4107542400), "2100-03-01T00:00:00Z"},
        {INT64_MAX, "9999-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct xpost_timeline_query query = {.since = times[i].since, .most = (int)i * 20};
        query_of(&query);
        CHECK_TEXT(parameter("start_time"), times[i].text);
        int most = (int)strtol(parameter("max_results"), NULL, 10);
        CHECK_NUMBER(most, i == 0 ? 5 : i > 5 ? 100 : i * 20);
    }
}

static bool listed(const struct xpost_json *list, const char *name, size_t length)
{
    for (size_t i = 0; i < xpost_json_count(list); i++) {
        const char *item = xpost_json_string(xpost_json_item(list, i));
        if (item && strlen(item) == length && memcmp(item, name, length) == 0)
            return true;
    }
    return false;
}

/* Each of the comma-separated values has to be in the enumeration of the parameter. */
static void check_enumeration(const struct xpost_json *document, const char *component,
                              const char *name)
{
    const struct xpost_json *parameters =
        xpost_json_member(xpost_json_member(document, "components"), "parameters");
    const struct xpost_json *described = xpost_json_member(parameters, component);
    const struct xpost_json *schema = xpost_json_member(described, "schema");
    const struct xpost_json *list =
        xpost_json_member(xpost_json_member(schema, "items"), "enum");
    CHECK_TEXT(xpost_json_member_string(described, "name"), name);
    CHECK(xpost_json_count(list) > 5);
    const char *values = parameter(name);
    CHECK(values);
    while (values && *values) {
        size_t length = strcspn(values, ",");
        CHECK(listed(list, values, length));
        values += length + (values[length] == ',');
    }
}

static void test_query__is_valid_by_the_document_of_x(void)
{
    FILE *file = fopen("../shared/data/x-openapi-2.167.json", "rb");
    if (!file) {
        puts("skipped: X's OpenAPI document is not here");
        return;
    }
    size_t room = 1 << 22;
    char *text = malloc(room);
    size_t length = fread(text, 1, room, file);
    fclose(file);
    struct xpost_json *document = xpost_json_parse(text, length, &error);
    free(text);
    CHECK(document);
    struct xpost_timeline_query query = {.since = MADE_AT, .most = 10, .references = true};
    query_of(&query);
    check_enumeration(document, "PostFieldsParameter", "post.fields");
    check_enumeration(document, "PostExpansionsParameter", "expansions");
    xpost_json_free(document);
}

static int read_text(const char *body)
{
    return rig_read(body, strlen(body));
}

#define POST(id, rest)                                                                         \
    "{\"id\":\"" id "\",\"text\":\"a\",\"created_at\":\"2026-01-02T03:04:05.000Z\"" rest "}"

static void test_read__counts_what_x_bills(void)
{
    CHECK_NUMBER(
        read_text("{\"data\":[" POST("12", "") "," POST(
            "11", "") "],\"includes\":{"
                      "\"posts\":[" POST(
                          "9", "") "],\"users\":[{}]},"
                                   "\"errors\":[{\"title\":\"Not Found Error\"}],"
                                   "\"meta\":{\"result_count\":2,\"next_token\":\"7140d\"}}"),
        0);
    CHECK_NUMBER(timeline.count, 2);
    CHECK_NUMBER(timeline.billed, 3);
    CHECK(timeline.dated);
    CHECK_TEXT(timeline.next, "7140d");
    CHECK_TEXT(xpost_timeline_id(&timeline, 0), "12");
    CHECK_TEXT(xpost_timeline_id(&timeline, 1), "11");
    CHECK(!xpost_timeline_id(&timeline, 2));
    CHECK_NUMBER(xpost_timeline_made_at(&timeline, 1), MADE_AT);
    CHECK_NUMBER(xpost_timeline_made_at(&timeline, 2), 0);
    rig_seek("a");
    CHECK(!xpost_timeline_matches(&timeline, 2, &sought));
    CHECK_NUMBER(read_text("{\"data\":[" POST("12", "") "],\"includes\":{\"tweets\":[" POST(
                     "9", "") "," POST("8", "") "]}}"),
                 0);
    CHECK_NUMBER(timeline.billed, 3);
    CHECK(!timeline.next);
}

static void test_read__knows_an_empty_timeline(void)
{
    static const char *const empty[] = {
        "{\"meta\":{\"result_count\":0}}",
        "{\"data\":[],\"meta\":{\"result_count\":0}}",
        "{\"data\":[]}",
        "{\"data\":null,\"meta\":{}}",
        "{\"errors\":[{\"title\":\"x\"}],\"meta\":{\"result_count\":0}}",
    };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        CHECK_NUMBER(read_text(empty[i]), 0);
        CHECK(timeline.count == 0 && timeline.billed == 0 && timeline.dated && !timeline.next);
    }
}

static void test_read__takes_nothing_else_for_an_answer(void)
{
    static const char *const bad[] = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"a\"",
        "<html></html>",
        "{}",
        "{\"data\":null}",
        "{\"data\":{}}",
        "{\"data\":\"\",\"meta\":{\"result_count\":0}}",
        "{\"data\":{\"id\":\"1\",\"text\":\"a\"}}",
        "{\"meta\":{\"result_count\":1}}",
        "{\"meta\":{\"result_count\":\"0\"}}",
        "{\"meta\":0}",
        "{\"errors\":[{\"title\":\"Forbidden\"}]}",
        "{\"title\":\"Service Unavailable\",\"status\":503}",
        "{\"data\":[1]}",
        "{\"data\":[null]}",
        "{\"data\":[[]]}",
        "{\"data\":[{}]}",
        "{\"data\":[{\"id\":\"1\"}]}",
        "{\"data\":[{\"id\":\"1\",\"text\":null}]}",
        "{\"data\":[{\"id\":\"1\",\"text\":{}}]}",
        "{\"data\":[{\"text\":\"a\"}]}",
        "{\"data\":[{\"id\":1,\"text\":\"a\"}]}",
        "{\"data\":[{\"id\":\"x\",\"text\":\"a\"}]}",
        "{\"data\":[{\"id\":\"\",\"text\":\"a\"}]}",
        "{\"data\":[{\"id\":\"12345678901234567890\",\"text\":\"a\"}]}",
        "{\"data\":[" POST("1", "") ",{\"id\":\"2\"}]}",
        "{\"data\":[" POST("1", ",\"id\":\"2\"") "]}",
        "{\"data\":[" POST("1", ",\"a\":\"\\ud800\"") "]}",
        "{\"data\":[" POST("1", "") "]}x",
        "{\"data\":[" POST("1", ""),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(read_text(bad[i]), -1);
        CHECK_NUMBER(error.code, XPOST_SERVER);
        CHECK(strchr(error.message, '.'));
    }
}

static void test_read__knows_every_cut_of_an_answer(void)
{
    static const char body[] =
        "{\"data\":[" POST("12", "") "],\"meta\":{\"result_count\":1,\"next_token\":\"a\"}}";
    for (size_t length = 0; length < sizeof body - 1; length++) {
        CHECK_NUMBER(rig_read(body, length), -1);
        CHECK_NUMBER(error.code, XPOST_SERVER);
    }
    CHECK_NUMBER(rig_read(body, sizeof body - 1), 0);
}

static int64_t made_at(const char *time)
{
    char body[256];
    snprintf(body, sizeof body,
             "{\"data\":[" POST("2", "") ",{\"id\":\"1\",\"text\":\"a\",\"created_at\":%s}]}",
             time);
    CHECK_NUMBER(read_text(body), 0);
    int64_t time_read = xpost_timeline_made_at(&timeline, 1);
    CHECK(timeline.dated == (time_read != 0));
    return time_read;
}

static void test_read__understands_times(void)
{
    static const struct {
        const char *text;
        int64_t time;
    } good[] = {
        {"\"2026-01-02T03:04:05Z\"", MADE_AT},
        {"\"2026-01-02T03:04:05.000Z\"", MADE_AT},
        {"\"2026-01-02t03:04:05.999999999z\"", MADE_AT},
        {"\"2026-01-02T12:04:05+09:00\"", MADE_AT},
        {"\"2026-01-01T21:34:05.1-05:30\"", MADE_AT},
        {"\"2024-02-29T00:00:00+00:00\"", INT64_C(1709164800)},
        {"\"2026-12-31T23:59:60Z\"", INT64_C(1798761600)},
        {"\"1970-01-01T00:00:01Z\"", 1},
        {"\"9999-12-31T23:59:59Z\"", INT64_C(253402300799)},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK_NUMBER(made_at(good[i].text), good[i].time);
}

static void test_read__says_where_no_time_is_told(void)
{
    static const char *const bad[] = {"null",
                                      "1767323045",
                                      "{}",
                                      "\"\"",
                                      "\"2026-01-02\"",
                                      "\"2026-01-02T03:04:05\"",
                                      "\"2026-01-02T03:04Z\"",
                                      "\"2026-01-02T03:04:05.Z\"",
                                      "\"2026-01-02T03:04:05Zx\"",
                                      "\"2026-01-02T03:04:05+0900\"",
                                      "\"2026-01-02T03:04:05+24:00\"",
                                      "\"2026-01-02T03:04:05+09:60\"",
                                      "\"2026-13-02T03:04:05Z\"",
                                      "\"2026-00-02T03:04:05Z\"",
                                      "\"2026-02-29T03:04:05Z\"",
                                      "\"2026-01-00T03:04:05Z\"",
                                      "\"2026-01-02T24:04:05Z\"",
                                      "\"2026-01-02T03:60:05Z\"",
                                      "\"2026-01-02T03:04:61Z\"",
                                      "\" 2026-01-02T03:04:05Z\"",
                                      "\"+026-01-02T03:04:05Z\"",
                                      "\"1969-12-31T23:59:59Z\"",
                                      "\"Fri Jan 02 03:04:05 +0000 2026\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_NUMBER(made_at(bad[i]), 0);
    CHECK_NUMBER(read_text("{\"data\":[{\"id\":\"1\",\"text\":\"a\"}]}"), 0);
    CHECK(!timeline.dated);
    rig_seek("a");
    sought.since = 0;
    CHECK(!rig_found());
}

static int seek(const char *request, const char *parent)
{
    xpost_sought_release(&sought);
    xpost_error_clear(&error);
    return xpost_sought_read(&sought, request, parent, &error);
}

static void test_sought__is_what_a_request_says(void)
{
    CHECK_NUMBER(seek("{\"text\":\"a\"}", NULL), 0);
    CHECK_TEXT(sought.text, "a");
    CHECK(!sought.reply_to && !sought.quote && !sought.media && !sought.poll && !sought.since);
    CHECK_NUMBER(sought.weight, 1);
    CHECK_NUMBER(seek("{\"text\":\"\",\"reply\":{\"in_reply_to_tweet_id\":\"5\"},"
                      "\"quote_tweet_id\":\"6\",\"media\":{\"media_ids\":[\"7\"]},\"poll\":{}}",
                      NULL),
                 0);
    CHECK_TEXT(sought.reply_to, "5");
    CHECK_TEXT(sought.quote, "6");
    CHECK(sought.media && sought.poll);
    CHECK_NUMBER(seek("{\"text\":\"a\",\"reply\":{\"in_reply_to_tweet_id\":\"5\"}}", "8"), 0);
    CHECK_TEXT(sought.reply_to, "8");
    CHECK_NUMBER(seek("{\"text\":\"e\xCC\x81\"}", "8"), 0);
    CHECK_TEXT(sought.text, "é");
    CHECK_TEXT(sought.reply_to, "8");
}

static void test_sought__refuses_what_is_no_request(void)
{
    static const char *const bad[] = {"",
                                      "null",
                                      "[]",
                                      "\"a\"",
                                      "{}",
                                      "{\"text\":1}",
                                      "{\"text\":\"a\"",
                                      "{\"texts\":\"a\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(seek(bad[i], NULL), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
        CHECK(error.message[0] && !sought.request && !sought.text);
    }
}

int main(void)
{
    RUN(test_query__asks_for_what_is_compared);
    RUN(test_query__writes_times_and_numbers_that_x_takes);
    RUN(test_query__is_valid_by_the_document_of_x);
    RUN(test_read__counts_what_x_bills);
    RUN(test_read__knows_an_empty_timeline);
    RUN(test_read__takes_nothing_else_for_an_answer);
    RUN(test_read__knows_every_cut_of_an_answer);
    RUN(test_read__understands_times);
    RUN(test_read__says_where_no_time_is_told);
    RUN(test_sought__is_what_a_request_says);
    RUN(test_sought__refuses_what_is_no_request);
    rig_release();
    return check_report();
}

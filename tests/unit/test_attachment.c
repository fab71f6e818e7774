#include "attachment.h"

#include "api.h"
#include "error.h"
#include "submission.h"

#include "check.h"

static struct xpost_error error;

static const char *path_of(const char *path, const char *directory, const char *home)
{
    static char kept[512];
    char *whole = xpost_attachment_path(path, directory, home, &error);
    snprintf(kept, sizeof kept, "%s", whole ? whole : xpost_code_name(error.code));
    free(whole);
    return kept;
}

static void test_path__becomes_absolute(void)
{
    CHECK_TEXT(path_of("/a/b", "/here", "/home/me"), "/a/b");
    CHECK_TEXT(path_of("a/b", "/here", "/home/me"), "/here/a/b");
    CHECK_TEXT(path_of("../a", "/here/", "/home/me"), "/here/../a");
    CHECK_TEXT(path_of("~/a", "/here", "/home/me"), "/home/me/a");
    CHECK_TEXT(path_of("~", "/here", "/home/me"), "/home/me");
    CHECK_TEXT(path_of("~you/a", "/here", "/home/me"), "/here/~you/a");
    CHECK_TEXT(path_of("-a $(b)\n", "/", NULL), "/-a $(b)\n");
    CHECK_TEXT(path_of("", "/here", "/home/me"), "");
    CHECK_TEXT(path_of("~/a", "/here", NULL), "invalid_request");
    CHECK_TEXT(path_of("~/a", "/here", "me"), "invalid_request");
}

static bool takes(const char *path, const char *alt)
{
    const struct xpost_attachment attachment = {path, alt};
    return xpost_attachments_check(&attachment, 1, &error) == 0;
}

static void test_check__refuses_what_no_file_can_be(void)
{
    static const struct xpost_attachment many[5] = {{"/a", 0}, {"/a", 0}, {"/a", 0}, {"/a", 0}};
    char alt[2 * 1001 + 1];
    for (size_t i = 0; i < 1001; i++)
        memcpy(alt + 2 * i, "\xC3\xA9", 3);
    CHECK(takes("/a", NULL) && takes("/a", alt + 2));
    CHECK(!takes("/a", alt) && strstr(error.message, "1001"));
    CHECK(!takes("", NULL) && !takes("/\xFF", NULL) && !takes("/a", "\xFF"));
    CHECK(xpost_attachments_check(many, 4, &error) == 0);
    CHECK(xpost_attachments_check(many, 5, &error) != 0);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
}

/* A body with two of them, and a text that looks like more. */
static char *make_body(void)
{
    static const char text[] = "x,\"attachments\":[{\"path\":\"/b\"}],";
    static const struct xpost_attachment attachments[] = {{"/a \"b\"\n", "\xC3\xA9"},
                                                          {"/c", NULL}};
    const struct xpost_post post = {
        .text = text,
        .text_length = sizeof text - 1,
        .attachments = attachments,
        .attachment_count = 2,
        .made_with_ai = true,
    };
    CHECK_NUMBER(xpost_api_check_post(&post, &error), 0);
    return xpost_api_create_body(&post, &error);
}

static void test_body__keeps_them_until_there_are_ids(void)
{
    static const char *const ids[] = {"12", "345"};
    struct xpost_attachments read;
    char *body = make_body();
    CHECK(xpost_attachments_any(body));
    CHECK_NUMBER(xpost_attachments_read(&read, body, &error), 0);
    CHECK_NUMBER(read.count, 2);
    CHECK_TEXT(read.items[0].path, "/a \"b\"\n");
    CHECK_TEXT(read.items[0].alt, "\xC3\xA9");
    CHECK_TEXT(read.items[1].path, "/c");
    CHECK(!read.items[1].alt);
    xpost_attachments_release(&read);
    char *sent = xpost_attachments_replace(body, ids, 2, &error);
    CHECK_TEXT(sent, "{\"text\":\"x,\\\"attachments\\\":[{\\\"path\\\":\\\"/b\\\"}],\","
                     "\"made_with_ai\":true,\"media\":{\"media_ids\":[\"12\",\"345\"]}}");
    free(sent);
    char *reply = xpost_api_reply_body(body, "9", &error);
    sent = xpost_attachments_replace(reply, ids, 2, &error);
    CHECK(sent && strncmp(sent, "{\"reply\":{\"in_reply_to_tweet_id\":\"9\"},", 38) == 0);
    CHECK(sent && !xpost_attachments_any(sent));
    free(sent);
    free(reply);
    free(body);
}

static void test_body__never_goes_out_with_fewer_media(void)
{
    static const char *const ids[] = {"12", "345", "6"};
    char *body = make_body();
    for (size_t count = 0; count <= 3; count++) {
        char *sent = xpost_attachments_replace(body, ids, count, &error);
        CHECK(count == 2 ? sent != NULL : !sent && error.code == XPOST_STORE);
        free(sent);
    }
    free(body);
    CHECK(!xpost_attachments_replace("{\"text\":\"a\"}", ids, 1, &error));
}

#define FILE_A "{\"path\":\"/a\"}"

static void test_read__refuses_what_was_damaged(void)
{
    static const char *const damaged[] = {
        "{\"text\":\"a\",\"attachments\":[]}",
        "{\"text\":\"a\",\"attachments\":[5]}",
        "{\"text\":\"a\",\"attachments\":[{\"alt\":\"a\"}]}",
        "{\"text\":\"a\",\"attachments\":[{\"path\":5}]}",
        "{\"text\":\"a\",\"attachments\":[{\"path\":\"a\"}",
        "{\"text\":\"a\",\"attachments\":[" FILE_A "," FILE_A "," FILE_A "," FILE_A "," FILE_A
        "]}",
    };
    struct xpost_attachments read;
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        CHECK_NUMBER(xpost_attachments_read(&read, damaged[i], &error), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
        CHECK(read.count == 0 && !read.body);
    }
    CHECK(xpost_attachments_read(&read, "{\"text\":\"attachments\"}", &error) == 0);
    CHECK(read.count == 0 && !xpost_attachments_any(NULL));
}

int main(void)
{
    RUN(test_path__becomes_absolute);
    RUN(test_check__refuses_what_no_file_can_be);
    RUN(test_body__keeps_them_until_there_are_ids);
    RUN(test_body__never_goes_out_with_fewer_media);
    RUN(test_read__refuses_what_was_damaged);
    return check_report();
}

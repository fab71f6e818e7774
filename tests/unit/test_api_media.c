#include "api_media.h"

#include "buffer.h"
#include "error.h"

#include "check.h"

static struct xpost_error error;
static struct xpost_media_reply media;

static int read(const char *body)
{
    xpost_error_clear(&error);
    return xpost_api_read_media(&media, body, strlen(body), &error);
}

static void test_bodies__are_those_of_the_document(void)
{
    const struct xpost_media_type image = {XPOST_MEDIA_IMAGE, "image/png", 1, 1};
    const struct xpost_media_type gif = {XPOST_MEDIA_GIF, "image/gif", 1, 1};
    const struct xpost_media_type film = {XPOST_MEDIA_VIDEO, "video/mp4", 0, 0};
    char *body = xpost_api_initialize_body(&image, 5, &error);
    CHECK_TEXT(body, "{\"media_type\":\"image/png\",\"media_category\":\"tweet_image\","
                     "\"total_bytes\":5}");
    free(body);
    body = xpost_api_initialize_body(&gif, 5, &error);
    CHECK(strstr(body, "\"tweet_gif\""));
    free(body);
    body = xpost_api_initialize_body(&film, INT64_C(536870912), &error);
    CHECK(strstr(body, "\"tweet_video\"") && strstr(body, ":536870912}"));
    free(body);
    body = xpost_api_alt_text_body("12", "a \"b\"", &error);
    CHECK_TEXT(body, "{\"id\":\"12\",\"metadata\":{\"alt_text\":{\"text\":\"a \\\"b\\\"\"}}}");
    free(body);
}

static void test_part__is_multipart(void)
{
    struct xpost_buffer out = XPOST_BUFFER(1024);
    xpost_api_part_begin(&out, "B", 999);
    xpost_buffer_text(&out, "DATA");
    xpost_api_part_end(&out, "B");
    CHECK_TEXT(xpost_buffer_string(&out),
               "--B\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n999\r\n"
               "--B\r\nContent-Disposition: form-data; name=\"media\"; filename=\"media\"\r\n"
               "Content-Type: application/octet-stream\r\n\r\nDATA\r\n--B--\r\n");
    xpost_buffer_release(&out);
}

static void test_reply__of_what_is_ready(void)
{
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1900544781383569409\",\"media_key\":"
                      "\"3_1900544781383569409\",\"size\":5,\"expires_after_secs\":86400,"
                      "\"image\":{\"w\":1}}}"),
                 0);
    CHECK_TEXT(media.id, "1900544781383569409");
    CHECK_TEXT(media.key, "3_1900544781383569409");
    CHECK_NUMBER(media.lasts, 86400);
    CHECK_NUMBER(media.state, XPOST_MEDIA_READY);
    CHECK_NUMBER(
        read("{\"data\":{\"id\":\"1\",\"media_key\":\"<b>\",\"expires_after_secs\":-1}}"), 0);
    CHECK(!*media.key && media.lasts == 0 && media.state == XPOST_MEDIA_READY);
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"succeeded\","
                      "\"progress_percent\":100}}}"),
                 0);
    CHECK_NUMBER(media.state, XPOST_MEDIA_READY);
}

static void test_reply__of_what_is_processed(void)
{
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"pending\","
                      "\"check_after_secs\":5}}}"),
                 0);
    CHECK(media.state == XPOST_MEDIA_PROCESSING && media.check_after == 5);
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"in_progress\","
                      "\"check_after_secs\":-5}}}"),
                 0);
    CHECK(media.state == XPOST_MEDIA_PROCESSING && media.check_after == 0);
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{}}}"), 0);
    CHECK_NUMBER(media.state, XPOST_MEDIA_PROCESSING);
}

static void test_reply__of_what_failed_says_why(void)
{
    CHECK_NUMBER(
        read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"failed\",\"error\":"
             "{\"code\":1,\"name\":\"InvalidMedia\",\"message\":\"file\\u001b is "
             "invalid\"}}}}"),
        0);
    CHECK_NUMBER(media.state, XPOST_MEDIA_FAILED);
    CHECK_TEXT(media.why, "InvalidMedia: file  is invalid");
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"in_progress\","
                      "\"error\":{\"message\":\"no\"}}}}"),
                 0);
    CHECK(media.state == XPOST_MEDIA_FAILED);
    CHECK_TEXT(media.why, "no");
    CHECK_NUMBER(read("{\"data\":{\"id\":\"1\",\"processing_info\":{\"state\":\"failed\"}}}"),
                 0);
    CHECK(media.state == XPOST_MEDIA_FAILED && !*media.why);
}

static void test_reply__without_an_id_is_none(void)
{
    static const char *const bad[] = {
        "",
        "<html>",
        "null",
        "[]",
        "{}",
        "{\"data\":5}",
        "{\"data\":{}}",
        "{\"data\":{\"id\":5}}",
        "{\"data\":{\"id\":\"\"}}",
        "{\"data\":{\"id\":\"1/../2\"}}",
        "{\"data\":{\"id\":\"12345678901234567890\"}}",
        "{\"data\":{\"id\":\"1\",\"id\":\"2\"}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(read(bad[i]), -1);
        CHECK_NUMBER(error.code, XPOST_SERVER);
        CHECK(!*media.id);
    }
}

int main(void)
{
    RUN(test_bodies__are_those_of_the_document);
    RUN(test_part__is_multipart);
    RUN(test_reply__of_what_is_ready);
    RUN(test_reply__of_what_is_processed);
    RUN(test_reply__of_what_failed_says_why);
    RUN(test_reply__without_an_id_is_none);
    return check_report();
}

#include "media_type.h"

#include "check.h"

#include <stdlib.h>

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static struct xpost_media_type read(const char *bytes, size_t length)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, bytes, length);
    struct xpost_media_type type = xpost_media_type_read(copy, length);
    free(copy);
    return type;
}

#define READ(text) read(text, sizeof(text) - 1)

static void check_type(struct xpost_media_type type, enum xpost_media_kind kind,
                       const char *name, int width, int height)
{
    CHECK_NUMBER(type.kind, kind);
    CHECK_TEXT(type.name ? type.name : "", name);
    CHECK_NUMBER(type.width, width);
    CHECK_NUMBER(type.height, height);
}

#define PNG "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x01\x02\0\0\x03\x04\x08\x02\0\0\0"

static void test_png__tells_its_size(void)
{
    check_type(READ(PNG), XPOST_MEDIA_IMAGE, "image/png", 0x102, 0x304);
    check_type(read(PNG, 23), XPOST_MEDIA_IMAGE, "image/png", 0, 0);
    check_type(read(PNG, 7), XPOST_MEDIA_OTHER, "", 0, 0);
    check_type(READ("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\xFF\0\0\0\0\0\0\1\x08\x02\0\0\0"),
               XPOST_MEDIA_IMAGE, "image/png", 0, 1);
}

static void test_jpeg__tells_its_size_behind_other_segments(void)
{
    check_type(READ("\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xFF\xC2\0\x0B\x08\0\x07\0\x05\1\1\x11\0"),
               XPOST_MEDIA_IMAGE, "image/jpeg", 5, 7);
    /* A table, which has a number among those of frames. */
    check_type(READ("\xFF\xD8\xFF\xC4\0\x07\1\2\3\4\5\xFF\xC0\0\x0B\x08\0\x07\0\x05"),
               XPOST_MEDIA_IMAGE, "image/jpeg", 5, 7);
    check_type(READ("\xFF\xD8\xFF\xE0\0\1\0\0\xFF\xC0\0\x0B\x08\0\x07\0\x05"),
               XPOST_MEDIA_IMAGE, "image/jpeg", 0, 0);
    check_type(READ("\xFF\xD8\xFF\xE1\xFF\xFF"), XPOST_MEDIA_IMAGE, "image/jpeg", 0, 0);
    check_type(READ("\xFF\xD8"), XPOST_MEDIA_OTHER, "", 0, 0);
}

#define GIF_HEAD "GIF89a\4\0\3\0\x80\0\0\1\2\3\4\5\6"
#define IMAGE    ",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"

static void test_gif__moves_if_it_has_two_images_or_says_when_or_how_often(void)
{
    check_type(READ(GIF_HEAD IMAGE ";"), XPOST_MEDIA_IMAGE, "image/gif", 4, 3);
    check_type(READ("GIF87a\4\0\3\0\0\0\0" IMAGE ";"), XPOST_MEDIA_IMAGE, "image/gif", 4, 3);
    check_type(READ(GIF_HEAD IMAGE IMAGE ";"), XPOST_MEDIA_GIF, "image/gif", 4, 3);
    check_type(READ(GIF_HEAD "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0" IMAGE ";"), XPOST_MEDIA_GIF,
               "image/gif", 4, 3);
    check_type(READ(GIF_HEAD "!\xF9\4\0\x0A\0\0\0" IMAGE), XPOST_MEDIA_GIF, "image/gif", 4, 3);
    check_type(READ(GIF_HEAD "!\xF9\4\0\0\0\0\0!\xFE\3abc\0" IMAGE ";"), XPOST_MEDIA_IMAGE,
               "image/gif", 4, 3);
    check_type(READ("GIF89a"), XPOST_MEDIA_IMAGE, "image/gif", 0, 0);
}

static void test_webp__tells_its_size_in_each_of_its_forms(void)
{
    check_type(READ("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x08\0\0\x06\0\0"),
               XPOST_MEDIA_IMAGE, "image/webp", 9, 7);
    check_type(READ("RIFF\0\0\0\0WEBPVP8L\x0A\0\0\0\x2F\x04\x80\x01\0"), XPOST_MEDIA_IMAGE,
               "image/webp", 5, 7);
    check_type(READ("RIFF\0\0\0\0WEBPVP8 \x0A\0\0\0\x30\0\0\x9D\x01\x2A\x05\0\x07\xC0"),
               XPOST_MEDIA_IMAGE, "image/webp", 5, 7);
    check_type(READ("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0"), XPOST_MEDIA_IMAGE, "image/webp", 0, 0);
    check_type(READ("RIFF\0\0\0\0WAVEfmt "), XPOST_MEDIA_OTHER, "", 0, 0);
}

static void test_video__is_known_by_its_container(void)
{
    static const struct {
        const char *bytes;
        const char *name;
    } films[] = {
        {"\0\0\0\x18"
         "ftypisom",
         "video/mp4"},
        {"\0\0\0\x18"
         "ftypmp42",
         "video/mp4"},
        {"\0\0\0\x18"
         "ftypqt  ",
         "video/quicktime"},
        {"\0\0\0\x08"
         "wide\0\0\0\0",
         "video/quicktime"},
        {"\0\0\1\x08"
         "moov\0\0\0\0",
         "video/quicktime"},
        {"\x1A\x45\xDF\xA3\x42\x82\x84"
         "webm\0",
         "video/webm"},
    };
    for (size_t i = 0; i < sizeof films / sizeof *films; i++)
        check_type(read(films[i].bytes, 12), XPOST_MEDIA_VIDEO, films[i].name, 0, 0);
    char packets[3 * 188] = {0};
    packets[0] = packets[188] = packets[376] = 0x47;
    check_type(read(packets, sizeof packets), XPOST_MEDIA_VIDEO, "video/mp2t", 0, 0);
    check_type(read(packets, 376), XPOST_MEDIA_OTHER, "", 0, 0);
}

static void test_other__is_named_where_it_is_known(void)
{
    check_type(READ("\0\0\0\x18"
                    "ftypheic"),
               XPOST_MEDIA_OTHER, "a HEIC image", 0, 0);
    check_type(READ("\0\0\0\x18"
                    "ftypavif"),
               XPOST_MEDIA_OTHER, "an AVIF image", 0, 0);
    check_type(READ("\0\0\0\x18"
                    "ftypM4A "),
               XPOST_MEDIA_OTHER, "a sound file", 0, 0);
    check_type(READ("\x1A\x45\xDF\xA3\x42\x82\x88matroska"), XPOST_MEDIA_OTHER,
               "a Matroska film", 0, 0);
    check_type(READ("II*\0\0\0\0\0"), XPOST_MEDIA_OTHER, "a TIFF image", 0, 0);
    check_type(READ("%PDF-1.7"), XPOST_MEDIA_OTHER, "a PDF document", 0, 0);
    check_type(READ(""), XPOST_MEDIA_OTHER, "", 0, 0);
    check_type(READ("The moov is new."), XPOST_MEDIA_OTHER, "", 0, 0);
    check_type(READ("#!/bin/sh\nftyp"), XPOST_MEDIA_OTHER, "", 0, 0);
}

int main(void)
{
    RUN(test_png__tells_its_size);
    RUN(test_jpeg__tells_its_size_behind_other_segments);
    RUN(test_gif__moves_if_it_has_two_images_or_says_when_or_how_often);
    RUN(test_webp__tells_its_size_in_each_of_its_forms);
    RUN(test_video__is_known_by_its_container);
    RUN(test_other__is_named_where_it_is_known);
    return check_report();
}

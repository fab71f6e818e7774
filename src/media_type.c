#include "media_type.h"

#include <stdint.h>
#include <string.h>

/* The bytes at hand.  What lies beyond them reads as 0. */
struct head {
    const unsigned char *bytes;
    size_t length;
};

static unsigned byte(const struct head *head, size_t at)
{
    return at < head->length ? head->bytes[at] : 0;
}

static unsigned big_16(const struct head *head, size_t at)
{
    return byte(head, at) << 8 | byte(head, at + 1);
}

static uint32_t big_32(const struct head *head, size_t at)
{
    return (uint32_t)big_16(head, at) << 16 | big_16(head, at + 2);
}

static unsigned little_16(const struct head *head, size_t at)
{
    return byte(head, at + 1) << 8 | byte(head, at);
}

static unsigned little_24(const struct head *head, size_t at)
{
    return byte(head, at + 2) << 16 | little_16(head, at);
}

static bool holds(const struct head *head, size_t at, const char *bytes, size_t count)
{
    return at <= head->length && head->length - at >= count &&
           memcmp(head->bytes + at, bytes, count) == 0;
}

/* A string constant with its zero bytes. */
#define HOLDS(head, at, text) holds(head, at, text, sizeof(text) - 1)

static int pixels(uint32_t count)
{
    return count <= 1u << 24 ? (int)count : 0;
}

/* --- images --- */

static bool is_frame(unsigned marker)
{
    /* SOF0 to SOF15, of which three numbers mean something else. */
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
           marker != 0xCC;
}

/* Segments follow each other, each with its length, up to the one that tells the size. */
static void read_jpeg(const struct head *head, struct xpost_media_type *type)
{
    size_t at = 2;
    while (at + 9 <= head->length && byte(head, at) == 0xFF) {
        unsigned marker = byte(head, at + 1), length = big_16(head, at + 2);
        if (marker == 0xFF) { /* filling */
            at++;
            continue;
        }
        if (is_frame(marker)) {
            type->height = pixels(big_16(head, at + 5));
            type->width = pixels(big_16(head, at + 7));
            return;
        }
        if (length < 2)
            return;
        at += 2 + length;
    }
}

static void read_png(const struct head *head, struct xpost_media_type *type)
{
    if (!HOLDS(head, 12, "IHDR") || head->length < 24)
        return;
    type->width = pixels(big_32(head, 16));
    type->height = pixels(big_32(head, 20));
}

static void read_webp(const struct head *head, struct xpost_media_type *type)
{
    if (HOLDS(head, 12, "VP8X") && head->length >= 30) {
        type->width = (int)little_24(head, 24) + 1;
        type->height = (int)little_24(head, 27) + 1;
    } else if (HOLDS(head, 12, "VP8L") && byte(head, 20) == 0x2F && head->length >= 25) {
        uint32_t bits = (uint32_t)little_16(head, 23) << 16 | little_16(head, 21);
        type->width = (int)(bits & 0x3FFF) + 1;
        type->height = (int)(bits >> 14 & 0x3FFF) + 1;
    } else if (HOLDS(head, 12, "VP8 ") && HOLDS(head, 23, "\x9D\x01\x2A") &&
               head->length >= 30) {
        type->width = (int)(little_16(head, 26) & 0x3FFF);
        type->height = (int)(little_16(head, 28) & 0x3FFF);
    }
}

/* --- GIF: blocks that follow each other --- */

/* The bytes of a colour table, if `flags` say that there is one. */
static size_t table_size(unsigned flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static size_t skip_parts(const struct head *head, size_t at)
{
    while (at < head->length && byte(head, at) != 0)
        at += 1 + byte(head, at);
    return at + 1;
}

/* True if it has two images, or says how long one is shown, or that it is shown again. */
static bool is_moving(const struct head *head)
{
    int images = 0;
    size_t at = 13 + table_size(byte(head, 10));
    while (at < head->length) {
        unsigned kind = byte(head, at), label = byte(head, at + 1);
        if (kind == 0x2C) {
            if (++images == 2)
                return true;
            at = skip_parts(head, at + 11 + table_size(byte(head, at + 9)));
        } else if (kind == 0x21) {
            if (label == 0xFF &&
                (HOLDS(head, at + 3, "NETSCAPE2.0") || HOLDS(head, at + 3, "ANIMEXTS1.0")))
                return true;
            if (label == 0xF9 && little_16(head, at + 4) > 0)
                return true;
            at = skip_parts(head, at + 2);
        } else {
            return false;
        }
    }
    return false;
}

static void read_gif(const struct head *head, struct xpost_media_type *type)
{
    type->width = (int)little_16(head, 6);
    type->height = (int)little_16(head, 8);
    if (is_moving(head))
        type->kind = XPOST_MEDIA_GIF;
}

/* --- video, and what is kept in the same containers --- */

static const struct brand {
    const char *brand;
    const char *other; /* in words; NULL: QuickTime */
} brands[] = {
    {"qt  ", NULL},           {"heic", "a HEIC image"},  {"heix", "a HEIC image"},
    {"hevc", "a HEIC image"}, {"hevx", "a HEIC image"},  {"mif1", "a HEIC image"},
    {"msf1", "a HEIC image"}, {"avif", "an AVIF image"}, {"avis", "an AVIF image"},
    {"M4A ", "a sound file"}, {"M4B ", "a sound file"},
};

static struct xpost_media_type read_brand(const struct head *head)
{
    for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
        if (holds(head, 8, brands[i].brand, 4)) {
            if (brands[i].other)
                return (struct xpost_media_type){.name = brands[i].other};
            return (struct xpost_media_type){XPOST_MEDIA_VIDEO, "video/quicktime", 0, 0};
        }
    return (struct xpost_media_type){XPOST_MEDIA_VIDEO, "video/mp4", 0, 0};
}

/* Films of before there were brands begin with one of these boxes, after its length. */
static bool is_old_film(const struct head *head)
{
    return byte(head, 0) < 0x20 &&
           (HOLDS(head, 4, "moov") || HOLDS(head, 4, "mdat") || HOLDS(head, 4, "wide"));
}

/* The name of the kind of document is among the first bytes of the header. */
static struct xpost_media_type read_matroska(const struct head *head)
{
    for (size_t at = 4; at < 64; at++)
        if (HOLDS(head, at, "\x42\x82\x84webm"))
            return (struct xpost_media_type){XPOST_MEDIA_VIDEO, "video/webm", 0, 0};
    return (struct xpost_media_type){.name = "a Matroska film"};
}

/* --- all --- */

static const struct signature {
    const char *bytes;
    unsigned char length;
    struct xpost_media_type type;
    void (*read)(const struct head *head, struct xpost_media_type *type); /* or NULL */
} signatures[] = {
    {"\xFF\xD8\xFF", 3, {XPOST_MEDIA_IMAGE, "image/jpeg", 0, 0}, read_jpeg},
    {"\x89PNG\r\n\x1A\n", 8, {XPOST_MEDIA_IMAGE, "image/png", 0, 0}, read_png},
    {"GIF87a", 6, {XPOST_MEDIA_IMAGE, "image/gif", 0, 0}, read_gif},
    {"GIF89a", 6, {XPOST_MEDIA_IMAGE, "image/gif", 0, 0}, read_gif},
    {"II*\0", 4, {.name = "a TIFF image"}, NULL},
    {"MM\0*", 4, {.name = "a TIFF image"}, NULL},
    {"%PDF-", 5, {.name = "a PDF document"}, NULL},
};

struct xpost_media_type xpost_media_type_read(const void *data, size_t length)
{
    const struct head head = {data, length};
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *signature = &signatures[i];
        if (!holds(&head, 0, signature->bytes, signature->length))
            continue;
        struct xpost_media_type type = signature->type;
        if (signature->read)
            signature->read(&head, &type);
        return type;
    }
    if (HOLDS(&head, 0, "RIFF") && HOLDS(&head, 8, "WEBP")) {
        struct xpost_media_type type = {XPOST_MEDIA_IMAGE, "image/webp", 0, 0};
        read_webp(&head, &type);
        return type;
    }
    if (HOLDS(&head, 4, "ftyp") && length >= 12)
        return read_brand(&head);
    if (is_old_film(&head))
        return (struct xpost_media_type){XPOST_MEDIA_VIDEO, "video/quicktime", 0, 0};
    if (HOLDS(&head, 0, "\x1A\x45\xDF\xA3"))
        return read_matroska(&head);
    if (HOLDS(&head, 0, "\x47") && HOLDS(&head, 188, "\x47") && HOLDS(&head, 376, "\x47"))
        return (struct xpost_media_type){XPOST_MEDIA_VIDEO, "video/mp2t", 0, 0};
    return (struct xpost_media_type){0};
}

#include "split.h"

#include "buffer.h"
#include "error.h"
#include "markdown_prose.h"
#include "memory.h"
#include "split_break.h"
#include "split_cut.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A post as it was written, and what becomes of it. */
struct passage {
    size_t source;
    const struct xpost_markdown *markdown; /* of the source */
    const struct xpost_section *section;
    struct xpost_prose prose;
    struct xpost_piece whole; /* of the prose, without the white space at its ends */
    struct xpost_text_count count;
    struct xpost_breaks breaks; /* found once, for it may be cut again and again */
    size_t first, pieces;       /* of all pieces */
};

struct splitting {
    const struct xpost_split *split;
    int limit;
    struct xpost_markdown *markdowns; /* of each source */
    struct passage *passages;
    size_t passage_count;
    struct xpost_pieces pieces;
    size_t total_digits; /* of the number of posts; 0: posts have no numbers */
    struct xpost_parts *parts;
    struct xpost_error *error;
};

/* --- what was written --- */

/* Counting says what is wrong with what is no text. */
static int check_text(const struct splitting *splitting, const struct xpost_source *source)
{
    struct xpost_text_count count;
    if (source->length <= XPOST_TEXT_MAX && xpost_utf8_valid(source->text, source->length) &&
        !memchr(source->text, '\0', source->length))
        return 0;
    return xpost_text_count(source->text, source->length, splitting->limit, &count,
                            splitting->error);
}

/* Without Markdown the whole text is one section. */
static int read_sections(const struct splitting *splitting, const struct xpost_source *source,
                         struct xpost_markdown *markdown)
{
    if (splitting->split->markdown)
        return xpost_markdown_read(markdown, source->text, source->length, splitting->error);
    markdown->sections = calloc(1, sizeof *markdown->sections);
    if (!markdown->sections)
        return xpost_error_no_memory(splitting->error);
    markdown->section_count = 1;
    markdown->sections[0].end = source->length;
    return 0;
}

static int read_sources(struct splitting *splitting, size_t *section_count)
{
    const struct xpost_split *split = splitting->split;
    splitting->markdowns = calloc(split->source_count, sizeof *splitting->markdowns);
    if (!splitting->markdowns)
        return xpost_error_no_memory(splitting->error);
    for (size_t i = 0; i < split->source_count; i++) {
        if (check_text(splitting, &split->sources[i]) != 0 ||
            read_sections(splitting, &split->sources[i], &splitting->markdowns[i]) != 0)
            return -1;
        *section_count += splitting->markdowns[i].section_count;
    }
    return 0;
}

/* A post as it was written.  What fits is left as it is, white space and all, where nothing is
 * made of the text, as it would be if no thread was asked for. */
static int weigh(const struct splitting *splitting, struct passage *passage)
{
    const struct xpost_split *split = splitting->split;
    const struct xpost_prose *prose = &passage->prose;
    struct xpost_piece whole = xpost_trim(prose->text, prose->length);
    if (!split->markdown && !split->number && whole.begin < whole.end) {
        if (xpost_text_count(prose->text, prose->length, splitting->limit, &passage->count,
                             splitting->error) != 0)
            return -1;
        if (passage->count.weight <= splitting->limit) {
            passage->whole = (struct xpost_piece){0, prose->length};
            return 0;
        }
    }
    if (xpost_text_count(prose->text + whole.begin, whole.end - whole.begin, splitting->limit,
                         &passage->count, splitting->error) != 0)
        return -1;
    passage->count.over_at += whole.begin;
    passage->whole = whole;
    return 0;
}

static int read_passages(struct splitting *splitting)
{
    const struct xpost_split *split = splitting->split;
    size_t count = 0;
    if (read_sources(splitting, &count) != 0)
        return -1;
    splitting->passages = calloc(count, sizeof *splitting->passages);
    if (!splitting->passages)
        return xpost_error_no_memory(splitting->error);
    for (size_t i = 0; i < split->source_count; i++) {
        const struct xpost_markdown *markdown = &splitting->markdowns[i];
        for (size_t k = 0; k < markdown->section_count; k++) {
            struct passage *passage = &splitting->passages[splitting->passage_count++];
            passage->source = i;
            passage->markdown = markdown;
            passage->section = &markdown->sections[k];
            if (xpost_prose_make(&passage->prose, split->sources[i].text, markdown,
                                 passage->section, splitting->error) != 0 ||
                weigh(splitting, passage) != 0)
                return -1;
        }
    }
    return 0;
}

/* --- where it is cut --- */

static size_t digits_of(size_t number)
{
    size_t digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

/* What the number takes, such as " 1/5". */
static int weight_of_number(const struct splitting *splitting, size_t number)
{
    if (splitting->total_digits == 0)
        return 0;
    return (int)(1 + digits_of(number) + 1 + splitting->total_digits);
}

static int room_of_piece(void *user, size_t number)
{
    const struct splitting *splitting = user;
    return splitting->limit - weight_of_number(splitting, number);
}

/* Is nothing left of its source but this? */
static bool is_all_of_source(const struct splitting *splitting, const struct passage *passage)
{
    const struct passage *next = passage + 1;
    bool is_last = next == splitting->passages + splitting->passage_count ||
                   next->source != passage->source;
    if (!is_last)
        return false;
    for (const struct passage *before = passage;
         before > splitting->passages && before[-1].source == passage->source; before--)
        if (before[-1].pieces > 0)
            return false;
    return true;
}

static int cut_passage(struct splitting *splitting, struct passage *passage)
{
    struct xpost_pieces *pieces = &splitting->pieces;
    const struct xpost_prose *prose = &passage->prose;
    struct xpost_piece whole = passage->whole;
    bool is_blank = whole.begin == whole.end;
    if (is_blank && passage->section->image_count == 0 &&
        !(splitting->split->keep_blank && is_all_of_source(splitting, passage)))
        return 0;
    if (!splitting->split->cut || is_blank ||
        passage->count.weight <= room_of_piece(splitting, pieces->count + 1))
        return xpost_pieces_add(pieces, whole.begin, whole.end, splitting->error);
    if (!passage->breaks.text &&
        xpost_breaks_find(&passage->breaks, prose->text, prose->length, splitting->error) != 0)
        return -1;
    return xpost_cut(pieces, &passage->breaks, room_of_piece, splitting, splitting->error);
}

/* With more than `most` pieces it is not gone on. */
static int cut_passages(struct splitting *splitting, size_t total_digits, size_t most)
{
    struct xpost_pieces *pieces = &splitting->pieces;
    pieces->count = 0;
    pieces->most = most;
    splitting->total_digits = total_digits;
    for (size_t i = 0; i < splitting->passage_count && pieces->count <= most; i++) {
        struct passage *passage = &splitting->passages[i];
        passage->first = pieces->count;
        if (cut_passage(splitting, passage) != 0)
            return -1;
        passage->pieces = pieces->count - passage->first;
    }
    return 0;
}

/* How many digits the number of posts has depends on where they are cut, and that on this: as
 * few as do. */
static int cut(struct splitting *splitting)
{
    const struct xpost_pieces *pieces = &splitting->pieces;
    bool number = splitting->split->number;
    if (cut_passages(splitting, 0, number ? 1 : SIZE_MAX) != 0)
        return -1;
    if (!number || pieces->count < 2)
        return 0;
    size_t digits = 0, most = 0;
    do {
        most = most * 10 + 9;
        if (cut_passages(splitting, ++digits, most) != 0)
            return -1;
    } while (pieces->count > most);
    /* Another way of cutting may have left a single one. */
    if (pieces->count < 2)
        splitting->total_digits = 0;
    return 0;
}

/* --- what is made of it --- */

/* What stands between a text and its number: a code fence has to have its line for itself. */
static const char *before_number(const char *text, size_t length)
{
    size_t line = length;
    while (line > 0 && text[line - 1] != '\n')
        line--;
    if (length - line >= 3 &&
        (memcmp(text + line, "```", 3) == 0 || memcmp(text + line, "~~~", 3) == 0))
        return "\n";
    return length > 0 ? " " : "";
}

static int make_text(const struct splitting *splitting, struct xpost_part *part,
                     const char *text, size_t length)
{
    struct xpost_buffer out = XPOST_BUFFER(XPOST_TEXT_MAX);
    if (length > 0)
        xpost_buffer_append(&out, text, length);
    if (splitting->total_digits > 0)
        xpost_buffer_format(&out, "%s%zu/%zu", before_number(text, length),
                            splitting->parts->count, splitting->pieces.count);
    size_t whole = out.length;
    part->text = out.length > 0 || out.failed ? xpost_buffer_take(&out) : xpost_string_copy("");
    if (!part->text)
        return xpost_error_no_memory(splitting->error);
    return xpost_text_count(part->text, whole, splitting->limit, &part->count,
                            splitting->error);
}

static int add_image(struct xpost_part *part, const struct xpost_image *image)
{
    struct xpost_part_image *images =
        realloc(part->images, (part->image_count + 1) * sizeof *images);
    if (!images)
        return -1;
    part->images = images;
    struct xpost_part_image *copy = &images[part->image_count++];
    *copy = (struct xpost_part_image){.begin = image->begin, .end = image->end};
    return xpost_string_set(&copy->path, image->path) != 0 ||
                   xpost_string_set(&copy->alt, image->alt) != 0
               ? -1
               : 0;
}

/* An image goes with the piece that it stood in or after. */
static int add_images(struct splitting *splitting, const struct passage *passage)
{
    struct xpost_part *parts = &splitting->parts->list[passage->first];
    const struct xpost_piece *pieces = &splitting->pieces.list[passage->first];
    size_t here = 0;
    for (size_t i = 0; i < passage->section->image_count; i++) {
        size_t at = passage->prose.image_at[i];
        while (here + 1 < passage->pieces && pieces[here + 1].begin < at)
            here++;
        if (add_image(&parts[here],
                      &passage->markdown->images[passage->section->first_image + i]) != 0)
            return xpost_error_no_memory(splitting->error);
    }
    return 0;
}

/* A post of images alone is made of these. */
static void place(const struct passage *passage, const struct xpost_piece *piece,
                  struct xpost_part *part)
{
    const struct xpost_section *section = passage->section;
    const struct xpost_image *images = passage->markdown->images;
    part->source = passage->source;
    part->begin = xpost_prose_begin(&passage->prose, piece->begin);
    part->end = xpost_prose_end(&passage->prose, piece->end);
    if (piece->begin == piece->end && section->image_count > 0) {
        part->begin = images[section->first_image].begin;
        part->end = images[section->first_image + section->image_count - 1].end;
    }
}

static int make_parts(struct splitting *splitting, const struct passage *passage)
{
    const struct xpost_prose *prose = &passage->prose;
    for (size_t i = 0; i < passage->pieces; i++) {
        const struct xpost_piece *piece = &splitting->pieces.list[passage->first + i];
        struct xpost_part *part = &splitting->parts->list[splitting->parts->count++];
        place(passage, piece, part);
        part->over_at = XPOST_PART_FITS;
        if (i == 0 && passage->count.weight > splitting->limit)
            part->over_at = xpost_prose_begin(prose, passage->count.over_at);
        if (make_text(splitting, part, prose->text + piece->begin, piece->end - piece->begin) !=
            0)
            return -1;
    }
    return passage->pieces > 0 ? add_images(splitting, passage) : 0;
}

static int make_all_parts(struct splitting *splitting)
{
    struct xpost_parts *parts = splitting->parts;
    parts->list = calloc(splitting->pieces.count + 1, sizeof *parts->list);
    if (!parts->list)
        return xpost_error_no_memory(splitting->error);
    for (size_t i = 0; i < splitting->passage_count; i++)
        if (make_parts(splitting, &splitting->passages[i]) != 0)
            return -1;
    return 0;
}

int xpost_split(const struct xpost_split *split, struct xpost_parts *parts,
                struct xpost_error *error)
{
    struct splitting splitting = {.split = split,
                                  .limit = split->limit ? split->limit : XPOST_TEXT_LIMIT,
                                  .parts = parts,
                                  .error = error};
    *parts = (struct xpost_parts){0};
    int result = read_passages(&splitting) == 0 && cut(&splitting) == 0 &&
                         make_all_parts(&splitting) == 0
                     ? 0
                     : -1;
    for (size_t i = 0; i < splitting.passage_count; i++) {
        xpost_breaks_release(&splitting.passages[i].breaks);
        xpost_prose_release(&splitting.passages[i].prose);
    }
    free(splitting.passages);
    free(splitting.pieces.list);
    for (size_t i = 0; splitting.markdowns && i < split->source_count; i++)
        xpost_markdown_release(&splitting.markdowns[i]);
    free(splitting.markdowns);
    return result;
}

static void release_part(struct xpost_part *part)
{
    for (size_t i = 0; i < part->image_count; i++) {
        free(part->images[i].path);
        free(part->images[i].alt);
    }
    free(part->images);
    free(part->text);
}

void xpost_parts_release(struct xpost_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        release_part(&parts->list[i]);
    free(parts->list);
    *parts = (struct xpost_parts){0};
}

/* The first byte says how a text is cut, the others are the text. */
#include "fuzz.h"

#include "../unit/split_rules.h"

static const int limits[] = {0, 280, 100, 40, 25, 12, 2, 1};

static struct xpost_split read_ways(const uint8_t *data)
{
    return (struct xpost_split){
        .limit = limits[data[0] & 7],
        .cut = !(data[0] & 8),
        .number = data[0] & 16,
        .markdown = data[0] & 32,
        .keep_blank = data[0] & 64,
    };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xpost_parts parts;
    struct xpost_error error = {0};
    if (size < 1)
        return 0;
    struct xpost_split split = read_ways(data);
    const struct xpost_source source = {(const char *)data + 1, size - 1};
    split.sources = &source;
    split.source_count = 1;
    if (xpost_split(&split, &parts, &error) == 0) {
        const char *broken = split.keep_blank ? NULL : split_broken_rule(&split, &parts);
        if (broken)
            fprintf(stderr, "not so: %s\n", broken);
        FUZZ_HOLDS(!broken);
    } else {
        FUZZ_HOLDS(error.code == XPOST_INVALID_REQUEST);
    }
    xpost_parts_release(&parts);
    return 0;
}

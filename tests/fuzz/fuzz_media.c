/* The beginning of a file that somebody wants to attach. */
#include "fuzz.h"

#include "media_type.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xpost_media_type type = xpost_media_type_read(data, size);
    FUZZ_HOLDS(type.width >= 0 && type.width <= 1 << 24);
    FUZZ_HOLDS(type.height >= 0 && type.height <= 1 << 24);
    switch (type.kind) {
    case XPOST_MEDIA_OTHER:
        FUZZ_HOLDS(type.width == 0 && type.height == 0);
        FUZZ_HOLDS(!type.name || !strchr(type.name, '/'));
        break;
    case XPOST_MEDIA_IMAGE:
        FUZZ_HOLDS(type.name && strncmp(type.name, "image/", 6) == 0);
        break;
    case XPOST_MEDIA_GIF:
        FUZZ_HOLDS(type.name && strcmp(type.name, "image/gif") == 0);
        break;
    case XPOST_MEDIA_VIDEO:
        FUZZ_HOLDS(type.name && strncmp(type.name, "video/", 6) == 0);
        break;
    }
    return 0;
}

#include "renew_note.h"

#include "crypto.h"
#include "error.h"
#include "lock.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char fates[] = "-snxdlcu";

int xpost_renew_note_read(struct xpost_renew_note *note, const char *text,
                          const char *refresh_token, struct xpost_error *error)
{
    char hash[XPOST_SHA256_HEX + 1];
    char named[XPOST_SHA256_HEX + 1];
    char fate = '-';
    int count = 0;
    int64_t time = 0;
    *note = (struct xpost_renew_note){0};
    if (xpost_crypto_sha256_hex(hash, refresh_token, strlen(refresh_token), error) != 0)
        return -1;
    if (sscanf(text, "%c %64s %d %" SCNd64, &fate, named, &count, &time) != 4 ||
        strcmp(hash, named) != 0)
        return 0;
    const char *known = memchr(fates, fate, sizeof fates - 1);
    if (known)
        *note = (struct xpost_renew_note){(enum xpost_renew_fate)(known - fates), count, time};
    return 0;
}

int xpost_renew_note_write(char *text, const struct xpost_renew_note *note,
                           const char *refresh_token, struct xpost_error *error)
{
    char hash[XPOST_SHA256_HEX + 1];
    if (xpost_crypto_sha256_hex(hash, refresh_token, strlen(refresh_token), error) != 0)
        return -1;
    snprintf(text, XPOST_LOCK_NOTE_MAX + 1, "%c %s %d %" PRId64, fates[note->fate], hash,
             note->count, note->time);
    return 0;
}

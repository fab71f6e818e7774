/* What the files of the diagnosis share. */
#ifndef XPOST_DIAGNOSIS_INTERNAL_H
#define XPOST_DIAGNOSIS_INTERNAL_H

#include "diagnosis.h"
#include "error.h"

#include <stdint.h>

#define XPOST_TOPIC_ACCOUNTS "accounts"
#define XPOST_TOPIC_REDIRECT "redirect"
#define XPOST_TOPIC_FILES    "files"
#define XPOST_TOPIC_NETWORK  "network"
#define XPOST_TOPIC_CLOCK    "clock"
#define XPOST_TOPIC_SETTINGS "settings"

/* One diagnosis under way. */
struct xpost_examination {
    const struct xpost_operation *operation;
    const struct xpost_config *config;
    /* What counts, after what was given and the settings; NULL: not set. */
    const char *client_id;
    const char *client_secret;
    const char *account;
    const char *redirect_uris;
    const char *scopes;
    struct xpost_diagnosis *diagnosis;
    struct xpost_store store;
    bool missing;         /* there is no state directory yet */
    bool opened;          /* `store` is open */
    bool accounts_known;  /* `accounts` holds what is stored, maybe nothing */
    bool accounts_blamed; /* a finding says already what is wrong with their file */
    struct xpost_accounts accounts;
};

/* Adds a finding in the user's language.  Text and advice (NULL: none) are made harmless for a
 * terminal. */
void xpost_finding_add(struct xpost_diagnosis *diagnosis, const char *topic,
                       enum xpost_finding_level level, const char *advice, const char *format,
                       ...) __attribute__((format(printf, 5, 6)));

/* Adds an error as a finding, with the server's own words where there are some. */
void xpost_finding_add_error(struct xpost_diagnosis *diagnosis, const char *topic,
                             enum xpost_finding_level level, const struct xpost_error *error);

enum { XPOST_TIME_SHOWN = 64 };

/* "2026-01-31T12:00:00Z". */
void xpost_time_show(char shown[XPOST_TIME_SHOWN], int64_t time);

/* "1 h 12 min" in the user's language, whatever the sign. */
void xpost_duration_show(char shown[XPOST_TIME_SHOWN], int64_t seconds);

void xpost_examine_accounts(struct xpost_examination *examination);
/* Their faults are findings of the settings. */
void xpost_examine_redirect_uris(struct xpost_examination *examination);
void xpost_examine_settings(struct xpost_examination *examination);
/* Opens the store, too. */
void xpost_examine_files(struct xpost_examination *examination);
/* What is known without a packet. */
void xpost_examine_routes(struct xpost_examination *examination);
/* Network and clock: one request, without a token. */
void xpost_examine_network(struct xpost_examination *examination);

#endif

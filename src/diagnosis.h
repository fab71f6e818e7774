/* What a person wants to know when something does not work: accounts, redirect URIs, files,
 * network, clock and settings, as a list of findings.
 *
 * Only looks: makes no directory and no file, sends no token, makes no call that is billed.
 * ledger.db is looked at from outside, never opened (see ledger.h). */
#ifndef XPOST_DIAGNOSIS_H
#define XPOST_DIAGNOSIS_H

#include "client.h"

#include <stdbool.h>
#include <stddef.h>

enum xpost_finding_level {
    XPOST_FINDING_OK,
    XPOST_FINDING_INFO,
    XPOST_FINDING_WARNING,
    XPOST_FINDING_ERROR
};

struct xpost_finding {
    const char *topic; /* "accounts", "redirect", "files", "network", "clock" or "settings" */
    enum xpost_finding_level level;
    char *text;   /* whole sentences, harmless for a terminal, without secrets */
    char *advice; /* what to do; NULL if there is nothing */
};

struct xpost_diagnosis_request {
    /* What a login or a post would be given; NULL: from the settings. */
    const char *client_id;
    const char *account;
    const char *redirect_uris; /* separated by spaces */
    const char *scopes;
    /* Without a single packet, in a few milliseconds: says nothing about reachability and
     * clock. For hosts that cannot wait for a name lookup that hangs. */
    bool offline;
};

struct xpost_diagnosis {
    struct xpost_finding *findings; /* those of one topic in the order to show them */
    size_t count;
    bool failed; /* memory ran out, and something is missing */
};

/* "ok", "info", "warning" or "error". */
const char *xpost_finding_level_name(enum xpost_finding_level level);

/* Looks at all of it.  `request` may be NULL.  `diagnosis` is overwritten, and to be released
 * in each case; -1 only when memory runs out.  Cancelling leaves out the network, and says so.
 */
int xpost_diagnose(const struct xpost_operation *operation,
                   const struct xpost_diagnosis_request *request,
                   struct xpost_diagnosis *diagnosis, struct xpost_error *error);
void xpost_diagnosis_release(struct xpost_diagnosis *diagnosis);

#endif

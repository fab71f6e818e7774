/* What each error code means to somebody who meets it for the first time.
 *
 * An error's own message says what happened in the case at hand; this says what it is in
 * general. The help's table of errors is made from it (tests/tools/explanations.lua).  Facts
 * about X are from its documents, as of 2026. */
#ifndef XPOST_EXPLANATION_H
#define XPOST_EXPLANATION_H

#include "error.h"

/* Sentences in English, which are keys of the catalogue (see translate.h). */
struct xpost_explanation {
    const char *happened;
    const char *why; /* as it usually is */
    const char *todo;
    const char *where; /* to look: in X's console, at X, or on this machine */
};

/* All four are empty for XPOST_OK. */
struct xpost_explanation xpost_explain(enum xpost_code code);

#endif

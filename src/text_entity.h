/* The mentions, hashtags and cashtags in a text: what has to stay in one piece.  No I/O.
 * (twitter-text 3.1.0: extractMentionsOrListsWithIndices, extractHashtagsWithIndices and
 * extractCashtagsWithIndices; those inside of URLs are found here, too) */
#ifndef XPOST_TEXT_ENTITY_H
#define XPOST_TEXT_ENTITY_H

#include "text.h"

/* Visits each, in order, with its sign; they do not overlap.  The text is valid UTF-8. */
void xpost_text_each_entity(const char *text, size_t length, xpost_text_visit *visit,
                            void *user);

#endif

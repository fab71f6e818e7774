#include "outcome.h"

enum xpost_outcome xpost_outcome_of_create(enum xpost_sent sent, long status,
                                           enum xpost_body_kind body)
{
    if (sent == XPOST_NOT_SENT)
        return XPOST_NOT_POSTED;
    if (sent == XPOST_MAYBE_SENT)
        return XPOST_OUTCOME_UNKNOWN;
    if (status >= 200 && status < 300)
        return body == XPOST_BODY_ID ? XPOST_POSTED : XPOST_OUTCOME_UNKNOWN;
    if (status == 429)
        return XPOST_NOT_POSTED;
    /* 408 comes from a gateway that gave up waiting, perhaps after passing the request on. */
    if (status >= 400 && status < 500 && status != 408)
        return body == XPOST_BODY_PROBLEM || body == XPOST_BODY_EMPTY ? XPOST_NOT_POSTED
                                                                      : XPOST_OUTCOME_UNKNOWN;
    return XPOST_OUTCOME_UNKNOWN;
}

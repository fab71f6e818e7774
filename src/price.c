#include "price.h"

#include "error.h"
#include "text.h"

int64_t xpost_price_of_post(const char *text, size_t length)
{
    struct xpost_text_count count = {0};
    struct xpost_error ignored;
    /* What cannot be counted cannot be posted either. */
    if (xpost_text_count(text, length, XPOST_TEXT_LIMIT, &count, &ignored) != 0)
        return XPOST_PRICE_POST;
    return count.urls ? XPOST_PRICE_POST_WITH_LINK : XPOST_PRICE_POST;
}

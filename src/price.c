#include "price.h"

#include "api.h"
#include "error.h"
#include "text.h"

static int64_t price_of_text(const struct xpost_post *post)
{
    struct xpost_text_count count = {0};
    struct xpost_error ignored;
    /* What cannot be counted cannot be posted either. */
    if (xpost_text_count(post->text, post->text_length, XPOST_TEXT_LIMIT, &count, &ignored) !=
        0)
        return XPOST_PRICE_POST;
    return count.urls ? XPOST_PRICE_POST_WITH_LINK : XPOST_PRICE_POST;
}

int64_t xpost_price_of_post(const struct xpost_post *post)
{
    int64_t price = price_of_text(post);
    for (size_t i = 0; i < post->attachment_count; i++)
        price += post->attachments[i].alt ? XPOST_PRICE_ALT_TEXT : 0;
    return price;
}

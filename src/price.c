#include "price.h"

#include "api.h"
#include "error.h"
#include "text.h"

#include <string.h>

static const struct {
    const char *name; /* as the user gives it */
    int64_t amount;
} list[XPOST_PRICES] = {
    [XPOST_PRICE_POST] = {"post", 15000},   [XPOST_PRICE_LINK] = {"link", 200000},
    [XPOST_PRICE_REPLY] = {"reply", 10000}, [XPOST_PRICE_DELETE] = {"delete", 10000},
    [XPOST_PRICE_READ] = {"read", 1000},    [XPOST_PRICE_ALT] = {"alt", 5000},
    [XPOST_PRICE_USER] = {"user", 10000},
};

#define SEPARATORS " \t\r\n,"

enum { DECIMALS = 6, MOST = 1000000 /* dollars */, SHOWN = 40 };

static int find(const char *name, size_t length)
{
    for (int price = 0; price < XPOST_PRICES; price++)
        if (strlen(list[price].name) == length && memcmp(list[price].name, name, length) == 0)
            return price;
    return -1;
}

/* Digits, and after a point up to six more.  In no locale's way of writing. */
static bool read_amount(const char *text, size_t length, int64_t *amount)
{
    size_t at = 0, decimals = 0, digits = 0;
    int64_t value = 0;
    for (; at < length && text[at] >= '0' && text[at] <= '9' && value <= MOST; at++, digits++)
        value = value * 10 + (text[at] - '0');
    if (value > MOST)
        return false;
    if (at < length && text[at] == '.')
        for (at++; at < length && text[at] >= '0' && text[at] <= '9' && decimals < DECIMALS;
             at++, decimals++)
            value = value * 10 + (text[at] - '0');
    if (at < length || digits + decimals == 0)
        return false;
    for (; decimals < DECIMALS; decimals++)
        value *= 10;
    *amount = value;
    return true;
}

static int shown(size_t length)
{
    return (int)(length < SHOWN ? length : SHOWN);
}

static int read_price(struct xpost_prices *prices, const char *text, size_t length,
                      struct xpost_error *error)
{
    const char *equals = memchr(text, '=', length);
    size_t name = equals ? (size_t)(equals - text) : length;
    const char *value = equals ? equals + 1 : text + length;
    size_t value_length = length - (size_t)(value - text);
    int price = find(text, name);
    if (price < 0)
        return xpost_error_set(error, XPOST_CONFIG,
                               "XPOST_PRICES has '%.*s', which is no price that X has. There "
                               "are post, link, reply, delete, read, alt and user.",
                               shown(name), text);
    if (!read_amount(value, value_length, &prices->own[price]))
        return xpost_error_set(error, XPOST_CONFIG,
                               "XPOST_PRICES gives '%.*s' for '%s', which is no amount of US "
                               "dollars such as %s=0.015. Correct it, or leave it out.",
                               shown(value_length), value, list[price].name, list[price].name);
    prices->is_own[price] = true;
    return 0;
}

int xpost_prices_read(struct xpost_prices *prices, const char *setting,
                      struct xpost_error *error)
{
    *prices = (struct xpost_prices){.own = {0}};
    for (setting += strspn(setting, SEPARATORS); *setting;
         setting += strspn(setting, SEPARATORS)) {
        size_t length = strcspn(setting, SEPARATORS);
        if (read_price(prices, setting, length, error) != 0)
            return -1;
        setting += length;
    }
    return 0;
}

int64_t xpost_price(const struct xpost_prices *prices, enum xpost_price price)
{
    return prices->is_own[price] ? prices->own[price] : list[price].amount;
}

const char *xpost_prices_date(const struct xpost_prices *prices)
{
    for (int price = 0; price < XPOST_PRICES; price++)
        if (prices->is_own[price])
            return NULL;
    return XPOST_PRICES_DATE;
}

static enum xpost_price price_of_text(const struct xpost_post *post)
{
    struct xpost_text_count count = {0};
    struct xpost_error ignored;
    /* What cannot be counted cannot be posted either. */
    if (xpost_text_count(post->text, post->text_length, XPOST_TEXT_LIMIT, &count, &ignored) !=
        0)
        return XPOST_PRICE_POST;
    return count.urls ? XPOST_PRICE_LINK : XPOST_PRICE_POST;
}

int64_t xpost_price_of_post(const struct xpost_prices *prices, const struct xpost_post *post)
{
    int64_t cost = xpost_price(prices, price_of_text(post));
    for (size_t i = 0; i < post->attachment_count; i++)
        cost += post->attachments[i].alt ? xpost_price(prices, XPOST_PRICE_ALT) : 0;
    return cost;
}

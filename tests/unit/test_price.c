/* Prices: X's, and those that the user gives in their place. */
#include "price.h"

#include "api.h"
#include "attachment.h"
#include "error.h"

#include "check.h"

static struct xpost_error error;
static struct xpost_prices prices;

static int read_prices(const char *setting)
{
    xpost_error_clear(&error);
    memset(&prices, 'x', sizeof prices);
    return xpost_prices_read(&prices, setting, &error);
}

static int64_t price_of(const char *text)
{
    const struct xpost_post post = {.text = text, .text_length = strlen(text)};
    return xpost_price_of_post(&prices, &post);
}

static void test_price__is_of_xs_list_where_none_is_given(void)
{
    static const struct xpost_prices none;
    static const int64_t amounts[XPOST_PRICES] = {15000, 200000, 10000, 10000,
                                                  1000,  5000,   10000};
    for (int price = 0; price < XPOST_PRICES; price++)
        CHECK_NUMBER(xpost_price(&none, (enum xpost_price)price), amounts[price]);
    CHECK_TEXT(xpost_prices_date(&none), XPOST_PRICES_DATE);
    CHECK_NUMBER(read_prices(" ,\t"), 0);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_LINK), 200000);
    CHECK_TEXT(xpost_prices_date(&prices), XPOST_PRICES_DATE);
}

static void test_price__is_the_users_own_where_it_is_given(void)
{
    CHECK_NUMBER(read_prices("post=0.02, link=.25,reply=1 delete=0\tread=0.000001 alt=5. "
                             "user=1000000 post=0.03"),
                 0);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_POST), 30000);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_LINK), 250000);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_REPLY), 1000000);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_DELETE), 0);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_READ), 1);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_ALT), 5000000);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_USER), 1000000000000);
    CHECK(xpost_prices_date(&prices) == NULL);
    CHECK_NUMBER(read_prices("alt=0.005"), 0);
    CHECK_NUMBER(xpost_price(&prices, XPOST_PRICE_POST), 15000);
    CHECK(xpost_prices_date(&prices) == NULL);
}

static void refuse(const char *setting, const char *named)
{
    CHECK_NUMBER(read_prices(setting), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "XPOST_PRICES") != NULL);
    CHECK(strstr(error.message, named) != NULL);
}

static void test_price__names_what_it_cannot_read(void)
{
    refuse("post=0.01 tweet=0.02", "'tweet'");
    refuse("=1", "''");
    refuse("Post=1", "'Post'");
    refuse("post", "'' for 'post'");
    refuse("post=", "'' for 'post'");
    refuse("link=cheap", "'cheap' for 'link'");
    refuse("link=.", "'.' for 'link'");
    refuse("link=-1", "'-1'");
    refuse("link=1e3", "'1e3'");
    refuse("link=0.0000001", "'0.0000001'");
    refuse("link=1000001", "'1000001'");
    refuse("link=99999999999999999999999999", "'99999999999999999999999999'");
    refuse("alt = 0.01", "'' for 'alt'");
    refuse("alt=$0.01", "'$0.01'");
}

static void test_price__of_a_post_is_that_of_its_text_and_alt_texts(void)
{
    struct xpost_attachment files[3] = {{.alt = "A cat"}, {.alt = NULL}, {.alt = "A dog"}};
    const struct xpost_post post = {
        .text = "pets", .text_length = 4, .attachments = files, .attachment_count = 3};
    CHECK_NUMBER(read_prices(""), 0);
    CHECK_NUMBER(price_of("hello"), 15000);
    CHECK_NUMBER(price_of("see example.com"), 200000);
    CHECK_NUMBER(price_of("\xFF"), 15000);
    CHECK_NUMBER(xpost_price_of_post(&prices, &post), 25000);
    CHECK_NUMBER(read_prices("post=1,link=2,alt=0.5"), 0);
    CHECK_NUMBER(price_of("hello"), 1000000);
    CHECK_NUMBER(price_of("see example.com"), 2000000);
    CHECK_NUMBER(xpost_price_of_post(&prices, &post), 2000000);
}

int main(void)
{
    RUN(test_price__is_of_xs_list_where_none_is_given);
    RUN(test_price__is_the_users_own_where_it_is_given);
    RUN(test_price__names_what_it_cannot_read);
    RUN(test_price__of_a_post_is_that_of_its_text_and_alt_texts);
    return check_report();
}

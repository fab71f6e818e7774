/* A URL needs a dot, so the scanner goes from dot to dot, and looks back from each for where a
 * URL with that dot as its first may begin: the first place allowed wins.  From the dot on, all
 * such beginnings share how the domain can go on, which is worked out once (`struct chain`) and
 * serves the later dots of the same chain as well.  That keeps "a.a.a.a" linear.
 *
 * The rules were made for UTF-16: a character beyond U+FFFF counts as two, and a domain without
 * a protocol can even begin with its second half. */
#include "text_url.h"

#include "text_class.h"
#include "text_domain.h"
#include "text_path.h"
#include "text_punycode.h"

enum { URL_MAX = 4096, NO_DOT = 0 /* a chain's best dot is never the text's first byte */ };

/* A dot, and those that follow it with nothing but valid labels between. */
struct chain {
    size_t first, last;
    size_t direct_end; /* of a top level domain after the first, or 0 */
    size_t best;       /* the last after `first` that completes a domain, or NO_DOT */
    size_t best_end;
    bool underline; /* another one is too, but the label between has a '_' */
};

struct finder {
    const unsigned char *text;
    size_t length;
    size_t from; /* up to here the text is taken */
    struct chain chain;
    xpost_url_visit *visit;
    void *user;
};

struct match {
    size_t begin;
    size_t domain, domain_end;
    size_t end;
    bool half; /* the domain begins with the second half of its first character */
};

static bool is_inner(unsigned char c)
{
    return c == '-' || c == '_';
}

/* Where the dot is that ends the label at `at`, or NO_DOT.  A label begins and ends with a
 * character of domains; '-' and '_' may be between. */
static size_t label_dot(const struct finder *finder, size_t at, bool *underline)
{
    const unsigned char *text = finder->text;
    bool last = false;
    if (at >= finder->length || is_inner(text[at]))
        return NO_DOT;
    for (size_t size; at < finder->length; at += size) {
        if (!(xpost_text_class_at(text + at, &size) & XPOST_TEXT_NO_DOMAIN)) {
            last = true;
            continue;
        }
        if (text[at] == '.')
            return last ? at : NO_DOT;
        if (!is_inner(text[at]))
            return NO_DOT;
        if (text[at] == '_')
            *underline = true;
        last = false;
    }
    return NO_DOT;
}

static size_t tld_end(const struct finder *finder, size_t dot)
{
    size_t at = dot + 1;
    return at < finder->length ? xpost_tld_end(finder->text, finder->length, at) : 0;
}

static void follow_chain(struct finder *finder, size_t dot)
{
    struct chain *chain = &finder->chain;
    *chain = (struct chain){.first = dot, .last = dot, .best = NO_DOT};
    chain->direct_end = tld_end(finder, dot);
    for (;;) {
        bool underline = false;
        dot = label_dot(finder, chain->last + 1, &underline);
        if (dot == NO_DOT)
            return;
        chain->last = dot;
        size_t end = tld_end(finder, dot);
        if (end != 0 && underline) {
            chain->underline = true;
        } else if (end != 0) {
            chain->best = dot;
            chain->best_end = end;
        }
    }
}

/* True if a URL may begin at `at`, as far as the character before it goes.  That one must not
 * be part of an earlier URL. */
static bool may_begin(const struct finder *finder, size_t at)
{
    size_t size;
    if (at <= finder->from)
        return at == 0;
    size_t before = xpost_text_before(finder->text, at);
    return !(xpost_text_class_at(finder->text + before, &size) & XPOST_TEXT_NO_URL_AFTER);
}

/* Where the "http://" or "https://" begins that ends at `at`, or `at`. */
static size_t protocol_begin(const struct finder *finder, size_t at)
{
    static const char name[] = "https";
    const unsigned char *text = finder->text;
    if (at < finder->from + 7 || memcmp(text + at - 3, "://", 3) != 0)
        return at;
    size_t end = at - 3, letters = (text[end - 1] | 0x20) == 's' ? 5 : 4;
    if (end < finder->from + letters)
        return at;
    for (size_t i = 0; i < letters; i++)
        if ((text[end - letters + i] | 0x20) != name[i])
            return at;
    return may_begin(finder, end - letters) ? end - letters : at;
}

/* The first place from `lowest` to before the dot where a URL without a protocol may begin. */
static bool plain_begin(const struct finder *finder, size_t lowest, size_t dot,
                        struct match *match)
{
    const unsigned char *text = finder->text;
    for (size_t at = lowest, size; at < dot; at += size) {
        uint32_t class = xpost_text_class_at(text + at, &size);
        bool begins = !(class & XPOST_TEXT_NO_DOMAIN) && may_begin(finder, at);
        /* At the very beginning of the text, one code unit later is tried first. */
        if (at == 0 && begins && size < 4 && size < dot && !is_inner(text[size]) &&
            !(class & XPOST_TEXT_NO_URL_AFTER))
            at = size;
        else if (size == 4 && (at == 0 || !begins))
            match->half = true;
        else if (!begins)
            continue;
        match->begin = match->domain = at;
        return true;
    }
    return false;
}

/* Finds where the URL begins whose first dot this is.  If the dot is also the last before the
 * top level domain (`name`), no '_' may be before it. */
static bool find_begin(const struct finder *finder, size_t dot, bool name, struct match *match)
{
    const unsigned char *text = finder->text;
    size_t begin = dot, lowest = 0, size;
    while (begin > finder->from) {
        size_t before = xpost_text_before(text, begin);
        uint32_t class = xpost_text_class_at(text + before, &size);
        if (class & XPOST_TEXT_NO_DOMAIN) {
            if (!is_inner(text[before]) || begin == dot)
                break;
            if (text[before] == '_' && name && !lowest)
                lowest = begin;
        }
        begin = before;
    }
    if (begin == dot)
        return false;
    if (!lowest && !is_inner(text[begin])) {
        match->begin = protocol_begin(finder, begin);
        match->domain = begin;
        if (match->begin != begin)
            return true;
    }
    return plain_begin(finder, lowest ? lowest : begin, dot, match);
}

/* Length in UTF-16. */
static size_t units(const unsigned char *text, size_t begin, size_t end)
{
    size_t count = 0;
    for (; begin < end; begin++)
        if ((text[begin] & 0xC0) != 0x80)
            count += text[begin] >= 0xF0 ? 2 : 1;
    return count;
}

static bool is_short_enough(const struct finder *finder, const struct match *match)
{
    size_t protocol = match->domain - match->begin;
    size_t most = URL_MAX - (protocol ? protocol : sizeof "https://" - 1);
    return match->end - match->begin <= most ||
           units(finder->text, match->begin, match->end) - match->half <= most;
}

/* Where a stretch of `count` units of UTF-16 ends; in the middle of a character (`cut`),
 * before. */
static size_t forward(const unsigned char *text, size_t at, size_t count, bool *cut)
{
    while (count > 0) {
        size_t size, width;
        xpost_text_read(text + at, &size);
        width = size == 4 ? 2 : 1;
        *cut = width > count;
        if (*cut)
            break;
        count -= width;
        at += size;
    }
    return at;
}

/* Without a protocol, only the parts in ASCII and accented Latin are URLs, and the rest of the
 * match belongs to the last of them. */
static void tell_plain(const struct finder *finder, const struct match *match)
{
    const unsigned char *text = finder->text;
    size_t begin, end, last = 0, last_end = 0, path;
    bool cut = false;
    if (!xpost_plain_domain(text, match->domain_end, match->domain, &begin, &end) ||
        !xpost_domain_fits(text, match->domain, match->domain_end, match->half))
        return;
    /* Each is looked up by its text, so that an earlier stretch like it is taken instead. */
    size_t searched = match->domain;
    do {
        size_t size = end - begin;
        while (searched < begin && memcmp(text + searched, text + begin, size) != 0)
            searched++;
        if (last_end)
            finder->visit(finder->user, last, last_end, false);
        last = searched;
        last_end = searched = last + size;
    } while (xpost_plain_domain(text, match->domain_end, end, &begin, &end));
    path = xpost_url_port_end(text, finder->length, match->domain_end);
    if (path < match->end && text[path] == '/') {
        size_t count = units(text, last, last_end) + units(text, match->domain_end, match->end);
        last_end =
            last_end == match->domain_end ? match->end : forward(text, last, count, &cut);
    }
    finder->visit(finder->user, last, last_end, cut);
}

static void tell(const struct finder *finder, struct match *match)
{
    const unsigned char *text = finder->text;
    size_t begin, end, domain = match->domain, limit = match->domain_end;
    if (!is_short_enough(finder, match))
        return;
    /* What is in punycode already cannot have other characters. */
    if (limit - domain >= 4 && memcmp(text + domain, "xn--", 4) == 0 &&
        !xpost_plain_domain(text, limit, domain, &begin, &end))
        return;
    if (match->begin == domain) {
        unsigned char before = domain > 0 && !match->half ? text[domain - 1] : ' ';
        if (!is_inner(before) && before != '.' && before != '/')
            tell_plain(finder, match);
        return;
    }
    if (!xpost_domain_fits(text, domain, limit, false))
        return;
    end = match->end;
    if (xpost_url_short_end(text, domain, limit, &end))
        finder->visit(finder->user, match->begin, end, false);
}

/* Takes the URL, if there is one, whose first dot this is. */
static void try_dot(struct finder *finder, size_t dot)
{
    const unsigned char *text = finder->text;
    struct chain *chain = &finder->chain;
    struct match match = {.half = false};
    if (dot > chain->last || chain->last == NO_DOT)
        follow_chain(finder, dot);
    bool name = chain->best <= dot;
    if (!name)
        match.domain_end = chain->best_end;
    else
        match.domain_end = dot == chain->first ? chain->direct_end : tld_end(finder, dot);
    if (match.domain_end == 0 || !find_begin(finder, dot, name, &match))
        return;
    match.end = xpost_url_port_end(text, finder->length, match.domain_end);
    match.end = xpost_url_path_end(text, finder->length, match.end);
    match.end = xpost_url_query_end(text, finder->length, match.end);
    tell(finder, &match);
    finder->from = match.end;
}

void xpost_url_find(const unsigned char *text, size_t length, xpost_url_visit *visit,
                    void *user)
{
    struct finder finder = {.text = text, .length = length, .visit = visit, .user = user};
    const unsigned char *found = text;
    size_t at = 0;
    while (at < length && (found = memchr(text + at, '.', length - at)) != NULL) {
        size_t dot = (size_t)(found - text);
        at = dot + 1;
        if (at == length)
            return;
        if (text[at] < 0x80 && xpost_text_ascii[text[at]] & XPOST_TEXT_NO_DOMAIN)
            continue;
        try_dot(&finder, dot);
        if (finder.from > at)
            at = finder.from;
        /* No later dot of a chain begins a URL where none completes one. */
        const struct chain *chain = &finder.chain;
        if (dot >= chain->best && !chain->underline && chain->last >= at)
            at = chain->last + 1;
    }
}

/* A link as its author wrote it, beside the address that X says it leads to: with a scheme if
 * there was none, the host in lower case or in punycode, other characters percent-encoded. */
#include "timeline_internal.h"

#include "hex.h"

#include <string.h>

struct address {
    const char *text;
    size_t at, end;
};

static size_t left(const struct address *address)
{
    return address->end - address->at;
}

static const char *rest(const struct address *address)
{
    return address->text + address->at;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Regardless of case, in ASCII and in any locale. */
static bool same_letters(const char *one, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (lower(one[i]) != lower(other[i]))
            return false;
    return true;
}

static bool begins(const struct address *address, const char *with)
{
    size_t length = strlen(with);
    return left(address) >= length && same_letters(rest(address), with, length);
}

static void skip_scheme(struct address *address)
{
    address->at += begins(address, "https://") ? 8 : begins(address, "http://") ? 7 : 0;
}

static bool ends_host(char c)
{
    return c == '\0' || strchr("/?#:", c) != NULL;
}

/* Where the label ends that begins here. */
static size_t label_end(const struct address *address)
{
    size_t at = address->at;
    while (at < address->end && address->text[at] != '.' && !ends_host(address->text[at]))
        at++;
    return at;
}

/* True if a label is what `code`, another without its "xn--", may stand for.  Punycode begins
 * with the letters of ASCII, which are compared; the others are not decoded. */
static bool is_encoded(const char *label, size_t size, const char *code, size_t code_size)
{
    size_t basic = code_size, next = 0;
    bool other = false;
    while (basic > 0 && code[basic - 1] != '-')
        basic--;
    basic -= basic > 0;
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)label[i] >= 0x80)
            other = true;
        else if (next == basic || lower(label[i]) != lower(code[next++]))
            return false;
    }
    return other && next == basic;
}

/* Takes a label of an internationalised domain, of which one side is in punycode. */
static bool take_encoded(struct address *ours, struct address *theirs, size_t url_end)
{
    struct address url = {ours->text, ours->at, url_end};
    size_t end = url_end > ours->at ? label_end(&url) : ours->at;
    size_t size = end - ours->at, their_end = label_end(theirs);
    size_t their_size = their_end - theirs->at;
    bool same = begins(theirs, "xn--")
                    ? is_encoded(rest(ours), size, rest(theirs) + 4, their_size - 4)
                : size >= 4 && begins(ours, "xn--")
                    ? is_encoded(rest(theirs), their_size, rest(ours) + 4, size - 4)
                    : false;
    if (!same)
        return false;
    ours->at = end;
    theirs->at = their_end;
    return true;
}

static bool take_label(struct address *ours, struct address *theirs, size_t url_end)
{
    size_t size = label_end(theirs) - theirs->at;
    if (left(ours) < size || !same_letters(rest(ours), rest(theirs), size))
        return take_encoded(ours, theirs, url_end);
    ours->at += size;
    theirs->at += size;
    return true;
}

/* X has two names, and may give one for the other. */
static bool take_own_host(struct address *address)
{
    static const char *const names[] = {"x.com",        "twitter.com",
                                        "www.x.com",    "www.twitter.com",
                                        "mobile.x.com", "mobile.twitter.com"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (begins(address, names[i]) &&
            (left(address) == length || rest(address)[length] == '/')) {
            address->at += length;
            return true;
        }
    }
    return false;
}

static bool take_host(struct address *ours, struct address *theirs, size_t url_end)
{
    struct address one = *ours, other = *theirs;
    if (take_own_host(&one) && take_own_host(&other)) {
        *ours = one;
        *theirs = other;
        return true;
    }
    for (;;) {
        if (!take_label(ours, theirs, url_end))
            return false;
        if (left(theirs) == 0 || *rest(theirs) != '.')
            return true;
        if (left(ours) == 0 || *rest(ours) != '.')
            return false;
        ours->at++;
        theirs->at++;
    }
}

/* The next byte of what the address stands for. */
static int next_byte(struct address *address)
{
    const char *at = rest(address);
    int high = left(address) >= 3 && *at == '%' ? xpost_hex_digit(at[1]) : -1;
    int low = high >= 0 ? xpost_hex_digit(at[2]) : -1;
    address->at += low >= 0 ? 3 : 1;
    return low >= 0 ? high * 16 + low : (unsigned char)*at;
}

static bool take_path(struct address *ours, struct address *theirs)
{
    while (left(theirs) > 0)
        if (left(ours) == 0 || next_byte(ours) != next_byte(theirs))
            return false;
    return true;
}

bool xpost_timeline_address_matches(const char *text, size_t *at, size_t end, size_t url_end,
                                    const char *expanded, char next)
{
    struct address ours = {text, *at, end}, theirs = {expanded, 0, strlen(expanded)};
    bool slash = theirs.end > 0 && expanded[theirs.end - 1] == '/';
    skip_scheme(&ours);
    skip_scheme(&theirs);
    if (left(&theirs) == 0)
        return false;
    theirs.end -= slash && left(&theirs) > 0;
    if (!take_host(&ours, &theirs, url_end) || !take_path(&ours, &theirs))
        return false;
    /* One slash at the end makes no difference, unless it is not of the link. */
    if (left(&ours) > 0 && *rest(&ours) == '/' && (slash || next != '/'))
        ours.at++;
    if (ours.at == *at)
        return false;
    *at = ours.at;
    return true;
}

bool xpost_timeline_names_post(const char *text, const char *id)
{
    static const char part[] = "/status/";
    for (text = strstr(text, part); text; text = strstr(text, part)) {
        text += sizeof part - 1;
        size_t digits = strspn(text, "0123456789");
        if (digits > 0 && (!id || (strlen(id) == digits && memcmp(text, id, digits) == 0)))
            return true;
    }
    return false;
}

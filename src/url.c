#include "url.h"

#include "buffer.h"
#include "error.h"
#include "hex.h"
#include "translate.h"

#include <string.h>
#include <strings.h>

/* Visible ASCII, without what RFC 3986 never allows unencoded in a URL. */
static bool all_allowed(const char *text)
{
    for (; *text; text++)
        if (*text <= ' ' || *text > '~' || strchr("\"<>\\^`{|}", *text))
            return false;
    return true;
}

static bool is_host_character(char c, bool ipv6)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.')
        return true;
    return ipv6 ? c == ':' : (c == '-' || c == '_');
}

/* Reads the host; returns what follows it, or NULL. */
static const char *read_host(struct xpost_url *url, const char *at)
{
    url->ipv6 = *at == '[';
    at += url->ipv6;
    size_t length = 0;
    while (is_host_character(at[length], url->ipv6))
        length++;
    if (length == 0 || length > XPOST_HOST_MAX)
        return NULL;
    for (size_t i = 0; i < length; i++)
        url->host[i] = at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] - 'A' + 'a') : at[i];
    url->host[length] = '\0';
    at += length;
    if (url->ipv6 && *at++ != ']')
        return NULL;
    return at;
}

static const char *read_port(struct xpost_url *url, const char *at)
{
    url->port = url->https ? 443 : 80;
    if (*at != ':')
        return at;
    unsigned long port = 0;
    const char *start = ++at;
    for (; *at >= '0' && *at <= '9'; at++) {
        port = port * 10 + (unsigned long)(*at - '0');
        if (port > 65535)
            return NULL;
    }
    if (at == start)
        return NULL;
    url->port = (uint16_t)port;
    url->port_given = true;
    return at;
}

int xpost_url_parse(struct xpost_url *url, const char *text, const char *name,
                    struct xpost_error *error)
{
    *url = (struct xpost_url){0};
    if (strlen(text) > XPOST_URL_MAX)
        return xpost_error_set(error, XPOST_CONFIG, "%s is not usable: '%.200s' is too long.",
                               xpost_translate(name), text);
    if (!all_allowed(text))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "%s is not usable: '%.200s' holds a character that has no place in a URL.",
            xpost_translate(name), text);
    url->https = strncasecmp(text, "https://", 8) == 0;
    if (!url->https && strncasecmp(text, "http://", 7) != 0)
        return xpost_error_set(
            error, XPOST_CONFIG,
            "%s is not usable: '%.200s' does not begin with https:// or http://.",
            xpost_translate(name), text);
    const char *authority = text + (url->https ? 8 : 7);
    if (memchr(authority, '@', strcspn(authority, "/?#")))
        return xpost_error_set(error, XPOST_CONFIG,
                               "%s is not usable: the URL holds a user name or password, which "
                               "has no place there.",
                               xpost_translate(name));
    const char *at = read_host(url, authority);
    if (at)
        at = read_port(url, at);
    if (!at || (*at && !strchr("/?#", *at)))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "%s is not usable: '%.200s' has no host and port that can be read.",
            xpost_translate(name), text);
    if (strchr(at, '#'))
        return xpost_error_set(error, XPOST_CONFIG,
                               "%s is not usable: '%.200s' has a fragment (#...).",
                               xpost_translate(name), text);
    url->path = at;
    url->path_length = strcspn(at, "?");
    return 0;
}

static bool is_ipv4_loopback(const char *host)
{
    int dots = 0;
    if (strncmp(host, "127.", 4) != 0)
        return false;
    for (const char *at = host; *at;) {
        size_t digits = strspn(at, "0123456789");
        int octet = 0;
        for (size_t i = 0; i < digits && i < 4; i++)
            octet = octet * 10 + (at[i] - '0');
        /* A leading zero would be read as octal by some. */
        if (digits == 0 || digits > 3 || octet > 255 || (digits > 1 && *at == '0'))
            return false;
        at += digits;
        if (*at == '.') {
            dots++;
            at++;
            if (!*at)
                return false;
        }
    }
    return dots == 3;
}

bool xpost_url_is_loopback(const struct xpost_url *url)
{
    if (url->ipv6)
        return strcmp(url->host, "::1") == 0;
    return strcmp(url->host, "localhost") == 0 || is_ipv4_loopback(url->host);
}

bool xpost_url_same_origin(const char *left, const char *right)
{
    struct xpost_error ignored;
    struct xpost_url one;
    struct xpost_url other;
    if (xpost_url_parse(&one, left, "URL", &ignored) != 0 ||
        xpost_url_parse(&other, right, "URL", &ignored) != 0)
        return false;
    return one.https == other.https && one.port == other.port && one.ipv6 == other.ipv6 &&
           strcmp(one.host, other.host) == 0;
}

int xpost_url_check_server(const char *text, const char *name, struct xpost_error *error)
{
    struct xpost_url url;
    if (xpost_url_parse(&url, text, name, error) != 0)
        return -1;
    if (!url.https && !xpost_url_is_loopback(&url))
        return xpost_error_set(error, XPOST_CONFIG,
                               "%s is not usable: '%.200s' would send tokens unencrypted; it "
                               "has to begin with https://.",
                               xpost_translate(name), text);
    return 0;
}

void xpost_url_encode(struct xpost_buffer *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
            (*at >= '0' && *at <= '9') || strchr("-._~", *at)) {
            xpost_buffer_append(out, at, 1);
        } else {
            char encoded[3] = {'%', digits[*at >> 4], digits[*at & 15]};
            xpost_buffer_append(out, encoded, sizeof encoded);
        }
    }
}

void xpost_url_pair(struct xpost_buffer *out, const char *name, const char *value)
{
    if (out->length && out->data[out->length - 1] != '?')
        xpost_buffer_text(out, "&");
    xpost_url_encode(out, name);
    xpost_buffer_text(out, "=");
    xpost_url_encode(out, value);
}

/* Decodes one value of a query; false if it is broken or does not fit. */
static bool decode(const char *text, size_t length, char *out, size_t size)
{
    size_t written = 0;
    for (size_t at = 0; at < length; at++) {
        int c = (unsigned char)text[at];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            if (length - at < 3)
                return false;
            int high = xpost_hex_digit(text[at + 1]);
            int low = xpost_hex_digit(text[at + 2]);
            if (high < 0 || low < 0)
                return false;
            c = high * 16 + low;
            at += 2;
        }
        if (c < 0x20 || c == 0x7F || written + 1 >= size)
            return false;
        out[written++] = (char)c;
    }
    out[written] = '\0';
    return true;
}

int xpost_url_parameter(const char *query, size_t length, const char *name, char *out,
                        size_t size)
{
    int found = 0;
    size_t name_length = strlen(name);
    for (size_t at = 0; at < length;) {
        const char *pair = query + at;
        const char *end = memchr(pair, '&', length - at);
        size_t pair_length = end ? (size_t)(end - pair) : length - at;
        const char *equals = memchr(pair, '=', pair_length);
        size_t before = equals ? (size_t)(equals - pair) : pair_length;
        char decoded[128];
        /* The name is decoded too, so that %73tate cannot be a second, hidden state. */
        if (decode(pair, before, decoded, sizeof decoded) && strlen(decoded) == name_length &&
            memcmp(decoded, name, name_length) == 0) {
            const char *value = equals ? equals + 1 : pair + pair_length;
            size_t value_length = (size_t)(pair + pair_length - value);
            if (found++ == 0 && !decode(value, value_length, out, size))
                return -1;
        }
        at += pair_length + 1;
    }
    return found;
}

/* What can follow the domain of a URL. */
#ifndef XPOST_TEXT_PATH_H
#define XPOST_TEXT_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* Each returns where the part ends that begins at `at`: `at` itself if there is none. */
size_t xpost_url_port_end(const unsigned char *text, size_t limit, size_t at);
size_t xpost_url_path_end(const unsigned char *text, size_t limit, size_t at);
size_t xpost_url_query_end(const unsigned char *text, size_t limit, size_t at);

/* X's own short URLs, http://t.co/slug, have no more than a slug and a query.  Puts into *end
 * where the URL ends whose domain is at `domain`: as it was if it is no such URL.  False if the
 * slug is too long. */
bool xpost_url_short_end(const unsigned char *text, size_t domain, size_t domain_end,
                         size_t *end);

#endif

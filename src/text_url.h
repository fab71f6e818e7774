/* The scanner that finds URLs. */
#ifndef XPOST_TEXT_URL_H
#define XPOST_TEXT_URL_H

#include "text.h"

/* Finds the URLs in text that is valid UTF-8 and in NFC. */
void xpost_url_find(const unsigned char *text, size_t length, xpost_text_visit *visit, void *user);

#endif

/* The images in a line of Markdown: ![alt](path "title"). */
#ifndef XPOST_MARKDOWN_IMAGE_H
#define XPOST_MARKDOWN_IMAGE_H

#include "markdown.h"

#include <stdbool.h>

/* Is given each image, and takes its strings over; false when memory runs out: then not. */
typedef bool xpost_image_found(void *user, const struct xpost_image *image);

/* Finds the images of the line from `begin` up to `end`, which is less than 4 GiB long.
 * Returns -1 when memory runs out. */
int xpost_images_find(const char *text, size_t begin, size_t end, xpost_image_found *found,
                      void *user);

#endif

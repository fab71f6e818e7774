/* Counts texts for a program that compares: reads "<length>\n<bytes>" again and again, writes
 * for each "<weight> <valid> <invalid character> <over_at> <urls>[ <begin>-<end>]...", or
 * "error <byte>" for what is no text. */
#include "error.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_range(void *user, size_t begin, size_t end)
{
    (void)user;
    printf(" %zu-%zu", begin, end);
}

int main(void)
{
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strtoull(line, NULL, 10);
        char *text = malloc(length + 1);
        struct xpost_text_count count;
        struct xpost_error error;
        if (!text || fread(text, 1, length, stdin) != length)
            return 1;
        if (xpost_text_count(text, length, XPOST_TEXT_LIMIT, &count, &error) < 0) {
            const char *offset = strstr(error.message, "offset ");
            printf("error %ld\n", offset ? strtol(offset + 7, NULL, 10) : -1);
        } else {
            printf("%d %d %d %zu %zu", count.weight, count.valid, count.has_invalid_character,
                   count.over_at, count.urls);
            if (xpost_text_each_url(text, length, print_range, NULL, &error) < 0)
                return 1;
            putchar('\n');
        }
        free(text);
    }
    return 0;
}

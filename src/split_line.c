#include "split_line.h"

#include <string.h>

bool xpost_line_is_heading(const char *line, size_t length)
{
    size_t signs = 0;
    while (signs < length && line[signs] == '#')
        signs++;
    return signs > 0 && signs <= 6 && signs < length && line[signs] == ' ';
}

bool xpost_line_is_item(const char *line, size_t length)
{
    static const char bullets[] = "\u2022\u30FB\u25CF\u25CB\u25A0\u25A1\u25C6\u25C7";
    size_t digits = 0;
    while (digits < length && digits < 3 && line[digits] >= '0' && line[digits] <= '9')
        digits++;
    if (digits > 0)
        return digits + 1 < length && (line[digits] == '.' || line[digits] == ')') &&
               line[digits + 1] == ' ';
    if (length > 1 && line[1] == ' ')
        return line[0] == '-' || line[0] == '*' || line[0] == '+';
    for (size_t i = 0; i + 3 < sizeof bullets; i += 3)
        if (length > 3 && memcmp(line, bullets + i, 3) == 0)
            return true;
    return false;
}

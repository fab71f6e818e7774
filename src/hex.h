/* Hexadecimal digits. */
#ifndef XPOST_HEX_H
#define XPOST_HEX_H

/* The value of a digit; -1 if it is none. */
static inline int xpost_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

#endif

/* Cuts one text into pieces that fit.  No I/O. */
#ifndef XPOST_SPLIT_CUT_H
#define XPOST_SPLIT_CUT_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_breaks;
struct xpost_error;

/* A piece of the text, without the white space at its ends. */
struct xpost_piece {
    size_t begin, end;
};

struct xpost_pieces {
    struct xpost_piece *list;
    size_t count, room;
    size_t most; /* with more of them, it is cut no further */
};

/* How much a piece may weigh; `number` is its place in the whole thread, from 1. */
typedef int xpost_room_of_piece(void *user, size_t number);

/* Adds the pieces of the text of `breaks`, none of them empty, to `pieces`, which numbers them
 * through; the caller frees the list. Code invalid_request where a room is too small for one
 * character. */
int xpost_cut(struct xpost_pieces *pieces, const struct xpost_breaks *breaks,
              xpost_room_of_piece *room, void *user, struct xpost_error *error);

/* The text as one piece, which is empty if it is blank. */
struct xpost_piece xpost_trim(const char *text, size_t length);

int xpost_pieces_add(struct xpost_pieces *pieces, size_t begin, size_t end,
                     struct xpost_error *error);

#endif

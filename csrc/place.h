/* place.h: elements that go to other places: by positions, side by side, by a mask. */
#ifndef WENGERT_PLACE_H
#define WENGERT_PLACE_H

#include <stddef.h>
#include <stdint.h>

/* Copy count rows of `bytes` bytes, in_step bytes apart, over those of `out` at positions, which may count from the end
 * if wraps; out has `rows`. 0 as soon as a position is out of range: rows before it are written by then. */
int wg_place_rows(char *out, int64_t rows, const int64_t *at, intptr_t count, const char *in, intptr_t in_step,
                  size_t bytes, int wraps);

/* One of the parts that lie side by side in every row. */
typedef struct {
    const char *in;          /* its pieces, one after the other */
    size_t bytes;            /* of a piece */
} wg_part;

/* Rows of `row` bytes, each made of one piece of every part, on several threads. */
void wg_join_parts(char *out, intptr_t rows, size_t row, const wg_part *parts, int count);

/* Copy the first `count` elements whose byte of the mask is 1; that many there must be. */
void wg_keep(char *out, const char *in, const char *mask, intptr_t count, int itemsize);

#endif

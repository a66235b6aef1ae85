/* place.c: elements that go to other places: by positions, side by side, by a mask. */
#include "place.h"

#include <string.h>

#include "wengert.h"

typedef struct {
    uint64_t half[2];
} wide;

enum { BLOCK = 512 };

/* Positions are looked at as they are used: the rows are no one else's yet. */
#define PLACE(T)                                                        \
    for (intptr_t k = 0; k < count; k++, in += in_step) {               \
        const int64_t to = at[k] + (at[k] >> 63 & shift);               \
        if ((uint64_t)to >= (uint64_t)rows) return 0;                   \
        ((T *)out)[to] = *(const T *)in;                                \
    }

int wg_place_rows(char *out, int64_t rows, const int64_t *at, intptr_t count, const char *in, intptr_t in_step,
                  size_t bytes, int wraps)
{
    const int64_t shift = wraps ? rows : 0;
    if (bytes == 4) {
        PLACE(uint32_t)
    } else if (bytes == 8) {
        PLACE(uint64_t)
    } else {
        for (intptr_t k = 0; k < count; k++, in += in_step) {
            const int64_t to = at[k] + (at[k] >> 63 & shift);
            if ((uint64_t)to >= (uint64_t)rows) return 0;
            memcpy(out + (size_t)to * bytes, in, bytes);
        }
    }
    return 1;
}
#undef PLACE

/* The pieces of one part into a block of rows, which stays in the cache until all parts are there. */
static void spread(char *out, size_t row, const char *in, size_t bytes, intptr_t n)
{
#define SPREAD(T)                                                       \
    for (intptr_t i = 0; i < n; i++, out += row, in += sizeof(T))       \
        memcpy(out, in, sizeof(T));
    switch (bytes) {
    case 1: SPREAD(uint8_t) break;
    case 2: SPREAD(uint16_t) break;
    case 4: SPREAD(uint32_t) break;
    case 8: SPREAD(uint64_t) break;
    case 16: SPREAD(wide) break;
    default:
        for (intptr_t i = 0; i < n; i++, out += row, in += bytes) memcpy(out, in, bytes);
    }
#undef SPREAD
}

typedef struct {
    char *out;
    size_t row;
    const wg_part *parts;
    int count;
} join_job;

static void join_rows(void *context, intptr_t begin, intptr_t end)
{
    const join_job *const job = context;
    for (intptr_t from = begin; from < end; from += BLOCK) {
        const intptr_t n = end - from < BLOCK ? end - from : BLOCK;
        char *out = job->out + (size_t)from * job->row;
        for (int k = 0; k < job->count; k++) {
            const wg_part part = job->parts[k];
            spread(out, job->row, part.in + (size_t)from * part.bytes, part.bytes, n);
            out += part.bytes;
        }
    }
}

void wg_join_parts(char *out, intptr_t rows, size_t row, const wg_part *parts, int count)
{
    join_job job = {out, row, parts, count};
    wg_parallel(join_rows, &job, rows, (intptr_t)(WG_GRAIN / (row + 1)) + 1);
}

/* An element that is not kept is written where the next one goes. */
#define KEEP(T)                                                         \
    for (intptr_t i = 0, k = 0; k < count; i++) {                       \
        ((T *)out)[k] = ((const T *)in)[i];                             \
        k += mask[i] != 0;                                              \
    }

void wg_keep(char *out, const char *in, const char *mask, intptr_t count, int itemsize)
{
    switch (itemsize) {
    case 1: KEEP(uint8_t) break;
    case 2: KEEP(uint16_t) break;
    case 4: KEEP(uint32_t) break;
    case 8: KEEP(uint64_t) break;
    default: KEEP(wide)
    }
}
#undef KEEP

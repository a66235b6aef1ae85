/* keys.h: elements as unsigned integers of the same order, with every NaN last. */
#ifndef WENGERT_KEYS_H
#define WENGERT_KEYS_H

#include <stdint.h>
#include <string.h>

/* Signed integers as unsigned ones of the same order. */
#define FLIPPED(KEY, x) ((KEY)(x) ^ ((KEY)1 << (8 * sizeof(KEY) - 1)))

/* Positive floats are ordered as their bits are, negative ones the other way round. -0 is 0. Without a
 * branch, so that a loop of them becomes vector code. */
static inline uint32_t key_of_f32(float x)
{
    uint32_t bits;
    x += 0.0f;
    memcpy(&bits, &x, sizeof bits);
    return (bits ^ ((0 - (bits >> 31)) | 1u << 31)) | (0 - (uint32_t)(x != x));
}

static inline uint64_t key_of_f64(double x)
{
    uint64_t bits;
    x += 0.0;
    memcpy(&bits, &x, sizeof bits);
    return (bits ^ ((0 - (bits >> 63)) | (uint64_t)1 << 63)) | (0 - (uint64_t)(x != x));
}

#endif

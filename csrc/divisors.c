/* divisors.c: greatest common divisors and least common multiples of integers. */
#include <stdint.h>

#include "wengert.h"

/* Blocks whose numbers are all below LIMIT are done by Euclid's algorithm in float32, side by side: whole numbers to
 * 2^24 and their products here are exact there, and a quotient of two of them never rounds up to a whole number. */
enum { BLOCK = 64, LIMIT = 1 << 24 };

static void divisors_of_block(float *restrict a, float *restrict b)
{
    for (int32_t left = 1; left;) {
        left = 0;
        for (int i = 0; i < BLOCK; i++) {
            const float x = a[i], y = b[i], done = (float)(y == 0), by = y + done;   /* x over 1 leaves 0 */
            const float rest = x - (float)(int32_t)(x / by) * by;
            a[i] = y + done * x;
            b[i] = rest;
            left |= (int32_t)rest;
        }
    }
}

static uint64_t divisor(uint64_t a, uint64_t b)
{
    while (b) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The sizes of up to BLOCK numbers, a step apart. Returns the bits that are set in any. */
#define SIZES(name, T, U)                                                                       \
    static uint64_t name(const char *from, intptr_t step, U *sizes, int count)                  \
    {                                                                                           \
        uint64_t all = 0;                                                                       \
        for (int i = 0; i < count; i++) {                                                       \
            const T v = *(const T *)(from + i * step);                                          \
            sizes[i] = v < 0 ? 0 - (U)v : (U)v;                                                 \
            all |= sizes[i];                                                                    \
        }                                                                                       \
        return all;                                                                             \
    }
SIZES(sizes_i32, int32_t, uint32_t)
SIZES(sizes_i64, int64_t, uint64_t)
#undef SIZES

#define DIVISORS(name, T, U, sizes)                                                             \
    static void name(char **args, const intptr_t *n, const intptr_t *steps, int multiple)       \
    {                                                                                           \
        float a[BLOCK], b[BLOCK];                                                               \
        U x[BLOCK] = {0}, y[BLOCK] = {0};                                                       \
        for (intptr_t at = 0; at < *n; at += BLOCK) {                                           \
            const int count = (int)(*n - at < BLOCK ? *n - at : BLOCK);                         \
            char *out = args[2] + at * steps[2];                                                \
            const uint64_t all = sizes(args[0] + at * steps[0], steps[0], x, count)             \
                                 | sizes(args[1] + at * steps[1], steps[1], y, count);          \
            if (all < LIMIT && count == BLOCK) {                                                \
                for (int i = 0; i < BLOCK; i++)                                                 \
                    a[i] = (float)(int32_t)x[i], b[i] = (float)(int32_t)y[i];                   \
                divisors_of_block(a, b);                                                        \
                for (int i = 0; i < BLOCK; i++)                                                 \
                    x[i] = (U)(int32_t)(multiple ? (float)(int32_t)x[i] / (a[i] + (float)(a[i] == 0)) : a[i]); \
                for (int i = 0; i < BLOCK; i++)                                                 \
                    *(T *)(out + i * steps[2]) = (T)(multiple ? x[i] * y[i] : x[i]);            \
                continue;                                                                       \
            }                                                                                   \
            for (int i = 0; i < count; i++) {                                                   \
                const uint64_t d = divisor(x[i], y[i]);                                         \
                *(T *)(out + i * steps[2]) = (T)(!multiple ? d : d ? x[i] / d * y[i] : 0);      \
            }                                                                                   \
        }                                                                                       \
    }                                                                                           \
    static void name##_divisor(char **args, const intptr_t *n, const intptr_t *steps, void *data) \
    {                                                                                           \
        (void)data;                                                                             \
        name(args, n, steps, 0);                                                                \
    }                                                                                           \
    static void name##_multiple(char **args, const intptr_t *n, const intptr_t *steps, void *data) \
    {                                                                                           \
        (void)data;                                                                             \
        name(args, n, steps, 1);                                                                \
    }
DIVISORS(common_i32, int32_t, uint32_t, sizes_i32)
DIVISORS(common_i64, int64_t, uint64_t, sizes_i64)
#undef DIVISORS

wg_loop wg_divisor_loop(int dtype, int multiple)
{
    if (dtype == WG_I32)
        return multiple ? common_i32_multiple : common_i32_divisor;
    if (dtype == WG_I64)
        return multiple ? common_i64_multiple : common_i64_divisor;
    return NULL;
}

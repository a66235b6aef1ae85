/* range.c: rows of numbers at equal distances. */
#include <stdint.h>

#include "wengert.h"

#define BLOCK 1024

/* out[k] = start + step * (first + k * sign), in double precision and rounded once. The counter of a block is a 32-bit
 * integer, which vector units of every kind convert. */
#define RANGE(name, T)                                                                                      \
    static void name(double start, double step, double first, double sign, int64_t n, T *out)               \
    {                                                                                                       \
        for (int64_t from = 0; from < n; from += BLOCK, out += BLOCK) {                                     \
            const int32_t count = (int32_t)(n - from < BLOCK ? n - from : BLOCK);                           \
            const double base = first + sign * (double)from;                                                \
            for (int32_t i = 0; i < count; i++)                                                             \
                out[i] = (T)(start + step * (base + sign * i));                                             \
        }                                                                                                   \
    }
RANGE(range_f32, float)
RANGE(range_f64, double)
#undef RANGE

void wg_range(int single, double start, double step, double first, double sign, int64_t n, void *out)
{
    if (single)
        range_f32(start, step, first, sign, n, (float *)out);
    else
        range_f64(start, step, first, sign, n, (double *)out);
}

/* spread.c: cotangents of reductions: from one number per row of (outer, n, inner) blocks to all its elements. */
#include <stdint.h>
#include <string.h>

#include "wengert.h"

static void to_place(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n, intptr_t inner,
                     size_t size)
{
    memset(out, 0, (size_t)(outer * n * inner) * size);
    for (intptr_t o = 0; o < outer; o++)
        for (intptr_t j = 0; j < inner; j++) {
            const intptr_t row = o * inner + j;
            memcpy(out + (size_t)((o * n + places[row]) * inner + j) * size, g + (size_t)row * size, size);
        }
}

void wg_spread_to_place(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                        intptr_t inner, int itemsize)
{
    if (itemsize == 4)          /* with a constant size, memcpy becomes a load and a store */
        to_place(g, places, out, outer, n, inner, 4);
    else if (itemsize == 8)
        to_place(g, places, out, outer, n, inner, 8);
    else
        to_place(g, places, out, outer, n, inner, (size_t)itemsize);
}

#define T float
#define NAME(part) part##_f32
#include "spread_type.h"
#define T double
#define NAME(part) part##_f64
#include "spread_type.h"

void wg_spread_to_equal(const char *g, const char *x, const char *result, char *out, intptr_t outer, intptr_t n,
                        intptr_t inner, int nan_is_equal, int dtype)
{
    if (dtype == WG_F32)
        to_equal_f32(g, x, result, out, outer, n, inner, nan_is_equal);
    else
        to_equal_f64(g, x, result, out, outer, n, inner, nan_is_equal);
}

void wg_spread_product(const char *g, const char *x, const char *result, char *out, intptr_t outer, intptr_t n,
                       intptr_t inner, int dtype)
{
    if (dtype == WG_F32)
        product_f32(g, x, result, out, outer, n, inner);
    else
        product_f64(g, x, result, out, outer, n, inner);
}

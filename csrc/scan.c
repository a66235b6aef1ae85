/* scan.c: running sums along one axis of (outer, n, inner) blocks, forwards or from the end. float32 is
 * accumulated in double; columns are taken in strips, so that memory is read in order. */
#include <stdint.h>

#include "wengert.h"

enum { STRIP = 64, ROWS = 8 };

/* Columns: `width` of them side by side, each with a sum of its own. Rows: likewise, so that the additions of
 * one row need not wait for each other's results alone. */
#define SCAN(name, T)                                                                                   \
    static void name(const T *in, T *out, intptr_t n, intptr_t apart, intptr_t width, intptr_t step)     \
    {                                                                                                    \
        double sum[STRIP] = {0};                                                                         \
        for (intptr_t i = 0; i < n; i++, in += step, out += step)                                        \
            for (intptr_t j = 0; j < width; j++) out[j * apart] = (T)(sum[j] += in[j * apart]);          \
    }
SCAN(scan_f32, float)
SCAN(scan_f64, double)
#undef SCAN

/* A whole number of rows at once is worth a constant width. */
static void scan(const char *in, char *out, intptr_t n, intptr_t apart, intptr_t width, intptr_t step, int dtype)
{
    if (dtype == WG_F32 && width == ROWS)
        scan_f32((const float *)in, (float *)out, n, apart, ROWS, step);
    else if (dtype == WG_F32)
        scan_f32((const float *)in, (float *)out, n, apart, width, step);
    else if (width == ROWS)
        scan_f64((const double *)in, (double *)out, n, apart, ROWS, step);
    else
        scan_f64((const double *)in, (double *)out, n, apart, width, step);
}

void wg_cumsum(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int reverse, int dtype)
{
    const intptr_t size = dtype == WG_F32 ? 4 : 8, first = reverse ? (n - 1) * inner : 0;
    const intptr_t step = reverse ? -inner : inner;
    if (inner == 1) {
        for (intptr_t o = 0; o < outer; o += ROWS) {
            const intptr_t at = (o * n + first) * size;
            scan(in + at, out + at, n, n, outer - o < ROWS ? outer - o : ROWS, step, dtype);
        }
        return;
    }
    for (intptr_t o = 0; o < outer; o++)
        for (intptr_t j = 0; j < inner; j += STRIP) {
            const intptr_t at = (o * n * inner + first + j) * size;
            scan(in + at, out + at, n, 1, inner - j < STRIP ? inner - j : STRIP, step, dtype);
        }
}

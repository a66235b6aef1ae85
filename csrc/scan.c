/* scan.c: running sums along one axis of (outer, n, inner) blocks, forwards or from the end. float32 is
 * accumulated in double; columns are taken in strips, so that memory is read in order. */
#include <stdint.h>

#include "wengert.h"

enum { STRIP = 64 };

#define SCAN(name, T)                                                                                   \
    static void name(const T *in, T *out, intptr_t n, intptr_t inner, intptr_t width, intptr_t step)     \
    {                                                                                                    \
        double sum[STRIP] = {0};                                                                         \
        for (intptr_t i = 0; i < n; i++, in += step * inner, out += step * inner)                        \
            for (intptr_t j = 0; j < width; j++) out[j] = (T)(sum[j] += in[j]);                          \
    }
SCAN(scan_f32, float)
SCAN(scan_f64, double)
#undef SCAN

void wg_cumsum(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int reverse, int dtype)
{
    const intptr_t size = dtype == WG_F32 ? 4 : 8, step = reverse ? -1 : 1;
    for (intptr_t o = 0; o < outer; o++)
        for (intptr_t j = 0; j < inner; j += STRIP) {
            const intptr_t width = inner - j < STRIP ? inner - j : STRIP;
            const intptr_t at = ((o * n + (reverse ? n - 1 : 0)) * inner + j) * size;
            if (dtype == WG_F32)
                scan_f32((const float *)(in + at), (float *)(out + at), n, inner, width, step);
            else
                scan_f64((const double *)(in + at), (double *)(out + at), n, inner, width, step);
        }
}

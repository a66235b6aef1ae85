/* scan_vjp_type.h: cotangents of running products and extremes. Included by scan.c with T and NAME(part). */

/* d/dx[k] is the product of what comes before k, times s[k], where s[k] = g[k] + x[k + 1] s[k + 1]. */
static inline void NAME(strip_products_vjp)(const T *g, const T *x, T *out, intptr_t n, intptr_t step,
                                            intptr_t width)
{
    double before[STRIP], after[STRIP];
    for (intptr_t j = 0; j < width; j++) {
        before[j] = 1;
        after[j] = 0;
    }
    for (intptr_t i = 0; i < n; i++)
        for (intptr_t j = 0; j < width; j++) {
            out[i * step + j] = (T)before[j];
            before[j] *= x[i * step + j];
        }
    for (intptr_t i = n - 1; i >= 0; i--)
        for (intptr_t j = 0; j < width; j++) {
            after[j] += g[i * step + j];
            out[i * step + j] = (T)(out[i * step + j] * after[j]);
            after[j] *= x[i * step + j];
        }
}

static void NAME(products_vjp)(const void *gs, const void *xs, void *outs, intptr_t outer, intptr_t n,
                               intptr_t inner)
{
    const T *g = gs, *x = xs;
    T *out = outs;
    for (intptr_t o = 0; o < outer; o++, g += n * inner, x += n * inner, out += n * inner) {
        if (inner == 1)
            NAME(strip_products_vjp)(g, x, out, n, 1, 1);
        for (intptr_t j = 0; inner != 1 && j < inner; j += STRIP)
            NAME(strip_products_vjp)(g + j, x + j, out + j, n, inner, inner - j < STRIP ? inner - j : STRIP);
    }
}

/* One row: the places never fall, so a block whose last place is the one before it has no other. */
static void NAME(extremes_row_vjp)(const T *g, const int64_t *places, T *out, intptr_t n)
{
    enum { BLOCK = 64, LANES = 16 };
    int64_t place = places[0];
    T sum = 0;
    for (intptr_t i = 0; i < n; i++)
        out[i] = 0;
    for (intptr_t i = 0; i < n; ) {
        if (i + BLOCK <= n && places[i + BLOCK - 1] == place) {
            T lane[LANES] = {0};
            for (const T *end = g + i + BLOCK, *at = g + i; at < end; at += LANES)
                for (int k = 0; k < LANES; k++)
                    lane[k] += at[k];
            for (int k = 0; k < LANES; k++)
                sum += lane[k];
            i += BLOCK;
            continue;
        }
        for (const intptr_t end = n - i < BLOCK ? n : i + BLOCK; i < end; i++) {
            if (places[i] != place) {
                out[place] = sum;
                place = places[i];
                sum = 0;
            }
            sum += g[i];
        }
    }
    out[place] = sum;
}

static void NAME(extremes_vjp)(const void *gs, void *outs, int64_t *places, intptr_t outer, intptr_t n,
                               intptr_t inner)
{
    const T *g = gs;
    T *out = outs;
    if (inner == 1) {
        for (intptr_t o = 0; n && o < outer; o++)
            NAME(extremes_row_vjp)(g + o * n, places + o * n, out + o * n, n);
        return;
    }
    for (intptr_t i = 0; i < outer * n * inner; i++)
        out[i] = 0;
    for (intptr_t o = 0; o < outer; o++, out += n * inner)
        for (intptr_t i = 0; i < n; i++)
            for (intptr_t j = 0; j < inner; j++)
                out[*places++ * inner + j] += *g++;
}

#undef T
#undef NAME

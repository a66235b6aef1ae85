/* scan_vjp_type.h: cotangents of running products and extremes. Included by scan.c with T and NAME(part). */

/* d/dx[k] is the product of what comes before k, times s[k], where s[k] = g[k] + x[k + 1] s[k + 1]. */
static void NAME(products_vjp)(const void *gs, const void *xs, void *outs, intptr_t outer, intptr_t n,
                               intptr_t inner)
{
    for (intptr_t o = 0; o < outer; o++)
        for (intptr_t j = 0; j < inner; j++) {
            const T *g = (const T *)gs + o * n * inner + j, *x = (const T *)xs + o * n * inner + j;
            T *out = (T *)outs + o * n * inner + j;
            double before = 1, after = 0;
            for (intptr_t i = 0; i < n; i++) {
                out[i * inner] = (T)before;
                before *= x[i * inner];
            }
            for (intptr_t i = n - 1; i >= 0; i--) {
                after += g[i * inner];
                out[i * inner] = (T)(out[i * inner] * after);
                after *= x[i * inner];
            }
        }
}

static void NAME(extremes_vjp)(const void *gs, const int64_t *places, void *outs, intptr_t outer, intptr_t n,
                               intptr_t inner)
{
    const T *g = gs;
    T *out = outs;
    for (intptr_t i = 0; i < outer * n * inner; i++)
        out[i] = 0;
    for (intptr_t o = 0; o < outer; o++, out += n * inner)
        for (intptr_t i = 0; i < n; i++)
            for (intptr_t j = 0; j < inner; j++)
                out[*places++ * inner + j] += *g++;
}

#undef T
#undef NAME

/* spread_type.h: the cotangents of an extreme and of a product. Included by spread.c with T and NAME(part). Columns
 * are taken in strips, so that memory is read in order. */
enum { NAME(STRIP) = 64 };

static inline int NAME(equal)(T x, T best, int nan_is_equal)
{
    return x == best || (nan_is_equal && x != x && best != best);
}

/* Equal elements share; of a column with none (its result is NaN), 0 / 0. */
static inline void NAME(strip_to_equal)(const T *g, const T *x, const T *best, T *out, intptr_t n, intptr_t step,
                                        intptr_t width, int nan_is_equal)
{
    T share[NAME(STRIP)], none[NAME(STRIP)];
    int64_t ties[NAME(STRIP)] = {0};
    for (intptr_t i = 0; i < n; i++)
        for (intptr_t j = 0; j < width; j++)
            ties[j] += NAME(equal)(x[i * step + j], best[j], nan_is_equal);
    for (intptr_t j = 0; j < width; j++) {
        share[j] = g[j] / (T)ties[j];
        none[j] = ties[j] ? 0 : 0 * share[j];
    }
    for (intptr_t i = 0; i < n; i++)
        for (intptr_t j = 0; j < width; j++)
            out[i * step + j] = NAME(equal)(x[i * step + j], best[j], nan_is_equal) ? share[j] : none[j];
}

static void NAME(to_equal)(const void *gs, const void *xs, const void *results, void *outs, intptr_t outer,
                           intptr_t n, intptr_t inner, int nan_is_equal)
{
    const T *g = gs, *x = xs, *best = results;
    T *out = outs;
    for (intptr_t o = 0; o < outer; o++, x += n * inner, out += n * inner, g += inner, best += inner) {
        if (inner == 1)
            NAME(strip_to_equal)(g, x, best, out, n, 1, 1, nan_is_equal);
        for (intptr_t j = 0; inner != 1 && j < inner; j += NAME(STRIP))
            NAME(strip_to_equal)(g + j, x + j, best + j, out + j, n, inner,
                                 inner - j < NAME(STRIP) ? inner - j : NAME(STRIP), nan_is_equal);
    }
}

/* The product of the other factors: the quotient, or where that would divide by zero or infinity, the product of
 * those before times that of those after. */
static void NAME(column_product)(T g, const T *x, T *out, intptr_t n, intptr_t step)
{
    double before = g, after = 1;
    for (intptr_t i = 0; i < n; i++) {
        out[i * step] = (T)before;
        before *= x[i * step];
    }
    for (intptr_t i = n - 1; i >= 0; i--) {
        out[i * step] = (T)(out[i * step] * after);
        after *= x[i * step];
    }
}

static inline void NAME(strip_product)(const T *g, const T *x, const T *result, T *out, intptr_t n, intptr_t step,
                                       intptr_t width)
{
    T all[NAME(STRIP)];
    for (intptr_t j = 0; j < width; j++)
        all[j] = g[j] * result[j];
    for (intptr_t i = 0; i < n; i++)
        for (intptr_t j = 0; j < width; j++)
            out[i * step + j] = all[j] / x[i * step + j];
    for (intptr_t j = 0; j < width; j++)
        if (result[j] == 0 || result[j] - result[j] != 0)
            NAME(column_product)(g[j], x + j, out + j, n, step);
}

static void NAME(product)(const void *gs, const void *xs, const void *results, void *outs, intptr_t outer,
                          intptr_t n, intptr_t inner)
{
    const T *g = gs, *x = xs, *result = results;
    T *out = outs;
    for (intptr_t o = 0; o < outer; o++, x += n * inner, out += n * inner, g += inner, result += inner) {
        if (inner == 1)
            NAME(strip_product)(g, x, result, out, n, 1, 1);
        for (intptr_t j = 0; inner != 1 && j < inner; j += NAME(STRIP))
            NAME(strip_product)(g + j, x + j, result + j, out + j, n, inner,
                                inner - j < NAME(STRIP) ? inner - j : NAME(STRIP));
    }
}

#undef T
#undef NAME

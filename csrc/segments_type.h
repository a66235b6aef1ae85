/* segments_type.h: runs of neighbours reduced to one element each, and the way back, for one element type. Included by
 * segments.c with T and NAME(part). */

/* NaN stays, whichever comes first. */
static inline T NAME(combined)(int kind, T x, T y)
{
    switch (kind) {
    case WG_SUM: return x + y;
    case WG_PROD: return x * y;
    case WG_AMAX: return y > x || y != y ? y : x;
    default: return y < x || y != y ? y : x;
    }
}

/* Fold n rows of `inner` elements into one; inline, for a constant kind. */
static inline void NAME(fold_as)(int kind, const T *restrict x, intptr_t n, intptr_t inner, T *restrict out)
{
    T one = *out;
    for (intptr_t j = 0; j < n && inner == 1; ++j)
        one = NAME(combined)(kind, one, x[j]);
    *out = one;
    for (intptr_t j = 0; j < n && inner != 1; ++j)
        for (intptr_t c = 0; c < inner; ++c)
            out[c] = NAME(combined)(kind, out[c], x[j * inner + c]);
}

static void NAME(fold)(int kind, const T *x, intptr_t n, intptr_t inner, T *out)
{
    switch (kind) {
    case WG_SUM: NAME(fold_as)(WG_SUM, x, n, inner, out); break;
    case WG_PROD: NAME(fold_as)(WG_PROD, x, n, inner, out); break;
    case WG_AMAX: NAME(fold_as)(WG_AMAX, x, n, inner, out); break;
    default: NAME(fold_as)(WG_AMIN, x, n, inner, out);
    }
}

/* Segments of all rows, counted together. */
static void NAME(reduce_segments)(void *job, intptr_t begin, intptr_t end)
{
    const wg_segments_of *p = job;
    const intptr_t inner = p->inner;
    for (; begin < end; ++begin) {
        const int64_t *bounds = p->bounds + begin / p->count * (p->count + 1) + begin % p->count;
        const intptr_t n = bounds[1] - bounds[0];
        const T *x = (const T *)p->x + (begin / p->count * p->size + bounds[0]) * inner;
        T *out = (T *)p->out + begin * inner;
        for (intptr_t c = 0; c < inner; ++c)
            out[c] = (T)(n == 0 && p->mean ? p->none : p->start);
        if (inner == 1 && n >= LONG) {
            T whole;
            p->reducer->run((const char *)x, n, sizeof(T), (char *)&whole, NULL, NULL);
            *out = NAME(combined)(p->kind, *out, whole);
        } else if (inner) {
            NAME(fold)(p->kind, x, n, inner, out);
        }
        for (intptr_t c = 0; c < inner && p->mean && n; ++c)
            out[c] /= (T)n;
    }
}

/* The elements that equal the extreme, or are NaN, share its cotangent. */
static void NAME(share_segment)(const T *x, T best, T g, T *gx, intptr_t n, intptr_t step)
{
    intptr_t ties = 0;
    for (intptr_t j = 0; j < n; ++j)
        ties += x[j * step] == best || x[j * step] != x[j * step];
    for (intptr_t j = 0; j < n; ++j)
        gx[j * step] = x[j * step] == best || x[j * step] != x[j * step] ? g / (T)ties : 0;
}

/* g times the product of all other elements: of those before, then of those behind. */
static void NAME(others_of_segment)(const T *x, T start, T g, T *gx, intptr_t n, intptr_t step)
{
    T before = start;
    for (intptr_t j = 0; j < n; ++j) {
        gx[j * step] = before;
        before *= x[j * step];
    }
    for (intptr_t j = n; j-- > 0;) {
        gx[j * step] *= g;
        g *= x[j * step];
    }
}

static void NAME(reduce_segments_vjp)(void *job, intptr_t begin, intptr_t end)
{
    const wg_segments_of *p = job;
    const intptr_t inner = p->inner;
    for (; begin < end; ++begin) {
        const int64_t *bounds = p->bounds + begin / p->count * (p->count + 1) + begin % p->count;
        const intptr_t n = bounds[1] - bounds[0], first = (begin / p->count * p->size + bounds[0]) * inner;
        const T *x = (const T *)p->x + first, *g = (const T *)p->g + begin * inner;
        const T *best = (const T *)p->out + begin * inner;
        T *gx = (T *)p->gx + first;
        if (p->kind == WG_SUM)
            for (intptr_t j = 0; j < n; ++j)
                for (intptr_t c = 0; c < inner; ++c)
                    gx[j * inner + c] = p->mean ? g[c] / (T)n : g[c];
        else
            for (intptr_t c = 0; c < inner; ++c)
                if (p->kind == WG_PROD)
                    NAME(others_of_segment)(x + c, (T)p->start, g[c], gx + c, n, inner);
                else
                    NAME(share_segment)(x + c, best[c], g[c], gx + c, n, inner);
    }
}

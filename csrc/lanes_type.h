/* lanes_type.h: sums over at most WG_BLOCK contiguous elements that are made as they are added, for one element type.
 * Included by rows.h with T, NAME(part) and DECAY, the
 * exponential of numbers up to 0.
 *
 * Like the folds of reduce_type.h they add in lanes of a fixed number, so that the grouping does not depend on the
 * instruction set. */

#define LANES ((intptr_t)(64 / sizeof(T)))

static inline T NAME(lane_total)(const T *lane)
{
    T sum[8];
    for (int k = 0; k < 8; ++k)
        sum[k] = LANES > 8 ? lane[k] + lane[k + LANES / 2] : lane[k];
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

/* out = exp(x - by), where out may be x; the sum of these. No x is greater than `by` but by rounding. The loop has
 * nothing else in it, so that every instruction set has its own width, and constants are loaded once for many. */
static WG_NOINLINE T NAME(exp_kept)(const T *x, T by, T *out, intptr_t n)
{
    WG_IVDEP
#pragma GCC unroll 4
    for (intptr_t j = 0; j < n; ++j)
        out[j] = DECAY(x[j] - by);
    return NAME(chunk_sum)(out, n);
}

/* The sum alone. */
static inline T NAME(exp_summed)(const T *x, T by, intptr_t n)
{
    T e[WG_BLOCK];
    return NAME(exp_kept)(x, by, e, n);
}

/* The sum of (x - m)^2. */
static WG_NOINLINE T NAME(squares)(const T *x, T m, intptr_t n)
{
    T lane[64 / sizeof(T)] = {0}, rest = 0;
    intptr_t j = 0;
    for (; j + 4 * LANES <= n; j += 4 * LANES)
        for (intptr_t k = 0; k < LANES; ++k) {
            const T a = x[j + k] - m, b = x[j + LANES + k] - m;
            const T c = x[j + 2 * LANES + k] - m, d = x[j + 3 * LANES + k] - m;
            lane[k] += (a * a + b * b) + (c * c + d * d);
        }
    for (; j + LANES <= n; j += LANES)
        for (intptr_t k = 0; k < LANES; ++k)
            lane[k] += (x[j + k] - m) * (x[j + k] - m);
    for (; j < n; ++j)
        rest += (x[j] - m) * (x[j] - m);
    return NAME(lane_total)(lane) + rest;
}

/* The sum of a b. */
static WG_NOINLINE T NAME(dot_lanes)(const T *a, const T *b, intptr_t n)
{
    T lane[64 / sizeof(T)] = {0}, rest = 0;
    intptr_t j = 0;
    for (; j + 4 * LANES <= n; j += 4 * LANES)
        for (intptr_t k = 0; k < LANES; ++k) {
            const intptr_t i = j + k;
            lane[k] += (a[i] * b[i] + a[i + LANES] * b[i + LANES])
                       + (a[i + 2 * LANES] * b[i + 2 * LANES] + a[i + 3 * LANES] * b[i + 3 * LANES]);
        }
    for (; j + LANES <= n; j += LANES)
        for (intptr_t k = 0; k < LANES; ++k)
            lane[k] += a[j + k] * b[j + k];
    for (; j < n; ++j)
        rest += a[j] * b[j];
    return NAME(lane_total)(lane) + rest;
}

/* The sums of h and of h (x - m), where h is g, or g times w where there is a w. */
WG_INLINE void NAME(two_lanes)(const T *g, const T *w, const T *x, T m, intptr_t n, double *plain, double *product)
{
    T lane[64 / sizeof(T)] = {0}, other[64 / sizeof(T)] = {0}, rest = 0, last = 0;
    intptr_t j = 0;
    for (; j + 2 * LANES <= n; j += 2 * LANES)
        for (intptr_t k = 0; k < LANES; ++k) {
            const intptr_t i = j + LANES + k;
            const T a = w ? g[j + k] * w[j + k] : g[j + k], b = w ? g[i] * w[i] : g[i];
            lane[k] += a + b;
            other[k] += a * (x[j + k] - m) + b * (x[i] - m);
        }
    for (; j + LANES <= n; j += LANES)
        for (intptr_t k = 0; k < LANES; ++k) {
            const T a = w ? g[j + k] * w[j + k] : g[j + k];
            lane[k] += a;
            other[k] += a * (x[j + k] - m);
        }
    for (; j < n; ++j) {
        const T a = w ? g[j] * w[j] : g[j];
        rest += a;
        last += a * (x[j] - m);
    }
    *plain += NAME(lane_total)(lane) + rest;
    *product += NAME(lane_total)(other) + last;
}

static WG_NOINLINE void NAME(two_sums)(const T *g, const T *x, T m, intptr_t n, double *plain, double *product)
{
    *plain = *product = 0;
    for (intptr_t j = 0; j < n; j += WG_BLOCK)
        NAME(two_lanes)(g + j, NULL, x + j, m, n - j < WG_BLOCK ? n - j : WG_BLOCK, plain, product);
}

static WG_NOINLINE void NAME(weighted_sums)(const T *g, const T *w, const T *x, T m, intptr_t n, double *plain,
                                            double *product)
{
    *plain = *product = 0;
    for (intptr_t j = 0; j < n; j += WG_BLOCK)
        NAME(two_lanes)(g + j, w + j, x + j, m, n - j < WG_BLOCK ? n - j : WG_BLOCK, plain, product);
}

#undef LANES

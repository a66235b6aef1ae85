/* layer_norm_type.h: layer normalisation, and that by the root of the mean square, for one element type. Included by
 * rows.h like softmax_type.h, after it. */

/* Columns, and rows, whose parameter gradients are summed together before they join the total. */
#define TILE 256
#define BLOCK_ROWS 64

/* Rows that take each step together: none waits for what another's sums give. */
#define TOGETHER 4

/* The mean of (x - centre)^2 over a row: a second pass, because the difference of two large sums
 * would lose the variance of data far from zero. */
static double NAME(mean_square)(const T *x, T centre, intptr_t n)
{
    double total = 0;
    for (intptr_t j = 0; j < n; j += WG_BLOCK)
        total += NAME(squares)(x + j, centre, n - j < WG_BLOCK ? n - j : WG_BLOCK);
    return total / (double)n;
}

static inline T NAME(row_mean)(const T *x, intptr_t n)
{
    T sum;
    if (n <= WG_BLOCK)
        sum = NAME(chunk_sum)(x, n);
    else
        NAME(reduce_run_sum)((const char *)x, n, sizeof(T), (char *)&sum, NULL, NULL);
    return (T)((double)sum / (double)n);
}

static inline void NAME(normalise_row)(const T *x, const T *w, const T *b, T m, T s, T *r, intptr_t n)
{
    if (w && b) {
        for (intptr_t j = 0; j < n; ++j)
            r[j] = (x[j] - m) * s * w[j] + b[j];
        return;
    }
    if (w) {
        for (intptr_t j = 0; j < n; ++j)
            r[j] = (x[j] - m) * s * w[j];
        return;
    }
    for (intptr_t j = 0; j < n; ++j)
        r[j] = (x[j] - m) * s;
    for (intptr_t j = 0; b && j < n; ++j)
        r[j] += b[j];
}

/* Without `centred` the mean counts as 0. */
static void NAME(layer_norm)(const void *in, const void *weight, const void *bias, double eps, int centred,
                             void *out, void *means, void *rstds, intptr_t rows, intptr_t n)
{
    const T *x = in, *w = weight, *b = bias;
    T *r = out, *mean = means, *rstd = rstds;
    for (intptr_t i = 0; i < rows; i += TOGETHER) {
        const intptr_t end = rows - i < TOGETHER ? rows : i + TOGETHER;
        for (intptr_t k = i; k < end && centred; ++k)
            mean[k] = NAME(row_mean)(x + k * n, n);
        for (intptr_t k = i; k < end; ++k) {
            if (!centred)
                mean[k] = 0;
            rstd[k] = (T)(1 / sqrt(NAME(mean_square)(x + k * n, mean[k], n) + eps));
        }
        for (intptr_t k = i; k < end; ++k)
            NAME(normalise_row)(x + k * n, w, b, mean[k], rstd[k], r + k * n, n);
    }
}

/* Add to gw and gb the sums over a block of rows of g * (x - mean) * rstd and of g, for the columns
 * [0, width). ld is the length of a whole row. */
static void NAME(fold_params)(const T *g, const T *x, const T *mean, const T *rstd,
                              intptr_t rows, intptr_t ld, intptr_t width, double *gw, double *gb)
{
    T block_w[TILE], block_b[TILE];
    memset(block_w, 0, width * sizeof(T));
    memset(block_b, 0, width * sizeof(T));
    intptr_t i = 0;
    for (; i + 4 <= rows; i += 4, g += 4 * ld, x += 4 * ld)
        for (intptr_t j = 0; j < width; ++j) {
            const T a = g[j], b = g[ld + j], c = g[2 * ld + j], d = g[3 * ld + j];
            block_w[j] += (a * ((x[j] - mean[i]) * rstd[i]) + b * ((x[ld + j] - mean[i + 1]) * rstd[i + 1]))
                          + (c * ((x[2 * ld + j] - mean[i + 2]) * rstd[i + 2])
                             + d * ((x[3 * ld + j] - mean[i + 3]) * rstd[i + 3]));
            block_b[j] += (a + b) + (c + d);
        }
    for (; i < rows; ++i, g += ld, x += ld)
        for (intptr_t j = 0; j < width; ++j) {
            block_w[j] += g[j] * ((x[j] - mean[i]) * rstd[i]);
            block_b[j] += g[j];
        }
    for (intptr_t j = 0; j < width; ++j) {
        gw[j] += block_w[j];
        gb[j] += block_b[j];
    }
}

/* The gradients of weight and bias; either may be NULL. */
static void NAME(layer_norm_params)(const T *g, const T *x, const T *mean, const T *rstd, T *gw, T *gb,
                                    intptr_t rows, intptr_t n)
{
    double total_w[TILE], total_b[TILE];
    for (intptr_t start = 0; start < n; start += TILE) {
        const intptr_t width = n - start < TILE ? n - start : TILE;
        memset(total_w, 0, width * sizeof(double));
        memset(total_b, 0, width * sizeof(double));
        for (intptr_t i = 0; i < rows; i += BLOCK_ROWS)
            NAME(fold_params)(g + i * n + start, x + i * n + start, mean + i, rstd + i,
                              rows - i < BLOCK_ROWS ? rows - i : BLOCK_ROWS, n, width, total_w, total_b);
        for (intptr_t j = 0; gw && j < width; ++j)
            gw[start + j] = (T)total_w[j];
        for (intptr_t j = 0; gb && j < width; ++j)
            gb[start + j] = (T)total_b[j];
    }
}

/* With h = g * weight and xhat = (x - mean) * rstd, row by row:
 * gx = rstd * (h - mean(h) - xhat * mean(h * xhat)), without mean(h) where x was not centred. */
static void NAME(layer_norm_vjp)(const void *grad, const void *in, const void *means, const void *rstds,
                                 const void *weight, int centred, void *out, void *gw, void *gb, intptr_t rows,
                                 intptr_t n)
{
    const T *g = grad, *x = in, *mean = means, *rstd = rstds, *w = weight;
    T *gx = out;
    if (gw || gb)
        NAME(layer_norm_params)(g, x, mean, rstd, gw, gb, rows, n);
    for (intptr_t i = 0; i < rows; i += TOGETHER) {
        const intptr_t end = rows - i < TOGETHER ? rows : i + TOGETHER;
        double sum_h[TOGETHER], sum_product[TOGETHER];
        for (intptr_t k = i; k < end; ++k)
            if (w)
                NAME(weighted_sums)(g + k * n, w, x + k * n, mean[k], n, sum_h + (k - i), sum_product + (k - i));
            else
                NAME(two_sums)(g + k * n, x + k * n, mean[k], n, sum_h + (k - i), sum_product + (k - i));
        for (intptr_t k = i; k < end; ++k) {
            const T m = mean[k], s = rstd[k], level = centred ? (T)(sum_h[k - i] / (double)n) : 0;
            const T slope = (T)(sum_product[k - i] * s * s / (double)n), *gk = g + k * n, *xk = x + k * n;
            T *to = gx + k * n;
            if (w) {
                for (intptr_t j = 0; j < n; ++j)
                    to[j] = s * (gk[j] * w[j] - level - (xk[j] - m) * slope);
                continue;
            }
            for (intptr_t j = 0; j < n; ++j)
                to[j] = s * (gk[j] - level - (xk[j] - m) * slope);
        }
    }
}

#undef TILE
#undef BLOCK_ROWS
#undef TOGETHER

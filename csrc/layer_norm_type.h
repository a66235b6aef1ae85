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

/* With h = g * weight and xhat = (x - mean) * rstd: gx = rstd * (h - mean(h) - xhat * mean(h * xhat)), without mean(h)
 * where x was not centred, for a few rows. */
static void NAME(layer_norm_gx)(const T *g, const T *x, const T *mean, const T *rstd, const T *w, int centred, T *gx,
                                intptr_t rows, intptr_t n)
{
    double sum_h[TOGETHER], sum_product[TOGETHER];
    for (intptr_t k = 0; k < rows; ++k)
        if (w)
            NAME(weighted_sums)(g + k * n, w, x + k * n, mean[k], n, sum_h + k, sum_product + k);
        else
            NAME(two_sums)(g + k * n, x + k * n, mean[k], n, sum_h + k, sum_product + k);
    for (intptr_t k = 0; k < rows; ++k, g += n, x += n, gx += n) {
        const T m = mean[k], s = rstd[k], level = centred ? (T)(sum_h[k] / (double)n) : 0;
        const T slope = (T)(sum_product[k] * s * s / (double)n);
        if (w) {
            for (intptr_t j = 0; j < n; ++j)
                gx[j] = s * (g[j] * w[j] - level - (x[j] - m) * slope);
            continue;
        }
        for (intptr_t j = 0; j < n; ++j)
            gx[j] = s * (g[j] - level - (x[j] - m) * slope);
    }
}

/* The gradient of the input, and added to gw and gb, unless these are NULL, those of weight and bias: both of a block
 * of rows while it is in the cache. */
static void NAME(layer_norm_vjp)(const void *grad, const void *in, const void *means, const void *rstds,
                                 const void *weight, int centred, void *out, double *gw, double *gb, intptr_t rows,
                                 intptr_t n)
{
    const T *g = grad, *x = in, *mean = means, *rstd = rstds;
    for (intptr_t i = 0; i < rows; i += BLOCK_ROWS) {
        const intptr_t end = rows - i < BLOCK_ROWS ? rows : i + BLOCK_ROWS;
        for (intptr_t j = 0; gw && j < n; j += TILE)
            NAME(fold_params)(g + i * n + j, x + i * n + j, mean + i, rstd + i, end - i, n,
                              n - j < TILE ? n - j : TILE, gw + j, gb + j);
        for (intptr_t k = i; k < end; k += TOGETHER)
            NAME(layer_norm_gx)(g + k * n, x + k * n, mean + k, rstd + k, weight, centred, (T *)out + k * n,
                                end - k < TOGETHER ? end - k : TOGETHER, n);
    }
}

#undef TILE
#undef BLOCK_ROWS
#undef TOGETHER

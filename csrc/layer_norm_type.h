/* layer_norm_type.h: layer normalisation, and that by the root of the mean square, for one element type. Included by
 * rows.h like softmax_type.h, after it. */

/* Columns, and rows, whose parameter gradients are summed together before they join the total. */
#define TILE 256
#define BLOCK_ROWS 64

/* The mean of (x - centre)^2 over a row: a second pass, because the difference of two large sums
 * would lose the variance of data far from zero. */
static double NAME(mean_square)(const T *x, T centre, intptr_t n)
{
    T square[WG_BLOCK];
    double total = 0;
    for (intptr_t j = 0; j < n; j += WG_BLOCK) {
        const intptr_t len = n - j < WG_BLOCK ? n - j : WG_BLOCK;
        for (intptr_t k = 0; k < len; ++k)
            square[k] = (x[j + k] - centre) * (x[j + k] - centre);
        total += NAME(chunk_sum)(square, len);
    }
    return total / (double)n;
}

/* Without `centred` the mean counts as 0. */
static void NAME(layer_norm)(const void *in, const void *weight, const void *bias, double eps, int centred,
                             void *out, void *means, void *rstds, intptr_t rows, intptr_t n)
{
    const T *x = in, *w = weight, *b = bias;
    T *r = out, *mean = means, *rstd = rstds;
    for (intptr_t i = 0; i < rows; ++i, x += n, r += n) {
        T sum = 0;
        if (centred)
            NAME(reduce_run_sum)((const char *)x, n, sizeof(T), (char *)&sum, NULL, NULL);
        const T m = (T)((double)sum / (double)n);
        const T s = (T)(1 / sqrt(NAME(mean_square)(x, m, n) + eps));
        mean[i] = m;
        rstd[i] = s;
        if (w && b) {
            for (intptr_t j = 0; j < n; ++j)
                r[j] = (x[j] - m) * s * w[j] + b[j];
            continue;
        }
        for (intptr_t j = 0; j < n; ++j)
            r[j] = (x[j] - m) * s;
        for (intptr_t j = 0; w && j < n; ++j)
            r[j] *= w[j];
        for (intptr_t j = 0; b && j < n; ++j)
            r[j] += b[j];
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
    for (intptr_t i = 0; i < rows; ++i, g += ld, x += ld) {
        const T m = mean[i], s = rstd[i];
        for (intptr_t j = 0; j < width; ++j) {
            block_w[j] += g[j] * ((x[j] - m) * s);
            block_b[j] += g[j];
        }
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
    T *gx = out, h[WG_BLOCK], product[WG_BLOCK];
    if (gw || gb)
        NAME(layer_norm_params)(g, x, mean, rstd, gw, gb, rows, n);
    for (intptr_t i = 0; i < rows; ++i, g += n, x += n, gx += n) {
        const T m = mean[i], s = rstd[i];
        double sum_h = 0, sum_product = 0;
        for (intptr_t j = 0; j < n; j += WG_BLOCK) {
            const intptr_t len = n - j < WG_BLOCK ? n - j : WG_BLOCK;
            for (intptr_t k = 0; k < len; ++k) {
                h[k] = w ? g[j + k] * w[j + k] : g[j + k];
                product[k] = h[k] * ((x[j + k] - m) * s);
            }
            sum_h += NAME(chunk_sum)(h, len);
            sum_product += NAME(chunk_sum)(product, len);
        }
        const T mean_h = centred ? (T)(sum_h / (double)n) : 0, slope = (T)(sum_product / (double)n);
        for (intptr_t j = 0; j < n; ++j)
            gx[j] = s * ((w ? g[j] * w[j] : g[j]) - mean_h - (x[j] - m) * s * slope);
    }
}

#undef TILE
#undef BLOCK_ROWS

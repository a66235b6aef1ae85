/* norm_type.h: normalisation over segments (batch, group and instance normalisation) for one element type. Included by
 * rows.h after layer_norm_type.h.
 *
 * A unit is what shares one mean and one variance: some segments of `inner` contiguous elements, each of one channel,
 * which gives it its scale and shift. Segments of one element lie side by side, so those are worked on in tiles. */

#define TILE 128

static inline intptr_t NAME(channel)(const wg_segments *s, intptr_t unit, intptr_t k)
{
    return s->groups ? unit % s->groups * s->segments + k : unit;
}

/* The number and the length of the runs that a unit's statistics are taken over. */
static inline void NAME(runs)(const wg_segments *s, intptr_t *count, intptr_t *length)
{
    const int one = s->step == s->inner;
    *count = one ? 1 : s->segments;
    *length = one ? s->segments * s->inner : s->inner;
}

static void NAME(norm_moments)(const wg_segments *s, const T *x, T *mean, T *var)
{
    intptr_t count, length;
    double total = 0, square = 0;
    T sum;
    NAME(runs)(s, &count, &length);
    for (intptr_t k = 0; k < count; ++k) {
        NAME(reduce_run_sum)((const char *)(x + k * s->step), length, sizeof(T), (char *)&sum, NULL, NULL);
        total += (double)sum;
    }
    *mean = (T)(total / (double)(count * length));
    for (intptr_t k = 0; k < count; ++k)
        square += NAME(mean_square)(x + k * s->step, *mean, length) * (double)length;
    *var = (T)(square / (double)(count * length));
}

/* The moments of `width` units of which each has one element per row: rows are s->step apart. */
static void NAME(column_moments)(const wg_segments *s, const T *x, intptr_t width, T *mean, T *var)
{
    double total[TILE] = {0}, square[TILE] = {0};
    for (intptr_t k = 0; k < s->segments; ++k)
        for (intptr_t j = 0; j < width; ++j)
            total[j] += x[k * s->step + j];
    for (intptr_t j = 0; j < width; ++j)
        mean[j] = (T)(total[j] / (double)s->segments);
    for (intptr_t k = 0; k < s->segments; ++k)
        for (intptr_t j = 0; j < width; ++j) {
            const T centred = x[k * s->step + j] - mean[j];
            square[j] += centred * centred;
        }
    for (intptr_t j = 0; j < width; ++j)
        var[j] = (T)(square[j] / (double)s->segments);
}

static void NAME(norm_columns)(const wg_segments *s, const T *x, const T *w, const T *b, double eps, int given, T *out,
                               T *mean, T *var, intptr_t begin, intptr_t end)
{
    T scale[TILE], shift[TILE];
    for (intptr_t u = begin; u < end; u += TILE) {
        const intptr_t width = end - u < TILE ? end - u : TILE;
        if (!given)
            NAME(column_moments)(s, x + u, width, mean + u, var + u);
        for (intptr_t j = 0; j < width; ++j) {
            scale[j] = (T)(1 / sqrt((double)var[u + j] + eps)) * (w ? w[u + j] : 1);
            shift[j] = b ? b[u + j] : 0;
        }
        for (intptr_t k = 0; k < s->segments; ++k)
            for (intptr_t j = 0; j < width; ++j) {
                const intptr_t at = k * s->step + u + j;
                out[at] = (x[at] - mean[u + j]) * scale[j] + shift[j];
            }
    }
}

static void NAME(norm)(const wg_segments *s, const void *in, const void *weight, const void *bias, double eps,
                       int given, void *result, void *means, void *vars, intptr_t begin, intptr_t end)
{
    const T *w = weight, *b = bias;
    T *mean = means, *var = vars;
    if (s->inner == 1 && !s->groups) {
        NAME(norm_columns)(s, in, w, b, eps, given, result, mean, var, begin, end);
        return;
    }
    for (intptr_t u = begin; u < end; ++u) {
        const T *x = (const T *)in + u * s->unit_step;
        T *out = (T *)result + u * s->unit_step;
        if (!given)
            NAME(norm_moments)(s, x, mean + u, var + u);
        const T m = mean[u], rstd = (T)(1 / sqrt((double)var[u] + eps));
        for (intptr_t k = 0; k < s->segments; ++k, x += s->step, out += s->step) {
            const intptr_t c = NAME(channel)(s, u, k);
            const T scale = w ? rstd * w[c] : rstd, shift = b ? b[c] : 0;
            for (intptr_t j = 0; j < s->inner; ++j)
                out[j] = (x[j] - m) * scale + shift;
        }
    }
}

/* Columns of the gradient: as norm_vjp, for segments of one element. */
static void NAME(norm_vjp_columns)(const wg_segments *s, const T *g, const T *x, const T *mean, const T *var,
                                   double eps, const T *w, int given, T *gx, double *gw, double *gb, intptr_t begin,
                                   intptr_t end)
{
    T scale[TILE], level[TILE], slope[TILE];
    for (intptr_t u = begin; u < end; u += TILE) {
        const intptr_t width = end - u < TILE ? end - u : TILE;
        double plain[TILE] = {0}, product[TILE] = {0};
        for (intptr_t k = 0; k < s->segments; ++k)
            for (intptr_t j = 0; j < width; ++j) {
                const intptr_t at = k * s->step + u + j;
                plain[j] += g[at];
                product[j] += g[at] * (x[at] - mean[u + j]);
            }
        for (intptr_t j = 0; j < width; ++j) {
            const double rstd = 1 / sqrt((double)var[u + j] + eps), count = (double)s->segments;
            gb[u + j] = plain[j];
            gw[u + j] = product[j] * rstd;
            scale[j] = (T)(w ? rstd * w[u + j] : rstd);
            level[j] = given ? 0 : (T)(plain[j] / count);
            slope[j] = given ? 0 : (T)(product[j] * rstd * rstd / count);
        }
        for (intptr_t k = 0; k < s->segments; ++k)
            for (intptr_t j = 0; j < width; ++j) {
                const intptr_t at = k * s->step + u + j;
                gx[at] = scale[j] * (g[at] - level[j] - (x[at] - mean[u + j]) * slope[j]);
            }
    }
}

/* With h = g weight and u = x - mean, unit by unit: gx = rstd (h - mean(h) - u rstd^2 mean(h u)), or rstd h where mean
 * and variance were given. gw and gb are the sums of g u rstd and of g: per segment where there are groups, else per
 * unit. */
static void NAME(norm_vjp)(const wg_segments *s, const void *grad, const void *in, const void *means, const void *vars,
                           double eps, const void *weight, int given, void *result, double *gw, double *gb,
                           intptr_t begin, intptr_t end)
{
    const T *mean = means, *var = vars, *w = weight;
    if (s->inner == 1 && !s->groups) {
        NAME(norm_vjp_columns)(s, grad, in, mean, var, eps, w, given, result, gw, gb, begin, end);
        return;
    }
    for (intptr_t u = begin; u < end; ++u) {
        const T *g = (const T *)grad + u * s->unit_step, *x = (const T *)in + u * s->unit_step, m = mean[u];
        T *gx = (T *)result + u * s->unit_step;
        const double rstd = 1 / sqrt((double)var[u] + eps), count = (double)(s->segments * s->inner);
        double sum_h = 0, sum_hu = 0, plain, product;
        if (!s->groups)
            gw[u] = gb[u] = 0;
        for (intptr_t k = 0; k < s->segments; ++k) {
            const intptr_t c = NAME(channel)(s, u, k), to = s->groups ? u * s->segments + k : u;
            NAME(two_sums)(g + k * s->step, x + k * s->step, m, s->inner, &plain, &product);
            gw[to] = (s->groups ? 0 : gw[to]) + product * rstd;
            gb[to] = (s->groups ? 0 : gb[to]) + plain;
            sum_h += w ? plain * w[c] : plain;
            sum_hu += w ? product * w[c] : product;
        }
        const T level = given ? 0 : (T)(rstd * sum_h / count);
        const T slope = given ? 0 : (T)(rstd * rstd * rstd * sum_hu / count);
        for (intptr_t k = 0; k < s->segments; ++k, g += s->step, x += s->step, gx += s->step) {
            const intptr_t c = NAME(channel)(s, u, k);
            const T scale = (T)(w ? rstd * w[c] : rstd);
            for (intptr_t j = 0; j < s->inner; ++j)
                gx[j] = scale * g[j] - level - (x[j] - m) * slope;
        }
    }
}

#undef TILE

/* distance_type.h: distances between rows for one element type. Included by distance.h with T and NAME(part). */

/* One pair of rows: JOIN adds the term of a difference d, without its sign, to a sum. */
#define WG_PAIR(name, JOIN)                                                                             \
    static T NAME(name)(const T *x, const T *y, intptr_t n, double p)                                   \
    {                                                                                                   \
        T sum[WG_LANES] = {0}, d; intptr_t j = 0;                                                       \
        for (; j + WG_LANES <= n; j += WG_LANES)                                                        \
            for (int k = 0; k < WG_LANES; k++) d = x[j + k] - y[j + k], d = d < 0 ? -d : d, JOIN(sum[k], d); \
        for (int k = 0; j < n; j++, k++) d = x[j] - y[j], d = d < 0 ? -d : d, JOIN(sum[k], d);          \
        for (int k = 1; k < WG_LANES; k++) WG_TOTAL(sum[0], sum[k]);                                    \
        return (void)p, sum[0];                                                                         \
    }
/* One element against a column: JOIN adds the term of each difference, without its sign, to out. */
#define WG_COLUMN(name, JOIN)                                                                           \
    static void NAME(name)(T x, const T *restrict column, T *restrict out, intptr_t n, double p)        \
    {                                                                                                   \
        T d;                                                                                            \
        (void)p;                                                                                        \
        for (intptr_t j = 0; j < n; j++) d = x - column[j], d = d < 0 ? -d : d, JOIN(out[j], d);        \
    }
#define WG_TOTAL(a, b) a += b
#define WG_DIFFERS(sum, d) sum += d > 0 ? 1 : d * 0
#define WG_PLAIN(sum, d) sum += d
#define WG_SQUARE(sum, d) sum += d * d
#define WG_POWER(sum, d) sum += (T)pow((double)d, p)
WG_PAIR(pair_count, WG_DIFFERS)
WG_PAIR(pair_sum, WG_PLAIN)
WG_PAIR(pair_square, WG_SQUARE)
WG_PAIR(pair_power, WG_POWER)
WG_COLUMN(column_count, WG_DIFFERS)
WG_COLUMN(column_sum, WG_PLAIN)
WG_COLUMN(column_square, WG_SQUARE)
WG_COLUMN(column_power, WG_POWER)
#undef WG_TOTAL
#undef WG_DIFFERS
#undef WG_PLAIN
#undef WG_SQUARE
#undef WG_POWER
#define WG_TOTAL(a, b) a = b > a ? b : a
WG_PAIR(pair_largest, WG_TOTAL)
WG_COLUMN(column_largest, WG_TOTAL)
#undef WG_TOTAL
#undef WG_PAIR
#undef WG_COLUMN

/* Distances of the sums that they are roots of. */
static void NAME(rooted)(T *out, intptr_t n, double p)
{
    if (p == 2)
        for (intptr_t i = 0; i < n; i++)
            out[i] = (T)sqrt(out[i]);
    else if (p != 0 && p != 1 && p != INFINITY)
        for (intptr_t i = 0; i < n; i++)
            out[i] = (T)pow((double)out[i], 1 / p);
}

/* out[i, j] = |x[i] - y[j]|_p for rows of `width` elements. */
static void NAME(distance)(const void *x_rows, const void *y_rows, void *out, intptr_t rows, intptr_t cols,
                           intptr_t width, double p)
{
    T (*const pair)(const T *, const T *, intptr_t, double) =
        p == 0 ? NAME(pair_count) : p == 1 ? NAME(pair_sum) : p == 2 ? NAME(pair_square)
        : p == INFINITY ? NAME(pair_largest) : NAME(pair_power);
    const T *x = x_rows;
    T *to = out;
    for (intptr_t i = 0; i < rows; i++, x += width) {
        const T *y = y_rows;
        for (intptr_t j = 0; j < cols; j++, y += width)
            *to++ = pair(x, y, width, p);
    }
    NAME(rooted)(out, rows * cols, p);
}

/* gx[i] and gy[j] += and -= the slope of one distance, `scale` being what its elements share. */
static void NAME(pair_slope)(const T *x, const T *y, T scale, T dist, T *restrict gx, T *restrict gy, intptr_t n,
                             double p)
{
    if (p == 2)
        for (intptr_t k = 0; k < n; k++) {
            T t = scale * (x[k] - y[k]);
            gx[k] += t;
            gy[k] -= t;
        }
    else if (p == 1 || p == INFINITY) {
        const T least = p == 1 ? 0 : dist;         /* the differences that have a slope are at least so large */
        for (intptr_t k = 0; k < n; k++) {
            T d = x[k] - y[k], t = d > 0 && d >= least ? scale : 0;
            t = d < 0 && -d >= least ? -scale : t;
            gx[k] += t;
            gy[k] -= t;
        }
    } else
        for (intptr_t k = 0; k < n; k++) {
            T d = x[k] - y[k], t = d == 0 ? 0 : scale * (T)pow((double)(d < 0 ? -d : d), p - 1);
            t = d < 0 ? -t : t;
            gx[k] += t;
            gy[k] -= t;
        }
}

/* Adds the gradients of the distances, given those of the result, to gx and gy. */
static void NAME(distance_vjp)(const void *grads, const void *x_rows, const void *y_rows, const void *dists,
                               void *gx_rows, void *gy_rows, intptr_t rows, intptr_t cols, intptr_t width,
                               double p)
{
    const T *g = grads, *dist = dists, *x = x_rows;
    T *gx = gx_rows;
    if (p == 0)
        return;
    for (intptr_t i = 0; i < rows; i++, x += width, gx += width) {
        const T *y = y_rows;
        T *gy = gy_rows;
        for (intptr_t j = 0; j < cols; j++, g++, dist++, y += width, gy += width) {
            T scale = *g;
            if (p == 2)
                scale /= *dist;
            else if (p != 1 && p != INFINITY)
                scale /= (T)pow((double)*dist, p - 1);
            if (*dist != 0)
                NAME(pair_slope)(x, y, scale, *dist, gx, gy, width, p);
        }
    }
}

/* softmax_type.h: softmax, logsumexp and cross entropy for one element type. Included by rows.h with
 * T, NAME(part), EXP, the exponential that vectorises, and KIND, the type's index in tables.
 *
 * Rows too short to fill the lanes share one call for the exponentials, and many one of NumPy's for the logarithms;
 * long rows are cut into blocks, each finished while it is in the cache. */

/* Rows from this length on have their exponentials made and added by themselves. */
#define WG_FILLING 32

/* out = exp(x) for at most WG_BLOCK elements; out may be x. */
static WG_NOINLINE void NAME(exp_block)(const T *x, T *out, intptr_t n)
{
    WG_IVDEP
    for (intptr_t j = 0; j < n; ++j)
        out[j] = EXP(x[j]);
}

/* x = log(x) with NumPy's loop. */
static inline void NAME(log_block)(T *x, intptr_t n)
{
    char *args[2] = {(char *)x, (char *)x};
    const intptr_t steps[2] = {sizeof(T), sizeof(T)};
    wg_np.log[KIND].loop(args, &n, steps, wg_np.log[KIND].data);
}

/* How many rows of n elements are worked on together. */
static inline intptr_t NAME(batch)(intptr_t rows, intptr_t n)
{
    const intptr_t fitting = n * WG_BATCH <= WG_BLOCK ? WG_BATCH : n < WG_BLOCK ? WG_BLOCK / n : 1;
    const intptr_t most = fitting < 4 && n <= WG_BLOCK ? 4 : fitting;
    return rows < most ? rows : most;
}

static inline void NAME(shift)(const T *x, T by, T *out, intptr_t n)
{
    for (intptr_t j = 0; j < n; ++j)
        out[j] = x[j] - by;
}

static inline void NAME(scale)(T *x, T by, intptr_t n)
{
    for (intptr_t j = 0; j < n; ++j)
        x[j] *= by;
}

/* The largest element of a row of any length. It may overlook a NaN, but exp(NaN - max) does not. */
static inline T NAME(row_max)(const T *x, intptr_t n)
{
    T largest;
    if (n <= WG_BLOCK)
        return NAME(chunk_amax)(x, n);
    NAME(reduce_run_amax)((const char *)x, n, sizeof(T), (char *)&largest, NULL, NULL);
    return largest;
}

/* The sum of exp(x) over a row with infinities. */
static T NAME(plain_exp_sum)(const T *x, intptr_t n)
{
    T sum = 0;
    for (intptr_t j = 0; j < n; ++j)
        sum += EXP(x[j]);
    return sum;
}

/* max[i] = the largest of row i; sum[i] = the sum over the row of exp(x - max[i]). `rows` is a batch.
 * With `keep`, e receives all exponentials; otherwise it is scratch of WG_BLOCK elements. With
 * `finite`, an infinite maximum is replaced by zero, so that inf - inf does not turn up. */
static WG_NOINLINE void NAME(exp_sum)(const T *x, intptr_t rows, intptr_t n, T *e, int keep,
                                      int finite, T *max, T *sum)
{
    int unbounded = 0;
    for (intptr_t i = 0; i < rows; ++i) {
        max[i] = NAME(row_max)(x + i * n, n);
        if (finite && (max[i] == INFINITY || max[i] == -INFINITY)) {
            unbounded |= max[i] > 0;
            max[i] = 0;
        }
    }
    if (n < WG_FILLING) {
        for (intptr_t i = 0; i < rows; ++i)
            NAME(shift)(x + i * n, max[i], e + i * n, n);
        if (n > 0)
            NAME(exp_block)(e, e, rows * n);
        for (intptr_t i = 0; i < rows; ++i)
            sum[i] = NAME(chunk_sum)(e + i * n, n);
        return;
    }
    for (intptr_t i = 0; i < rows; ++i) {
        double total = 0;
        if (unbounded && NAME(row_max)(x + i * n, n) == INFINITY) {
            sum[i] = NAME(plain_exp_sum)(x + i * n, n);
            continue;
        }
        for (intptr_t j = i * n; j < (i + 1) * n; j += WG_BLOCK) {
            const intptr_t left = (i + 1) * n - j, len = left < WG_BLOCK ? left : WG_BLOCK;
            total += keep ? NAME(exp_kept)(x + j, max[i], e + j, len) : NAME(exp_summed)(x + j, max[i], len);
        }
        sum[i] = (T)total;
    }
}

static void NAME(softmax)(const void *in, void *out, intptr_t rows, intptr_t n)
{
    const T *x = in;
    T *r = out, max[WG_BATCH], sum[WG_BATCH];
    while (n > 0 && rows > 0) {
        const intptr_t batch = NAME(batch)(rows, n);
        NAME(exp_sum)(x, batch, n, r, 1, 0, max, sum);
        for (intptr_t i = 0; i < batch; ++i)
            NAME(scale)(r + i * n, 1 / sum[i], n);
        x += batch * n;
        r += batch * n;
        rows -= batch;
    }
}

/* (x - max) - log(sum) rather than x - (max + log(sum)): a large maximum costs no digits. */
static void NAME(log_softmax)(const void *in, void *out, intptr_t rows, intptr_t n)
{
    const T *x = in;
    T *r = out, e[WG_BLOCK], max[WG_BATCH], log_sum[WG_BATCH];
    while (n > 0 && rows > 0) {
        const intptr_t batch = NAME(batch)(rows, n);
        NAME(exp_sum)(x, batch, n, e, 0, 0, max, log_sum);
        NAME(log_block)(log_sum, batch);
        for (intptr_t i = 0; i < batch; ++i)
            for (intptr_t j = i * n; j < (i + 1) * n; ++j)
                r[j] = (x[j] - max[i]) - log_sum[i];
        x += batch * n;
        r += batch * n;
        rows -= batch;
    }
}

static void NAME(logsumexp)(const void *in, void *out, intptr_t rows, intptr_t n)
{
    const T *x = in;
    T *r = out, e[WG_BLOCK], max[WG_BATCH], log_sum[WG_BATCH];
    while (rows > 0) {
        const intptr_t batch = NAME(batch)(rows, n);
        NAME(exp_sum)(x, batch, n, e, 0, 1, max, log_sum);
        NAME(log_block)(log_sum, batch);
        for (intptr_t i = 0; i < batch; ++i)
            r[i] = max[i] + log_sum[i];
        x += batch * n;
        r += batch;
        rows -= batch;
    }
}

/* The sum of a[j] b[j] over a row. */
static inline T NAME(dot)(const T *a, const T *b, intptr_t n)
{
    double total = 0;
    for (intptr_t j = 0; j < n; j += WG_BLOCK)
        total += NAME(dot_lanes)(a + j, b + j, n - j < WG_BLOCK ? n - j : WG_BLOCK);
    return (T)total;
}

static void NAME(softmax_vjp)(const void *grad, const void *result, void *out, intptr_t rows, intptr_t n)
{
    const T *g = grad, *r = result;
    T *gx = out;
    for (; rows > 0; --rows, g += n, r += n, gx += n) {
        const T along = NAME(dot)(g, r, n);
        for (intptr_t j = 0; j < n; ++j)
            gx[j] = r[j] * (g[j] - along);
    }
}

static void NAME(log_softmax_vjp)(const void *grad, const void *result, void *out, intptr_t rows,
                                  intptr_t n)
{
    const T *g = grad, *r = result;
    T *gx = out, e[WG_BLOCK], sum[WG_BATCH];
    while (n > 0 && rows > 0) {
        const intptr_t batch = n < WG_FILLING ? NAME(batch)(rows, n) : 1;
        for (intptr_t i = 0; i < batch; ++i)
            NAME(reduce_run_sum)((const char *)(g + i * n), n, sizeof(T), (char *)&sum[i], NULL, NULL);
        /* Either many short rows in one piece, or one row in several. */
        for (intptr_t start = 0; start < batch * n; start += WG_BLOCK) {
            const intptr_t left = batch * n - start, len = left < WG_BLOCK ? left : WG_BLOCK;
            const intptr_t piece = n < len ? n : len;
            NAME(exp_block)(r + start, e, len);
            for (intptr_t i = 0; i < batch; ++i)
                for (intptr_t j = i * n; j < i * n + piece; ++j)
                    gx[start + j] = g[start + j] - e[j] * sum[i];
        }
        g += batch * n;
        r += batch * n;
        gx += batch * n;
        rows -= batch;
    }
}

static void NAME(xent)(const void *in, const int64_t *target, void *losses, void *lses, intptr_t rows,
                       intptr_t n)
{
    const T *x = in;
    T *loss = losses, *lse = lses, e[WG_BLOCK], max[WG_BATCH], log_sum[WG_BATCH];
    while (rows > 0) {
        const intptr_t batch = NAME(batch)(rows, n);
        NAME(exp_sum)(x, batch, n, e, 0, 0, max, log_sum);
        NAME(log_block)(log_sum, batch);
        for (intptr_t i = 0; i < batch; ++i) {
            lse[i] = max[i] + log_sum[i];
            loss[i] = target[i] < 0 ? 0 : log_sum[i] - (x[i * n + target[i]] - max[i]);
        }
        x += batch * n;
        target += batch;
        loss += batch;
        lse += batch;
        rows -= batch;
    }
}

/* One row of the gradient, given p = exp(x - lse) in place and their sum. That is 1 but for the rounding of lse, which
 * weighs at large scores; dividing by it takes that out. */
static inline void NAME(xent_row)(T *p, double sum, int64_t target, T scale, intptr_t n)
{
    const T hit = scale * (T)(p[target] / sum - 1);
    NAME(scale)(p, (T)(scale / sum), n);
    p[target] = hit;
}

static void NAME(xent_vjp)(const void *in, const int64_t *target, const void *lses, const void *scales,
                           void *out, intptr_t rows, intptr_t n)
{
    const T *x = in, *lse = lses, *scale = scales;
    T *gx = out;
    while (n > 0 && rows > 0) {
        const intptr_t batch = NAME(batch)(rows, n);
        if (n < WG_FILLING) {
            for (intptr_t i = 0; i < batch; ++i)
                NAME(shift)(x + i * n, lse[i], gx + i * n, n);
            NAME(exp_block)(gx, gx, batch * n);
        }
        for (intptr_t i = 0; i < batch; ++i) {
            T *row = gx + i * n;
            double total = 0;
            if (target[i] < 0) {
                memset(row, 0, n * sizeof(T));
                continue;
            }
            for (intptr_t j = 0; j < n; j += WG_BLOCK) {
                const intptr_t len = n - j < WG_BLOCK ? n - j : WG_BLOCK;
                total += n < WG_FILLING ? NAME(chunk_sum)(row + j, len)
                                        : NAME(exp_kept)(x + i * n + j, lse[i], row + j, len);
            }
            NAME(xent_row)(row, total, target[i], scale[i], n);
        }
        x += batch * n;
        gx += batch * n;
        target += batch;
        lse += batch;
        scale += batch;
        rows -= batch;
    }
}

#undef WG_FILLING

/* attention_type.h: attention for one element type. Included by attention.h with T, NAME(part), EXP and LOG.
 *
 * The scores of a block of queries with a block of keys lie in a buffer that the second-level cache holds. Forward, the
 * largest score and the sum of exponentials of every query run along with the blocks of keys, and what was summed so
 * far is scaled down when a larger score turns up (Milakov and Gimelshein 2018; Dao et al. 2022). Backward, the weights
 * come back from the scores and the logarithm of that sum. What a query gives depends on its own block alone. */

/* As many keys as there are words of a block of the stream that drops weights. */
enum { NAME(queries) = 64, NAME(keys) = 4 * DROP_COUNTERS };

/* The places of one head. */
#define AT(field, i, h) ((const T *)p->field.data + (i) * p->field.batch + (h) * p->field.head)

/* How many of n keys, the first of which is j, the query i sees. */
static inline intptr_t NAME(seen)(const wg_attention *p, intptr_t i, intptr_t j, intptr_t n)
{
    const intptr_t most = i - j + 1;
    return !p->causal || most > n ? n : most < 0 ? 0 : most;
}

/* The mask of one query with the keys from j: x = scale x + mask; what a truth mask forbids becomes -inf. */
static void NAME(masked)(const wg_attention *p, T *x, intptr_t n, intptr_t b, intptr_t h, intptr_t i, intptr_t j)
{
    const T scale = (T)p->scale;
    const intptr_t at = b * p->mask.batch + h * p->mask.head + i * p->mask.row + j * p->mask.col, step = p->mask.col;
    const unsigned char *allowed = (const unsigned char *)p->mask.data + at;
    const T *more = (const T *)p->mask.data + at;
    if (p->mask.data == NULL)
        for (intptr_t c = 0; c < n; ++c)
            x[c] *= scale;
    else if (p->mask_is_truth)
        for (intptr_t c = 0; c < n; ++c)
            x[c] = allowed[c * step] ? x[c] * scale : -(T)INFINITY;
    else if (step == 1)
        for (intptr_t c = 0; c < n; ++c)
            x[c] = x[c] * scale + more[c];
    else
        for (intptr_t c = 0; c < n; ++c)
            x[c] = x[c] * scale + more[c * step];
}

/* Drop elements of one query's weights, or of their cotangents. */
static void NAME(drop_row)(const wg_attention *p, T *x, intptr_t n, intptr_t b, intptr_t h, intptr_t i, intptr_t j)
{
    const uint64_t blocks = (uint64_t)((p->keys + NAME(keys) - 1) / NAME(keys));
    const uint64_t row = (uint64_t)((b * p->heads + h) * p->queries + i);
    NAME(drop)(x, x, n, (row * blocks + (uint64_t)(j / NAME(keys))) * NAME(keys), p->drop);
}

/* x = exp(scale x - by). */
static void NAME(exp_scaled)(T *x, T scale, T by, intptr_t n)
{
    WG_IVDEP
    for (intptr_t c = 0; c < n; ++c)
        x[c] = EXP(x[c] * scale - by);
}

/* One query's scores with a block of keys, still to be scaled, become weights; returns what earlier sums are to be
 * multiplied by. */
static T NAME(weigh)(T *x, T scale, intptr_t seen, intptr_t n, T *max, T *sum)
{
    const T largest = seen > 0 ? NAME(chunk_amax)(x, seen) * scale : -(T)INFINITY, before = *max;
    const T now = largest > before ? largest : before, by = now == -(T)INFINITY ? 0 : now;
    const T factor = before == now ? 1 : EXP(before - by);
    if (seen > 0)
        NAME(exp_scaled)(x, scale, by, seen);
    for (intptr_t c = seen; c < n; ++c)
        x[c] = 0;
    *sum = *sum * factor + (seen > 0 ? NAME(chunk_sum)(x, seen) : 0);
    *max = now;
    return factor;
}

/* The same backward: weights from scores, and the cotangents of the unscaled scores from those of the weights. */
static void NAME(weigh_vjp)(T *x, T *slope, T scale, T lse, T along, T factor, intptr_t seen, intptr_t n)
{
    WG_IVDEP
    for (intptr_t c = 0; c < seen; ++c) {
        const T weight = EXP(x[c] * scale - lse);
        x[c] = weight;
        slope[c] = weight * (slope[c] - along) * factor;
    }
    for (intptr_t c = seen; c < n; ++c)
        x[c] = slope[c] = 0;
}

static void NAME(attend_block)(const wg_attention *p, intptr_t b, intptr_t h, intptr_t i0, intptr_t m, T *scores)
{
    const T scale = (T)p->scale;
    const int settled = p->mask.data != NULL || scale < 0;       /* scores are scaled before the largest is sought */
    const intptr_t last = p->causal && i0 + m < p->keys ? i0 + m : p->keys, wide = p->value_width, step = p->out.row;
    const T *q = AT(q, b, h) + i0 * p->q.row, *k = AT(k, b, h / p->shared), *v = AT(v, b, h / p->shared);
    T *out = (T *)AT(out, b, h) + i0 * step, *lse = (T *)p->lse + (b * p->heads + h) * p->queries + i0;
    T max[NAME(queries)], sum[NAME(queries)];
    for (intptr_t i = 0; i < m; ++i) {
        max[i] = -(T)INFINITY;
        sum[i] = 0;
        for (intptr_t c = 0; c < wide && last == 0; ++c)
            out[i * step + c] = 0;
    }
    for (intptr_t j = 0; j < last; j += NAME(keys)) {
        const intptr_t n = last - j < NAME(keys) ? last - j : NAME(keys);
        NAME(gemm)(m, n, p->width, q, p->q.row, p->q.col, k + j * p->k.row, p->k.col, p->k.row, scores, n, 1, 0);
        for (intptr_t i = 0; i < m; ++i) {
            const intptr_t seen = NAME(seen)(p, i0 + i, j, n);
            if (settled)
                NAME(masked)(p, scores + i * n, seen, b, h, i0 + i, j);
            const T factor = NAME(weigh)(scores + i * n, settled ? 1 : scale, seen, n, &max[i], &sum[i]);
            if (p->drop)
                NAME(drop_row)(p, scores + i * n, seen, b, h, i0 + i, j);
            for (intptr_t c = 0; c < wide && j > 0 && factor != 1; ++c)
                out[i * step + c] *= factor;
        }
        NAME(gemm)(m, wide, n, scores, n, 1, v + j * p->v.row, p->v.row, p->v.col, out, step, 1, j > 0);
    }
    for (intptr_t i = 0; i < m; ++i) {
        const int nothing = max[i] == -(T)INFINITY && sum[i] == 0;      /* a query that sees no key gives zeros */
        const T by = 1 / sum[i];
        for (intptr_t c = 0; c < wide && !nothing; ++c)
            out[i * step + c] *= by;
        lse[i] = nothing ? 0 : max[i] + LOG(sum[i]);
    }
}

/* Blocks of queries, counted through all heads. */
static void NAME(attend)(void *job, intptr_t begin, intptr_t end)
{
    wg_attention *p = job;
    const intptr_t blocks = (p->queries + NAME(queries) - 1) / NAME(queries);
    T *scores = malloc(NAME(queries) * NAME(keys) * sizeof(T));
    if (scores == NULL) {
        p->failed = 1;
        return;
    }
    for (; begin < end; ++begin) {
        const intptr_t head = begin / blocks, i0 = begin % blocks * NAME(queries), left = p->queries - i0;
        const intptr_t m = left < NAME(queries) ? left : NAME(queries);
        NAME(attend_block)(p, head / p->heads, head % p->heads, i0, m, scores);
    }
    free(scores);
}

/* One block of scores: adds its parts to the cotangents of query, key and value. `along` is sum(g out) per query. */
static void NAME(attend_block_vjp)(const wg_attention *p, intptr_t b, intptr_t h, intptr_t i0, intptr_t m, intptr_t j,
                                   intptr_t n, const T *along, T *weights, T *slopes)
{
    const intptr_t kv = h / p->shared;
    const T scale = (T)p->scale, *lse = (const T *)p->lse + (b * p->heads + h) * p->queries + i0;
    const T *q = AT(q, b, h) + i0 * p->q.row, *k = AT(k, b, kv) + j * p->k.row, *v = AT(v, b, kv) + j * p->v.row;
    const T *g = AT(g, b, h) + i0 * p->g.row;
    NAME(gemm)(m, n, p->width, q, p->q.row, p->q.col, k, p->k.col, p->k.row, weights, n, 1, 0);
    NAME(gemm)(m, n, p->value_width, g, p->g.row, p->g.col, v, p->v.col, p->v.row, slopes, n, 1, 0);
    for (intptr_t i = 0; i < m; ++i) {
        const intptr_t seen = NAME(seen)(p, i0 + i, j, n);
        T *w = weights + i * n, *s = slopes + i * n;
        if (p->mask.data)
            NAME(masked)(p, w, seen, b, h, i0 + i, j);
        if (p->drop)
            NAME(drop_row)(p, s, seen, b, h, i0 + i, j);
        NAME(weigh_vjp)(w, s, p->mask.data ? 1 : scale, lse[i], along[i], scale, seen, n);
        if (p->drop)
            NAME(drop_row)(p, w, seen, b, h, i0 + i, j);
    }
    if (p->dv.data)
        NAME(gemm)(n, p->value_width, m, weights, 1, n, g, p->g.row, p->g.col, (T *)AT(dv, b, kv) + j * p->dv.row,
                   p->dv.row, 1, 1);
    if (p->dk.data)
        NAME(gemm)(n, p->width, m, slopes, 1, n, q, p->q.row, p->q.col, (T *)AT(dk, b, kv) + j * p->dk.row,
                   p->dk.row, 1, 1);
    if (p->dq.data)
        NAME(gemm)(m, p->width, n, slopes, n, 1, k, p->k.row, p->k.col, (T *)AT(dq, b, h) + i0 * p->dq.row,
                   p->dq.row, 1, 1);
}

/* Heads of keys, counted through the batch: what several blocks add to lies in one of them. */
static void NAME(attend_vjp)(void *job, intptr_t begin, intptr_t end)
{
    wg_attention *p = job;
    const intptr_t block = NAME(queries) * NAME(keys), groups = p->heads / p->shared;
    T *weights = malloc((2 * block + p->queries) * sizeof(T)), *along = weights + 2 * block;
    if (weights == NULL) {
        p->failed = 1;
        return;
    }
    for (; begin < end; ++begin)
        for (intptr_t b = begin / groups, s = 0; s < p->shared; ++s) {
            const intptr_t h = begin % groups * p->shared + s;
            for (intptr_t i = 0; i < p->queries; ++i) {
                const T *g = AT(g, b, h) + i * p->g.row, *out = AT(out, b, h) + i * p->out.row;
                T sum = 0;
                for (intptr_t c = 0; c < p->value_width; ++c)
                    sum += g[c * p->g.col] * out[c * p->out.col];
                along[i] = sum;
            }
            for (intptr_t j = 0; j < p->keys; j += NAME(keys))
                for (intptr_t i = 0; i < p->queries; i += NAME(queries)) {
                    const intptr_t m = p->queries - i < NAME(queries) ? p->queries - i : NAME(queries);
                    intptr_t n = p->keys - j < NAME(keys) ? p->keys - j : NAME(keys);
                    if (p->causal && n > i + m - j)
                        n = i + m - j;
                    if (n > 0)
                        NAME(attend_block_vjp)(p, b, h, i, m, j, n, along + i, weights, weights + block);
                }
        }
    free(weights);
}
#undef AT

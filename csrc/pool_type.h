/* pool_type.h: pooling and resampling for one element type. Included by pool.h with T, NAME and PLACE, an integer of
 * its size. */

static void NAME(add_row)(const T *x, intptr_t n, T *sum)
{
    for (intptr_t j = 0; j < n; j++)
        sum[j] += x[j];
}

/* A row of the image for n regular windows: elements apart by the windows' stride side by side, `length` for each
 * remainder, so that what one tap reads has neighbours. */
static void NAME(stage_row)(const wg_pool *p, const T *restrict x, intptr_t count, intptr_t length, T *restrict to)
{
    if (p->stride == 1)
        memcpy(to, x, count * sizeof(T));
    else if (p->stride == 2) {
        T *restrict odd = to + length;
        for (intptr_t j = 0; j < count / 2; j++) {
            to[j] = x[2 * j];
            odd[j] = x[2 * j + 1];
        }
        if (count % 2)
            to[count / 2] = x[count - 1];
    } else
        for (intptr_t j = 0; j < count; j++)
            to[j / p->stride + j % p->stride * length] = x[j];
}

/* Fold what one tap of n windows reads into the largest so far and, unless NULL, their places. */
static void NAME(fold_tap)(const T *x, PLACE place, PLACE stride, intptr_t n, T *best, PLACE *places)
{
    enum { lanes = NAME(clanes) };
    NAME(cbits) at;
    PLACE each[lanes];
    for (PLACE v = 0; v < lanes; v++)
        each[v] = place + v * stride;
    memcpy(&at, each, sizeof at);
    for (intptr_t j = 0; j < n; j += lanes) {
        const NAME(cvec) here = *(const NAME(cloose) *)(x + j), most = *(const NAME(cloose) *)(best + j);
        const NAME(cbits) better = NAME(larger)(here, most);
        *(NAME(cloose) *)(best + j) = NAME(chosen)(better, here, most);
        if (places) {
            NAME(cbits) old;
            memcpy(&old, places + j, sizeof old);
            old = (at & better) | (old & ~better);
            memcpy(places + j, &old, sizeof old);
            at += (PLACE)(lanes * stride);
        }
    }
}

/* One window, element by element. */
static void NAME(largest_of)(const wg_pool *p, const T *x, intptr_t a, intptr_t b, intptr_t c, T *out, int64_t *place)
{
    intptr_t at = (p->first[0][a] * p->in[1] + p->first[1][b]) * p->in[2] + p->first[2][c];
    T most = x[at];
    for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i += p->step[0])
        for (intptr_t j = p->first[1][b]; j < p->end[1][b]; j += p->step[1])
            for (intptr_t k = p->first[2][c]; k < p->end[2][c]; k += p->step[2]) {
                const intptr_t here = (i * p->in[1] + j) * p->in[2] + k;
                const int better = (x[here] > most) | (x[here] != x[here]);
                most = better ? x[here] : most;
                at = better ? here : at;
            }
    *out = most;
    if (place)
        *place = at;
}

/* The largest element of each window and, unless places is NULL, its number in the plane. Windows that are cut off at
 * the sides are taken one by one, those between tap by tap. `room` holds the largest so far of a row of the result,
 * their places, and a row of the image. */
static void NAME(pool_max)(const wg_pool *p, const void *in, void *result, int64_t *places, intptr_t planes, void *room)
{
    const T *x = in;
    T *out = result, *best = room;
    const intptr_t size = p->in[0] * p->in[1] * p->in[2], low = p->regular, n = p->regular_end - low;
    const intptr_t padded = p->out[2] + NAME(clanes);
    PLACE *at = places ? (PLACE *)(best + padded) : NULL;
    T *stage = best + 2 * padded;
    const intptr_t reach = n > 0 ? p->end[2][low] - p->first[2][low] : 0, count = (n - 1) * p->stride + reach;
    const intptr_t length = n > 0 ? (count + p->stride - 1) / p->stride + NAME(clanes) : 0;
    for (intptr_t plane = 0; plane < planes; plane++, x += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, out += p->out[2], places += places ? p->out[2] : 0) {
                for (intptr_t c = 0; c < p->out[2]; c++)
                    if (c < low || c >= p->regular_end)
                        NAME(largest_of)(p, x, a, b, c, out + c, places ? places + c : NULL);
                if (n <= 0)
                    continue;
                int begun = 0;
                for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i += p->step[0])
                    for (intptr_t j = p->first[1][b]; j < p->end[1][b]; j += p->step[1]) {
                        const intptr_t row = (i * p->in[1] + j) * p->in[2] + p->first[2][low];
                        NAME(stage_row)(p, x + row, count, length, stage);
                        if (!begun) {
                            memcpy(best, stage, n * sizeof(T));
                            for (intptr_t q = 0; at && q < n; q++)
                                at[q] = (PLACE)(row + q * p->stride);
                        }
                        for (intptr_t k = 0; k < reach; k += p->step[2])
                            if (k > 0 || begun)
                                NAME(fold_tap)(stage + k / p->stride + k % p->stride * length, (PLACE)(row + k),
                                               (PLACE)p->stride, n, best, at);
                        begun = 1;
                    }
                memcpy(out + low, best, n * sizeof(T));
                for (intptr_t q = 0; at && q < n; q++)
                    places[low + q] = at[q];
            }
}

/* Adds each cotangent to the element that was the largest. */
static void NAME(pool_max_vjp)(const wg_pool *p, const void *g, const int64_t *places, void *out, intptr_t planes)
{
    const T *from = g;
    T *to = out;
    const intptr_t size = p->in[0] * p->in[1] * p->in[2], count = p->out[0] * p->out[1] * p->out[2];
    for (intptr_t plane = 0; plane < planes; plane++, from += count, places += count, to += size)
        for (intptr_t i = 0; i < count; i++)
            to[places[i]] += from[i];
}

/* What the sum of a window is divided by. */
static inline T NAME(pool_divisor)(const wg_pool *p, intptr_t a, intptr_t b, intptr_t c)
{
    return (T)(p->divisor ? p->divisor : p->count[0][a] * p->count[1][b] * p->count[2][c]);
}

static T NAME(sum_of_run)(const T *x, intptr_t n)
{
    T sum[16] = {0}, total = 0;
    intptr_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int v = 0; v < 16; v++)
            sum[v] += x[i + v];
    for (; i < n; i++)
        total += x[i];
    for (int half = 8; half; half /= 2)
        for (int v = 0; v < half; v++)
            sum[v] += sum[v + half];
    return total + sum[0];
}

/* The mean of each window. `room` holds a row. */
static void NAME(pool_mean)(const wg_pool *p, const void *in, void *result, intptr_t planes, void *room)
{
    const T *x = in;
    T *out = result, *sum = room;
    const intptr_t width = p->in[2], size = p->in[0] * p->in[1] * width;
    const int whole = p->out[2] == 1 && p->first[2][0] == 0 && p->end[2][0] == width;
    for (intptr_t plane = 0; plane < planes; plane++, x += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, out += p->out[2]) {
                if (whole) {
                    T total = 0;
                    for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i++)
                        total += NAME(sum_of_run)(x + (i * p->in[1] + p->first[1][b]) * width,
                                                  (p->end[1][b] - p->first[1][b]) * width);
                    *out = total / NAME(pool_divisor)(p, a, b, 0);
                    continue;
                }
                memset(sum, 0, width * sizeof(T));
                for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i++)
                    for (intptr_t j = p->first[1][b]; j < p->end[1][b]; j++)
                        NAME(add_row)(x + (i * p->in[1] + j) * width, width, sum);
                for (intptr_t c = 0; c < p->out[2]; c++) {
                    T total = 0;
                    for (intptr_t k = p->first[2][c]; k < p->end[2][c]; k++)
                        total += sum[k];
                    out[c] = total / NAME(pool_divisor)(p, a, b, c);
                }
            }
}

/* Adds each cotangent's share to all elements of its window. */
static void NAME(pool_mean_vjp)(const wg_pool *p, const void *g, void *out, intptr_t planes, void *room)
{
    const T *from = g;
    T *to = out, *sum = room;
    const intptr_t width = p->in[2], size = p->in[0] * p->in[1] * width;
    const int whole = p->out[2] == 1 && p->first[2][0] == 0 && p->end[2][0] == width;
    for (intptr_t plane = 0; plane < planes; plane++, to += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, from += p->out[2]) {
                if (whole) {
                    const T share = *from / NAME(pool_divisor)(p, a, b, 0);
                    for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i++) {
                        T *run = to + (i * p->in[1] + p->first[1][b]) * width;
                        for (intptr_t k = 0; k < (p->end[1][b] - p->first[1][b]) * width; k++)
                            run[k] += share;
                    }
                    continue;
                }
                memset(sum, 0, width * sizeof(T));
                for (intptr_t c = 0; c < p->out[2]; c++) {
                    const T share = from[c] / NAME(pool_divisor)(p, a, b, c);
                    for (intptr_t k = p->first[2][c]; k < p->end[2][c]; k++)
                        sum[k] += share;
                }
                for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i++)
                    for (intptr_t j = p->first[1][b]; j < p->end[1][b]; j++)
                        NAME(add_row)(sum, width, to + (i * p->in[1] + j) * width);
            }
}

/* out[o, :] = the sum over taps of weights[o, tap] * in[places[o, tap], :], rows of `inner` elements. */
static void NAME(resample)(const wg_resampling *r, const void *in, void *result, intptr_t outer)
{
    const T *x = in;
    T *out = result;
    const intptr_t taps = r->taps, inner = r->inner;
    for (intptr_t i = 0; i < outer; i++, x += r->n * inner) {
        if (inner == 1) {
            for (intptr_t o = 0; o < r->out; o++) {
                T sum = 0;
                for (intptr_t t = o * taps; t < (o + 1) * taps; t++)
                    sum += (T)r->weights[t] * x[r->places[t]];
                *out++ = sum;
            }
            continue;
        }
        for (intptr_t o = 0; o < r->out; o++, out += inner)
            for (intptr_t t = 0; t < taps; t++) {
                const T weight = (T)r->weights[o * taps + t], *from = x + r->places[o * taps + t] * inner;
                if (t == 0)
                    for (intptr_t k = 0; k < inner; k++)
                        out[k] = weight * from[k];
                else
                    for (intptr_t k = 0; k < inner; k++)
                        out[k] += weight * from[k];
            }
    }
}

/* Its transpose: adds to in[places[o, tap], :] the products of weights[o, tap] and g[o, :]. */
static void NAME(resample_vjp)(const wg_resampling *r, const void *in, void *result, intptr_t outer)
{
    const T *g = in;
    T *out = result;
    const intptr_t taps = r->taps, inner = r->inner;
    for (intptr_t i = 0; i < outer; i++, out += r->n * inner)
        for (intptr_t o = 0; o < r->out; o++, g += inner)
            for (intptr_t t = 0; t < taps; t++) {
                const T weight = (T)r->weights[o * taps + t];
                T *to = out + r->places[o * taps + t] * inner;
                for (intptr_t k = 0; k < inner; k++)
                    to[k] += weight * g[k];
            }
}

/* Adds the cotangents of a padded plane to the elements that stand there. */
static void NAME(pad_edges_vjp)(const wg_edges *e, const void *in, void *result, intptr_t planes)
{
    const T *g = in;
    T *out = result;
    const intptr_t size = e->in[0] * e->in[1] * e->in[2], *first = e->from[2];
    for (intptr_t plane = 0; plane < planes; plane++, out += size)
        for (intptr_t a = 0; a < e->out[0]; a++)
            for (intptr_t b = 0; b < e->out[1]; b++, g += e->out[2]) {
                T *row = out + (e->from[0][a] * e->in[1] + e->from[1][b]) * e->in[2];
                for (intptr_t c = 0; c < e->low; c++)
                    row[first[c]] += g[c];
                if (e->high > e->low)
                    NAME(add_row)(g + e->low, e->high - e->low, row + first[e->low]);
                for (intptr_t c = e->high; c < e->out[2]; c++)
                    row[first[c]] += g[c];
            }
}

/* pool_type.h: pooling and resampling for one element type. Included by pool.h with T, NAME and PLACE, an integer of
 * its size. The rows of a window are folded first, whole rows of the image at a time, then what came of them. */

/* Fold row x into the largest so far and the rows they lie in. NaN counts as larger, the last of them most. */
static void NAME(fold_largest)(const T *x, PLACE row, intptr_t n, T *best, PLACE *rows)
{
    for (intptr_t j = 0; j < n; j++) {
        const int better = (x[j] > best[j]) | (x[j] != x[j]);
        best[j] = better ? x[j] : best[j];
        rows[j] = better ? row : rows[j];
    }
}

static void NAME(fold_values)(const T *x, intptr_t n, T *best)
{
    for (intptr_t j = 0; j < n; j++)
        best[j] = (x[j] > best[j]) | (x[j] != x[j]) ? x[j] : best[j];
}

static void NAME(add_row)(const T *x, intptr_t n, T *sum)
{
    for (intptr_t j = 0; j < n; j++)
        sum[j] += x[j];
}

/* Along a row: of equal elements the first in the image counts, of NaN the last. */
static void NAME(largest_along)(const wg_pool *p, const T *best, const PLACE *rows, T *out, int64_t *places)
{
    const intptr_t step = p->step[2];
    for (intptr_t o = 0; o < p->out[2]; o++) {
        intptr_t j = p->first[2][o];
        T most = best[j];
        int64_t place = rows[j] + j;
        for (j += step; j < p->end[2][o]; j += step) {
            const int64_t here = rows[j] + j;
            const int better = (best[j] > most) | ((best[j] == most) & (here < place))
                               | ((best[j] != best[j]) & ((most == most) | (here > place)));
            most = better ? best[j] : most;
            place = better ? here : place;
        }
        out[o] = most;
        places[o] = place;
    }
}

static void NAME(values_along)(const wg_pool *p, const T *best, T *out)
{
    const intptr_t step = p->step[2];
    for (intptr_t o = 0; o < p->out[2]; o++) {
        intptr_t j = p->first[2][o];
        T most = best[j];
        for (j += step; j < p->end[2][o]; j += step)
            most = (best[j] > most) | (best[j] != best[j]) ? best[j] : most;
        out[o] = most;
    }
}

/* The largest element of each window and, unless places is NULL, its number in the plane. `room` holds two rows. */
static void NAME(pool_max)(const wg_pool *p, const void *in, void *result, int64_t *places, intptr_t planes, void *room)
{
    const T *x = in;
    T *out = result, *best = room;
    PLACE *rows = (PLACE *)(best + p->in[2]);
    const intptr_t width = p->in[2], size = p->in[0] * p->in[1] * width;
    for (intptr_t plane = 0; plane < planes; plane++, x += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, out += p->out[2], places += places ? p->out[2] : 0) {
                int begun = 0;
                for (intptr_t i = p->first[0][a]; i < p->end[0][a]; i += p->step[0])
                    for (intptr_t j = p->first[1][b]; j < p->end[1][b]; j += p->step[1]) {
                        const intptr_t row = (i * p->in[1] + j) * width;
                        if (!begun) {
                            memcpy(best, x + row, width * sizeof(T));
                            for (intptr_t k = 0; places && k < width; k++)
                                rows[k] = (PLACE)row;
                        } else if (places)
                            NAME(fold_largest)(x + row, (PLACE)row, width, best, rows);
                        else
                            NAME(fold_values)(x + row, width, best);
                        begun = 1;
                    }
                if (places)
                    NAME(largest_along)(p, best, rows, out, places);
                else
                    NAME(values_along)(p, best, out);
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

/* The mean of each window. `room` holds a row. */
static void NAME(pool_mean)(const wg_pool *p, const void *in, void *result, intptr_t planes, void *room)
{
    const T *x = in;
    T *out = result, *sum = room;
    const intptr_t width = p->in[2], size = p->in[0] * p->in[1] * width;
    for (intptr_t plane = 0; plane < planes; plane++, x += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, out += p->out[2]) {
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
    for (intptr_t plane = 0; plane < planes; plane++, to += size)
        for (intptr_t a = 0; a < p->out[0]; a++)
            for (intptr_t b = 0; b < p->out[1]; b++, from += p->out[2]) {
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

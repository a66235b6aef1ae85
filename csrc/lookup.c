/* lookup.c: counting positions, writing the rows of a table, adding up the rows that were looked up in it, also by bags
 * of them. */
#include <string.h>

#include "wengert.h"

enum { PIECE = WG_GRAIN, MOST_PIECES = 64 };

/* The least and the largest of pieces of a list. */
typedef struct {
    const int64_t *x;
    intptr_t n, piece;                               /* numbers of the list and of a piece */
    int64_t low[MOST_PIECES], high[MOST_PIECES];     /* of every piece */
} range_job;

static void range_pieces(void *context, intptr_t begin, intptr_t end)
{
    range_job *job = context;
    for (; begin < end; begin++) {
        int64_t low = INT64_MAX, high = INT64_MIN;
        const intptr_t from = begin * job->piece, to = job->n - from < job->piece ? job->n : from + job->piece;
        for (intptr_t i = from; i < to; i++) {
            low = job->x[i] < low ? job->x[i] : low;
            high = job->x[i] > high ? job->x[i] : high;
        }
        job->low[begin] = low;
        job->high[begin] = high;
    }
}

int wg_range_of(const int64_t *x, intptr_t n, int64_t *low, int64_t *high)
{
    intptr_t pieces = (n + PIECE - 1) / PIECE;
    pieces = pieces < 1 ? 1 : pieces < MOST_PIECES ? pieces : MOST_PIECES;
    range_job job;
    job.x = x;
    job.n = n;
    job.piece = (n + pieces - 1) / pieces;
    wg_parallel(range_pieces, &job, pieces, 1);
    *low = job.low[0];
    *high = job.high[0];
    for (intptr_t k = 1; k < pieces; k++) {
        *low = job.low[k] < *low ? job.low[k] : *low;
        *high = job.high[k] > *high ? job.high[k] : *high;
    }
    return n > 0;
}

/* Every bit that is set in one of n numbers. */
int64_t wg_bits_of(const int64_t *x, intptr_t n)
{
    int64_t all = 0;
    for (intptr_t i = 0; i < n; i++) all |= x[i];
    return all;
}

/* In several tables where numbers are few, so that one addition need not wait for another to the same number. */
static void count_few(const int64_t *x, intptr_t n, int64_t *counts, intptr_t numbers)
{
    int64_t more[3][256] = {{0}};
    intptr_t i = 0;
    for (; i + 4 <= n; i += 4) {
        counts[x[i]]++;
        more[0][x[i + 1]]++;
        more[1][x[i + 2]]++;
        more[2][x[i + 3]]++;
    }
    for (; i < n; i++) counts[x[i]]++;
    for (i = 0; i < numbers; i++) counts[i] += more[0][i] + more[1][i] + more[2][i];
}

void wg_count_positions(const int64_t *x, intptr_t n, intptr_t numbers, const double *weights, int64_t *counts,
                        double *sums)
{
    if (weights)
        for (intptr_t i = 0; i < n; i++) sums[x[i]] += weights[i];
    else if (numbers <= 256 && n >= 4096)
        count_few(x, n, counts, numbers);
    else
        for (intptr_t i = 0; i < n; i++) counts[x[i]]++;
}

#define T float
#define NAME(f) f##_f32
#include "lookup_type.h"
#define T double
#define NAME(f) f##_f64
#include "lookup_type.h"

void wg_add_rows(const char *g, const int64_t *at, char *out, intptr_t count, intptr_t width, int64_t skipped,
                 int dtype)
{
    if (dtype == WG_C64 || dtype == WG_C128)
        width *= 2;
    if (dtype == WG_F32 || dtype == WG_C64)
        add_rows_f32((const float *)g, at, (float *)out, count, width, skipped);
    else
        add_rows_f64((const double *)g, at, (double *)out, count, width, skipped);
}

/* Bag b holds the positions start[b] to start[b + 1] of `at`. */
void wg_bag_sum(const char *table, const int64_t *at, const int64_t *start, const char *factors, char *out,
                intptr_t bags, intptr_t width, int64_t skipped, int dtype)
{
    if (dtype == WG_F32)
        bag_sum_f32((const float *)table, at, start, (const float *)factors, (float *)out, bags, width, skipped);
    else
        bag_sum_f64((const double *)table, at, start, (const double *)factors, (double *)out, bags, width, skipped);
}

void wg_bag_max(const char *table, const int64_t *at, const int64_t *start, char *out, int64_t *places, intptr_t bags,
                intptr_t width, int64_t skipped, int dtype)
{
    if (dtype == WG_F32)
        bag_max_f32((const float *)table, at, start, (float *)out, places, bags, width, skipped);
    else
        bag_max_f64((const double *)table, at, start, (double *)out, places, bags, width, skipped);
}

void wg_bag_sum_vjp(const char *g, const char *table, const int64_t *at, const int64_t *start, const char *factors,
                    char *gtable, char *gfactors, intptr_t bags, intptr_t width, int64_t skipped, int dtype)
{
    if (dtype == WG_F32)
        bag_sum_vjp_f32((const float *)g, (const float *)table, at, start, (const float *)factors, (float *)gtable,
                        (float *)gfactors, bags, width, skipped);
    else
        bag_sum_vjp_f64((const double *)g, (const double *)table, at, start, (const double *)factors, (double *)gtable,
                        (double *)gfactors, bags, width, skipped);
}

int wg_put_rows(char *out, intptr_t rows, const int64_t *at, intptr_t count, const char *in, intptr_t in_step,
                size_t bytes, int wraps)
{
    int64_t low, high;
    wg_range_of(at, count, &low, &high);
    if (count && (high >= rows || low < (wraps ? -rows : 0)))
        return 0;
    if (bytes == 4)
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + 4 * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, 4);
    else if (bytes == 8)
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + 8 * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, 8);
    else
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + (intptr_t)bytes * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, bytes);
    return 1;
}

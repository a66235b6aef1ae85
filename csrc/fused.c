/* fused.c: normalisation, dropout and losses on several threads. Results do not depend on their number. */
#include <stdlib.h>

#include "wengert.h"

/* Elements that are worth handing to another thread. */
enum { GRAIN = 1 << 14 };

typedef struct {
    wg_norm norm;
    wg_norm_vjp vjp;
    const wg_segments *s;
    const void *g, *x, *weight, *bias;
    void *mean, *var, *out;
    double eps, *gw, *gb;
    int given;
} norm_job;

static void run_norm(void *context, intptr_t begin, intptr_t end)
{
    const norm_job *j = context;
    j->norm(j->s, j->x, j->weight, j->bias, j->eps, j->given, j->out, j->mean, j->var, begin, end);
}

static void run_norm_vjp(void *context, intptr_t begin, intptr_t end)
{
    const norm_job *j = context;
    j->vjp(j->s, j->g, j->x, j->mean, j->var, j->eps, j->weight, j->given, j->out, j->gw, j->gb, begin, end);
}

void wg_share_norm(wg_norm kernel, const wg_segments *s, const void *x, const void *weight, const void *bias,
                   double eps, int given, void *out, void *mean, void *var, intptr_t units)
{
    norm_job job = {.norm = kernel, .s = s, .x = x, .weight = weight, .bias = bias, .mean = mean, .var = var,
                    .out = out, .eps = eps, .given = given};
    wg_parallel(run_norm, &job, units, GRAIN / (s->segments * s->inner + 1) + 1);
}

void wg_share_norm_vjp(wg_norm_vjp kernel, const wg_segments *s, const void *g, const void *x, const void *mean,
                       const void *var, double eps, const void *weight, int given, void *gx, double *gw, double *gb,
                       intptr_t units)
{
    norm_job job = {.vjp = kernel, .s = s, .g = g, .x = x, .weight = weight, .mean = (void *)mean, .var = (void *)var,
                    .out = gx, .eps = eps, .gw = gw, .gb = gb, .given = given};
    wg_parallel(run_norm_vjp, &job, units, GRAIN / (s->segments * s->inner + 1) + 1);
}

typedef struct {
    wg_layer_norm norm;
    wg_layer_norm_vjp vjp;
    const char *g, *x, *weight, *bias;
    char *mean, *rstd, *out;
    double eps, *gw, *gb;               /* n sums for each share */
    int centred;
    intptr_t rows, share, n, size;      /* all rows, those of a share; their length; bytes of an element */
} layer_norm_job;

static void run_layer_norm(void *context, intptr_t begin, intptr_t end)
{
    const layer_norm_job *j = context;
    const intptr_t at = begin * j->n * j->size, row = begin * j->size;
    j->norm(j->x + at, j->weight, j->bias, j->eps, j->centred, j->out + at, j->mean + row, j->rstd + row, end - begin,
            j->n);
}

void wg_share_layer_norm(wg_layer_norm kernel, const void *x, const void *weight, const void *bias, double eps,
                         int centred, void *out, void *mean, void *rstd, intptr_t rows, intptr_t n, intptr_t size)
{
    layer_norm_job job = {.norm = kernel, .x = x, .weight = weight, .bias = bias, .mean = mean, .rstd = rstd,
                          .out = out, .eps = eps, .centred = centred, .n = n, .size = size};
    wg_parallel(run_layer_norm, &job, rows, 2 * GRAIN / (n + 1) + 1);
}

static void run_layer_norm_vjp(void *context, intptr_t begin, intptr_t end)
{
    const layer_norm_job *j = context;
    for (; begin < end; ++begin) {
        const intptr_t first = begin * j->share, left = j->rows - first, count = left < j->share ? left : j->share;
        const intptr_t at = first * j->n * j->size, row = first * j->size;
        j->vjp(j->g + at, j->x + at, j->mean + row, j->rstd + row, j->weight, j->centred, j->out + at,
               j->gw ? j->gw + begin * j->n : NULL, j->gb ? j->gb + begin * j->n : NULL, count, j->n);
    }
}

/* The shares' sums, added in turn, as elements. */
static void add_shares(const double *sums, intptr_t shares, intptr_t n, void *out, intptr_t size)
{
    for (intptr_t k = 0; k < n; ++k) {
        double total = sums[k];
        for (intptr_t s = 1; s < shares; ++s)
            total += sums[s * n + k];
        if (size == 4)
            ((float *)out)[k] = (float)total;
        else
            ((double *)out)[k] = total;
    }
}

int wg_share_layer_norm_vjp(wg_layer_norm_vjp kernel, const void *g, const void *x, const void *mean, const void *rstd,
                            const void *weight, int centred, void *gx, void *gw, void *gb, intptr_t rows, intptr_t n,
                            intptr_t size)
{
    enum { MOST = 16, LEAST_ROWS = 32, FEW = 256 };     /* shares; rows of one; sums that need no memory of their own */
    double few[2 * FEW] = {0}, *sums = few;
    intptr_t shares = rows * n / (2 * GRAIN);
    shares = shares > rows / LEAST_ROWS ? rows / LEAST_ROWS : shares;
    shares = shares > MOST ? MOST : shares < 1 ? 1 : shares;
    layer_norm_job job = {.vjp = kernel, .g = g, .x = x, .weight = weight, .mean = (char *)mean, .rstd = (char *)rstd,
                          .out = gx, .centred = centred, .rows = rows, .share = (rows + shares - 1) / shares, .n = n,
                          .size = size};
    if (gw && shares * n > FEW && (sums = calloc((size_t)(shares * n), 2 * sizeof(double))) == NULL)
        return -1;
    if (gw) {
        job.gw = sums;
        job.gb = sums + shares * n;
    }
    wg_parallel(run_layer_norm_vjp, &job, shares, 1);
    if (gw) {
        add_shares(job.gw, shares, n, gw, size);
        add_shares(job.gb, shares, n, gb, size);
    }
    if (sums != few)
        free(sums);
    return 0;
}

typedef struct {
    wg_drop_run kernel;
    const wg_drop *how;
    const char *x;
    char *out;
    intptr_t size;
} drop_job;

static void run_drop(void *context, intptr_t begin, intptr_t end)
{
    const drop_job *j = context;
    j->kernel(j->x + begin * j->size, j->out + begin * j->size, end - begin, (uint64_t)begin, j->how);
}

void wg_share_drop(wg_drop_run kernel, const void *x, void *out, intptr_t n, const wg_drop *how, intptr_t size)
{
    drop_job job = {kernel, how, x, out, size};
    wg_parallel(run_drop, &job, n, GRAIN);
}

/* Elements whose values are made before they are summed, and elements of one partial sum. */
enum { BLOCK = 1024, PART = 1 << 15 };

typedef struct {
    wg_loop loop;
    void *data;
    wg_reduce_run sum;
    int nin, size;
    char *const *args;
    const intptr_t *steps;
    intptr_t n;
    double *parts;
} sum_job;

static double sum_part(const sum_job *j, intptr_t begin, intptr_t end)
{
    double values[BLOCK], total = 0;
    union { float narrow; double wide; } block;
    char *args[WG_MAX_OPERANDS];
    intptr_t steps[WG_MAX_OPERANDS];
    for (int k = 0; k < j->nin; ++k)
        steps[k] = j->steps[k];
    steps[j->nin] = j->size;
    for (intptr_t at = begin; at < end; at += BLOCK) {
        const intptr_t n = end - at < BLOCK ? end - at : BLOCK;
        for (int k = 0; k < j->nin; ++k)
            args[k] = j->args[k] + at * steps[k];
        args[j->nin] = (char *)values;
        j->loop(args, &n, steps, j->data);
        j->sum((const char *)values, n, j->size, (char *)&block, NULL, NULL);
        total += j->size == 4 ? (double)block.narrow : block.wide;
    }
    return total;
}

static void run_sum(void *context, intptr_t begin, intptr_t end)
{
    const sum_job *j = context;
    for (; begin < end; ++begin)
        j->parts[begin] = sum_part(j, begin * PART, j->n - begin * PART < PART ? j->n : (begin + 1) * PART);
}

double wg_sum_of_loop(wg_loop loop, void *data, wg_reduce_run sum, int nin, char *const *args, const intptr_t *steps,
                      intptr_t n, int size)
{
    sum_job job = {loop, data, sum, nin, size, args, steps, n, NULL};
    double total = 0;
    const intptr_t count = (n + PART - 1) / PART;
    if (count > 1)
        job.parts = malloc((size_t)count * sizeof(double));
    if (!job.parts) {
        for (intptr_t at = 0; at < n; at += PART)
            total += sum_part(&job, at, n - at < PART ? n : at + PART);
        return total;
    }
    wg_parallel(run_sum, &job, count, 1);
    for (intptr_t k = 0; k < count; ++k)
        total += job.parts[k];
    free(job.parts);
    return total;
}

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
    for (intptr_t at = begin; at < end; at += PART)
        j->parts[at / PART] = sum_part(j, at, end - at < PART ? end : at + PART);
}

double wg_sum_of_loop(wg_loop loop, void *data, wg_reduce_run sum, int nin, char *const *args, const intptr_t *steps,
                      intptr_t n, int size)
{
    sum_job job = {loop, data, sum, nin, size, args, steps, NULL};
    double total = 0;
    const intptr_t count = (n + PART - 1) / PART;
    if (count > 1)
        job.parts = malloc((size_t)count * sizeof(double));
    if (!job.parts) {
        for (intptr_t at = 0; at < n; at += PART)
            total += sum_part(&job, at, n - at < PART ? n : at + PART);
        return total;
    }
    wg_parallel(run_sum, &job, n, PART);
    for (intptr_t k = 0; k < count; ++k)
        total += job.parts[k];
    free(job.parts);
    return total;
}

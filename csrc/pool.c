/* pool.c: pooling and resampling on several threads. A piece is some planes; what a plane gives depends on it alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

/* Elements that are worth handing to another thread. */
enum { GRAIN = 1 << 14 };

/* Elements of a vector register at most: rows of a kernel's room may be read and written this far beyond their end. */
enum { LANES = 16 };

typedef struct {
    const wg_kernels *kernels;   /* the instruction set's */
    int dtype;                   /* WG_F32 or WG_F64 */
    int kind;                    /* which of the kernels */
    const wg_pool *pool;         /* the windows, */
    const wg_resampling *how;    /* or the weights */
    const wg_fraction *fraction; /* or what the windows of every plane follow from, beside the pool's sizes */
    const char *in;
    char *out;
    int64_t *places;
    char *failed;                /* set when memory ran out */
} pool_job;

enum { MAX, MAX_VJP, MEAN, MEAN_VJP, RESAMPLE, RESAMPLE_VJP };

static intptr_t volume(const intptr_t *size)
{
    return size[0] * size[1] * size[2];
}

/* Where window o of an axis begins: steps of a length that is no whole number, from a random place on (Graham 2014). */
static intptr_t fractional_start(const wg_fraction *f, int type, intptr_t at, intptr_t last, intptr_t count, intptr_t o)
{
    double from, to;
    if (o == count - 1)
        return last;
    if (type) {
        const double u = ((const double *)f->samples)[at], step = (double)last / (double)(count - 1);
        from = u * step;
        to = ((double)o + u) * step;
    } else {
        const float u = ((const float *)f->samples)[at], step = (float)last / (float)(count - 1);
        from = u * step;
        to = ((float)o + u) * step;
    }
    const double start = trunc(to) - trunc(from);
    return start > 0 && start <= (double)last ? (intptr_t)start : 0;      /* 0 of a sample that is no number */
}

/* The largest elements of the planes begin to end, each with windows of its own. 0: no memory. */
static int fractional_max(const pool_job *job, int type, intptr_t size, intptr_t begin, intptr_t end)
{
    const wg_fraction *f = job->fraction;
    const intptr_t from = volume(job->pool->in) * size, count = volume(job->pool->out);
    const intptr_t *out = job->pool->out;
    wg_pool pool = *job->pool;
    intptr_t *at = malloc(2 * (out[0] + out[1] + out[2]) * sizeof *at), *lists = at;
    if (at == NULL)
        return 0;
    for (int d = 0; d < 3; d++, at += 2 * out[d - 1])
        pool.first[d] = at, pool.end[d] = at + out[d];
    for (intptr_t plane = begin; plane < end; plane++) {
        at = lists;
        for (int d = 0; d < 3; d++, at += 2 * out[d - 1])
            for (intptr_t o = 0; o < out[d]; o++) {
                const int which = f->rank == 3 ? d : 2 - d;      /* PyTorch's order: width first of two axes */
                at[o] = d < 3 - f->rank ? 0 : fractional_start(f, type, plane * f->rank + which,
                                                               pool.in[d] - f->window[d], out[d], o);
                at[out[d] + o] = at[o] + f->window[d];
            }
        job->kernels->pool_max[type](&pool, job->in + plane * from, job->out + plane * count * size,
                                     job->places ? job->places + plane * count : NULL, 1, NULL);
    }
    free(lists);
    return 1;
}

static void run_pool(void *context, intptr_t begin, intptr_t end)
{
    const pool_job *job = context;
    const wg_kernels *k = job->kernels;
    const intptr_t type = job->dtype - WG_F32, size = type ? sizeof(double) : sizeof(float), planes = end - begin;
    const int backwards = job->kind == MAX_VJP || job->kind == MEAN_VJP || job->kind == RESAMPLE_VJP;
    intptr_t from, to;
    if (job->pool) {
        from = volume(job->pool->in);
        to = volume(job->pool->out);
    } else {
        from = job->how->n * job->how->inner;
        to = job->how->out * job->how->inner;
    }
    if (backwards) {
        const intptr_t swapped = from;
        from = to;
        to = swapped;
        memset(job->out + begin * to * size, 0, planes * to * size);
    }
    const char *in = job->in + begin * from * size;
    char *out = job->out + begin * to * size;
    if (job->kind == RESAMPLE || job->kind == RESAMPLE_VJP) {
        (backwards ? k->resample_vjp : k->resample)[type](job->how, in, out, planes);
        return;
    }
    int64_t *places = job->places ? job->places + begin * volume(job->pool->out) : NULL;
    if (job->kind == MAX_VJP) {
        k->pool_max_vjp[type](job->pool, in, places, out, planes);
        return;
    }
    if (job->fraction) {
        if (!fractional_max(job, (int)type, size, begin, end))
            *job->failed = 1;
        return;
    }
    const intptr_t strides = job->pool->stride < job->pool->in[2] ? job->pool->stride + 1 : job->pool->in[2] + 1;
    void *room = calloc(2 * job->pool->out[2] + job->pool->in[2] + 2 * LANES + strides * (LANES + 1), size);
    if (room == NULL)
        *job->failed = 1;
    else if (job->kind == MAX)
        k->pool_max[type](job->pool, in, out, places, planes, room);
    else
        (backwards ? k->pool_mean_vjp : k->pool_mean)[type](job->pool, in, out, planes, room);
    free(room);
}

static int share(const pool_job *job, intptr_t planes, intptr_t elements)
{
    wg_parallel(run_pool, (void *)job, planes, GRAIN / (elements + 1) + 1);
    return !*job->failed;
}

int wg_share_pool_max(const wg_kernels *kernels, int dtype, const wg_pool *p, const wg_fraction *fraction,
                      const char *x, char *out, int64_t *places, intptr_t planes)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, MAX, p, NULL, fraction, x, out, places, &failed};
    return share(&job, planes, volume(p->in));
}

void wg_share_pool_max_vjp(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *g, const int64_t *places,
                           char *out, intptr_t planes)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, MAX_VJP, p, NULL, NULL, g, out, (int64_t *)places, &failed};
    share(&job, planes, volume(p->in));
}

int wg_share_pool_mean(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *x, char *out,
                       intptr_t planes, int backwards)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, backwards ? MEAN_VJP : MEAN, p, NULL, NULL, x, out, NULL, &failed};
    return share(&job, planes, volume(p->in));
}

void wg_share_resample(const wg_kernels *kernels, int dtype, const wg_resampling *r, const char *x, char *out,
                       intptr_t outer, int backwards)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, backwards ? RESAMPLE_VJP : RESAMPLE, NULL, r, NULL, x, out, NULL, &failed};
    share(&job, outer, r->out * r->inner);
}

/* out[c] = x[from[c]] for places [begin, end) of a row. */
static void take_places(const char *x, const intptr_t *from, intptr_t begin, intptr_t end, size_t itemsize, char *out)
{
    for (intptr_t c = begin; c < end; c++)
        memcpy(out + c * itemsize, x + from[c] * itemsize, itemsize);
}

typedef struct {
    const wg_kernels *kernels;   /* of the cotangent; else NULL */
    int dtype;
    const wg_edges *edges;
    const char *in;
    char *out;
    size_t itemsize;
} edges_job;

static void run_edges(void *context, intptr_t begin, intptr_t end)
{
    const edges_job *job = context;
    const wg_edges *e = job->edges;
    const size_t size = job->itemsize;
    const intptr_t small = volume(e->in) * size, large = volume(e->out) * size;
    if (job->kernels) {
        memset(job->out + begin * small, 0, (end - begin) * small);
        job->kernels->pad_edges_vjp[job->dtype - WG_F32](e, job->in + begin * large, job->out + begin * small,
                                                         end - begin);
        return;
    }
    char *out = job->out + begin * large;
    for (; begin < end; begin++)
        for (intptr_t a = 0; a < e->out[0]; a++)
            for (intptr_t b = 0; b < e->out[1]; b++, out += e->out[2] * size) {
                const intptr_t at = (e->from[0][a] * e->in[1] + e->from[1][b]) * e->in[2];
                const char *row = job->in + begin * small + at * size;
                take_places(row, e->from[2], 0, e->low, size, out);
                if (e->high > e->low)
                    memcpy(out + e->low * size, row + e->from[2][e->low] * size, (e->high - e->low) * size);
                take_places(row, e->from[2], e->high, e->out[2], size, out);
            }
}

void wg_pad_edges(const wg_edges *e, const char *x, char *out, intptr_t planes, size_t itemsize)
{
    const edges_job job = {NULL, 0, e, x, out, itemsize};
    wg_parallel(run_edges, (void *)&job, planes, GRAIN / (volume(e->out) + 1) + 1);
}

void wg_share_pad_edges_vjp(const wg_kernels *kernels, int dtype, const wg_edges *e, const char *g, char *out,
                            intptr_t planes)
{
    const edges_job job = {kernels, dtype, e, g, out, dtype == WG_F32 ? sizeof(float) : sizeof(double)};
    wg_parallel(run_edges, (void *)&job, planes, GRAIN / (volume(e->out) + 1) + 1);
}

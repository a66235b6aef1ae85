/* pool.c: pooling and resampling on several threads. A piece is some planes; what a plane gives depends on it alone. */
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

/* Elements that are worth handing to another thread. */
enum { GRAIN = 1 << 14 };

typedef struct {
    const wg_kernels *kernels;   /* the instruction set's */
    int dtype;                   /* WG_F32 or WG_F64 */
    int kind;                    /* which of the kernels */
    const wg_pool *pool;         /* the windows, */
    const wg_resampling *how;    /* or the weights */
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
    void *room = malloc(2 * job->pool->in[2] * size + 1);
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

int wg_share_pool_max(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *x, char *out, int64_t *places,
                      intptr_t planes)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, MAX, p, NULL, x, out, places, &failed};
    return share(&job, planes, volume(p->in));
}

void wg_share_pool_max_vjp(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *g, const int64_t *places,
                           char *out, intptr_t planes)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, MAX_VJP, p, NULL, g, out, (int64_t *)places, &failed};
    share(&job, planes, volume(p->in));
}

int wg_share_pool_mean(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *x, char *out,
                       intptr_t planes, int backwards)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, backwards ? MEAN_VJP : MEAN, p, NULL, x, out, NULL, &failed};
    return share(&job, planes, volume(p->in));
}

void wg_share_resample(const wg_kernels *kernels, int dtype, const wg_resampling *r, const char *x, char *out,
                       intptr_t outer, int backwards)
{
    char failed = 0;
    const pool_job job = {kernels, dtype, backwards ? RESAMPLE_VJP : RESAMPLE, NULL, r, x, out, NULL, &failed};
    share(&job, outer, r->out * r->inner);
}

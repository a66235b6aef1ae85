/* sampling.c: grid sampling shared out to threads. */
#include "wengert.h"

/* Elements of results that are worth handing to another thread. */
enum { GRAIN = 1 << 13 };

/* Over blocks of points, of which every channel has the same. */
static void over_blocks(wg_task task, wg_sampling *p)
{
    const intptr_t block = 64, blocks = (p->points + block - 1) / block;      /* as in sampling_type.h */
    wg_parallel(task, p, p->batch * blocks, GRAIN / (block * p->channels + 1) + 1);
}

void wg_grid_sample(const wg_kernels *kernels, wg_sampling *p, int dtype)
{
    over_blocks(kernels->sample[dtype == WG_F64], p);
}

void wg_grid_sample_vjp(const wg_kernels *kernels, wg_sampling *p, int dtype)
{
    if (p->ggrid)
        over_blocks(kernels->sample_grid_vjp[dtype == WG_F64], p);
    p->group = p->batch > 1 ? 16 : 4;        /* few, that there are some for every thread; many find the same taps */
    if (p->gimage)
        wg_parallel(kernels->sample_image_vjp[dtype == WG_F64], p, p->batch * ((p->channels + p->group - 1) / p->group),
                    GRAIN / (p->points * p->group + 1) + 1);
}

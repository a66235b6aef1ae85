/* sampling.c: grid sampling shared out to threads. */
#include "wengert.h"

/* Elements of results that are worth handing to another thread. */
enum { GRAIN = 1 << 13 };

void wg_grid_sample(const wg_kernels *kernels, wg_sampling *p, int dtype)
{
    const intptr_t block = 64, blocks = (p->points + block - 1) / block;      /* as in sampling_type.h */
    wg_parallel(kernels->sample[dtype == WG_F64], p, p->batch * blocks, GRAIN / (block * p->channels + 1) + 1);
}

void wg_grid_sample_vjp(const wg_kernels *kernels, wg_sampling *p, int dtype)
{
    wg_parallel(kernels->sample_vjp[dtype == WG_F64], p, p->batch, GRAIN / (p->points * p->channels + 1) + 1);
}

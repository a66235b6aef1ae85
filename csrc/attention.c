/* attention.c: attention shared out to threads. */
#include "wengert.h"

/* Multiplications that are worth handing to another thread. */
#define GRAIN 2e5

static intptr_t grain_of(const wg_attention *p, double queries)
{
    return (intptr_t)(GRAIN / (queries * (double)p->keys * (double)(p->width + p->value_width) + 1)) + 1;
}

int wg_attend(const wg_kernels *kernels, wg_attention *p, int dtype)
{
    const intptr_t block = 64, blocks = (p->queries + block - 1) / block;      /* as in attention_type.h */
    wg_parallel(kernels->attend[dtype == WG_F64], p, p->batch * p->heads * blocks, grain_of(p, block));
    return !p->failed;
}

int wg_attend_vjp(const wg_kernels *kernels, wg_attention *p, int dtype)
{
    wg_parallel(kernels->attend_vjp[dtype == WG_F64], p, p->batch * (p->heads / p->shared),
                grain_of(p, (double)p->queries * (double)p->shared));
    return !p->failed;
}

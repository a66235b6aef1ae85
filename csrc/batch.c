/* batch.c: a matrix product for every matrix of a batch. Many small ones are shared out whole; large ones are shared
 * out inside. */
#include "wengert.h"

/* Multiplications that are worth handing to another thread, and from which a product shares its own work. */
#define GRAIN 2e5
#define LARGE 4e6

typedef struct {
    const wg_kernels *kernels;   /* the instruction set's */
    const wg_batch *batch;       /* the products */
} batch_job;

static void run_batch(void *context, intptr_t begin, intptr_t end)
{
    const batch_job *job = context;
    const wg_batch *p = job->batch;
    const int last = p->ndim - 1;
    const intptr_t size = p->dtype == WG_F32 ? sizeof(float) : sizeof(double);
    while (begin < end) {
        const intptr_t left = p->shape[last] - begin % p->shape[last], count = left < end - begin ? left : end - begin;
        intptr_t rest = begin, at_a = 0, at_b = 0;
        for (int d = last; d >= 0; rest /= p->shape[d--]) {
            at_a += rest % p->shape[d] * p->a_steps[d];
            at_b += rest % p->shape[d] * p->b_steps[d];
        }
        job->kernels->products[p->dtype == WG_F64](p, p->a + at_a * size, p->a_steps[last], p->b + at_b * size,
                                                   p->b_steps[last], p->c + begin * p->m * p->n * size, count);
        begin += count;
    }
}

void wg_batched_product(const wg_kernels *kernels, const wg_batch *batch)
{
    const double work = (double)batch->m * (double)batch->n * (double)batch->k;
    batch_job job = {kernels, batch};
    intptr_t count = 1;
    for (int d = 0; d < batch->ndim; ++d)
        count *= batch->shape[d];
    wg_parallel(run_batch, &job, count, work >= LARGE ? count : (intptr_t)(GRAIN / (work + 1)) + 1);
}

/* batch.c: a matrix product for every matrix of a batch. Many small ones are shared out whole; large ones are shared
 * out inside. */
#include "wengert.h"

/* Multiplications that are worth handing to another thread, and from which a product shares its own work. */
#define GRAIN 2e5
#define LARGE 4e6

static void multiply(const wg_kernels *kernels, const wg_batch *p, const char *a, const char *b, char *c)
{
    if (p->dtype == WG_F32)
        kernels->gemm_f32(p->m, p->n, p->k, (const float *)a, p->a_row, p->a_col, (const float *)b, p->b_row, p->b_col,
                          (float *)c, p->n, 1, p->beta);
    else
        kernels->gemm_f64(p->m, p->n, p->k, (const double *)a, p->a_row, p->a_col, (const double *)b, p->b_row,
                          p->b_col, (double *)c, p->n, 1, p->beta);
}

typedef struct {
    const wg_kernels *kernels;   /* the instruction set's */
    const wg_batch *batch;       /* the products */
} batch_job;

static void run_batch(void *context, intptr_t begin, intptr_t end)
{
    const batch_job *job = context;
    const wg_batch *p = job->batch;
    const intptr_t size = p->dtype == WG_F32 ? sizeof(float) : sizeof(double);
    for (; begin < end; ++begin) {
        intptr_t rest = begin, at_a = 0, at_b = 0;
        for (int d = p->ndim - 1; d >= 0; rest /= p->shape[d--]) {
            at_a += rest % p->shape[d] * p->a_steps[d];
            at_b += rest % p->shape[d] * p->b_steps[d];
        }
        multiply(job->kernels, p, p->a + at_a * size, p->b + at_b * size, p->c + begin * p->m * p->n * size);
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

/* ctc.c: connectionist temporal classification, its sequences shared out to threads. */
#include "wengert.h"

/* Cells that are worth handing to another thread. */
enum { GRAIN = 1 << 10 };

int wg_ctc_loss(const wg_kernels *kernels, wg_ctc *job, int dtype)
{
    wg_parallel(kernels->ctc[dtype == WG_F64], job, job->batch, GRAIN / (job->steps * job->row + 1) + 1);
    return !job->failed;
}

int wg_ctc_loss_vjp(const wg_kernels *kernels, wg_ctc *job, int dtype)
{
    wg_parallel(kernels->ctc_vjp[dtype == WG_F64], job, job->batch,
                GRAIN / (job->steps * (job->row + job->classes) + 1) + 1);
    return !job->failed;
}

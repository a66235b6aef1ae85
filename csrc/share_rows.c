/* share_rows.c: kernels over contiguous rows on several threads. A piece is some rows; what a row gives depends on it
 * alone. */
#include "wengert.h"

/* Elements that are worth handing to another thread. */
enum { GRAIN = 1 << 13 };

typedef struct {
    union {
        wg_rows1 one;
        wg_rows2 two;
        wg_xent xent;
        wg_xent_vjp xent_vjp;
    } kernel;
    const char *x;              /* rows of n elements */
    const char *r;              /* likewise, where there are two */
    const int64_t *target;      /* a class for each row */
    char *out;                  /* rows of out_n elements */
    char *lse;                  /* an element for each row */
    const char *scale;          /* likewise */
    intptr_t n, out_n, size;    /* elements of a row of x and of out; bytes of an element */
} rows_job;

static void run_one(void *context, intptr_t begin, intptr_t end)
{
    const rows_job *j = context;
    j->kernel.one(j->x + begin * j->n * j->size, j->out + begin * j->out_n * j->size, end - begin, j->n);
}

static void run_two(void *context, intptr_t begin, intptr_t end)
{
    const rows_job *j = context;
    const intptr_t at = begin * j->n * j->size;
    j->kernel.two(j->x + at, j->r + at, j->out + at, end - begin, j->n);
}

static void run_xent(void *context, intptr_t begin, intptr_t end)
{
    const rows_job *j = context;
    j->kernel.xent(j->x + begin * j->n * j->size, j->target + begin, j->out + begin * j->size,
                   j->lse + begin * j->size, end - begin, j->n);
}

static void run_xent_vjp(void *context, intptr_t begin, intptr_t end)
{
    const rows_job *j = context;
    const intptr_t at = begin * j->n * j->size;
    j->kernel.xent_vjp(j->x + at, j->target + begin, j->lse + begin * j->size, j->scale + begin * j->size,
                       j->out + at, end - begin, j->n);
}

void wg_share_rows1(wg_rows1 kernel, const void *x, void *out, intptr_t rows, intptr_t n, intptr_t out_n, intptr_t size)
{
    rows_job job = {.kernel.one = kernel, .x = x, .out = out, .n = n, .out_n = out_n, .size = size};
    wg_parallel(run_one, &job, rows, GRAIN / (n + 1) + 1);
}

void wg_share_rows2(wg_rows2 kernel, const void *g, const void *r, void *out, intptr_t rows, intptr_t n, intptr_t size)
{
    rows_job job = {.kernel.two = kernel, .x = g, .r = r, .out = out, .n = n, .size = size};
    wg_parallel(run_two, &job, rows, GRAIN / (n + 1) + 1);
}

void wg_share_xent(wg_xent kernel, const void *x, const int64_t *target, void *loss, void *lse, intptr_t rows,
                   intptr_t n, intptr_t size)
{
    rows_job job = {.kernel.xent = kernel, .x = x, .target = target, .out = loss, .lse = lse, .n = n, .size = size};
    wg_parallel(run_xent, &job, rows, GRAIN / (n + 1) + 1);
}

void wg_share_xent_vjp(wg_xent_vjp kernel, const void *x, const int64_t *target, const void *lse, const void *scale,
                       void *out, intptr_t rows, intptr_t n, intptr_t size)
{
    rows_job job = {.kernel.xent_vjp = kernel, .x = x, .target = target, .lse = (char *)lse, .scale = scale, .out = out,
                    .n = n, .size = size};
    wg_parallel(run_xent_vjp, &job, rows, GRAIN / (n + 1) + 1);
}

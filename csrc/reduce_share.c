/* reduce_share.c: long runs and many rows reduced in parts on several threads, then the parts together. What the
 * parts are follows from the sizes alone. */
#include "wengert.h"

#include <stdlib.h>

/* One long run in segments, as the threads share them. */
typedef struct {
    const wg_reducer *how;         /* what reduces */
    const char *in;                /* the first element */
    intptr_t n, stride, segment;   /* elements, their distance, elements of a segment */
    char *parts;                   /* a result for each segment */
    int size;                      /* of a result */
} segments_job;

static void reduce_segments(void *context, intptr_t begin, intptr_t end)
{
    const segments_job *job = context;
    for (; begin < end; ++begin) {
        const intptr_t at = begin * job->segment, left = job->n - at;
        job->how->run(job->in + at * job->stride, left < job->segment ? left : job->segment, job->stride,
                      job->parts + begin * job->size, NULL, NULL);
    }
}

void wg_reduce_run_shared(const wg_reducer *how, const wg_reducer *then, const char *in, intptr_t n, intptr_t stride,
                          char *out, int size)
{
    enum { SEGMENT = WG_GRAIN, MOST = 256, UNIT = 2048 };
    union { char bytes[16 * MOST]; double align; } parts;
    segments_job job = {how, in, n, stride, SEGMENT, parts.bytes, size};
    if (n <= SEGMENT) {
        how->run(in, n, stride, out, NULL, NULL);
        return;
    }
    /* Segments of about one length, so that threads with as many of them end together. */
    const intptr_t parts_of = n / MOST >= SEGMENT ? MOST : (n + SEGMENT - 1) / SEGMENT;
    job.segment = ((n + parts_of - 1) / parts_of + UNIT - 1) / UNIT * UNIT;
    const intptr_t count = (n + job.segment - 1) / job.segment;
    wg_parallel(reduce_segments, &job, count, 1);
    then->run(parts.bytes, count, size, out, NULL, NULL);
}

/* Many rows in blocks of rows, as the threads share them. */
typedef struct {
    const wg_reducer *how;         /* what reduces */
    const char *in;                /* the first row */
    intptr_t n, stride, width;     /* rows, their distance, their elements */
    intptr_t blocks;               /* how many there are */
    char *parts;                   /* a row of results for each block */
    int size;                      /* of a result */
} blocks_job;

static void reduce_blocks(void *context, intptr_t begin, intptr_t end)
{
    const blocks_job *job = context;
    for (; begin < end; ++begin) {
        const intptr_t low = job->n * begin / job->blocks, high = job->n * (begin + 1) / job->blocks;
        job->how->rows(job->in + low * job->stride, high - low, job->stride, job->width,
                       job->parts + begin * job->width * job->size, NULL, NULL);
    }
}

int wg_reduce_rows_shared(const wg_reducer *how, const wg_reducer *then, const char *in, intptr_t n, intptr_t stride,
                          intptr_t width, char *out, int size)
{
    enum { FEWEST = 8, MOST = 64, WIDE = 4096 };
    blocks_job job = {how, in, n, stride, width, n * width / WG_GRAIN + 1, NULL, size};
    job.blocks = job.blocks < MOST ? job.blocks : MOST;
    job.blocks = job.blocks < n / FEWEST ? job.blocks : n / FEWEST;
    if (how->rows == NULL || then->rows == NULL || job.blocks < 2 || width > WIDE)
        return 0;
    job.parts = malloc((size_t)(job.blocks * width) * (size_t)size);
    if (job.parts == NULL)
        return 0;
    wg_parallel(reduce_blocks, &job, job.blocks, 1);
    then->rows(job.parts, job.blocks, width * size, width, out, NULL, NULL);
    free(job.parts);
    return 1;
}

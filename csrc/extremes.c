/* extremes.c: the smallest and the largest element in one pass over memory. */
#include "wengert.h"

enum { SEGMENT = 1 << 12, MOST = 1 << 10 };   /* elements that stay in the cache between the two; segments at most */

typedef struct {
    const wg_reducer *low, *high;
    wg_both both;
    const char *x;
    intptr_t n, size, segment;
    char *lows, *highs;             /* an element for each segment */
} both_job;

static void reduce_both(void *context, intptr_t begin, intptr_t end)
{
    const both_job *j = context;
    for (intptr_t i = begin; i < end; i++) {
        const intptr_t at = i * j->segment, left = j->n - at, count = left < j->segment ? left : j->segment;
        if (j->both) {
            j->both(j->x + at * j->size, count, j->lows + i * j->size, j->highs + i * j->size);
            continue;
        }
        j->low->run(j->x + at * j->size, count, j->size, j->lows + i * j->size, NULL, NULL);
        j->high->run(j->x + at * j->size, count, j->size, j->highs + i * j->size, NULL, NULL);
    }
}

void wg_both_extremes(const wg_reducer *low, const wg_reducer *high, wg_both both, const char *x, intptr_t n,
                      intptr_t size, char *least, char *most)
{
    union { char bytes[8 * MOST]; double align; } lows, highs;
    const intptr_t segment = n / MOST >= SEGMENT ? n / MOST + 1 : SEGMENT, count = (n + segment - 1) / segment;
    both_job job = {low, high, both, x, n, size, segment, lows.bytes, highs.bytes};
    wg_parallel(reduce_both, &job, count, 16);
    low->run(lows.bytes, count, size, least, NULL, NULL);
    high->run(highs.bytes, count, size, most, NULL, NULL);
}

/* histogram.c: how many points, or what weights, lie in each cell of a grid. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

/* Bins that are few enough to be counted in several tables. */
enum { FEW_BINS = 1024 };

#define T float
#define NAME(part) part##_f32
#include "histogram_type.h"
#undef T
#undef NAME

#define T double
#define NAME(part) part##_f64
#include "histogram_type.h"
#undef T
#undef NAME

/* Points without weights, in pieces that are counted apart and then added up, which gives the same whatever the
 * threads: counts are whole numbers. */
typedef struct {
    const char *x;
    intptr_t n, dims;
    const char *const *edges;
    const intptr_t *bins;
    const int *spacing;
    double *cells;                  /* `total` for each piece */
    intptr_t total, piece;
    int dtype;
} histogram_job;

static void count_pieces(void *context, intptr_t begin, intptr_t end)
{
    const histogram_job *j = context;
    for (intptr_t i = begin; i < end; i++) {
        const intptr_t at = i * j->piece, left = j->n - at, count = left < j->piece ? left : j->piece;
        double *cells = j->cells + i * j->total;
        memset(cells, 0, j->total * sizeof(double));
        if (j->dtype == WG_F32)
            count_f32((const float *)j->x + at * j->dims, count, j->dims, j->edges, j->bins, j->spacing, NULL, cells);
        else
            count_f64((const double *)j->x + at * j->dims, count, j->dims, j->edges, j->bins, j->spacing, NULL, cells);
    }
}

void wg_histogram(const char *x, intptr_t n, intptr_t dims, const char *const *edges, const intptr_t *bins,
                  const int *spacing, const char *weights, double *cells, int dtype)
{
    enum { PIECE = 1 << 16 };
    intptr_t total = 1;
    for (intptr_t d = 0; d < dims; d++)
        total *= bins[d];
    const intptr_t pieces = (n + PIECE - 1) / PIECE;
    double *parts = !weights && n > PIECE && total <= PIECE / 8 ? malloc(pieces * total * sizeof(double)) : NULL;
    if (parts) {
        histogram_job job = {x, n, dims, edges, bins, spacing, parts, total, PIECE, dtype};
        wg_parallel(count_pieces, &job, pieces, 1);
        for (intptr_t i = 0; i < pieces; i++)
            for (intptr_t c = 0; c < total; c++)
                cells[c] += parts[i * total + c];
        free(parts);
        return;
    }
    if (dtype == WG_F32)
        count_f32((const float *)x, n, dims, edges, bins, spacing, (const float *)weights, cells);
    else
        count_f64((const double *)x, n, dims, edges, bins, spacing, (const double *)weights, cells);
}

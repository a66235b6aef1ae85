/* histogram.c: how many points, or what weights, lie in each cell of a grid. */
#include <stdint.h>

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

void wg_histogram(const char *x, intptr_t n, intptr_t dims, const char *const *edges, const intptr_t *bins,
                  const int *spacing, const char *weights, double *cells, int dtype)
{
    if (dtype == WG_F32)
        count_f32((const float *)x, n, dims, edges, bins, spacing, (const float *)weights, cells);
    else
        count_f64((const double *)x, n, dims, edges, bins, spacing, (const double *)weights, cells);
}

/* lookup.c: counting positions, adding up the rows that were looked up in a table. */
#include "wengert.h"

int wg_range_of(const int64_t *x, intptr_t n, int64_t *low, int64_t *high)
{
    *low = INT64_MAX;
    *high = INT64_MIN;
    for (intptr_t i = 0; i < n; i++) {
        *low = x[i] < *low ? x[i] : *low;
        *high = x[i] > *high ? x[i] : *high;
    }
    return n > 0;
}

void wg_count_positions(const int64_t *x, intptr_t n, const double *weights, int64_t *counts, double *sums)
{
    if (weights)
        for (intptr_t i = 0; i < n; i++) sums[x[i]] += weights[i];
    else
        for (intptr_t i = 0; i < n; i++) counts[x[i]]++;
}

void wg_add_rows(const char *g, const int64_t *at, char *out, intptr_t count, intptr_t width, int64_t skipped, int dtype)
{
#define ADD(T)                                                              \
    for (intptr_t i = 0; i < count; i++) {                                  \
        const T *const from = (const T *)g + i * width;                     \
        T *const to = (T *)out + at[i] * width;                             \
        for (intptr_t j = 0; at[i] != skipped && j < width; j++) to[j] += from[j]; \
    }
    if (dtype == WG_C64 || dtype == WG_C128)
        width *= 2;
    if (dtype == WG_F32 || dtype == WG_C64)
        ADD(float)
    else
        ADD(double)
#undef ADD
}

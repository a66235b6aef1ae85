/* lookup.c: counting positions, writing the rows of a table, adding up the rows that were looked up in it, also by bags
 * of them. */
#include <string.h>

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

/* Every bit that is set in one of n numbers. */
int64_t wg_bits_of(const int64_t *x, intptr_t n)
{
    int64_t all = 0;
    for (intptr_t i = 0; i < n; i++) all |= x[i];
    return all;
}

/* In several tables where numbers are few, so that one addition need not wait for another to the same number. */
static void count_few(const int64_t *x, intptr_t n, int64_t *counts, intptr_t numbers)
{
    int64_t more[3][256] = {{0}};
    intptr_t i = 0;
    for (; i + 4 <= n; i += 4) {
        counts[x[i]]++;
        more[0][x[i + 1]]++;
        more[1][x[i + 2]]++;
        more[2][x[i + 3]]++;
    }
    for (; i < n; i++) counts[x[i]]++;
    for (i = 0; i < numbers; i++) counts[i] += more[0][i] + more[1][i] + more[2][i];
}

void wg_count_positions(const int64_t *x, intptr_t n, intptr_t numbers, const double *weights, int64_t *counts,
                        double *sums)
{
    if (weights)
        for (intptr_t i = 0; i < n; i++) sums[x[i]] += weights[i];
    else if (numbers <= 256 && n >= 4096)
        count_few(x, n, counts, numbers);
    else
        for (intptr_t i = 0; i < n; i++) counts[x[i]]++;
}

void wg_add_rows(const char *g, const int64_t *at, char *out, intptr_t count, intptr_t width, int64_t skipped,
                 int dtype)
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

/* Bag b holds the positions start[b] to start[b + 1] of `at`. */
void wg_bag_sum(const char *table, const int64_t *at, const int64_t *start, const char *factors, char *out,
                intptr_t bags, intptr_t width, int64_t skipped, int dtype)
{
#define SUM(T)                                                                   \
    for (intptr_t b = 0; b < bags; b++) {                                        \
        T *const to = (T *)out + b * width;                                      \
        for (intptr_t j = 0; j < width; j++) to[j] = 0;                          \
        for (int64_t i = start[b]; i < start[b + 1]; i++) {                      \
            const T *const from = (const T *)table + at[i] * width;              \
            const T by = factors ? ((const T *)factors)[i] : 1;                  \
            for (intptr_t j = 0; at[i] != skipped && j < width; j++) to[j] += by * from[j]; \
        }                                                                        \
    }
    if (dtype == WG_F32)
        SUM(float)
    else
        SUM(double)
#undef SUM
}

void wg_bag_max(const char *table, const int64_t *at, const int64_t *start, char *out, int64_t *places, intptr_t bags,
                intptr_t width, int64_t skipped, int dtype)
{
#define MAX(T)                                                                    \
    for (intptr_t b = 0; b < bags; b++) {                                         \
        T *const to = (T *)out + b * width;                                       \
        int64_t *const place = places + b * width;                                \
        for (intptr_t j = 0; j < width; j++) to[j] = 0, place[j] = -1;            \
        for (int64_t i = start[b]; i < start[b + 1]; i++) {                       \
            const T *const from = (const T *)table + at[i] * width;               \
            for (intptr_t j = 0; at[i] != skipped && j < width; j++)              \
                if (place[j] < 0 || from[j] > to[j]) to[j] = from[j], place[j] = at[i]; \
        }                                                                         \
    }
    if (dtype == WG_F32)
        MAX(float)
    else
        MAX(double)
#undef MAX
}

void wg_bag_sum_vjp(const char *g, const char *table, const int64_t *at, const int64_t *start, const char *factors,
                    char *gtable, char *gfactors, intptr_t bags, intptr_t width, int64_t skipped, int dtype)
{
#define SPREAD(T)                                                                 \
    for (intptr_t b = 0; b < bags; b++)                                           \
        for (int64_t i = start[b]; i < start[b + 1]; i++) {                       \
            const T *const from = (const T *)g + b * width;                       \
            const T by = factors ? ((const T *)factors)[i] : 1;                   \
            T *const to = (T *)gtable + at[i] * width;                            \
            T along = 0;                                                          \
            for (intptr_t j = 0; gtable && at[i] != skipped && j < width; j++) to[j] += by * from[j]; \
            for (intptr_t j = 0; gfactors && at[i] != skipped && j < width; j++)  \
                along += from[j] * ((const T *)table)[at[i] * width + j];         \
            if (gfactors) ((T *)gfactors)[i] = along;                             \
        }
    if (dtype == WG_F32)
        SPREAD(float)
    else
        SPREAD(double)
#undef SPREAD
}

int wg_put_rows(char *out, intptr_t rows, const int64_t *at, intptr_t count, const char *in, intptr_t in_step,
                size_t bytes, int wraps)
{
    int64_t low, high;
    wg_range_of(at, count, &low, &high);
    if (count && (high >= rows || low < (wraps ? -rows : 0)))
        return 0;
    if (bytes == 4)
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + 4 * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, 4);
    else if (bytes == 8)
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + 8 * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, 8);
    else
        for (intptr_t k = 0; k < count; ++k)
            memcpy(out + (intptr_t)bytes * (at[k] < 0 ? at[k] + rows : at[k]), in + k * in_step, bytes);
    return 1;
}

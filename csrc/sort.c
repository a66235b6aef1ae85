/* sort.c: rows in order with the places their elements came from, the first few of them, runs of equal elements.
 *
 * An element becomes a pair of 32 bits of its key, as many as tell the row's keys apart, and its place; pairs are
 * sorted by the bytes of their keys, so equal elements stay as they were. Where 32 bits are too few, runs of equal ones
 * are sorted again by the bits below. */
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "wengert.h"

enum { SHORT = 16, NARROW = 64, FEW = 40, MANY = 4096, GRAIN = 1 << 13 };

static void insert_pairs(uint64_t *pairs, intptr_t n)
{
    for (intptr_t i = 1; i < n; i++) {
        const uint64_t pair = pairs[i];
        intptr_t at = i;
        for (; at > 0 && pairs[at - 1] > pair; at--) pairs[at] = pairs[at - 1];
        pairs[at] = pair;
    }
}

/* Pairs that are in the order of their places, by the `bits` bits above those; `room` is for n more. */
static void sort_pairs(uint64_t *pairs, uint64_t *room, intptr_t n, int bits)
{
    const int digit = n < MANY ? 8 : 11, passes = (bits + digit - 1) / digit;
    const uint64_t mask = ((uint64_t)1 << digit) - 1;
    uint32_t count[3 << 11];
    if (n <= FEW) {
        insert_pairs(pairs, n);
        return;
    }
    memset(count, 0, sizeof *count * ((size_t)passes << digit));
    for (intptr_t i = 0; i < n; i++)
        for (int pass = 0; pass < passes; pass++)
            count[(uint64_t)pass << digit | (pairs[i] >> (32 + pass * digit) & mask)]++;
    uint64_t *from = pairs, *to = room;
    for (int pass = 0; pass < passes; pass++) {
        const int shift = 32 + pass * digit;
        uint32_t *const start = count + ((size_t)pass << digit), first = start[from[0] >> shift & mask];
        uint32_t sum = 0;
        if ((intptr_t)first == n)
            continue;                  /* all alike */
        for (uint64_t bin = 0; bin <= mask; bin++) {
            const uint32_t here = start[bin];
            start[bin] = sum;
            sum += here;
        }
        for (intptr_t i = 0; i < n; i++) to[start[from[i] >> shift & mask]++] = from[i];
        uint64_t *const other = from;
        from = to;
        to = other;
    }
    if (from != pairs)
        memcpy(pairs, from, sizeof *pairs * (size_t)n);
}

/* How many of a short row's keys come before each of the four at j, which a vector unit counts together; four there are
 * to be read, some of them perhaps behind the n keys. */
static inline void rank_four(const int32_t *keys, intptr_t n, intptr_t j, int32_t *rank)
{
    const int32_t *const mine = keys + j;
    int32_t before[4] = {0};
    for (intptr_t i = 0; i < j; i++) {
        const int32_t key = keys[i];
        for (int q = 0; q < 4; q++) before[q] += key <= mine[q];
    }
    for (intptr_t i = j; i < j + 4 && i < n; i++)
        for (int q = 0; q < 4; q++) before[q] += keys[i] < mine[q] || (keys[i] == mine[q] && i < j + q);
    for (intptr_t i = j + 4; i < n; i++) {
        const int32_t key = keys[i];
        for (int q = 0; q < 4; q++) before[q] += key < mine[q];
    }
    memcpy(rank, before, sizeof before);
}

/* A heap whose first is the last in order: the largest key, of equal ones the one farthest back. */
typedef struct {
    uint64_t key;
    int64_t place;
} top;

static int behind(top a, top b)
{
    return a.key > b.key || (a.key == b.key && a.place > b.place);
}

static void sift(top *heap, intptr_t n, intptr_t at)
{
    const top moved = heap[at];
    for (intptr_t child; (child = 2 * at + 1) < n; at = child) {
        child += child + 1 < n && behind(heap[child + 1], heap[child]);
        if (!behind(heap[child], moved))
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

/* What a thread is given: rows of n elements, of which the first k in order are wanted; turn inverts the order. */
typedef struct {
    const char *x;
    char *values;            /* rows of k; may be NULL */
    int64_t *places;         /* likewise, never NULL */
    intptr_t n, k;
    uint64_t turn;
    int failed;              /* no memory */
} sort_job;

#define T uint8_t
#define NAME(part) part##_u8
#define TO_KEY(x) (uint64_t)(x)
#include "sort_type.h"
#define T int8_t
#define NAME(part) part##_i8
#define TO_KEY(x) FLIPPED(uint32_t, (int32_t)(x))
#include "sort_type.h"
#define T int16_t
#define NAME(part) part##_i16
#define TO_KEY(x) FLIPPED(uint32_t, (int32_t)(x))
#include "sort_type.h"
#define T int32_t
#define NAME(part) part##_i32
#define TO_KEY(x) FLIPPED(uint32_t, x)
#include "sort_type.h"
#define T int64_t
#define NAME(part) part##_i64
#define TO_KEY(x) FLIPPED(uint64_t, x)
#include "sort_type.h"
#define T float
#define NAME(part) part##_f32
#define TO_KEY(x) key_of_f32(x)
#include "sort_type.h"
#define T double
#define NAME(part) part##_f64
#define TO_KEY(x) key_of_f64(x)
#include "sort_type.h"

int wg_sort(const char *x, char *values, int64_t *places, intptr_t rows, intptr_t n, intptr_t k, int descending,
            int dtype)
{
    static const wg_task tasks[] = {sort_u8, sort_u8, sort_i8, sort_i16, sort_i32, sort_i64, NULL, sort_f32, sort_f64};
    sort_job job = {.x = x, .values = values, .places = places, .n = n, .k = k, .turn = descending ? UINT64_MAX : 0};
    if (n > UINT32_MAX)
        return 0;
    wg_parallel(tasks[dtype], &job, rows, GRAIN / (n + 1) + 1);
    return !job.failed;
}

intptr_t wg_runs(const char *x, intptr_t n, char *values, int64_t *which, int64_t *counts, int dtype)
{
    static intptr_t (*const runs[])(const void *, intptr_t, void *, int64_t *, int64_t *) = {
        runs_u8, runs_u8, runs_i8, runs_i16, runs_i32, runs_i64, NULL, runs_f32, runs_f64};
    return runs[dtype](x, n, values, which, counts);
}

int wg_all_equal(const char *x, const char *y, intptr_t n, int dtype)
{
    static int (*const equal[])(const void *, const void *, intptr_t) = {
        equal_u8, equal_u8, equal_i8, equal_i16, equal_i32, equal_i64, NULL, equal_f32, equal_f64, equal_f32,
        equal_f64};
    return equal[dtype](x, y, dtype >= WG_C64 ? 2 * n : n);
}

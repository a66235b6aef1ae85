/* index.c: elements read and written through positions, and where a mask holds.
 *
 * Three operands run side by side: data, positions (int64) and data. The one that is addressed through the
 * positions stands still along the indexed dimension; wg_index says how far apart its elements are there. A
 * position out of range moves nothing and is reported in wg_index: memory outside is never touched. */
#include "half.h"
#include "wengert.h"

#include <stdatomic.h>
#include <string.h>

typedef struct { uint64_t half[2]; } wide;

/* The offset in bytes that a position stands for; -1 where it is out of range. */
static inline intptr_t offset_of(const char *at, const wg_index *index)
{
    int64_t i = *(const int64_t *)at;
    if (i < 0)
        i += index->wraps ? index->size : 0;
    return (uint64_t)i < (uint64_t)index->size ? (intptr_t)i * index->step : -1;
}

/* Keep the first position that was out of range. */
static void report(const char *at, wg_index *index)
{
    if (!index->failed)
        index->bad = *(const int64_t *)at;
    index->failed = 1;
}

void wg_check_positions(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    wg_index *index = data;
    const char *at = args[0];
    const int64_t low = index->wraps ? -index->size : 0;
    const uint64_t range = (uint64_t)(index->size - low);
    for (intptr_t i = 0; i < *n; ) {
        /* Blocks without a branch first; the culprit is looked for only where there is one. */
        const intptr_t end = *n - i < 512 ? *n : i + 512;
        int outside = 0;
        if (s[0] == sizeof(int64_t))
            for (intptr_t k = i; k < end; ++k)
                outside |= (uint64_t)(((const int64_t *)at)[k] - low) >= range;
        else
            outside = 1;
        for (; outside && i < end; ++i)
            if (offset_of(at + i * s[0], index) < 0)
                report(at + i * s[0], index);
        i = end;
    }
}

#if defined(_MSC_VER) && !defined(__clang__)
#define INLINED static __forceinline
#define OUTLINED static
#define UNROLLED
#else
#define INLINED static inline __attribute__((always_inline))
#define OUTLINED static __attribute__((noinline))
#define UNROLLED _Pragma("GCC unroll 4")
#endif

enum { BLOCK = 2048 };

/* Whether n positions are all inside, counted from the front: then no sign is set. */
OUTLINED int all_inside(const int64_t *place, intptr_t n, const wg_index *index)
{
    const uint64_t last = (uint64_t)index->size - 1;
    uint64_t outside = 0;
    for (intptr_t k = 0; k < n; ++k)
        outside |= (uint64_t)place[k] | (last - (uint64_t)place[k]);
    return outside >> 63 == 0;
}

#define T uint8_t
#define NAME(f) f##1
#include "index_move.h"
#define T uint16_t
#define NAME(f) f##2
#include "index_move.h"
#define T uint32_t
#define NAME(f) f##4
#include "index_move.h"
#define T uint64_t
#define NAME(f) f##8
#include "index_move.h"
#define T wide
#define NAME(f) f##16
#include "index_move.h"

wg_loop wg_gather_loop(int itemsize)
{
    return itemsize == 1 ? gather1 : itemsize == 2 ? gather2 : itemsize == 4 ? gather4
         : itemsize == 8 ? gather8 : gather16;
}

wg_loop wg_scatter_loop(int itemsize)
{
    return itemsize == 1 ? scatter1 : itemsize == 2 ? scatter2 : itemsize == 4 ? scatter4
         : itemsize == 8 ? scatter8 : scatter16;
}

/* NaN wins both comparisons; for integers the tests for it disappear. */
#define ADD(a, b) (T)(a + b)
#define MUL(a, b) (T)(a * b)
#define ABOVE(a, b) ((a > b) | (a != a))
#define BELOW(a, b) ((a < b) | (a != a))
#define T uint8_t
#define NAME(f) f##_u8
#include "index_fold.h"
#define T int8_t
#define NAME(f) f##_i8
#include "index_fold.h"
#define T int16_t
#define NAME(f) f##_i16
#include "index_fold.h"
#define T int32_t
#define NAME(f) f##_i32
#include "index_fold.h"
#define T int64_t
#define NAME(f) f##_i64
#include "index_fold.h"
#define T float
#define NAME(f) f##_f32
#include "index_fold.h"
#define T double
#define NAME(f) f##_f64
#include "index_fold.h"
#undef ADD
#undef MUL
#undef ABOVE
#undef BELOW

/* float16 is rounded after every step. */
#define F(v) wg_float_of_half(v)
#define ADD(a, b) wg_half_of_float(F(a) + F(b))
#define MUL(a, b) wg_half_of_float(F(a) * F(b))
#define ABOVE(a, b) ((F(a) > F(b)) | (F(a) != F(a)))
#define BELOW(a, b) ((F(a) < F(b)) | (F(a) != F(a)))
#define T uint16_t
#define NAME(f) f##_f16
#include "index_fold.h"
#undef ADD
#undef MUL
#undef ABOVE
#undef BELOW
#undef F

#define ADD(a, b) (T)(a || b)
#define MUL(a, b) (T)(a && b)
#define T uint8_t
#define NAME(f) f##_bool
#include "index_fold.h"
#undef ADD
#undef MUL

typedef struct { float re, im; } complex64;
typedef struct { double re, im; } complex128;
#define ADD(a, b) (T){a.re + b.re, a.im + b.im}
#define MUL(a, b) (T){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}
#define T complex64
#define NAME(f) f##_c64
#include "index_fold.h"
#define T complex128
#define NAME(f) f##_c128
#include "index_fold.h"
#undef ADD
#undef MUL
#undef INLINED
#undef OUTLINED
#undef UNROLLED

#define ROW(op) {op##_u8, op##_i8, op##_i16, op##_i32, op##_i64, op##_f16, op##_f32, op##_f64}
static const wg_loop reals[4][8] = {ROW(add), ROW(mul), ROW(max), ROW(min)};
#undef ROW
static const wg_loop booleans[4] = {add_bool, mul_bool, add_bool, mul_bool};
static const wg_loop complexes[2][2] = {{add_c64, add_c128}, {mul_c64, mul_c128}};

wg_loop wg_scatter_reduce_loop(int reduction, int dtype)
{
    if (dtype == WG_BOOL)
        return booleans[reduction];
    if (dtype >= WG_C64)
        return reduction > WG_PROD ? NULL : complexes[reduction][dtype - WG_C64];
    return reals[reduction][dtype - WG_U8];
}

/* Operands: sum so far, positions, out. out = sum + the offset that a position stands for. */
void wg_add_offsets(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    for (intptr_t i = 0; i < *n; ++i) {
        const intptr_t offset = offset_of(args[1] + i * s[1], data);
        *(int64_t *)(args[2] + i * s[2]) = *(const int64_t *)(args[0] + i * s[0]) + (offset < 0 ? 0 : offset);
    }
}

/* A walk through positions, as the threads share it. */
typedef struct {
    wg_loop loop;                     /* what runs */
    const wg_index *index;            /* its last argument */
    char *const *ptrs;                /* the first elements of the three operands */
    int ndim, along;                  /* dimensions, and the one that is shared out */
    const int64_t *shape;             /* extents */
    const int64_t *const *strides;    /* distances in bytes, by operand */
    atomic_int failed;                /* whether a position was out of range */
} apart_job;

static void run_apart(void *context, intptr_t begin, intptr_t end)
{
    apart_job *job = context;
    int64_t shape[WG_MAX_DIMS];
    char *ptrs[3];
    wg_index index = *job->index;
    memcpy(shape, job->shape, job->ndim * sizeof *shape);
    shape[job->along] = end - begin;
    for (int op = 0; op < 3; ++op)
        ptrs[op] = job->ptrs[op] + begin * job->strides[op][job->along];
    wg_iterate(job->loop, &index, 3, ptrs, job->ndim, shape, job->strides);
    if (index.failed)
        atomic_store(&job->failed, 1);
}

void wg_iterate_apart(wg_loop loop, wg_index *index, char *const *ptrs, int ndim, const int64_t *shape,
                      const int64_t *const *strides, intptr_t grain)
{
    apart_job job = {loop, index, ptrs, ndim, -1, shape, strides, 0};
    intptr_t elements = 1;
    for (int d = 0; d < ndim; ++d) {
        elements *= shape[d];
        if (strides[0][d] != 0 && (job.along < 0 || shape[d] > shape[job.along]))
            job.along = d;
    }
    if (job.along >= 0 && elements > grain) {
        wg_parallel(run_apart, &job, shape[job.along], grain / (elements / shape[job.along]) + 1);
        if (!atomic_load(&job.failed))
            return;
    }
    wg_iterate(loop, index, 3, ptrs, ndim, shape, strides);  /* also to find the first position that failed */
}

/* Copy count rows of `bytes` bytes. With a constant size, memcpy becomes a load and a store. */
static inline void take(const char *in, const int64_t *at, char *out, intptr_t count, size_t bytes, wg_index *into)
{
    const wg_index index = *into;
    for (intptr_t i = 0; i < count; ++i) {
        const intptr_t offset = offset_of((const char *)(at + i), &index);
        if (offset < 0)
            report((const char *)(at + i), into);
        else
            memcpy(out + i * bytes, in + offset, bytes);
    }
}

void wg_take_rows(const char *in, const int64_t *at, char *out, intptr_t count, size_t bytes, wg_index *index)
{
    switch (bytes) {
    case 0: break;
    case 4: take(in, at, out, count, 4, index); break;
    case 8: take(in, at, out, count, 8, index); break;
    case 16: take(in, at, out, count, 16, index); break;
    case 32: take(in, at, out, count, 32, index); break;
    case 64: take(in, at, out, count, 64, index); break;
    default: take(in, at, out, count, bytes, index);
    }
}

/* -- masks -------------------------------------------------------------------------------------------- */

int64_t wg_count_true(const char *mask, intptr_t n)
{
    int64_t count = 0;
    for (intptr_t i = 0; i < n; ++i)
        count += mask[i] != 0;
    return count;
}

/* Positions of true elements of n, added to out; returns their number, which is at most `room`. */
static intptr_t positions(const char *mask, intptr_t n, int64_t *out, intptr_t room)
{
    intptr_t count = 0, i = 0;
    for (; i + 8 <= n && count < room; i += 8) {
        uint64_t eight;
        memcpy(&eight, mask + i, 8);
        if (eight == 0)
            continue;
        if (count + 8 > room)
            break;
        for (int k = 0; k < 8; ++k) {
            out[count] = i + k;
            count += mask[i + k] != 0;
        }
    }
    for (; i < n && count < room; ++i)
        if (mask[i])
            out[count++] = i;
    return count;
}

void wg_true_positions(const char *mask, intptr_t n, int64_t *out, intptr_t count)
{
    (void)positions(mask, n, out, count);
}

void wg_true_coordinates(const char *mask, int ndim, const int64_t *shape, int64_t *out, intptr_t count)
{
    const intptr_t width = (intptr_t)shape[ndim - 1];
    int64_t at[WG_MAX_DIMS] = {0};
    for (intptr_t done = 0; done < count; mask += width) {
        const intptr_t found = positions(mask, width, out + (ndim - 1) * count + done, count - done);
        for (int d = 0; d < ndim - 1; ++d)
            for (intptr_t i = 0; i < found; ++i)
                out[d * count + done + i] = at[d];
        done += found;
        for (int d = ndim - 2; d >= 0 && ++at[d] == shape[d]; --d)
            at[d] = 0;
    }
}

/* scan.c: running sums, products and extremes along one axis of (outer, n, inner) blocks. float32 is accumulated
 * in double; columns are taken in strips, so that memory is read in order. */
#include <stdint.h>

#include "wengert.h"

enum { STRIP = 64, ROWS = 8, LONG = 512 };

/* A strip: `width` columns, `apart` elements from one another, each of n elements `step` apart. */
typedef void (*strip)(const void *in, void *out, intptr_t n, intptr_t apart, intptr_t width, intptr_t step);

/* One row. */
typedef void (*long_row)(const void *in, void *out, intptr_t n, intptr_t step);

/* Blocks that are scanned strip by strip, as the threads share them. */
typedef struct {
    strip run, run_rows;         /* one strip, and one of ROWS rows */
    long_row run_long;           /* one row of at least LONG elements; may be NULL */
    intptr_t size;               /* bytes of an element */
    const char *in;              /* blocks of (outer, n, inner) elements */
    char *out;                   /* likewise */
    intptr_t outer, n, inner;    /* their shape */
    intptr_t first, step;        /* where a column begins, and which way it goes */
} strips_job;

/* With inner == 1 the columns are whole rows, so that the additions of one row need not wait for each other's results
 * alone. */
static void run_strips(void *context, intptr_t begin, intptr_t end)
{
    const strips_job *j = context;
    const intptr_t across = (j->inner + STRIP - 1) / STRIP;
    for (; begin < end; begin++)
        if (j->inner == 1) {
            const intptr_t o = begin * ROWS, width = j->outer - o < ROWS ? j->outer - o : ROWS;
            const intptr_t at = (o * j->n + j->first) * j->size;
            if (width < ROWS && j->run_long && j->n >= LONG)
                for (intptr_t row = 0; row < width; row++)
                    j->run_long(j->in + at + row * j->n * j->size, j->out + at + row * j->n * j->size, j->n, j->step);
            else
                (width == ROWS ? j->run_rows : j->run)(j->in + at, j->out + at, j->n, j->n, width, j->step);
        } else {
            const intptr_t o = begin / across, from = begin % across * STRIP, left = j->inner - from;
            const intptr_t at = (o * j->n * j->inner + j->first + from) * j->size;
            j->run(j->in + at, j->out + at, j->n, 1, left < STRIP ? left : STRIP, j->step);
        }
}

static void strips(strip run, strip run_rows, long_row run_long, intptr_t size, const char *in, char *out,
                   intptr_t outer, intptr_t n, intptr_t inner, int reverse)
{
    strips_job job = {run, run_rows, run_long, size, in, out, outer, n, inner, reverse ? (n - 1) * inner : 0,
                      reverse ? -inner : inner};
    const intptr_t count = inner == 1 ? (outer + ROWS - 1) / ROWS : outer * ((inner + STRIP - 1) / STRIP);
    const intptr_t width = inner == 1 ? ROWS : inner < STRIP ? inner : STRIP;
    wg_parallel(run_strips, &job, count, WG_GRAIN / (n * width + 1) + 1);
}

/* A whole number of rows at once is worth a constant width: the second function of each pair. */
#define T float
#define ACC double
#define NAME(part) part##_f32
#include "scan_type.h"
#define T double
#define ACC double
#define NAME(part) part##_f64
#include "scan_type.h"
#define T int64_t
#define ACC uint64_t
#define NAME(part) part##_i64
#include "scan_type.h"

void wg_cumsum(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int reverse, int dtype)
{
    if (dtype == WG_C64 || dtype == WG_C128) {    /* the parts, side by side, have sums of their own */
        inner *= 2;
        dtype = dtype == WG_C64 ? WG_F32 : WG_F64;
    }
    if (dtype == WG_F32)
        strips(sums_f32, sums_rows_f32, sums_long_f32, sizeof(float), in, out, outer, n, inner, reverse);
    else if (dtype == WG_F64)
        strips(sums_f64, sums_rows_f64, sums_long_f64, sizeof(double), in, out, outer, n, inner, reverse);
    else
        strips(sums_i64, sums_rows_i64, sums_long_i64, sizeof(int64_t), in, out, outer, n, inner, reverse);
}

/* Complex products, one column after another. */
#define COMPLEX(name, T)                                                                                \
    static void name(const T *x, T *out, intptr_t n, intptr_t inner)                                    \
    {                                                                                                   \
        double re = 1, im = 0;                                                                          \
        for (intptr_t i = 0; i < n; i++, x += 2 * inner, out += 2 * inner) {                            \
            const double a = re * x[0] - im * x[1], b = re * x[1] + im * x[0];                          \
            out[0] = (T)(re = a);                                                                       \
            out[1] = (T)(im = b);                                                                       \
        }                                                                                               \
    }
COMPLEX(complex_f32, float)
COMPLEX(complex_f64, double)
#undef COMPLEX

void wg_cumprod(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int dtype)
{
    if (dtype == WG_F32)
        strips(products_f32, products_rows_f32, NULL, sizeof(float), in, out, outer, n, inner, 0);
    else if (dtype == WG_F64)
        strips(products_f64, products_rows_f64, NULL, sizeof(double), in, out, outer, n, inner, 0);
    else if (dtype == WG_I64)
        strips(products_i64, products_rows_i64, NULL, sizeof(int64_t), in, out, outer, n, inner, 0);
    else
        for (intptr_t o = 0; o < outer; o++)
            for (intptr_t j = 0; j < inner; j++) {
                const intptr_t at = 2 * (o * n * inner + j);
                if (dtype == WG_C64)
                    complex_f32((const float *)in + at, (float *)out + at, n, inner);
                else
                    complex_f64((const double *)in + at, (double *)out + at, n, inner);
            }
}

#define WG_NOT_BELOW(a, b) ((a) >= (b))
#define WG_NOT_ABOVE(a, b) ((a) <= (b))
#define T uint8_t
#define NAME(part) part##_max_u8
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_u8
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T int8_t
#define NAME(part) part##_max_i8
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_i8
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T int16_t
#define NAME(part) part##_max_i16
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_i16
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T int32_t
#define NAME(part) part##_max_i32
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_i32
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T int64_t
#define NAME(part) part##_max_i64
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_i64
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T float
#define NAME(part) part##_max_f32
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_f32
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#define T double
#define NAME(part) part##_max_f64
#define AS_GOOD WG_NOT_BELOW
#include "scan_extreme_type.h"
#define NAME(part) part##_min_f64
#define AS_GOOD WG_NOT_ABOVE
#include "scan_extreme_type.h"
#undef T
#undef WG_NOT_BELOW
#undef WG_NOT_ABOVE

typedef void (*extreme)(const void *in, void *out, int64_t *places, intptr_t outer, intptr_t n, intptr_t inner);

/* Blocks whose running extremes, or their cotangents, are taken, as the threads share them. */
typedef struct {
    extreme run;
    const char *in;
    char *out;
    int64_t *places;
    intptr_t n, inner, size;
} extremes_job;

static void run_extremes(void *context, intptr_t begin, intptr_t end)
{
    const extremes_job *j = context;
    const intptr_t at = begin * j->n * j->inner;
    j->run(j->in + at * j->size, j->out + at * j->size, j->places + at, end - begin, j->n, j->inner);
}

static void share_extremes(const extremes_job *job, intptr_t outer)
{
    wg_parallel(run_extremes, (void *)job, outer, WG_GRAIN / (job->n * job->inner + 1) + 1);
}

void wg_cumulative_extreme(const char *in, char *out, int64_t *places, intptr_t outer, intptr_t n,
                           intptr_t inner, int smallest, int dtype)
{
    static const int sizes[WG_C64] = {1, 1, 1, 2, 4, 8, 2, 4, 8};
    static const extreme scans[2][WG_C64] = {
        {scan_max_u8, scan_max_u8, scan_max_i8, scan_max_i16, scan_max_i32, scan_max_i64, NULL, scan_max_f32,
         scan_max_f64},
        {scan_min_u8, scan_min_u8, scan_min_i8, scan_min_i16, scan_min_i32, scan_min_i64, NULL, scan_min_f32,
         scan_min_f64},
    };
    const extremes_job job = {scans[smallest][dtype], in, out, places, n, inner, sizes[dtype]};
    share_extremes(&job, outer);
}

#define T float
#define NAME(part) part##_f32
#include "scan_vjp_type.h"
#define T double
#define NAME(part) part##_f64
#include "scan_vjp_type.h"

void wg_cumprod_vjp(const char *g, const char *x, char *out, intptr_t outer, intptr_t n, intptr_t inner, int dtype)
{
    (dtype == WG_F32 ? products_vjp_f32 : products_vjp_f64)(g, x, out, outer, n, inner);
}

void wg_cumulative_extreme_vjp(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                               intptr_t inner, int dtype)
{
    const extremes_job job = {dtype == WG_F32 ? extremes_vjp_f32 : extremes_vjp_f64, g, out, (int64_t *)places, n,
                              inner, dtype == WG_F32 ? 4 : 8};
    share_extremes(&job, outer);
}

/* positions.c: positions in a flattened tensor as coordinates, and elements looked for among a few; on
 * several threads. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "wengert.h"

enum { BLOCK = 512 };

typedef struct {
    const int64_t *at;
    int64_t *to;
    int64_t step, size;
} coordinate;

/* Quotients of positions in [0, 2^50) by reciprocals: half a unit more than a multiple is further from the next than
 * rounding moves it. */
static void divided_quickly(void *job, intptr_t begin, intptr_t end)
{
    const coordinate *p = job;
    const double per_step = 1.0 / (double)p->step, per_size = 1.0 / (double)p->size;
    for (intptr_t i = begin; i < end; ++i) {
        const int64_t v = p->step == 1 ? p->at[i] : (int64_t)(((double)p->at[i] + 0.5) * per_step);
        p->to[i] = v - (int64_t)(((double)v + 0.5) * per_size) * p->size;
    }
}

/* Rounded down, also below 0. */
static void divided(void *job, intptr_t begin, intptr_t end)
{
    const coordinate *p = job;
    for (intptr_t i = begin; i < end; ++i) {
        const int64_t v = p->at[i] / p->step - (p->at[i] % p->step < 0), rest = v % p->size;
        p->to[i] = rest < 0 ? rest + p->size : rest;
    }
}

void wg_coordinate(const int64_t *at, intptr_t n, int64_t step, int64_t size, int64_t *to)
{
    coordinate job = {at, to, step, size};
    const int64_t bits = wg_bits_of(at, n), most = (int64_t)1 << 50;
    const int quick = bits >= 0 && bits < most && step < most && size < most;
    if (size == 1)
        memset(to, 0, (size_t)n * sizeof *to);
    else
        wg_parallel(quick ? divided_quickly : divided, &job, n, WG_GRAIN);
}

typedef struct {
    const char *x, *tests;
    intptr_t count;
    char *out;
    int invert;
} search;

#define AMONG(name, T)                                                              \
    static void name(void *job, intptr_t begin, intptr_t end)                       \
    {                                                                               \
        const search *p = job;                                                      \
        for (intptr_t i = begin, n; i < end; i += n) {                              \
            n = end - i < BLOCK ? end - i : BLOCK;                                  \
            found_##T((const T *)p->x + i, n, (const T *)p->tests, p->count, p->invert, p->out + i); \
        }                                                                           \
    }
#define FOUND(T)                                                                    \
    static void found_##T(const T *x, intptr_t n, const T *tests, intptr_t count, int invert, char *out) \
    {                                                                               \
        T any[BLOCK];                                                               \
        for (intptr_t j = 0; j < n; ++j) any[j] = (T)invert;                        \
        for (intptr_t k = 0; k < count; ++k)                                        \
            for (intptr_t j = 0; j < n; ++j) any[j] = x[j] == tests[k] ? (T)!invert : any[j]; \
        for (intptr_t j = 0; j < n; ++j) out[j] = (char)any[j];                     \
    }
FOUND(uint8_t)
FOUND(int8_t)
FOUND(int16_t)
FOUND(int32_t)
FOUND(int64_t)
FOUND(float)
FOUND(double)
AMONG(among_u8, uint8_t)
AMONG(among_i8, int8_t)
AMONG(among_i16, int16_t)
AMONG(among_i32, int32_t)
AMONG(among_i64, int64_t)
AMONG(among_f32, float)
AMONG(among_f64, double)
#undef AMONG
#undef FOUND

int wg_among_few(const char *x, intptr_t n, const char *tests, intptr_t count, int invert, int dtype, char *out)
{
    static const wg_task tasks[WG_NDTYPES] = {
        [WG_U8] = among_u8, [WG_I8] = among_i8, [WG_I16] = among_i16, [WG_I32] = among_i32, [WG_I64] = among_i64,
        [WG_F32] = among_f32, [WG_F64] = among_f64};
    search job = {x, tests, count, out, invert};
    if (!tasks[dtype])
        return 0;
    wg_parallel(tasks[dtype], &job, n, WG_GRAIN);
    return 1;
}

/* cast.c: copies with conversion between any two element types.
 *
 * The meaning is PyTorch's: to bool, whatever is not zero (NaN included) is true; to a real type, a
 * complex number gives its real part; to an integer, a floating number is truncated, and the narrow
 * types keep the low bits, so that -1.0 becomes 255. What does not fit becomes the most negative
 * int32 or int64, which is what x86 answers; it is decided here because C leaves it undefined. */
#include "half.h"
#include "wengert.h"

#include <string.h>

/* A floating value as an integer, and an integer as it is. The bounds are exact in double. */
static inline int64_t real_to_i64(double x)
{
    return x >= -9223372036854775808.0 && x < 9223372036854775808.0 ? (int64_t)x : INT64_MIN;
}

static inline int32_t real_to_i32(double x)
{
    return x > -2147483649.0 && x < 2147483648.0 ? (int32_t)x : INT32_MIN;
}

#define IS_REAL(S) ((S)0.5 != 0)

/* How an element q of the target is made from the parts (re, im) of an element of component type S. */
#define STORE_BOOL(S) (q[0] = re != 0 || im != 0)
#define STORE_U8(S) (q[0] = IS_REAL(S) ? (uint8_t)real_to_i64((double)re) : (uint8_t)re)
#define STORE_I8(S) (q[0] = IS_REAL(S) ? (int8_t)real_to_i64((double)re) : (int8_t)re)
#define STORE_I16(S) (q[0] = IS_REAL(S) ? (int16_t)real_to_i64((double)re) : (int16_t)re)
#define STORE_I32(S) (q[0] = IS_REAL(S) ? real_to_i32((double)re) : (int32_t)re)
#define STORE_I64(S) (q[0] = IS_REAL(S) ? real_to_i64((double)re) : (int64_t)re)
#define STORE_F16(S) (q[0] = wg_half_of_float((float)re))
#define STORE_F32(S) (q[0] = (float)re)
#define STORE_F64(S) (q[0] = (double)re)
#define STORE_C64(S) (q[0] = (float)re, q[1] = (float)im)
#define STORE_C128(S) (q[0] = (double)re, q[1] = (double)im)

/* A component as a number: float16 is kept in uint16_t, which no other type is. */
#define VALUE(x) _Generic((x), uint16_t: wg_float_of_half((uint16_t)(x)), default: (x))

/* The element types in the order of enum wg_dtype: name, component type, components; where they are read also the type
 * of a component's value. */
#define TO_EACH(X, from, S, V, parts) \
    X(from, S, V, parts, BOOL, uint8_t, 1) X(from, S, V, parts, U8, uint8_t, 1) \
    X(from, S, V, parts, I8, int8_t, 1) X(from, S, V, parts, I16, int16_t, 1) \
    X(from, S, V, parts, I32, int32_t, 1) X(from, S, V, parts, I64, int64_t, 1) \
    X(from, S, V, parts, F16, uint16_t, 1) X(from, S, V, parts, F32, float, 1) \
    X(from, S, V, parts, F64, double, 1) X(from, S, V, parts, C64, float, 2) \
    X(from, S, V, parts, C128, double, 2)
#define FROM_EACH(X) \
    X(BOOL, uint8_t, uint8_t, 1) X(U8, uint8_t, uint8_t, 1) X(I8, int8_t, int8_t, 1) X(I16, int16_t, int16_t, 1) \
    X(I32, int32_t, int32_t, 1) X(I64, int64_t, int64_t, 1) X(F16, uint16_t, float, 1) X(F32, float, float, 1) \
    X(F64, double, double, 1) X(C64, float, float, 2) X(C128, double, double, 2)

/* Convert n elements from `in` to `out`, which move by the given distances. */
#define LOOP(S, V, sparts, to, D, in_step, out_step) \
    for (; n > 0; --n, in += (in_step), out += (out_step)) { \
        const S *p = (const S *)in; \
        D *q = (D *)out; \
        const V re = VALUE(p[0]), im = (sparts) == 2 ? VALUE(p[(sparts) - 1]) : 0; \
        (void)im; \
        STORE_##to(V); \
    }

/* The same element n times; here the compiler knows that storing does not change it. */
#define FILL(S, parts) \
    do { \
        S one[parts]; \
        memcpy(one, in, sizeof one); \
        for (; n > 0; --n, out += sizeof one) \
            memcpy(out, one, sizeof one); \
    } while (0)

/* The loop of one pair; constant distances let the compiler use vectors. */
#define DEFINE(from, S, V, sparts, to, D, dparts) \
    static void from##_to_##to(char **args, const intptr_t *count, const intptr_t *steps, void *unused) \
    { \
        const intptr_t in_size = (sparts) * sizeof(S), out_size = (dparts) * sizeof(D); \
        const char *in = args[0]; \
        char *out = args[1]; \
        intptr_t n = *count; \
        (void)unused; \
        if (steps[0] == in_size && steps[1] == out_size) \
            LOOP(S, V, sparts, to, D, in_size, out_size) \
        else if (WG_##from == WG_##to && steps[0] == -in_size && steps[1] == out_size) \
            LOOP(S, V, sparts, to, D, -in_size, out_size) /* flip */ \
        else if (WG_##from == WG_##to && steps[0] == 0 && steps[1] == out_size) \
            FILL(S, sparts); \
        else \
            LOOP(S, V, sparts, to, D, steps[0], steps[1]) \
    }
#define DEFINE_FROM(from, S, V, sparts) TO_EACH(DEFINE, from, S, V, sparts)
FROM_EACH(DEFINE_FROM)

#define ENTRY(from, S, V, sparts, to, D, dparts) from##_to_##to,
#define ENTRIES_FROM(from, S, V, sparts) {TO_EACH(ENTRY, from, S, V, sparts)},
static const wg_loop casts[WG_NDTYPES][WG_NDTYPES] = {FROM_EACH(ENTRIES_FROM)};

wg_loop wg_cast_loop(int from, int to)
{
    return from == WG_F16 && to == WG_F16 ? I16_to_I16 : casts[from][to];
}

/* from_to points to two ints, the types' numbers. */
void wg_cast(char **args, const intptr_t *n, const intptr_t *steps, void *from_to)
{
    const int *pair = from_to;
    wg_cast_loop(pair[0], pair[1])(args, n, steps, NULL);
}

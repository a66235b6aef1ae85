/* loops.c: inner loops of single operations for types that elementwise.def has no rows for. */
#include <math.h>
#include <string.h>

#include "wengert.h"

/* heaviside of integers: operands x, values, out. */
#define STEP(name, T)                                                                           \
    static void name(char **args, const intptr_t *n, const intptr_t *steps, void *data)         \
    {                                                                                           \
        const char *x = args[0], *y = args[1];                                                  \
        char *out = args[2];                                                                    \
        const intptr_t count = *n;                                                              \
        (void)data;                                                                             \
        if (steps[0] == sizeof(T) && steps[1] == sizeof(T) && steps[2] == sizeof(T))            \
            for (intptr_t i = 0; i < count; i++)                                                   \
                ((T *)out)[i] = ((const T *)x)[i] == 0 ? ((const T *)y)[i] : ((const T *)x)[i] > 0; \
        else                                                                                    \
            for (intptr_t i = 0; i < count; i++, x += steps[0], y += steps[1], out += steps[2])    \
                *(T *)out = *(const T *)x == 0 ? *(const T *)y : *(const T *)x > 0;             \
    }
STEP(step_u8, uint8_t)
STEP(step_i8, int8_t)
STEP(step_i16, int16_t)
STEP(step_i32, int32_t)
#undef STEP

/* Of 64-bit numbers, which few instruction sets compare side by side, by their bits. */
static void step_i64(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    const char *x = args[0], *y = args[1];
    char *out = args[2];
    const intptr_t count = *n;
    (void)data;
    if (steps[0] == 8 && steps[1] == 8 && steps[2] == 8)
        for (intptr_t i = 0; i < count; i++) {
            const uint64_t u = ((const uint64_t *)x)[i], any = u | (0 - u);          /* its sign: u is not 0 */
            ((uint64_t *)out)[i] = (((const uint64_t *)y)[i] & ((any >> 63) - 1)) | (~u & any) >> 63;
        }
    else
        for (intptr_t i = 0; i < count; i++, x += steps[0], y += steps[1], out += steps[2])
            *(int64_t *)out = *(const int64_t *)x == 0 ? *(const int64_t *)y : *(const int64_t *)x > 0;
}

wg_loop wg_step_loop(int dtype)
{
    static const wg_loop loops[] = {step_u8, step_u8, step_i8, step_i16, step_i32, step_i64};
    return dtype <= WG_I64 ? loops[dtype] : NULL;
}

/* frexp: operands x, exponent (int32), mantissa. What is 0 or no finite number is its own mantissa. U has T's bits:
 * a sign, EXPONENT of the exponent and FRACTION of the fraction. Blocks of normal numbers take no branch. */
#define TAKEN_APART(name, T, U, EXPONENT, FRACTION)                                             \
    static inline void name##_at(T x, T *mantissa, int32_t *exponent)                           \
    {                                                                                           \
        const U all = ((U)1 << EXPONENT) - 1, half = all / 2 - 1;                               \
        const T lifted = x * (T)((U)2 << FRACTION);       /* no longer subnormal */              \
        U bits, low;                                                                            \
        memcpy(&bits, &x, sizeof bits);                                                         \
        memcpy(&low, &lifted, sizeof low);                                                      \
        const int small = (bits >> FRACTION & all) == 0;                                        \
        const U from = small ? low : bits, e = from >> FRACTION & all;                          \
        const int plain = e == 0 || e == all;                                                   \
        const U to = plain ? bits : (from & ~(all << FRACTION)) | half << FRACTION;             \
        memcpy(mantissa, &to, sizeof to);                                                       \
        *exponent = plain ? 0 : (int32_t)e - (int32_t)half - (small ? FRACTION + 1 : 0);        \
    }                                                                                           \
    static int name##_normal(const U *x, intptr_t n, U *restrict mantissa, int32_t *restrict exponent) \
    {                                                                                           \
        const U all = ((U)1 << EXPONENT) - 1, half = all / 2 - 1;                               \
        uint32_t other = 0;                                                                     \
        for (intptr_t i = 0; i < n; i++) {                                                      \
            const uint32_t from = (uint32_t)(x[i] >> FRACTION & all);                           \
            other |= from - 1 >= (uint32_t)all - 1;                                             \
            mantissa[i] = (x[i] & ~(all << FRACTION)) | half << FRACTION;                       \
            exponent[i] = (int32_t)from - (int32_t)half;                                        \
        }                                                                                       \
        return !other;                                                                          \
    }                                                                                           \
    static void name(char **args, const intptr_t *n, const intptr_t *steps, void *data)         \
    {                                                                                           \
        const char *x = args[0];                                                                \
        char *e = args[1], *m = args[2];                                                        \
        const intptr_t count = *n;                                                              \
        (void)data;                                                                             \
        if (steps[0] == sizeof(T) && steps[1] == sizeof(int32_t) && steps[2] == sizeof(T))      \
            for (intptr_t i = 0, k; i < count; i += k) {                                        \
                k = count - i < 256 ? count - i : 256;                                          \
                if (!name##_normal((const U *)x + i, k, (U *)m + i, (int32_t *)e + i))          \
                    for (intptr_t j = i; j < i + k; j++)                                        \
                        name##_at(((const T *)x)[j], (T *)m + j, (int32_t *)e + j);             \
            }                                                                                   \
        else                                                                                    \
            for (intptr_t i = 0; i < count; i++, x += steps[0], e += steps[1], m += steps[2])      \
                name##_at(*(const T *)x, (T *)m, (int32_t *)e);                                 \
    }
TAKEN_APART(frexp_f32, float, uint32_t, 8, 23)
TAKEN_APART(frexp_f64, double, uint64_t, 11, 52)
#undef TAKEN_APART

wg_loop wg_frexp_loop(int dtype)
{
    return dtype == WG_F32 ? frexp_f32 : frexp_f64;
}

/* The angle of complex numbers by the arctangent of their parts, which `data` is a wg_foreign for. */
static void angle_of(char **args, const intptr_t *n, const intptr_t *steps, const wg_foreign *arctangent, size_t size)
{
    const intptr_t apart[3] = {steps[0], steps[0], steps[1]};
    char *parts[3] = {args[0] + size, args[0], args[1]};
    arctangent->loop(parts, n, apart, arctangent->data);
}

static void angle_c64(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    angle_of(args, n, steps, data, sizeof(float));
}

static void angle_c128(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    angle_of(args, n, steps, data, sizeof(double));
}

wg_loop wg_angle_loop(int dtype)
{
    return dtype == WG_C64 ? angle_c64 : angle_c128;
}

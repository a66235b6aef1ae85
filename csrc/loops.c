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

#define T float
#define U uint32_t
#define NAME(part) part##_f32
enum { EXPONENT_f32 = 8, FRACTION_f32 = 23, EXPONENT_f64 = 11, FRACTION_f64 = 52 };
#include "frexp_type.h"
#undef T
#undef U
#undef NAME
#define T double
#define U uint64_t
#define NAME(part) part##_f64
#include "frexp_type.h"
#undef T
#undef U
#undef NAME

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

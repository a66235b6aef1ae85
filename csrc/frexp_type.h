/* frexp_type.h: numbers taken apart. Included by loops.c with T, U, which has T's bits (a sign, EXPONENT of the
 * exponent and FRACTION of the fraction), and NAME(part). What is 0 or no finite number is its own mantissa. */

static inline void NAME(frexp_at)(T x, T *mantissa, int32_t *exponent)
{
    const U all = ((U)1 << NAME(EXPONENT)) - 1, half = all / 2 - 1;
    const T lifted = x * (T)((U)2 << NAME(FRACTION));         /* no longer subnormal */
    U bits, low;
    memcpy(&bits, &x, sizeof bits);
    memcpy(&low, &lifted, sizeof low);
    const int small = (bits >> NAME(FRACTION) & all) == 0;
    const U from = small ? low : bits, e = from >> NAME(FRACTION) & all;
    const int plain = e == 0 || e == all;
    const U to = plain ? bits : (from & ~(all << NAME(FRACTION))) | half << NAME(FRACTION);
    memcpy(mantissa, &to, sizeof to);
    *exponent = plain ? 0 : (int32_t)e - (int32_t)half - (small ? NAME(FRACTION) + 1 : 0);
}

/* A block of numbers without a branch; whether all are normal: else the results are not those of all. */
static int NAME(frexp_normal)(const U *x, intptr_t n, U *restrict mantissa, int32_t *restrict exponent)
{
    const U all = ((U)1 << NAME(EXPONENT)) - 1, half = all / 2 - 1;
    uint32_t other = 0;
    for (intptr_t i = 0; i < n; i++) {
        const uint32_t from = (uint32_t)(x[i] >> NAME(FRACTION) & all);
        other |= from - 1 >= (uint32_t)all - 1;
        mantissa[i] = (x[i] & ~(all << NAME(FRACTION))) | half << NAME(FRACTION);
        exponent[i] = (int32_t)from - (int32_t)half;
    }
    return !other;
}

/* Operands x, exponent (int32), mantissa. */
static void NAME(frexp)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    const char *x = args[0];
    char *e = args[1], *m = args[2];
    (void)data;
    if (steps[0] == sizeof(T) && steps[1] == sizeof(int32_t) && steps[2] == sizeof(T))
        for (intptr_t i = 0, count; i < *n; i += count) {
            count = *n - i < 256 ? *n - i : 256;
            if (!NAME(frexp_normal)((const U *)x + i, count, (U *)m + i, (int32_t *)e + i))
                for (intptr_t j = i; j < i + count; j++)
                    NAME(frexp_at)(((const T *)x)[j], (T *)m + j, (int32_t *)e + j);
        }
    else
        for (intptr_t i = 0; i < *n; i++, x += steps[0], e += steps[1], m += steps[2])
            NAME(frexp_at)(*(const T *)x, (T *)m, (int32_t *)e);
}

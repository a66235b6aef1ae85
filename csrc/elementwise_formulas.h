/* elementwise_formulas.h: what rows of elementwise.def are too short for, for one element type T. */

/* sqrt(x^2 + y^2), scaled by a power of two where the squares would leave the range; an infinity wins over nan. */
WG_INLINE T FN(hypotenuse)(T x, T y)
{
    const T a = M(fabs)(x), b = M(fabs)(y), large = a > b ? a : b, infinity = C(INFINITY);
    const T limit = KIND ? C(0x1p500) : C(0x1p60f), factor = KIND ? C(0x1p600) : C(0x1p90f);
    const T up = large < C(1) / limit ? factor : C(1), scale = large > limit ? C(1) / factor : up;
    const T length = M(sqrt)(x * scale * (x * scale) + y * scale * (y * scale)) / scale;
    return a == infinity || b == infinity ? infinity : length;
}

/* 1 / (1 + exp(-x)), as e / (1 + e) with e = exp(x) below zero, so that small results keep their digits. */
WG_INLINE T FN(logistic)(T x)
{
    const T e = V(exp)(-M(fabs)(x));
    return (x < 0 ? e : C(1)) / (C(1) + e);
}

/* x - n y with n = x / y rounded towards zero, exactly: a quotient below the limit is at most one too large, and its
 * product with y leaves an exact rest. *far is set where the quotient is not below it. */
WG_INLINE T FN(near_modulo)(T x, T y, int *far)
{
    const T quotient = M(trunc)(x / y), limit = KIND ? C(0x1p52) : C(0x1p23f);
    const T rest = quotient == 0 ? x : M(fma)(-quotient, y, x);
    const T size = rest != 0 && (rest < 0) != (x < 0) ? M(fabs)(y) : C(0);
    *far |= !(M(fabs)(quotient) < limit);
    return M(copysign)(rest + (x < 0 ? -size : size), x);
}

/* The same with the sign of y. */
WG_INLINE T FN(floored)(T rest, T y)
{
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

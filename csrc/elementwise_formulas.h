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

/* log(exp(x) + exp(y)) from the larger of them and log1p(exp(-|x - y|)); the same to the base 2. Equal infinities have
 * no difference. */
WG_INLINE T FN(log_of_sum)(T x, T y)
{
    const T apart = x == y ? C(0) : -M(fabs)(x - y);
    return (x > y ? x : y) + V(log1p)(V(exp)(apart));
}

WG_INLINE T FN(log2_of_sum)(T x, T y)
{
    const T apart = x == y ? C(0) : -M(fabs)(x - y);
    return (x > y ? x : y) + C(1.4426950408889634074) * V(log1p)(V(exp2)(apart));
}

/* g times the derivative of x s(u), where s is the logistic function and u = 2 sqrt(2 / pi) (x + 0.044715 x^3). */
WG_INLINE T FN(gelu_tanh_slope)(T g, T x)
{
    const T k = C(1.5957691216057307118), square = x * x;
    const T s = C(1) / (C(1) + V(exp)(-k * (x + C(0.044715) * square * x)));
    return g * s * (C(1) + x * (C(1) - s) * (k + k * C(0.134145) * square));
}

/* The least of z and the greatest of x and y; nan where any of them is. */
WG_INLINE T FN(between)(T x, T y, T z)
{
    const T above = x < y || y != y ? y : x;
    return above > z || z != z ? z : above;
}

/* Numbers in place of nan and the infinities: one choice after the other, none within another. */
WG_INLINE T FN(number_for)(T x, T nan, T high, T low)
{
    T out = x == C(INFINITY) ? high : x;
    out = x == C(-INFINITY) ? low : out;
    return x != x ? nan : out;
}

/* x 2^y in three steps, since 2^y may leave the range where the product does not. Beyond the bound it always does. */
WG_INLINE T FN(times_power)(T x, T y)
{
    const T bound = KIND ? C(6400) : C(900), low = y < -bound ? -bound : y, n = low > bound ? bound : low;
    const T third = M(trunc)(n / C(3)), factor = V(exp2)(third);
    return x * factor * factor * V(exp2)(n - third - third);
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

/* The quotient rounded towards minus infinity, given the rest: the rest taken off,
 * it is an integer but for rounding. */
WG_INLINE T FN(floored_quotient)(T x, T y, T rest)
{
    const T whole = (x - rest) / y - (rest != 0 && (rest < 0) != (y < 0) ? C(1) : C(0)), down = M(floor)(whole);
    const T near = whole - down > C(0.5) ? down + C(1) : down;
    return y == 0 ? x / y : whole == 0 ? M(copysign)(C(0), x / y) : near;
}

/* The quotient rounded towards minus infinity: one less where x / y was rounded up to an integer;
 * nan of an infinity. */
WG_INLINE T FN(whole_times)(T x, T y)
{
    const T whole = M(floor)(x / y), rest = whole == 0 ? x : M(fma)(-whole, y, x);
    return y == 0 ? x / y : whole - (rest != 0 && (rest < 0) != (y < 0) ? C(1) : C(0)) + (x - x);
}

/* The rest as it is, and with the sign of y. */
WG_INLINE T FN(as_it_is)(T x, T y, T rest)
{
    (void)x, (void)y;
    return rest;
}

WG_INLINE T FN(floored)(T x, T y, T rest)
{
    (void)x;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

/* log(1 + exp(x)) from the larger of x and 0. */
WG_INLINE T FN(softplus_of)(T x)
{
    return (x < 0 ? C(0) : x) + V(log1p)(V(exp)(-M(fabs)(x)));
}

/* g times the derivative of x s(x), where s is the logistic function. */
WG_INLINE T FN(silu_slope)(T g, T x)
{
    const T s = C(1) / (C(1) + V(exp)(-x));
    return g * s * (C(1) + x * (C(1) - s));
}

/* tanh(log(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2), and the derivative of x times it; for x up to 20. */
WG_INLINE T FN(tanh_softplus)(T x)
{
    const T e = V(exp)(x), n = e * (e + C(2));
    return n / (n + C(2));
}

WG_INLINE T FN(mish_slope)(T x)
{
    const T e = V(exp)(x > 20 ? C(20) : x), n = e * (e + C(2)), d = n + C(2);
    return n / d + x * (C(4) * e * (C(1) + e)) / (d * d);
}

WG_INLINE T FN(zero_to_six)(T x)
{
    const T above = x < 0 ? C(0) : x;
    return above > 6 ? C(6) : above;
}

/* log(1 - x): what 1 - x loses by rounding, put back to first order. */
WG_INLINE T FN(log_less)(T x)
{
    const T u = C(1) - x;
    return V(log)(u) + (u > 0 ? ((C(1) - u) - x) / u : C(0));
}

/* Minus the logarithm of the probability that x gives to y, each logarithm at least -100; nan for x outside [0, 1]. */
WG_INLINE T FN(binary_surprise)(T x, T y)
{
    const T yes = V(log)(x), no = FN(log_less)(x);
    return (y - C(1)) * (no < -100 ? C(-100) : no) - y * (yes < -100 ? C(-100) : yes);
}

/* recurrent.h: layers of recurrent networks over all their steps, forward and backward, for float32 and float64. Needs
 * gemm.h and vector_math.h. The job is wg_recurrent of wengert.h. */

/* tanh(x): its series near 0, elsewhere from the exponential, without a branch. */
WG_INLINE float gate_tanh_f32(float x)
{
    const float a = x < 0 ? -x : x, s = x * x, e = vexp_f32(-2 * a), far = (1 - e) / (1 + e);
    float p = 0.0218694885f;
    p = p * s - 0.0539682540f;
    p = p * s + 0.133333333f;
    p = p * s - 0.333333333f;
    return a < 0.25f ? x + x * s * p : x < 0 ? -far : far;
}

WG_INLINE double gate_tanh_f64(double x)
{
    const double a = x < 0 ? -x : x, s = x * x, e = vexp_f64(-2 * a), far = (1 - e) / (1 + e);
    double p = 443861162.0 / -1856156927625.0;
    p = p * s + 6404582.0 / 10854718875.0;
    p = p * s - 929569.0 / 638512875.0;
    p = p * s + 21844.0 / 6081075.0;
    p = p * s - 1382.0 / 155925.0;
    p = p * s + 62.0 / 2835.0;
    p = p * s - 17.0 / 315.0;
    p = p * s + 2.0 / 15.0;
    p = p * s - 1.0 / 3.0;
    return a < 0.25 ? x + x * s * p : x < 0 ? -far : far;
}

#define T float
#define NAME(part) part##_f32
#define EXP vexp_f32
#include "recurrent_type.h"
#undef T
#undef NAME
#undef EXP

#define T double
#define NAME(part) part##_f64
#define EXP vexp_f64
#include "recurrent_type.h"
#undef T
#undef NAME
#undef EXP

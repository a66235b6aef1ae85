/* reduce.h: every reduction over runs and over rows; see the table at its end. */

/* Larger and smaller of two. The plain conditional is the processor's own maximum, which answers b
 * when either is NaN. The second pair lets NaN win, at three times the price. */
#define WG_LARGER(a, b) ((a) > (b) ? (a) : (b))
#define WG_SMALLER(a, b) ((a) < (b) ? (a) : (b))
#define WG_LARGER_OR_NAN(a, b) (((a) > (b)) | ((a) != (a)) ? (a) : (b))
#define WG_SMALLER_OR_NAN(a, b) (((a) < (b)) | ((a) != (a)) ? (a) : (b))
#define WG_ADD(a, b) ((a) + (b))
#define WG_MUL(a, b) ((a) * (b))
#define WG_ITSELF(v) (v)
#define WG_NUMBER_OR_ZERO(v) ((v) != (v) ? 0 : (v))
#define WG_SQUARE(v) ((v) * (v))
#define WG_MODULUS(v) ((v) < 0 ? -(v) : (v) + 0)

/* Loops for several callers stay in one copy: inlined at every call, they made three times the code. */
#ifdef _MSC_VER
#define WG_NOINLINE __declspec(noinline)
#else
#define WG_NOINLINE __attribute__((noinline))
#endif

static int has_nan_f32(const float *p, intptr_t n)
{
    int found = 0;
    for (intptr_t i = 0; i < n; ++i)
        found |= p[i] != p[i];
    return found;
}

static int has_nan_f64(const double *p, intptr_t n)
{
    int64_t found = 0;
    for (intptr_t i = 0; i < n; ++i)
        found |= p[i] != p[i];
    return found != 0;
}

#define T float
#define SAME_SIZE int32_t
#define HAS_NAN has_nan_f32

#define NAME(part) part##_sum_f32
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_prod_f32
#define COMBINE WG_MUL
#define QUICK WG_MUL
#define ORDERED 0
#define NEUTRAL 1
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_amax_f32
#define COMBINE WG_LARGER_OR_NAN
#define QUICK WG_LARGER
#define ORDERED 1
#define NEUTRAL -INFINITY
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_amin_f32
#define COMBINE WG_SMALLER_OR_NAN
#define QUICK WG_SMALLER
#define ORDERED 1
#define NEUTRAL INFINITY
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_nansum_f32
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_NUMBER_OR_ZERO
#include "reduce_type.h"

#define NAME(part) part##_sum_squares_f32
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_SQUARE
#include "reduce_type.h"

#define NAME(part) part##_sum_abs_f32
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#define NAME(part) part##_amax_abs_f32
#define COMBINE WG_LARGER_OR_NAN
#define QUICK WG_LARGER
#define ORDERED 1
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#define NAME(part) part##_amin_abs_f32
#define COMBINE WG_SMALLER_OR_NAN
#define QUICK WG_SMALLER
#define ORDERED 1
#define NEUTRAL INFINITY
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#undef T
#undef SAME_SIZE
#undef HAS_NAN
#define T double
#define SAME_SIZE int64_t
#define HAS_NAN has_nan_f64

#define NAME(part) part##_sum_f64
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_prod_f64
#define COMBINE WG_MUL
#define QUICK WG_MUL
#define ORDERED 0
#define NEUTRAL 1
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_amax_f64
#define COMBINE WG_LARGER_OR_NAN
#define QUICK WG_LARGER
#define ORDERED 1
#define NEUTRAL -INFINITY
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_amin_f64
#define COMBINE WG_SMALLER_OR_NAN
#define QUICK WG_SMALLER
#define ORDERED 1
#define NEUTRAL INFINITY
#define MAPPED 0
#define LOAD WG_ITSELF
#include "reduce_type.h"

#define NAME(part) part##_nansum_f64
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_NUMBER_OR_ZERO
#include "reduce_type.h"

#define NAME(part) part##_sum_squares_f64
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_SQUARE
#include "reduce_type.h"

#define NAME(part) part##_sum_abs_f64
#define COMBINE WG_ADD
#define QUICK WG_ADD
#define ORDERED 0
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#define NAME(part) part##_amax_abs_f64
#define COMBINE WG_LARGER_OR_NAN
#define QUICK WG_LARGER
#define ORDERED 1
#define NEUTRAL 0
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#define NAME(part) part##_amin_abs_f64
#define COMBINE WG_SMALLER_OR_NAN
#define QUICK WG_SMALLER
#define ORDERED 1
#define NEUTRAL INFINITY
#define MAPPED 1
#define LOAD WG_MODULUS
#include "reduce_type.h"

#undef T
#undef SAME_SIZE
#undef HAS_NAN
#undef WG_ITSELF
#undef WG_NUMBER_OR_ZERO
#undef WG_SQUARE
#undef WG_MODULUS

#include "reduce_complex.h"
#include "reduce_int.h"
#include "reduce_truth.h"
#include "extreme.h"
#include "moments.h"
#include "reduce_table.h"

#undef WG_ADD
#undef WG_MUL
#undef WG_LARGER
#undef WG_SMALLER
#undef WG_LARGER_OR_NAN
#undef WG_SMALLER_OR_NAN

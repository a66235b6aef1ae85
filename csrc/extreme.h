/* extreme.h: the largest and smallest element and where it is first; a NaN is both, whatever else there is.
 * Included by reduce.h, whose chunks of amax and amin it uses. INDEX counts rows beside values of T. */
#define WG_ABOVE(a, b) (a) > (b)
#define WG_BELOW(a, b) (a) < (b)
#define WG_NEVER(v) 0
#define WG_UNEQUAL(v) ((v) != (v))

#define T uint8_t
#define INDEX int32_t
#define IS_NAN WG_NEVER
#define NAME(part) part##_argmax_u8
#define BEST chunk_amax_u8
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_u8
#define BEST chunk_amin_u8
#define BETTER WG_BELOW
#include "extreme_type.h"
#undef T
#undef INDEX
#undef IS_NAN

#define T int8_t
#define INDEX int32_t
#define IS_NAN WG_NEVER
#define NAME(part) part##_argmax_i8
#define BEST chunk_amax_i8
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_i8
#define BEST chunk_amin_i8
#define BETTER WG_BELOW
#include "extreme_type.h"
#undef T
#undef INDEX
#undef IS_NAN

#define T int16_t
#define INDEX int32_t
#define IS_NAN WG_NEVER
#define NAME(part) part##_argmax_i16
#define BEST chunk_amax_i16
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_i16
#define BEST chunk_amin_i16
#define BETTER WG_BELOW
#include "extreme_type.h"
#undef T
#undef INDEX
#undef IS_NAN

#define T int32_t
#define INDEX int32_t
#define IS_NAN WG_NEVER
#define NAME(part) part##_argmax_i32
#define BEST chunk_amax_i32
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_i32
#define BEST chunk_amin_i32
#define BETTER WG_BELOW
#include "extreme_type.h"
#undef T
#undef INDEX
#undef IS_NAN

#define T int64_t
#define INDEX int64_t
#define IS_NAN WG_NEVER
#define NAME(part) part##_argmax_i64
#define BEST chunk_amax_i64
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_i64
#define BEST chunk_amin_i64
#define BETTER WG_BELOW
#include "extreme_type.h"
#undef T
#undef INDEX
#undef IS_NAN

#define T float
#define INDEX int32_t
#define IS_NAN WG_UNEQUAL
#define NAME(part) part##_argmax_f32
#define BEST chunk_or_nan_amax_f32
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_f32
#define BEST chunk_or_nan_amin_f32
#define BETTER WG_BELOW
#include "extreme_type.h"
#define SAME_SIZE int32_t
#define NAME(part) part##_f32
#include "both_type.h"
#undef SAME_SIZE
#undef T
#undef INDEX
#undef IS_NAN

#define T double
#define INDEX int64_t
#define IS_NAN WG_UNEQUAL
#define NAME(part) part##_argmax_f64
#define BEST chunk_or_nan_amax_f64
#define BETTER WG_ABOVE
#include "extreme_type.h"
#define NAME(part) part##_argmin_f64
#define BEST chunk_or_nan_amin_f64
#define BETTER WG_BELOW
#include "extreme_type.h"
#define SAME_SIZE int64_t
#define NAME(part) part##_f64
#include "both_type.h"
#undef SAME_SIZE
#undef T
#undef INDEX
#undef IS_NAN

#undef WG_ABOVE
#undef WG_BELOW
#undef WG_NEVER
#undef WG_UNEQUAL

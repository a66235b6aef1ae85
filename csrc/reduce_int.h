/* reduce_int.h: sum, product, maximum and minimum of integers; sums and products are int64. Included by
 * reduce.h. A chunk is reduced in ACC, which it cannot overflow. Arithmetic of 64 bits wraps. */

#define T uint8_t
#define NAME(part) part##_sum_u8
#define R uint64_t
#define ACC int32_t
#define NEUTRAL 0
#define FOLD WG_ADD
#include "reduce_int_type.h"
#define NAME(part) part##_prod_u8
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 1
#define FOLD WG_MUL
#include "reduce_int_type.h"
#define NAME(part) part##_amax_u8
#define R uint8_t
#define ACC uint8_t
#define NEUTRAL 0
#define FOLD WG_LARGER
#include "reduce_int_type.h"
#define NAME(part) part##_amin_u8
#define R uint8_t
#define ACC uint8_t
#define NEUTRAL UINT8_MAX
#define FOLD WG_SMALLER
#include "reduce_int_type.h"
#undef T

#define T int8_t
#define NAME(part) part##_sum_i8
#define R uint64_t
#define ACC int32_t
#define NEUTRAL 0
#define FOLD WG_ADD
#include "reduce_int_type.h"
#define NAME(part) part##_prod_i8
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 1
#define FOLD WG_MUL
#include "reduce_int_type.h"
#define NAME(part) part##_amax_i8
#define R int8_t
#define ACC int8_t
#define NEUTRAL INT8_MIN
#define FOLD WG_LARGER
#include "reduce_int_type.h"
#define NAME(part) part##_amin_i8
#define R int8_t
#define ACC int8_t
#define NEUTRAL INT8_MAX
#define FOLD WG_SMALLER
#include "reduce_int_type.h"
#undef T

#define T int16_t
#define NAME(part) part##_sum_i16
#define R uint64_t
#define ACC int32_t
#define NEUTRAL 0
#define FOLD WG_ADD
#include "reduce_int_type.h"
#define NAME(part) part##_prod_i16
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 1
#define FOLD WG_MUL
#include "reduce_int_type.h"
#define NAME(part) part##_amax_i16
#define R int16_t
#define ACC int16_t
#define NEUTRAL INT16_MIN
#define FOLD WG_LARGER
#include "reduce_int_type.h"
#define NAME(part) part##_amin_i16
#define R int16_t
#define ACC int16_t
#define NEUTRAL INT16_MAX
#define FOLD WG_SMALLER
#include "reduce_int_type.h"
#undef T

#define T int32_t
#define NAME(part) part##_sum_i32
#define R uint64_t
#define ACC int64_t
#define NEUTRAL 0
#define FOLD WG_ADD
#include "reduce_int_type.h"
#define NAME(part) part##_prod_i32
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 1
#define FOLD WG_MUL
#include "reduce_int_type.h"
#define NAME(part) part##_amax_i32
#define R int32_t
#define ACC int32_t
#define NEUTRAL INT32_MIN
#define FOLD WG_LARGER
#include "reduce_int_type.h"
#define NAME(part) part##_amin_i32
#define R int32_t
#define ACC int32_t
#define NEUTRAL INT32_MAX
#define FOLD WG_SMALLER
#include "reduce_int_type.h"
#undef T

#define T int64_t
#define NAME(part) part##_sum_i64
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 0
#define FOLD WG_ADD
#include "reduce_int_type.h"
#define NAME(part) part##_prod_i64
#define R uint64_t
#define ACC uint64_t
#define NEUTRAL 1
#define FOLD WG_MUL
#include "reduce_int_type.h"
#define NAME(part) part##_amax_i64
#define R int64_t
#define ACC int64_t
#define NEUTRAL INT64_MIN
#define FOLD WG_LARGER
#include "reduce_int_type.h"
#define NAME(part) part##_amin_i64
#define R int64_t
#define ACC int64_t
#define NEUTRAL INT64_MAX
#define FOLD WG_SMALLER
#include "reduce_int_type.h"
#undef T

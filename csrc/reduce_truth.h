/* reduce_truth.h: any, all and the number of elements that are not zero, by size of element; and the number
 * of elements that are no NaN. Included by reduce.h. A float is zero when all bits but the sign are. */
typedef struct { uint64_t part[2]; } wide_bits;

#define TRUE_BITS(v) ((v) != 0)
#define TRUE_F32(v) (((v) & 0x7fffffffu) != 0)
#define TRUE_F64(v) (((v) & 0x7fffffffffffffffu) != 0)
#define TRUE_C64(v) (((v) & 0x7fffffff7fffffffu) != 0)
#define TRUE_C128(v) ((((v).part[0] | (v).part[1]) & 0x7fffffffffffffffu) != 0)
#define TRUE_NUMBER(v) ((v) == (v))

#define T uint8_t
#define COUNTER uint8_t
#define NAME(part) part##_b1
#define TRUE TRUE_BITS
#include "reduce_truth_type.h"
#define T uint16_t
#define COUNTER uint16_t
#define NAME(part) part##_b2
#define TRUE TRUE_BITS
#include "reduce_truth_type.h"
#define T uint32_t
#define COUNTER uint32_t
#define NAME(part) part##_b4
#define TRUE TRUE_BITS
#include "reduce_truth_type.h"
#define T uint64_t
#define COUNTER uint64_t
#define NAME(part) part##_b8
#define TRUE TRUE_BITS
#include "reduce_truth_type.h"
#define T uint32_t
#define COUNTER uint32_t
#define NAME(part) part##_f32
#define TRUE TRUE_F32
#include "reduce_truth_type.h"
#define T uint64_t
#define COUNTER uint64_t
#define NAME(part) part##_f64
#define TRUE TRUE_F64
#include "reduce_truth_type.h"
#define T uint64_t
#define COUNTER uint64_t
#define NAME(part) part##_c64
#define TRUE TRUE_C64
#include "reduce_truth_type.h"
#define T wide_bits
#define COUNTER uint64_t
#define NAME(part) part##_c128
#define TRUE TRUE_C128
#include "reduce_truth_type.h"
#define T float
#define COUNTER uint32_t
#define NAME(part) part##_number_f32
#define TRUE TRUE_NUMBER
#include "reduce_truth_type.h"
#define T double
#define COUNTER uint64_t
#define NAME(part) part##_number_f64
#define TRUE TRUE_NUMBER
#include "reduce_truth_type.h"

#undef TRUE_BITS
#undef TRUE_F32
#undef TRUE_F64
#undef TRUE_C64
#undef TRUE_C128
#undef TRUE_NUMBER

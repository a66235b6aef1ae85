/* attention.h: scaled dot product attention in blocks, forward and backward, for float32 and float64. Needs gemm.h,
 * reduce.h and rows.h. The job is wg_attention of wengert.h. */
#define T float
#define NAME(part) part##_f32
#define EXP vexp_f32
#define LOG logf
#include "attention_type.h"
#undef T
#undef NAME
#undef EXP
#undef LOG

#define T double
#define NAME(part) part##_f64
#define EXP vexp_f64
#define LOG log
#include "attention_type.h"
#undef T
#undef NAME
#undef EXP
#undef LOG
#undef DROP_COUNTERS

/* ctc.h: connectionist temporal classification, forward and backward, for float32 and float64. The job is wg_ctc of
 * wengert.h. */
#define T float
#define NAME(part) part##_f32
#include "ctc_type.h"
#undef T
#undef NAME

#define T double
#define NAME(part) part##_f64
#include "ctc_type.h"
#undef T
#undef NAME

/* rows.h: softmax and its relatives, cross entropy and layer normalisation over contiguous rows, for
 * float32 and float64. Needs reduce.h. */

/* Most elements per call of a foreign loop: they and their results stay in the first-level cache. */
#define WG_BLOCK 1024
/* Most rows that share one such call. */
#define WG_BATCH 64

#define T float
#define NAME(part) part##_f32
#define KIND 0
#define EXP vexp_f32
#include "softmax_type.h"
#include "layer_norm_type.h"
#undef T
#undef NAME
#undef KIND
#undef EXP

#define T double
#define NAME(part) part##_f64
#define KIND 1
#define EXP vexp_f64
#include "softmax_type.h"
#include "layer_norm_type.h"
#undef T
#undef NAME
#undef KIND
#undef EXP

#undef WG_BLOCK
#undef WG_BATCH
#undef WG_NOINLINE

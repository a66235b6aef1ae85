/* pool.h: pooling and resampling for one instruction set, float32 and float64. Included by kernels.h after conv.h,
 * whose vectors they use. */

#define T float
#define PLACE int32_t
#define NAME(name) name##_f32
#include "pool_type.h"
#undef T
#undef PLACE
#undef NAME
#define T double
#define PLACE int64_t
#define NAME(name) name##_f64
#include "pool_type.h"
#undef T
#undef PLACE
#undef NAME

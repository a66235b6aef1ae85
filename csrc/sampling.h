/* sampling.h: images and volumes at points between their elements, for float32 and float64. The job is wg_sampling of
 * wengert.h. */
#define T float
#define NAME(part) part##_f32
#define M(name) name##f
#include "sampling_type.h"
#undef T
#undef NAME
#undef M

#define T double
#define NAME(part) part##_f64
#define M(name) name
#include "sampling_type.h"
#undef T
#undef NAME
#undef M

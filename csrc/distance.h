/* distance.h: distances of rows, of all pairs of rows, and cosines, with their gradients, for float32 and float64. */

/* Sums side by side, so that additions need not wait for each other. */
#define WG_LANES 16

#define T float
#define NAME(part) part##_f32
#include "distance_type.h"
#include "pairs_type.h"
#undef T
#undef NAME

#define T double
#define NAME(part) part##_f64
#include "distance_type.h"
#include "pairs_type.h"
#undef T
#undef NAME

#undef WG_LANES

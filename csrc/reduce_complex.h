/* reduce_complex.h: sums and products of complex elements, which lie as pairs of reals. Included by
 * reduce.h for both precisions. */
#define T float
#define NAME(part) part##_c64
#define REAL(part) part##_f32
#include "reduce_complex_type.h"
#define T double
#define NAME(part) part##_c128
#define REAL(part) part##_f64
#include "reduce_complex_type.h"

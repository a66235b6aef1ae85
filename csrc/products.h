/* products.h: several matrix products, one after the other, for one instruction set. */
#define T float
#define NAME(part) part##_f32
#include "products_type.h"
#undef T
#undef NAME

#define T double
#define NAME(part) part##_f64
#include "products_type.h"
#undef T
#undef NAME

// Whether an array holds a value that is no number: anomaly mode looks at every gradient.
#include "wengert.h"

enum { BLOCK = 512 };      // elements between two looks at the answer

#define WG_HAS_NAN(name, type)                                            \
    static int name(const type *x, intptr_t n)                            \
    {                                                                     \
        int found = 0;                                                    \
        for (intptr_t at = 0, end; at < n && !found; at = end) {          \
            end = n - at < BLOCK ? n : at + BLOCK;                        \
            for (intptr_t i = at; i < end; i++) found |= x[i] != x[i];    \
        }                                                                 \
        return found;                                                     \
    }
WG_HAS_NAN(has_nan_f32, float)
WG_HAS_NAN(has_nan_f64, double)
#undef WG_HAS_NAN

int wg_has_nan(const void *x, intptr_t n, int is_double)
{
    return is_double ? has_nan_f64(x, n) : has_nan_f32(x, n);
}

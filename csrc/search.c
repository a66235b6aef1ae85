/* search.c: binary search in sorted rows. */
#include "wengert.h"

/* Where v goes in n sorted boundaries, which `order` may rearrange. Left: before the first that is not smaller;
 * right: behind the last that is not larger. What is not comparable goes to the end. */
#define SEARCH(name, T)                                                                             \
    static void name(const void *sorted, const int64_t *order, intptr_t n, const void *values,      \
                     intptr_t count, int right, int64_t *out)                                       \
    {                                                                                               \
        const T *row = sorted, *value = values;                                                     \
        for (intptr_t i = 0; i < count; ++i) {                                                      \
            const T v = value[i];                                                                   \
            intptr_t low = 0, high = n;                                                             \
            while (low < high) {                                                                    \
                const intptr_t middle = low + ((high - low) >> 1);                                  \
                const T m = row[order ? order[middle] : middle];                                    \
                if (right ? !(m > v) : !(m >= v))                                                   \
                    low = middle + 1;                                                               \
                else                                                                                \
                    high = middle;                                                                  \
            }                                                                                       \
            out[i] = low;                                                                           \
        }                                                                                           \
    }
SEARCH(search_u8, uint8_t)
SEARCH(search_i8, int8_t)
SEARCH(search_i16, int16_t)
SEARCH(search_i32, int32_t)
SEARCH(search_i64, int64_t)
SEARCH(search_f32, float)
SEARCH(search_f64, double)
#undef SEARCH

wg_search wg_search_row(int dtype)
{
    static const wg_search rows[] = {search_u8, search_i8, search_i16, search_i32, search_i64, NULL,
                                     search_f32, search_f64};
    return dtype < WG_U8 || dtype > WG_F64 ? NULL : rows[dtype - WG_U8];
}

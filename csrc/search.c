/* search.c: binary search in sorted rows. */
#include "wengert.h"

#define T uint8_t
#define NAME(f) f##_u8
#include "search_type.h"
#define T int8_t
#define NAME(f) f##_i8
#include "search_type.h"
#define T int16_t
#define NAME(f) f##_i16
#include "search_type.h"
#define T int32_t
#define NAME(f) f##_i32
#include "search_type.h"
#define T int64_t
#define NAME(f) f##_i64
#include "search_type.h"
#define T float
#define NAME(f) f##_f32
#include "search_type.h"
#define T double
#define NAME(f) f##_f64
#include "search_type.h"

wg_search wg_search_row(int dtype)
{
    static const wg_search rows[] = {search_u8, search_i8, search_i16, search_i32, search_i64, NULL,
                                     search_f32, search_f64};
    return dtype < WG_U8 || dtype > WG_F64 ? NULL : rows[dtype - WG_U8];
}

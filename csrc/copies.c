/* copies.c: loops that copy without converting: one element many times, and two real numbers as a complex one. */
#include <stdint.h>
#include <string.h>

#include "wengert.h"

#define T int32_t
#define NAME(part) part##_4
#include "copies_type.h"
#undef T
#undef NAME

#define T int64_t
#define NAME(part) part##_8
#include "copies_type.h"
#undef T
#undef NAME

wg_loop wg_repeat_loop(int itemsize) { return itemsize == 4 ? repeat_4 : repeat_8; }
wg_loop wg_join_loop(int itemsize) { return itemsize == 4 ? join_4 : join_8; }

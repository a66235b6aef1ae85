/* rank.c: the element of a rank, medians, and the commonest element, with its place. Elements become unsigned keys
 * that are in the same order, with every NaN last; keys are chosen byte by byte, so no input is a bad one. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "wengert.h"

#define KEY uint32_t
#define NAME(part) part##_32
#include "rank_keys.h"
#define KEY uint64_t
#define NAME(part) part##_64
#include "rank_keys.h"

#define T uint8_t
#define KEY uint32_t
#define KEYS(part) part##_32
#define NAME(part) part##_u8
#define TO_KEY(x) (uint32_t)(x)
#define FLOATING 0
#include "rank_type.h"
#define T int8_t
#define KEY uint32_t
#define KEYS(part) part##_32
#define NAME(part) part##_i8
#define TO_KEY(x) FLIPPED(uint32_t, (int32_t)(x))
#define FLOATING 0
#include "rank_type.h"
#define T int16_t
#define KEY uint32_t
#define KEYS(part) part##_32
#define NAME(part) part##_i16
#define TO_KEY(x) FLIPPED(uint32_t, (int32_t)(x))
#define FLOATING 0
#include "rank_type.h"
#define T int32_t
#define KEY uint32_t
#define KEYS(part) part##_32
#define NAME(part) part##_i32
#define TO_KEY(x) FLIPPED(uint32_t, x)
#define FLOATING 0
#include "rank_type.h"
#define T int64_t
#define KEY uint64_t
#define KEYS(part) part##_64
#define NAME(part) part##_i64
#define TO_KEY(x) FLIPPED(uint64_t, x)
#define FLOATING 0
#include "rank_type.h"
#define T float
#define KEY uint32_t
#define KEYS(part) part##_32
#define NAME(part) part##_f32
#define TO_KEY(x) key_of_f32(x)
#define FLOATING 1
#include "rank_type.h"
#define T double
#define KEY uint64_t
#define KEYS(part) part##_64
#define NAME(part) part##_f64
#define TO_KEY(x) key_of_f64(x)
#define FLOATING 1
#include "rank_type.h"

wg_reduce_run wg_rank_reducer(int reduction, int dtype)
{
    static const wg_reduce_run runs[][WG_C64] = {
        {rank_u8, rank_u8, rank_i8, rank_i16, rank_i32, rank_i64, NULL, rank_f32, rank_f64},
        {mode_u8, mode_u8, mode_i8, mode_i16, mode_i32, mode_i64, NULL, mode_f32, mode_f64},
    };
    return dtype >= WG_C64 ? NULL : runs[reduction == WG_MODE][dtype];
}

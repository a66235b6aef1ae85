/* divisors.c: greatest common divisors and least common multiples of integers. */
#include <stdint.h>

#include "wengert.h"

/* Blocks whose numbers are all below LIMIT are done by Euclid's algorithm in float32, side by side: whole numbers to
 * 2^24 and their products here are exact there, and a quotient of two of them never rounds up to a whole number. */
enum { BLOCK = 64, LIMIT = 1 << 24 };

static void divisors_of_block(float *restrict a, float *restrict b)
{
    for (int32_t left = 1; left;) {
        left = 0;
        for (int i = 0; i < BLOCK; i++) {
            const float x = a[i], y = b[i], done = (float)(y == 0), by = y + done;   /* x over 1 leaves 0 */
            const float rest = x - (float)(int32_t)(x / by) * by;
            a[i] = y + done * x;
            b[i] = rest;
            left |= (int32_t)rest;
        }
    }
}

static uint64_t divisor(uint64_t a, uint64_t b)
{
    while (b) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

#define T int32_t
#define U uint32_t
#define NAME(f) f##_i32
#include "divisors_type.h"
#define T int64_t
#define U uint64_t
#define NAME(f) f##_i64
#include "divisors_type.h"

wg_loop wg_divisor_loop(int dtype, int multiple)
{
    if (dtype == WG_I32)
        return multiple ? common_multiple_i32 : common_divisor_i32;
    if (dtype == WG_I64)
        return multiple ? common_multiple_i64 : common_divisor_i64;
    return NULL;
}

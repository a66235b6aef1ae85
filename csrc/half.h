/* half.h: float16, IEEE 754's binary16, as the 16 bits it is kept in. Conversions without branches, so that loops of
 * them become vectors. */
#include <stdint.h>

typedef union { uint32_t bits; float value; } wg_float_bits;

/* Multiplying by 2**112 moves the exponent from one bias to the other and makes small numbers normal. */
static inline float wg_float_of_half(uint16_t h)
{
    wg_float_bits v = {.bits = (uint32_t)(h & 0x7fff) << 13};
    v.value *= 0x1p112f;
    v.bits |= (h & 0x7c00) == 0x7c00 ? 0x7f800000u : 0;      /* infinity and NaN */
    v.bits |= (uint32_t)(h & 0x8000) << 16;
    return v.value;
}

/* To the nearest, ties to even. Below 2**-14 the sum with 1/2, whose last bit is float16's smallest number, rounds. */
static inline uint16_t wg_half_of_float(float x)
{
    const wg_float_bits v = {.value = x};
    const uint32_t size = v.bits & 0x7fffffff, sign = (v.bits >> 16) & 0x8000;
    wg_float_bits small = {.bits = size < 0x38800000u ? size : 0};
    uint32_t rounded = (size - 0x38000000u + 0xfff + ((size >> 13) & 1)) >> 13;
    small.value += 0.5f;
    rounded = size < 0x38800000u ? small.bits - 0x3f000000u : rounded;
    rounded = size >= 0x47800000u ? 0x7c00u : rounded;        /* 65536 and more */
    rounded = size > 0x7f800000u ? 0x7e00u : rounded;         /* NaN */
    return (uint16_t)(rounded | sign);
}

/* index.c: take and put along one axis, and over flat positions. */
#include "wengert.h"

#include <string.h>

/* Copy count rows of `bytes` bytes. With a constant size, memcpy becomes a load and a store. */
static inline void take(const char *in, const int64_t *index, char *out, intptr_t count, size_t bytes)
{
    for (intptr_t i = 0; i < count; ++i)
        memcpy(out + i * bytes, in + index[i] * (int64_t)bytes, bytes);
}

static void take_sized(const char *in, const int64_t *index, char *out, intptr_t count, size_t bytes)
{
    switch (bytes) {
    case 1: take(in, index, out, count, 1); break;
    case 2: take(in, index, out, count, 2); break;
    case 4: take(in, index, out, count, 4); break;
    case 8: take(in, index, out, count, 8); break;
    case 16: take(in, index, out, count, 16); break;
    default: take(in, index, out, count, bytes);
    }
}

void wg_take_rows(const char *in, const int64_t *index, char *out, intptr_t outer, intptr_t axis,
                  intptr_t count, intptr_t inner_bytes)
{
    if (inner_bytes == 0)
        return;
    for (intptr_t o = 0; o < outer; ++o)
        take_sized(in + o * axis * inner_bytes, index, out + o * count * inner_bytes, count,
                   (size_t)inner_bytes);
}

void wg_take_flat(const char *in, const int64_t *index, char *out, intptr_t count, int itemsize)
{
    take_sized(in, index, out, count, (size_t)itemsize);
}

/* out[index[i], :] += in[i, :] in order of i: an index that comes twice adds twice, and the rounding
 * is the same on every run. */
#define ADD_ROWS(name, T)                                                                          \
    static inline void name(const T *in, const int64_t *index, T *out, intptr_t count, intptr_t inner) \
    {                                                                                              \
        for (intptr_t i = 0; i < count; ++i, in += inner) {                                        \
            T *row = out + index[i] * inner;                                                       \
            for (intptr_t j = 0; j < inner; ++j)                                                   \
                row[j] += in[j];                                                                   \
        }                                                                                          \
    }
ADD_ROWS(add_rows_f32, float)
ADD_ROWS(add_rows_f64, double)
#undef ADD_ROWS

void wg_add_rows(const char *in, const int64_t *index, char *out, intptr_t outer, intptr_t axis,
                 intptr_t count, intptr_t inner, int dtype)
{
    const intptr_t size = dtype == WG_F32 ? sizeof(float) : sizeof(double);
    for (intptr_t o = 0; o < outer; ++o, in += count * inner * size, out += axis * inner * size) {
        if (inner == 1)
            wg_add_flat(in, index, out, count, dtype);
        else if (dtype == WG_F32)
            add_rows_f32((const float *)in, index, (float *)out, count, inner);
        else
            add_rows_f64((const double *)in, index, (double *)out, count, inner);
    }
}

void wg_add_flat(const char *in, const int64_t *index, char *out, intptr_t count, int dtype)
{
    if (dtype == WG_F32)
        add_rows_f32((const float *)in, index, (float *)out, count, 1);
    else
        add_rows_f64((const double *)in, index, (double *)out, count, 1);
}

/* scan_type.h: running sums and products of one type. Included by scan.c with T, ACC and NAME(part). */
#define SCAN(name, OP, START)                                                                           \
    static inline void NAME(name##_any)(const T *in, T *out, intptr_t n, intptr_t apart, intptr_t width, \
                                        intptr_t step)                                                  \
    {                                                                                                   \
        ACC all[STRIP];                                                                                 \
        for (intptr_t j = 0; j < width; j++) all[j] = START;                                            \
        for (intptr_t i = 0; i < n; i++, in += step, out += step)                                       \
            for (intptr_t j = 0; j < width; j++) out[j * apart] = (T)(all[j] OP (ACC)in[j * apart]);    \
    }
SCAN(sums, +=, 0)
SCAN(products, *=, 1)
#undef SCAN

/* One row: a sum waits for the sum four places back, not for the one before. Where that could round differently, at the
 * ends of the range, the accumulator has room to spare; integers wrap around either way. */
static inline void NAME(sums_alone)(const T *in, T *out, intptr_t n, intptr_t step)
{
    ACC all = 0;
    if (sizeof(ACC) > sizeof(T) || (ACC)0.5 == 0)
        for (; n >= 4; n -= 4, in += 4 * step, out += 4 * step) {
            const ACC a = (ACC)in[0], ab = a + (ACC)in[step], c = (ACC)in[2 * step], abcd = ab + (c + (ACC)in[3 * step]);
            out[0] = (T)(all + a);
            out[step] = (T)(all + ab);
            out[2 * step] = (T)(all + (ab + c));
            out[3 * step] = (T)(all += abcd);
        }
    for (; n > 0; n--, in += step, out += step)
        *out = (T)(all += (ACC)*in);
}

static inline void NAME(products_alone)(const T *in, T *out, intptr_t n, intptr_t step)
{
    ACC all = 1;
    for (; n > 0; n--, in += step, out += step)
        *out = (T)(all *= (ACC)*in);
}

#define ENTRY(name, any, alone, width)                                                                         \
    static void NAME(name)(const void *in, void *out, intptr_t n, intptr_t apart, intptr_t count,       \
                           intptr_t step)                                                               \
    {                                                                                                   \
        if (count == 1)                                                                                 \
            NAME(alone)(in, out, n, step);                                                              \
        else                                                                                            \
            NAME(any)(in, out, n, apart, width, step);                                                  \
    }
ENTRY(sums, sums_any, sums_alone, count)
ENTRY(sums_rows, sums_any, sums_alone, ROWS)
ENTRY(products, products_any, products_alone, count)
ENTRY(products_rows, products_any, products_alone, ROWS)
#undef ENTRY
#undef T
#undef ACC
#undef NAME

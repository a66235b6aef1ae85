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

/* One long row in ROWS parts, whose additions need not wait for each other: first what each part begins with. */
static void NAME(sums_long)(const void *from, void *to, intptr_t n, intptr_t step)
{
    const intptr_t part = n / ROWS;
    const T *in = from;
    T *out = to;
    ACC all[ROWS] = {0}, before = 0;
    for (intptr_t i = 0; i < part; i++)
        for (intptr_t k = 0; k < ROWS - 1; k++) all[k] += (ACC)in[(k * part + i) * step];
    for (intptr_t k = 0; k < ROWS; k++) {
        const ACC sum = all[k];
        all[k] = before;
        before += sum;
    }
    for (intptr_t i = 0; i < part; i++)
        for (intptr_t k = 0; k < ROWS; k++) {
            const intptr_t at = (k * part + i) * step;
            out[at] = (T)(all[k] += (ACC)in[at]);
        }
    for (intptr_t i = part * ROWS; i < n; i++) out[i * step] = (T)(all[ROWS - 1] += (ACC)in[i * step]);
}

#define ENTRY(name, any, width)                                                                         \
    static void NAME(name)(const void *in, void *out, intptr_t n, intptr_t apart, intptr_t count,       \
                           intptr_t step)                                                               \
    {                                                                                                   \
        (void)count;                                                                                    \
        NAME(any)(in, out, n, apart, width, step);                                                      \
    }
ENTRY(sums, sums_any, count)
ENTRY(sums_rows, sums_any, ROWS)
ENTRY(products, products_any, count)
ENTRY(products_rows, products_any, ROWS)
#undef ENTRY
#undef T
#undef ACC
#undef NAME

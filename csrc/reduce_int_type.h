/* reduce_int_type.h: one reduction of one integer type. Included by reduce_int.h with T (elements), R
 * (results), ACC (of a chunk), NEUTRAL, FOLD(a, b) and NAME(part). */
enum { NAME(CHUNK) = 4096 };

static inline R NAME(chunk)(const T *x, intptr_t n)
{
    ACC all = NEUTRAL;
    for (intptr_t i = 0; i < n; ++i)
        all = FOLD(all, (ACC)x[i]);
    return (R)all;
}

/* Elements that do not lie side by side are gathered first. */
static void NAME(reduce_run)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                             const double *options)
{
    T gathered[NAME(CHUNK)];
    R all = NEUTRAL;
    (void)second, (void)options;
    for (intptr_t at = 0; at < n; at += NAME(CHUNK)) {
        const intptr_t len = n - at < NAME(CHUNK) ? n - at : NAME(CHUNK);
        const T *x = (const T *)(in + at * stride);
        if (stride != (intptr_t)sizeof(T)) {
            for (intptr_t i = 0; i < len; ++i)
                gathered[i] = *(const T *)(in + (at + i) * stride);
            x = gathered;
        }
        const R part = NAME(chunk)(x, len);
        all = FOLD(all, part);
    }
    memcpy(out, &all, sizeof all);
}

/* Rows into an accumulator row, two at a time. */
static void NAME(reduce_rows)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                              char *second, const double *options)
{
    R *acc = (R *)out;
    (void)second, (void)options;
    for (intptr_t j = 0; j < width; ++j)
        acc[j] = NEUTRAL;
    for (; n > 1; n -= 2, in += 2 * stride) {
        const T *a = (const T *)in, *b = (const T *)(in + stride);
        for (intptr_t j = 0; j < width; ++j) {
            const R both = FOLD((R)a[j], (R)b[j]);
            acc[j] = FOLD(acc[j], both);
        }
    }
    for (intptr_t j = 0; n && j < width; ++j)
        acc[j] = FOLD(acc[j], (R)((const T *)in)[j]);
}

#undef R
#undef ACC
#undef NAME
#undef NEUTRAL
#undef FOLD

/* reduce_truth_type.h: how many elements of a kind hold, and whether any or all do. Included by reduce_truth.h
 * with T, COUNTER (an unsigned type of T's width), TRUE(v) and NAME(part). */
enum { NAME(TRUTH_LANES) = 64 / sizeof(COUNTER), NAME(TRUTH_CHUNK) = 250 * NAME(TRUTH_LANES) };

/* At most TRUTH_CHUNK elements side by side: every lane's count fits a byte. */
static intptr_t NAME(chunk_count)(const T *x, intptr_t n)
{
    COUNTER lane[NAME(TRUTH_LANES)] = {0};
    intptr_t count = 0;
    for (; n >= NAME(TRUTH_LANES); n -= NAME(TRUTH_LANES), x += NAME(TRUTH_LANES))
        for (int j = 0; j < NAME(TRUTH_LANES); ++j) lane[j] += TRUE(x[j]);
    for (int j = 0; j < NAME(TRUTH_LANES); ++j) count += (intptr_t)lane[j];
    for (; n > 0; --n, ++x) count += TRUE(*x);
    return count;
}

static void NAME(reduce_run_count)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                   const double *options)
{
    int64_t count = 0;
    (void)second, (void)options;
    if (stride != (intptr_t)sizeof(T) || n < NAME(TRUTH_LANES)) {
        for (intptr_t i = 0; i < n; ++i) count += TRUE(*(const T *)(in + i * stride));
    } else {
        for (intptr_t at = 0; at < n; at += NAME(TRUTH_CHUNK))
            count += NAME(chunk_count)((const T *)in + at,
                                       n - at < NAME(TRUTH_CHUNK) ? n - at : NAME(TRUTH_CHUNK));
    }
    memcpy(out, &count, sizeof count);
}

static void NAME(reduce_rows_count)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                    char *second, const double *options)
{
    int64_t *acc = (int64_t *)out;
    (void)second, (void)options;
    for (intptr_t j = 0; j < width; ++j) acc[j] = 0;
    for (; n > 0; --n, in += stride)
        for (intptr_t j = 0; j < width; ++j) acc[j] += TRUE(((const T *)in)[j]);
}

/* Whether an element of a run is true (wanted 1) or false (wanted 0), a block at a time. */
static int NAME(found)(const char *in, intptr_t n, intptr_t stride, int wanted)
{
    enum { BLOCK = 1024 };
    COUNTER some = 0;
    if (stride != (intptr_t)sizeof(T)) {
        for (intptr_t i = 0; i < n; ++i)
            if (TRUE(*(const T *)(in + i * stride)) == wanted) return 1;
        return 0;
    }
    for (const T *x = (const T *)in; n > 0 && !some; n -= BLOCK, x += BLOCK) {
        const intptr_t len = n < BLOCK ? n : BLOCK;
        if (wanted)
            for (intptr_t i = 0; i < len; ++i) some |= (COUNTER)TRUE(x[i]);
        else
            for (intptr_t i = 0; i < len; ++i) some |= (COUNTER)!TRUE(x[i]);
    }
    return some != 0;
}

static void NAME(reduce_run_any)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                 const double *options)
{
    (void)second, (void)options;
    *out = (char)NAME(found)(in, n, stride, 1);
}

static void NAME(reduce_run_all)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                 const double *options)
{
    (void)second, (void)options;
    *out = (char)!NAME(found)(in, n, stride, 0);
}

static void NAME(reduce_rows_any)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                  char *second, const double *options)
{
    (void)second, (void)options;
    memset(out, 0, (size_t)width);
    for (; n > 0; --n, in += stride)
        for (intptr_t j = 0; j < width; ++j) out[j] |= (char)TRUE(((const T *)in)[j]);
}

static void NAME(reduce_rows_all)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                  char *second, const double *options)
{
    (void)second, (void)options;
    memset(out, 1, (size_t)width);
    for (; n > 0; --n, in += stride)
        for (intptr_t j = 0; j < width; ++j) out[j] &= (char)TRUE(((const T *)in)[j]);
}

#undef T
#undef COUNTER
#undef NAME
#undef TRUE

/* moments_type.h: included by moments.h with T and NAME(part). */
enum { NAME(MOMENTS_CHUNK) = 2048, NAME(MOMENTS_ROWS) = 64, NAME(MOMENTS_WIDTH) = 128 };

static void NAME(reduce_run_moments)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                     const double *options)
{
    T gathered[NAME(MOMENTS_CHUNK)];
    wg_moments m = {0, 0, 0};
    for (intptr_t at = 0; at < n; at += NAME(MOMENTS_CHUNK)) {
        const intptr_t len = n - at < NAME(MOMENTS_CHUNK) ? n - at : NAME(MOMENTS_CHUNK);
        const T *x = (const T *)(in + at * stride);
        if (stride != (intptr_t)sizeof(T)) {
            for (intptr_t i = 0; i < len; ++i)
                gathered[i] = *(const T *)(in + (at + i) * stride);
            x = gathered;
        }
        const T mean = NAME(chunk_sum)(x, len) / (T)len;
        for (intptr_t i = 0; i < len; ++i)
            gathered[i] = x[i] - mean;
        /* What the rounded mean leaves over is the deviations' own mean. */
        const double rest = (double)NAME(chunk_sum)(gathered, len) / (double)len;
        for (intptr_t i = 0; i < len; ++i)
            gathered[i] *= gathered[i];
        const double squares = NAME(chunk_sum)(gathered, len);
        join_moments(&m, (double)len, mean + rest, squares - rest * rest * (double)len);
    }
    const T deviation = (T)spread_of(n > 0 ? m.squares : NAN, m.count, options);
    const T mean = (T)(n > 0 ? m.mean : NAN);
    memcpy(out, &deviation, sizeof deviation);
    memcpy(second, &mean, sizeof mean);
}

/* A strip of at most MOMENTS_WIDTH columns, a block of rows at a time. */
static WG_NOINLINE void NAME(strip_moments)(const char *in, intptr_t n, intptr_t stride, intptr_t width,
                                            wg_moments *m)
{
    T mean[NAME(MOMENTS_WIDTH)], squares[NAME(MOMENTS_WIDTH)], rest[NAME(MOMENTS_WIDTH)];
    for (; n > 0; n -= NAME(MOMENTS_ROWS), in += NAME(MOMENTS_ROWS) * stride) {
        const intptr_t rows = n < NAME(MOMENTS_ROWS) ? n : NAME(MOMENTS_ROWS);
        const double count = (double)rows;
        NAME(reduce_rows_sum)(in, rows, stride, width, (char *)mean, NULL, NULL);
        for (intptr_t j = 0; j < width; ++j)
            mean[j] /= (T)rows, squares[j] = 0, rest[j] = 0;
        for (intptr_t i = 0; i < rows; ++i) {
            const T *x = (const T *)(in + i * stride);
            for (intptr_t j = 0; j < width; ++j) {
                const T apart = x[j] - mean[j];
                squares[j] += apart * apart;
                rest[j] += apart;
            }
        }
        for (intptr_t j = 0; j < width; ++j) {
            const double over = rest[j] / count;
            join_moments(m + j, count, mean[j] + over, squares[j] - over * over * count);
        }
    }
}

static void NAME(reduce_rows_moments)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                      char *second, const double *options)
{
    wg_moments m[NAME(MOMENTS_WIDTH)];
    for (intptr_t at = 0; at < width; at += NAME(MOMENTS_WIDTH)) {
        const intptr_t len = width - at < NAME(MOMENTS_WIDTH) ? width - at : NAME(MOMENTS_WIDTH);
        memset(m, 0, sizeof m);
        NAME(strip_moments)(in + at * (intptr_t)sizeof(T), n, stride, len, m);
        for (intptr_t j = 0; j < len; ++j) {
            ((T *)out)[at + j] = (T)spread_of(n > 0 ? m[j].squares : NAN, m[j].count, options);
            ((T *)second)[at + j] = (T)(n > 0 ? m[j].mean : NAN);
        }
    }
}

#undef T
#undef NAME

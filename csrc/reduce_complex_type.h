/* reduce_complex_type.h: included by reduce_complex.h with T, the type of the parts, NAME(part) and REAL(part),
 * the name of the same function for real elements. */

/* A sum is the real one over rows of twice the width. */
static void NAME(reduce_rows_sum)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                  char *second, const double *options)
{
    REAL(reduce_rows_sum)(in, n, stride, 2 * width, out, second, options);
}

static void NAME(reduce_run_sum)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                 const double *options)
{
    REAL(reduce_rows_sum)(in, n, stride, 2, out, second, options);
}

/* The sum of squared moduli: of all squares when the parts lie side by side. */
static void NAME(reduce_run_sum_squares)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                         const double *options)
{
    T part[2];
    REAL(reduce_rows_sum_squares)(in, n, stride, 2, (char *)part, second, options);
    part[0] += part[1];
    memcpy(out, part, sizeof(T));
}

/* Columns side by side, each with a product of its own. */
static void NAME(reduce_rows_prod)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                                   char *second, const double *options)
{
    T *acc = (T *)out;
    (void)second, (void)options;
    for (intptr_t j = 0; j < width; ++j)
        acc[2 * j] = 1, acc[2 * j + 1] = 0;
    for (; n > 0; --n, in += stride)
        for (intptr_t j = 0; j < width; ++j) {
            const T *x = (const T *)in + 2 * j, re = acc[2 * j], im = acc[2 * j + 1];
            acc[2 * j] = re * x[0] - im * x[1];
            acc[2 * j + 1] = re * x[1] + im * x[0];
        }
}

/* A run is four columns and a rest. */
static void NAME(reduce_run_prod)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                                  const double *options)
{
    T part[10];
    const intptr_t size = 2 * sizeof(T), rows = stride == size ? n / 4 : 0;
    NAME(reduce_rows_prod)(in, rows, 4 * size, 4, (char *)part, second, options);
    NAME(reduce_rows_prod)(in + 4 * rows * stride, n - 4 * rows, stride, 1, (char *)(part + 8), second, options);
    NAME(reduce_rows_prod)((const char *)part, 5, size, 1, out, second, options);
}

#undef T
#undef NAME
#undef REAL

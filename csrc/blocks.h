/* blocks.h: elementwise operations made of several passes. A block stays in the first-level cache
 * while NumPy's loop for the elementary function and ours take turns on it. */
enum { FN(BLOCK) = 512 };

/* Gather a block of strided input into buf, scaled. */
WG_INLINE void FN(load_block)(T *buf, const char *in, intptr_t step, intptr_t n, T scale)
{
    if (step == sizeof(T)) {
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) buf[i] = scale * ((const T *)in)[i];
    } else {
        for (intptr_t i = 0; i < n; i++) buf[i] = scale * *(const T *)(in + i * step);
    }
}

/* buf = f(buf) with a loop of NumPy's. */
static void FN(map_block)(const wg_foreign *f, T *buf, intptr_t n)
{
    char *args[2] = {(char *)buf, (char *)buf};
    const intptr_t steps[2] = {sizeof(T), sizeof(T)};
    f->loop(args, &n, steps, f->data);
}

/* 1 / (1 + exp(-x)): exp overflows to inf for very negative x, and the quotient is then 0, as it should. */
static void FN(sigmoid)(char **args, const intptr_t *count, const intptr_t *steps, void *data)
{
    T buf[FN(BLOCK)];
    (void)data;
    for (intptr_t at = 0; at < *count; at += FN(BLOCK)) {
        const intptr_t n = *count - at < FN(BLOCK) ? *count - at : FN(BLOCK);
        char *out = args[1] + at * steps[1];
        FN(load_block)(buf, args[0] + at * steps[0], steps[0], n, C(-1));
        FN(map_block)(&wg_np.exp[KIND], buf, n);
        for (intptr_t i = 0; i < n; i++) *(T *)(out + i * steps[1]) = C(1) / (C(1) + buf[i]);
    }
}

/* x Phi(x) with the exact normal distribution function (Hendrycks and Gimpel 2016). */
static void FN(gelu)(char **args, const intptr_t *count, const intptr_t *steps, void *data)
{
    (void)data;
    for (intptr_t i = 0; i < *count; i++) {
        const T x = *(const T *)(args[0] + i * steps[0]);
        *(T *)(args[1] + i * steps[1]) = C(0.5) * x * (C(1) + M(erf)(x * C(0.70710678118654752440)));
    }
}

/* The tanh approximation of the same paper: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
static void FN(gelu_tanh)(char **args, const intptr_t *count, const intptr_t *steps, void *data)
{
    T x[FN(BLOCK)], buf[FN(BLOCK)];
    (void)data;
    for (intptr_t at = 0; at < *count; at += FN(BLOCK)) {
        const intptr_t n = *count - at < FN(BLOCK) ? *count - at : FN(BLOCK);
        char *out = args[1] + at * steps[1];
        FN(load_block)(x, args[0] + at * steps[0], steps[0], n, C(1));
        for (intptr_t i = 0; i < n; i++)
            buf[i] = C(0.79788456080286535588) * (x[i] + C(0.044715) * x[i] * x[i] * x[i]);
        FN(map_block)(&wg_np.tanh[KIND], buf, n);
        for (intptr_t i = 0; i < n; i++) *(T *)(out + i * steps[1]) = C(0.5) * x[i] * (C(1) + buf[i]);
    }
}

/* blocks.h: elementwise operations made of several passes. A block stays in the first-level cache
 * while NumPy's loop for the elementary function and ours take turns on it. */
enum { FN(BLOCK) = 512 };

/* Where n elements of an operand can be read one after the other: in place, or gathered into buf. */
WG_INLINE const T *FN(gathered)(T *buf, const char *in, intptr_t step, intptr_t n)
{
    if (step == sizeof(T)) return (const T *)in;
    for (intptr_t i = 0; i < n; i++) buf[i] = *(const T *)(in + i * step);
    return buf;
}

/* buf = f(buf) with a loop of NumPy's. */
static void FN(map_block)(const wg_foreign *f, T *buf, intptr_t n)
{
    char *args[2] = {(char *)buf, (char *)buf};
    const intptr_t steps[2] = {sizeof(T), sizeof(T)};
    f->loop(args, &n, steps, f->data);
}

/* A derivative with an elementary function of its own: out = last(g, a, b, f(first(a, b))). args are g, the
 * `count` saved values and out; with one saved value b is a. */
WG_INLINE void FN(mapped)(T (*first)(T, T), const wg_foreign *f, T (*last)(T, T, T, T), char **args, intptr_t count,
                          const intptr_t *steps, int uses)
{
    T value[FN(BLOCK)], room[3][FN(BLOCK)];
    for (intptr_t at = 0; at < count; at += FN(BLOCK)) {
        const intptr_t n = count - at < FN(BLOCK) ? count - at : FN(BLOCK), step = steps[uses + 1];
        const T *g = FN(gathered)(room[0], args[0] + at * steps[0], steps[0], n);
        const T *a = FN(gathered)(room[1], args[1] + at * steps[1], steps[1], n);
        const T *b = uses == 1 ? a : FN(gathered)(room[2], args[2] + at * steps[2], steps[2], n);
        char *out = args[uses + 1] + at * step;
        for (intptr_t i = 0; i < n; i++) value[i] = first(a[i], b[i]);
        FN(map_block)(f, value, n);
        if (step == sizeof(T)) {
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) ((T *)out)[i] = last(g[i], a[i], b[i], value[i]);
        } else {
            for (intptr_t i = 0; i < n; i++) *(T *)(out + i * step) = last(g[i], a[i], b[i], value[i]);
        }
    }
}

/* The rests of divisions; a block with a quotient too large for the quick way goes through the C library's loop over
 * bits, which takes ten times as long. */
WG_INLINE void FN(rests)(T (*last)(T, T, T), char **args, intptr_t count, const intptr_t *steps)
{
    T rest[FN(BLOCK)], room[2][FN(BLOCK)];
    for (intptr_t at = 0; at < count; at += FN(BLOCK)) {
        const intptr_t n = count - at < FN(BLOCK) ? count - at : FN(BLOCK);
        const T *x = FN(gathered)(room[0], args[0] + at * steps[0], steps[0], n);
        const T *y = FN(gathered)(room[1], args[1] + at * steps[1], steps[1], n);
        char *out = args[2] + at * steps[2];
        int far = 0;
        for (intptr_t i = 0; i < n; i++) rest[i] = FN(near_modulo)(x[i], y[i], &far);
        if (far)
            for (intptr_t i = 0; i < n; i++) rest[i] = M(fmod)(x[i], y[i]);
        for (intptr_t i = 0; i < n; i++) rest[i] = last(x[i], y[i], rest[i]);
        for (intptr_t i = 0; i < n; i++) *(T *)(out + i * steps[2]) = rest[i];
    }
}

static void FN(fmod)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    FN(rests)(FN(as_it_is), args, *n, steps);
}

static void FN(remainder)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    FN(rests)(FN(floored), args, *n, steps);
}

static void FN(floor_divide)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    FN(rests)(FN(floored_quotient), args, *n, steps);
}

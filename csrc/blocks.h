/* blocks.h: elementwise operations on blocks of operands, which stay in the first-level cache: where operands do not
 * lie as a loop reads them, and where NumPy's loop for an elementary function and ours take turns. */
enum { FN(BLOCK) = 512, FN(LANES) = WG_VBYTES / sizeof(T) };

/* Where n elements of an operand can be read one after the other: in place, or gathered into buf. */
WG_INLINE const T *FN(gathered)(T *buf, const char *in, intptr_t step, intptr_t n)
{
    if (step == sizeof(T)) return (const T *)in;
    for (intptr_t i = 0; i < n; i++) buf[i] = *(const T *)(in + i * step);
    return buf;
}

/* n elements of an operand in buf, and after them up to a whole vector the first once more. */
static void FN(lay_out)(T *buf, const char *in, intptr_t step, intptr_t n, intptr_t whole)
{
    const T first = *(const T *)in;
    for (intptr_t i = step ? whole - FN(LANES) : 0; i < whole; i += FN(LANES))
        for (int j = 0; j < FN(LANES); j++) buf[i + j] = first;
    if (step)
        for (intptr_t i = 0; i < n; i++) buf[i] = *(const T *)(in + i * step);
}

WG_INLINE int FN(side_by_side)(int nop, const intptr_t *steps)
{
    int k = 0;
    while (k < nop && steps[k] == sizeof(T)) k++;
    return k == nop;
}

/* Run a loop over whole vectors on any operands: what cannot be read where it lies is laid out in blocks. */
static void FN(in_blocks)(wg_loop loop, int nop, char **args, intptr_t count, const intptr_t *steps)
{
    static const intptr_t units[WG_MAX_OPERANDS] = {sizeof(T), sizeof(T), sizeof(T), sizeof(T), sizeof(T)};
    T room[WG_MAX_OPERANDS][FN(BLOCK)];
    char *at[WG_MAX_OPERANDS];
    const int last = nop - 1, flat = count >= FN(LANES) && FN(side_by_side)(nop, steps);
    for (intptr_t done = 0, n; done < count; done += n) {
        const intptr_t most = flat && !done ? count & -FN(LANES) : FN(BLOCK);
        n = count - done < most ? count - done : most;
        const intptr_t whole = (n + FN(LANES) - 1) & -FN(LANES);
        for (int k = 0; k < nop; k++) {
            at[k] = args[k] + done * steps[k];
            if (n == whole && steps[k] == sizeof(T)) continue;
            if (k < last && (steps[k] || !done)) FN(lay_out)(room[k], at[k], steps[k], n, whole);
            at[k] = (char *)room[k];
        }
        loop(at, &whole, units, NULL);
        if (at[last] == (char *)room[last])
            for (intptr_t i = 0; i < n; i++) *(T *)(args[last] + (done + i) * steps[last]) = room[last][i];
    }
}

/* How many elements `loop`, which takes whole vectors, has left to do: all or, after blocks of them, none. */
WG_INLINE intptr_t FN(whole)(wg_loop loop, int nop, char **args, intptr_t count, const intptr_t *steps)
{
    if (!(count & (FN(LANES) - 1)) && FN(side_by_side)(nop, steps)) return count;
    FN(in_blocks)(loop, nop, args, count, steps);
    return 0;
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

#if KIND
/* sin, or cos a quarter further on; a block with an argument far out goes through the C library. */
WG_INLINE void FN(waves)(int quarter, char **args, intptr_t count, const intptr_t *steps)
{
    T value[FN(BLOCK)], room[FN(BLOCK)];
    for (intptr_t at = 0; at < count; at += FN(BLOCK)) {
        const intptr_t n = count - at < FN(BLOCK) ? count - at : FN(BLOCK);
        const T *x = FN(gathered)(room, args[0] + at * steps[0], steps[0], n);
        char *out = args[1] + at * steps[1];
        int far = 0;
        for (intptr_t i = 0; i < n; i++) far |= !(M(fabs)(x[i]) <= C(1e6));
        if (far)
            for (intptr_t i = 0; i < n; i++) value[i] = quarter ? M(cos)(x[i]) : M(sin)(x[i]);
        else
            for (intptr_t i = 0; i < n; i++) value[i] = V(wave)(x[i], quarter);
        for (intptr_t i = 0; i < n; i++) *(T *)(out + i * steps[1]) = value[i];
    }
}
#else
/* NumPy's loops are quick for float32. */
WG_INLINE void FN(waves)(int quarter, char **args, intptr_t count, const intptr_t *steps)
{
    const wg_foreign *f = quarter ? &wg_np.cos[KIND] : &wg_np.sin[KIND];
    f->loop(args, &count, steps, f->data);
}
#endif

static void FN(sin)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    FN(waves)(0, args, *n, steps);
}

static void FN(cos)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    FN(waves)(1, args, *n, steps);
}

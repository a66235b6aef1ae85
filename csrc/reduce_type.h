/* reduce_type.h: one reduction for one element type. Included by reduce.h with
 *     T              the element type
 *     NAME(part)     the name of a function of this instance
 *     COMBINE(a, b)  the operation, associative up to rounding
 *     QUICK(a, b)    the same where NaN need not be kept
 *     ORDERED        whether the operation compares, so that QUICK may lose a NaN
 *     HAS_NAN(p, n)  whether there is one
 *     SAME_SIZE      the integer type of T's size
 *     NEUTRAL        its neutral element
 *     MAPPED         whether elements are transformed first, and then
 *     LOAD(v)        how: an expression of the element
 *
 * Everything rests on folding rows of elements into an accumulator row, eight rows at a time as a
 * tree. That is a loop over independent columns, which compilers turn into vector code of any width,
 * and the grouping of the operands never depends on that width: a result is the same, to the last
 * bit, on every instruction set and at every alignment. A contiguous run is read as rows of LANES. */

#define LANES ((intptr_t)(64 / sizeof(T)))  /* one 64-byte line per row */
#define CHUNK 2048                          /* elements of a run that are folded before pairing */
#define TILE 512                            /* columns whose accumulators stay in the first-level cache */
#define BLOCK_ROWS 128                      /* rows folded into one accumulator row */
#define GROUP_BLOCKS 64                     /* such blocks folded into the next */

static inline void NAME(fill)(T *acc, intptr_t width)
{
    for (intptr_t j = 0; j < width; ++j)
        acc[j] = NEUTRAL;
}

static inline T NAME(both)(T a, T b, int quick)
{
    return quick ? QUICK(a, b) : COMBINE(a, b);
}

/* An element of the input (raw) or of an accumulator. */
static inline T NAME(load)(T v, int raw)
{
    return MAPPED && raw ? (T)LOAD(v) : v;
}

/* One column of four rows, stride bytes apart. */
static inline T NAME(four)(const char *in, intptr_t stride, intptr_t j, int quick, int raw)
{
    const T a = NAME(load)(((const T *)in)[j], raw), b = NAME(load)(((const T *)(in + stride))[j], raw);
    const T c = NAME(load)(((const T *)(in + 2 * stride))[j], raw);
    const T d = NAME(load)(((const T *)(in + 3 * stride))[j], raw);
    return NAME(both)(NAME(both)(a, b, quick), NAME(both)(c, d, quick), quick);
}

/* Fold n rows, stride bytes apart, into acc[0..width). Inline, for callers that know the width. */
static inline void NAME(fold_inline)(const char *in, intptr_t n, intptr_t stride, intptr_t width,
                                     T *__restrict acc, int quick, int raw)
{
    for (; n >= 8; n -= 8, in += 8 * stride)
        for (intptr_t j = 0; j < width; ++j) {
            const T low = NAME(four)(in, stride, j, quick, raw);
            const T high = NAME(four)(in + 4 * stride, stride, j, quick, raw);
            acc[j] = NAME(both)(acc[j], NAME(both)(low, high, quick), quick);
        }
    if (n >= 4) {
        for (intptr_t j = 0; j < width; ++j)
            acc[j] = NAME(both)(acc[j], NAME(four)(in, stride, j, quick, raw), quick);
        n -= 4;
        in += 4 * stride;
    }
    for (; n > 0; --n, in += stride)
        for (intptr_t j = 0; j < width; ++j)
            acc[j] = NAME(both)(acc[j], NAME(load)(((const T *)in)[j], raw), quick);
}

#if ORDERED
/* One column of four rows; *lost is set where the plain order overlooks a NaN. */
static inline T NAME(four_seen)(const char *in, intptr_t stride, intptr_t j, int raw, SAME_SIZE *lost)
{
    const T a = NAME(load)(((const T *)in)[j], raw), b = NAME(load)(((const T *)(in + stride))[j], raw);
    const T c = NAME(load)(((const T *)(in + 2 * stride))[j], raw);
    const T d = NAME(load)(((const T *)(in + 3 * stride))[j], raw);
    const T low = QUICK(a, b), high = QUICK(c, d);
    *lost |= ((a != a) | (b != b)) | ((c != c) | (d != d));
    return QUICK(low, high);
}

static inline T NAME(eight_seen)(const char *in, intptr_t stride, intptr_t j, int raw, SAME_SIZE *lost)
{
    const T low = NAME(four_seen)(in, stride, j, raw, lost);
    const T high = NAME(four_seen)(in + 4 * stride, stride, j, raw, lost);
    return QUICK(low, high);
}
#endif

/* The same for any width up to TILE, with care for NaN only where the plain order overlooked one. */
static inline void NAME(fold_any)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *acc, int raw)
{
#if ORDERED
    T known[TILE];
    SAME_SIZE lost = HAS_NAN(acc, width);
    for (; n >= 8 && !lost; n -= 8, in += 8 * stride) {
        memcpy(known, acc, (size_t)width * sizeof(T));
        for (intptr_t j = 0; j < width; ++j) {
            const T v = NAME(eight_seen)(in, stride, j, raw, &lost);
            acc[j] = QUICK(acc[j], v);
        }
        if (lost) {
            memcpy(acc, known, (size_t)width * sizeof(T));
            break;
        }
    }
#endif
    NAME(fold_inline)(in, n, stride, width, acc, 0, raw);
}

/* One copy is enough, and one for rows of the input. */
static WG_NOINLINE void NAME(fold)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *acc)
{
    NAME(fold_any)(in, n, stride, width, acc, 0);
}

static WG_NOINLINE void NAME(fold_mapped)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *acc)
{
    NAME(fold_any)(in, n, stride, width, acc, 1);
}

static inline void NAME(fold_input)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *acc)
{
    if (MAPPED)
        NAME(fold_mapped)(in, n, stride, width, acc);
    else
        NAME(fold)(in, n, stride, width, acc);
}

/* Reduce fewer elements than make a row, in two chains. */
static inline T NAME(few)(const T *p, intptr_t n)
{
    T even = NEUTRAL, odd = NEUTRAL;
    for (; n >= 2; n -= 2, p += 2) {
        const T a = NAME(load)(p[0], 1), b = NAME(load)(p[1], 1);
        even = QUICK(even, a);
        odd = QUICK(odd, b);
    }
    if (n) {
        const T a = NAME(load)(p[0], 1);
        even = QUICK(even, a);
    }
    return QUICK(even, odd);
}

/* The lanes of a row as one; they are changed. */
static inline T NAME(across)(T *lane)
{
    if (LANES > 8)
        for (int j = 0; j < 8; ++j)
            lane[j] = QUICK(lane[j], lane[j + LANES / 2]);
    for (int j = 0; j < 4; ++j)
        lane[j] = QUICK(lane[j], lane[j + 4]);
    const T even = QUICK(lane[0], lane[2]), odd = QUICK(lane[1], lane[3]);
    return QUICK(even, odd);
}

/* Reduce at least LANES contiguous elements. */
static WG_NOINLINE T NAME(lanes)(const T *p, intptr_t n)
{
    T lane[64 / sizeof(T)];
    const intptr_t rows = n / LANES;
    const T rest = NAME(few)(p + rows * LANES, n - rows * LANES);
    /* A plain copy would become memcpy, in pieces too small to be forwarded to the wide loads below. */
    for (intptr_t j = 0; j < LANES; ++j) {
        const T first = NAME(load)(p[j], 1);
        lane[j] = QUICK(first, (T)NEUTRAL);
    }
    NAME(fold_inline)((const char *)(p + LANES), rows - 1, sizeof lane, LANES, lane, 1, 1);
    const T all = NAME(across)(lane);
    return QUICK(all, rest);
}

/* Reduce at most CHUNK contiguous elements. A NaN may be lost when ORDERED. */
static inline T NAME(chunk)(const T *p, intptr_t n)
{
    return n < LANES ? NAME(few)(p, n) : NAME(lanes)(p, n);
}

#if ORDERED
/* The same, NaN where there is one: each element is loaded once for both. The last row of lanes overlaps the one
 * before it, which changes no extreme. */
static WG_NOINLINE T NAME(chunk_or_nan)(const T *p, intptr_t n)
{
    T lane[64 / sizeof(T)];
    SAME_SIZE lost[64 / sizeof(T)] = {0}, any = 0;
    intptr_t i = 0;
    if (n < LANES)
        return HAS_NAN(p, n) ? NAN : NAME(few)(p, n);
    for (intptr_t j = 0; j < LANES; ++j)
        lane[j] = NEUTRAL;
    for (; i + 8 * LANES <= n; i += 8 * LANES)
        for (intptr_t j = 0; j < LANES; ++j) {
            const T v = NAME(eight_seen)((const char *)(p + i), 64, j, 1, &lost[j]);
            lane[j] = QUICK(lane[j], v);
        }
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        for (intptr_t j = 0; j < LANES; ++j) {
            const T v = NAME(four_seen)((const char *)(p + i), 64, j, 1, &lost[j]);
            lane[j] = QUICK(lane[j], v);
        }
    while (i < n) {
        const T *row = p + (i + LANES <= n ? i : n - LANES);
        for (intptr_t j = 0; j < LANES; ++j) {
            const T v = NAME(load)(row[j], 1);
            lost[j] |= v != v;
            lane[j] = QUICK(lane[j], v);
        }
        i += LANES;
    }
    for (intptr_t j = 0; j < LANES; ++j)
        any |= lost[j];
    return any ? NAN : NAME(across)(lane);
}
#else
static inline T NAME(chunk_or_nan)(const T *p, intptr_t n) { return NAME(chunk)(p, n); }
#endif

/* Chunks are combined pairwise: partial[k] holds the result of 2^k chunks where bit k of their count
 * is set, exactly like a binary counter. */
static void NAME(reduce_run)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                             const double *options)
{
    (void)second, (void)options;
    T partial[8 * sizeof(intptr_t)], gathered[CHUNK];
    size_t chunks = 0;
    for (; n > 0; ++chunks) {
        const intptr_t len = n < CHUNK ? n : CHUNK;
        const T *p = (const T *)in;
        if (stride != (intptr_t)sizeof(T)) {
            for (intptr_t i = 0; i < len; ++i)
                gathered[i] = *(const T *)(in + i * stride);
            p = gathered;
        }
        T value = NAME(chunk_or_nan)(p, len);
        int level = 0;
        for (size_t bits = chunks; bits & 1; bits >>= 1, ++level)
            value = COMBINE(partial[level], value);
        partial[level] = value;
        in += len * stride;
        n -= len;
    }
    T result = NEUTRAL;
    for (int level = 0; chunks; chunks >>= 1, ++level)
        if (chunks & 1)
            result = COMBINE(partial[level], result);
    memcpy(out, &result, sizeof result);
}

/* At most TILE columns: blocks of rows, groups of blocks, then the total. */
static WG_NOINLINE void NAME(tile)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *total)
{
    T block[TILE], group[TILE];
    NAME(fill)(total, width);
    if (n <= BLOCK_ROWS) {
        NAME(fold_input)(in, n, stride, width, total);
        return;
    }
    while (n > 0) {
        NAME(fill)(group, width);
        for (int k = 0; k < GROUP_BLOCKS && n > 0; ++k) {
            const intptr_t rows = n < BLOCK_ROWS ? n : BLOCK_ROWS;
            NAME(fill)(block, width);
            NAME(fold_input)(in, rows, stride, width, block);
            NAME(fold)((const char *)block, 1, 0, width, group);
            in += rows * stride;
            n -= rows;
        }
        NAME(fold)((const char *)group, 1, 0, width, total);
    }
}

static void NAME(reduce_rows)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                              char *second, const double *options)
{
    (void)second, (void)options;
    enum { NARROW = 32 };
    const intptr_t size = sizeof(T), merge = width > 0 ? 2 * NARROW / width : 1;
    if (width > 0 && width < NARROW && stride == width * size && n >= 8 * merge) {
        /* Narrow rows without gaps: several of them as one wide row fill the vectors better. */
        T wide[2 * NARROW];
        const intptr_t whole = n / merge;
        NAME(tile)(in, whole, merge * stride, merge * width, wide);
        NAME(fill)((T *)out, width);
        NAME(fold)((const char *)wide, merge, stride, width, (T *)out);
        NAME(fold_input)(in + whole * merge * stride, n - whole * merge, stride, width, (T *)out);
        return;
    }
    for (intptr_t j = 0; j < width; j += TILE)
        NAME(tile)(in + j * size, n, stride, width - j < TILE ? width - j : TILE, (T *)out + j);
}

#undef LANES
#undef CHUNK
#undef TILE
#undef BLOCK_ROWS
#undef GROUP_BLOCKS
#undef NAME
#undef COMBINE
#undef QUICK
#undef ORDERED
#undef NEUTRAL
#undef MAPPED
#undef LOAD

/* conv_tile.h: tiles of a convolution held in registers, for one element type. Included by conv.h with T and NAME. */

#if defined(_MSC_VER) && !defined(__clang__)
typedef T NAME(cvec);
typedef T NAME(cloose);
typedef WG_BITS NAME(cbits);
enum { NAME(clanes) = 1, NAME(cwide) = 2, NAME(ctall) = 4 };
#else
typedef T NAME(cvec) __attribute__((vector_size(WG_VBYTES)));
/* The same as bits, and anywhere in memory. */
typedef WG_BITS NAME(cbits) __attribute__((vector_size(WG_VBYTES)));
typedef T NAME(cloose) __attribute__((vector_size(WG_VBYTES), aligned(sizeof(T)), may_alias));
enum {
    NAME(clanes) = WG_VBYTES / sizeof(T),                                  /* elements per vector */
    NAME(cwide) = 2 * WG_VBYTES / sizeof(T),                               /* width of a tile */
    NAME(ctall) = WG_NVREGS >= 32 ? 12 : WG_VBYTES >= 32 ? 6 : 4,          /* its height at most */
};
#endif

/* Bits that keep the first n elements of a vector, and a vector with the others zero. */
static inline NAME(cbits) NAME(first_lanes)(intptr_t n)
{
    NAME(cbits) bits;
    WG_BITS each[NAME(clanes)];
    for (intptr_t v = 0; v < NAME(clanes); v++)
        each[v] = v < n ? -1 : 0;
    memcpy(&bits, each, sizeof bits);
    return bits;
}

static inline NAME(cvec) NAME(kept)(NAME(cvec) x, NAME(cbits) bits)
{
    NAME(cbits) kept;
    memcpy(&kept, &x, sizeof kept);
    kept &= bits;
    memcpy(&x, &kept, sizeof x);
    return x;
}

/* Where x is larger than y or is no number, all bits; and the elements of x where bits are set, of y where not. */
static inline NAME(cbits) NAME(larger)(NAME(cvec) x, NAME(cvec) y)
{
#if defined(_MSC_VER) && !defined(__clang__)
    return -(WG_BITS)(x > y || x != x);
#else
    return (x > y) | (x != x);
#endif
}

static inline NAME(cvec) NAME(chosen)(NAME(cbits) bits, NAME(cvec) x, NAME(cvec) y)
{
    NAME(cbits) from_x, from_y;
    memcpy(&from_x, &x, sizeof x);
    memcpy(&from_y, &y, sizeof y);
    from_x = (from_x & bits) | (from_y & ~bits);
    memcpy(&x, &from_x, sizeof x);
    return x;
}

/* c[height, nv vectors] = w b + (bias, or c where that is NULL), where row k of b is at b + at[k] and w has `height`
 * elements for each k. height and nv are constants where this is inlined. */
WG_INLINED void NAME(conv_body)(int height, int nv, intptr_t depth, const T *w, const int32_t *at, const T *b, T *c,
                                intptr_t c_row, const T *bias)
{
    NAME(cvec) acc[12][4];
    const NAME(cvec) zero = {0};
    WG_UNROLL
    for (int i = 0; i < height; i++)
        WG_UNROLL
        for (int v = 0; v < nv; v++)
            if (bias)
                acc[i][v] = zero + bias[i];
            else
                acc[i][v] = *(const NAME(cloose) *)(c + i * c_row + v * NAME(clanes));
    for (intptr_t p = 0; p < depth; p++, w += height) {
        const T *from = b + at[p];
        NAME(cvec) row[4];
        WG_UNROLL
        for (int v = 0; v < nv; v++)
            row[v] = *(const NAME(cloose) *)(from + v * NAME(clanes));
        WG_UNROLL
        for (int i = 0; i < height; i++)
            WG_UNROLL
            for (int v = 0; v < nv; v++)
                acc[i][v] += w[i] * row[v];
    }
    WG_UNROLL
    for (int i = 0; i < height; i++)
        WG_UNROLL
        for (int v = 0; v < nv; v++)
            *(NAME(cloose) *)(c + i * c_row + v * NAME(clanes)) = acc[i][v];
}

#define WG_STRIP(height, most) \
    WG_OUTLINED void NAME(conv_strip_##height)(intptr_t vectors, intptr_t depth, const T *w, const int32_t *at, \
                                               const T *b, T *c, intptr_t c_row, const T *bias) \
    { \
        for (; vectors >= most; vectors -= most, b += most * NAME(clanes), c += most * NAME(clanes)) \
            NAME(conv_body)(height, most, depth, w, at, b, c, c_row, bias); \
        for (; vectors > 0; vectors--, b += NAME(clanes), c += NAME(clanes)) \
            NAME(conv_body)(height, 1, depth, w, at, b, c, c_row, bias); \
    }
WG_STRIP(1, 4)
WG_STRIP(2, 4)
WG_STRIP(4, 2)
WG_STRIP(6, 2)
WG_STRIP(8, 2)
WG_STRIP(12, 2)
#undef WG_STRIP

/* A strip of `vectors` vectors. */
static void NAME(conv_strip)(intptr_t height, intptr_t vectors, intptr_t depth, const T *w, const int32_t *at,
                             const T *b, T *c, intptr_t c_row, const T *bias)
{
    switch (height) {
    case 1: NAME(conv_strip_1)(vectors, depth, w, at, b, c, c_row, bias); break;
    case 2: NAME(conv_strip_2)(vectors, depth, w, at, b, c, c_row, bias); break;
    case 4: NAME(conv_strip_4)(vectors, depth, w, at, b, c, c_row, bias); break;
    case 6: NAME(conv_strip_6)(vectors, depth, w, at, b, c, c_row, bias); break;
    case 8: NAME(conv_strip_8)(vectors, depth, w, at, b, c, c_row, bias); break;
    default: NAME(conv_strip_12)(vectors, depth, w, at, b, c, c_row, bias); break;
    }
}

/* The height of the next strip, where `rows` rows are left. */
static inline intptr_t NAME(conv_height)(intptr_t rows)
{
    return rows > 8 && NAME(ctall) >= 12 ? 12 : rows > 6 && NAME(ctall) >= 8 ? 8 : rows > 4 && NAME(ctall) >= 6 ? 6
           : rows > 2 ? 4 : rows;
}

enum { NAME(cfew) = NAME(ctall) >= 12 ? 8 : 4 };   /* rows of the other tile: fewer because each needs a pointer */

/* sums[i, nv vectors] += the sum over j of slab[at[i] + place[j]] * rows[j, nv vectors]. */
WG_INLINED void NAME(outer_body)(int nv, intptr_t count, const int32_t *place, const T *slab, const int32_t *at,
                                 const T *rows, intptr_t step, T *sums)
{
    NAME(cvec) acc[NAME(cfew)][2];
    const T *tap[NAME(cfew)];
    WG_UNROLL
    for (int i = 0; i < NAME(cfew); i++) {
        tap[i] = slab + at[i];
        acc[i][0] = acc[i][1] = (NAME(cvec)){0};
    }
    for (intptr_t j = 0; j < count; j++, rows += step) {
        const intptr_t from = place[j];
        const NAME(cvec) g0 = *(const NAME(cloose) *)rows, g1 = *(const NAME(cloose) *)(rows + (nv - 1) * NAME(clanes));
        WG_UNROLL
        for (int i = 0; i < NAME(cfew); i++) {
            acc[i][0] += tap[i][from] * g0;
            if (nv == 2)
                acc[i][1] += tap[i][from] * g1;
        }
    }
    WG_UNROLL
    for (int i = 0; i < NAME(cfew); i++) {
        *(NAME(cloose) *)(sums + i * step) += acc[i][0];
        if (nv == 2)
            *(NAME(cloose) *)(sums + i * step + NAME(clanes)) += acc[i][1];
    }
}

/* The same for any number of i, in whole tiles, and for all `step` elements of the rows. */
WG_OUTLINED void NAME(add_outer)(intptr_t count, const int32_t *place, const T *slab, intptr_t n, const int32_t *at,
                                 const T *rows, intptr_t step, T *sums)
{
    for (intptr_t r = 0; r < step; r += NAME(cwide))
        for (intptr_t i = 0; i < n; i += NAME(cfew))
            if (step - r > NAME(clanes))
                NAME(outer_body)(2, count, place, slab, at + i, rows + r, step, sums + i * step + r);
            else
                NAME(outer_body)(1, count, place, slab, at + i, rows + r, step, sums + i * step + r);
}

/* to[j, i] = from[i, j] for m rows of n elements. */
WG_OUTLINED void NAME(turn)(intptr_t m, intptr_t n, const T *from, intptr_t from_row, T *to, intptr_t to_row)
{
    intptr_t i = 0;
#if !defined(_MSC_VER) || defined(__clang__)
    const intptr_t side = 16 / sizeof(T), whole = n - n % side;
    for (; i + side <= m; i += side) {
        for (intptr_t r = i + side; r < i + 2 * side && r < m; r++)
            for (intptr_t j = 0; j < n; j += 64 / sizeof(T))
                __builtin_prefetch(from + r * from_row + j);
        for (intptr_t j = 0; j < whole; j += side)
            NAME(wg_transpose)(from + i * from_row + j, from_row, to + j * to_row + i, to_row);
        for (intptr_t j = whole; j < n; j++)
            for (intptr_t r = i; r < i + side; r++)
                to[j * to_row + r] = from[r * from_row + j];
    }
#endif
    for (; i < m; i++)
        for (intptr_t j = 0; j < n; j++)
            to[j * to_row + i] = from[i * from_row + j];
}

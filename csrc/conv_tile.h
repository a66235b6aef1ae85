/* conv_tile.h: tiles of a convolution held in registers, for one element type. Included by conv.h with T and NAME. */

#if defined(_MSC_VER) && !defined(__clang__)
typedef T NAME(cvec);
typedef T NAME(cloose);
enum { NAME(clanes) = 1, NAME(cwide) = 2, NAME(ctall) = 4 };
#else
typedef T NAME(cvec) __attribute__((vector_size(WG_VBYTES)));
/* The same anywhere in memory. */
typedef T NAME(cloose) __attribute__((vector_size(WG_VBYTES), aligned(sizeof(T)), may_alias));
enum {
    NAME(clanes) = WG_VBYTES / sizeof(T),                                  /* elements per vector */
    NAME(cwide) = 2 * WG_VBYTES / sizeof(T),                               /* width of a tile */
    NAME(ctall) = WG_NVREGS >= 32 ? 12 : WG_VBYTES >= 32 ? 6 : 4,          /* its height at most */
};
#endif

/* c[height, nv vectors] = w b + (bias, or c where that is NULL), where row k of b is at b + at[k] and w has `height`
 * elements for each k. height and nv are constants where this is inlined. */
WG_INLINED void NAME(conv_body)(int height, int nv, intptr_t depth, const T *w, const intptr_t *at, const T *b, T *c,
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
    WG_OUTLINED void NAME(conv_strip_##height)(intptr_t vectors, intptr_t depth, const T *w, const intptr_t *at, \
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
static void NAME(conv_strip)(intptr_t height, intptr_t vectors, intptr_t depth, const T *w, const intptr_t *at,
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

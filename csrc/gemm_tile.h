/* gemm_tile.h: tiles of a matrix product held in registers, for one element type and one vector width.
 *
 * Template parameters: WG_T (element type), WG_TAG (its short name), WG_LANES (elements per vector, 1 for
 * plain scalars). Included by gemm_type.h. Defines tile_LANES_TAG and, at the widest, tile_packed_TAG. */
#define WG_PASTE(name, tag, lanes) name##_##lanes##_##tag
#define WG_EXPAND(name, tag, lanes) WG_PASTE(name, tag, lanes)
#define WG_NAME(name) WG_EXPAND(name, WG_TAG, WG_LANES)

#if WG_LANES == 1
typedef WG_T WG_NAME(vec);
typedef WG_T WG_NAME(loose);
#else
typedef WG_T WG_NAME(vec) __attribute__((vector_size(WG_LANES * sizeof(WG_T))));
/* The same anywhere in memory. */
typedef WG_T WG_NAME(loose)
    __attribute__((vector_size(WG_LANES * sizeof(WG_T)), aligned(sizeof(WG_T)), may_alias));
#endif

/* The body of every tile: height rows of nv vectors, both constants where it is inlined. The second vector
 * begins shift elements after the first, so that the two may overlap in a tile narrower than both. The sums
 * begin at `start` (c itself, or one row for all of them), or at zero where it is NULL. Rows past
 * the last repeat it: they compute and store the same values again, which costs less than a branch. */
static inline __attribute__((always_inline)) void
WG_NAME(body)(int height, int nv, intptr_t rows, intptr_t shift, intptr_t k, const WG_T *a, intptr_t a_row,
              intptr_t a_col, const WG_T *b, intptr_t b_row, WG_T *c, intptr_t c_row, const WG_T *start,
              intptr_t start_row)
{
    WG_NAME(vec) acc[WG_MR][2];
    const WG_T *row[WG_MR];
#pragma GCC unroll 16
    for (int i = 0; i < height; i++) {
        acc[i][0] = acc[i][1] = (WG_NAME(vec)){0};
        row[i] = a + (i < rows ? i : rows - 1) * a_row;
        __builtin_prefetch(c + (i < rows ? i : rows - 1) * c_row, 1);
    }
    for (intptr_t p = 0; p < k; p++) {
        WG_NAME(vec) b0 = *(const WG_NAME(loose) *)(b + p * b_row);
        WG_NAME(vec) b1 = *(const WG_NAME(loose) *)(b + p * b_row + shift);
#pragma GCC unroll 16
        for (int i = 0; i < height; i++) {
            WG_T x = row[i][p * a_col];
            acc[i][0] += x * b0;
            if (nv == 2)
                acc[i][1] += x * b1;
        }
    }
    /* Every read of c comes before the first write, because rows and vectors may coincide. */
    if (start) {
#pragma GCC unroll 16
        for (int i = 0; i < height; i++) {
            const WG_T *from = start + (i < rows ? i : rows - 1) * start_row;
            acc[i][0] += *(const WG_NAME(loose) *)from;
            if (nv == 2)
                acc[i][1] += *(const WG_NAME(loose) *)(from + shift);
        }
    }
#pragma GCC unroll 16
    for (int i = 0; i < height; i++) {
        WG_T *to = c + (i < rows ? i : rows - 1) * c_row;
        *(WG_NAME(loose) *)to = acc[i][0];
        if (nv == 2)
            *(WG_NAME(loose) *)(to + shift) = acc[i][1];
    }
}

/* c[rows, cols] = a b + start for 1 <= rows <= WG_TALL and WG_LANES <= cols <= 2 * WG_LANES, where rows of b
 * and c are contiguous. */
static WG_OUTLINE void
WG_NAME(tile)(intptr_t rows, intptr_t cols, intptr_t k, const WG_T *a, intptr_t a_row, intptr_t a_col,
              const WG_T *b, intptr_t b_row, WG_T *c, intptr_t c_row, const WG_T *start, intptr_t start_row)
{
    intptr_t shift = cols - WG_LANES;
    if (WG_LANES > 1 && shift > 0) {
        if (WG_TALL > 4 && rows > 4)
            WG_NAME(body)(WG_TALL, 2, rows, shift, k, a, a_row, a_col, b, b_row, c, c_row, start, start_row);
        else if (rows > 2)
            WG_NAME(body)(4, 2, rows, shift, k, a, a_row, a_col, b, b_row, c, c_row, start, start_row);
        else
            WG_NAME(body)(2, 2, rows, shift, k, a, a_row, a_col, b, b_row, c, c_row, start, start_row);
    }
    else if (WG_TALL > 4 && rows > 4)
        WG_NAME(body)(WG_TALL, 1, rows, 0, k, a, a_row, a_col, b, b_row, c, c_row, start, start_row);
    else
        WG_NAME(body)(4, 1, rows, 0, k, a, a_row, a_col, b, b_row, c, c_row, start, start_row);
}

#if WG_LANES == WG_VLANES
/* The whole tile over packed operands: c[WG_MR, 2 vectors] = a b + start. */
static WG_OUTLINE void
WG_F(tile_packed)(intptr_t k, const WG_T *a, const WG_T *b, WG_T *c, intptr_t c_row, const WG_T *start,
                  intptr_t start_row)
{
    WG_NAME(body)(WG_MR, 2, WG_MR, WG_LANES, k, a, 1, WG_MR, b, 2 * WG_LANES, c, c_row, start, start_row);
}
#endif

#undef WG_PASTE
#undef WG_EXPAND
#undef WG_NAME

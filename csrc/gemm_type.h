/* gemm_type.h: the matrix product for one element type.
 *
 * Template parameters: WG_T (element type), WG_TAG (its short name), WG_VLANES (elements per vector register)
 * and the block sizes of gemm.h, which includes this file once per type. Defines gemm_TAG. */
#define WG_JOIN(name, tag) name##_##tag
#define WG_JOIN_TAG(name, tag) WG_JOIN(name, tag)
#define WG_F(name) WG_JOIN_TAG(name, WG_TAG)

/* The plain product: where the compiler has no vector types, and where there is no memory to pack. */
static WG_OUTLINE void WG_F(gemm_plain)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a,
                                        intptr_t a_row, intptr_t a_col, const WG_T *b, intptr_t b_row,
                                        intptr_t b_col, WG_T *c, intptr_t c_row, intptr_t c_col,
                                        int beta)
{
    for (intptr_t i = 0; i < m && !beta; i++)
        for (intptr_t j = 0; j < n; j++)
            c[i * c_row + j * c_col] = 0;
    for (intptr_t j0 = 0; j0 < n; j0 += 256)
        for (intptr_t p0 = 0; p0 < k; p0 += 64)
            for (intptr_t i = 0; i < m; i++)
                for (intptr_t p = p0; p < k && p < p0 + 64; p++) {
                    const WG_T x = a[i * a_row + p * a_col], *y = b + p * b_row;
                    WG_T *z = c + i * c_row;
                    intptr_t end = n < j0 + 256 ? n : j0 + 256;
                    if (b_col == 1 && c_col == 1)
                        for (intptr_t j = j0; j < end; j++)
                            z[j] += x * y[j];
                    else
                        for (intptr_t j = j0; j < end; j++)
                            z[j * c_col] += x * y[j * b_col];
                }
}

#if defined(_MSC_VER) && !defined(__clang__)

static void WG_F(gemm)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row, intptr_t a_col,
                       const WG_T *b, intptr_t b_row, intptr_t b_col, WG_T *c, intptr_t c_row,
                       intptr_t c_col, int beta)
{
    WG_F(gemm_plain)(m, n, k, a, a_row, a_col, b, b_row, b_col, c, c_row, c_col, beta);
}

static void WG_F(gemm_onto)(intptr_t m, intptr_t n, intptr_t k, const void *a, intptr_t a_row, intptr_t a_col,
                            const void *b, intptr_t b_row, intptr_t b_col, void *to, const void *row)
{
    WG_T *c = to;
    for (intptr_t i = 0; i < m; i++)
        memcpy(c + i * n, row, (size_t)n * sizeof(WG_T));
    WG_F(gemm_plain)(m, n, k, a, a_row, a_col, b, b_row, b_col, c, n, 1, 1);
}

#else

#define WG_LANES 1
#include "gemm_tile.h"
#undef WG_LANES
#define WG_LANES 2
#include "gemm_tile.h"
#undef WG_LANES
#if WG_VLANES >= 4
#define WG_LANES 4
#include "gemm_tile.h"
#undef WG_LANES
#endif
#if WG_VLANES >= 8
#define WG_LANES 8
#include "gemm_tile.h"
#undef WG_LANES
#endif
#if WG_VLANES >= 16
#define WG_LANES 16
#include "gemm_tile.h"
#undef WG_LANES
#endif

enum {
    WG_F(lanes) = WG_VLANES,                       /* elements per vector */
    WG_F(wide) = 2 * WG_VLANES,                    /* width of a tile */
    WG_F(quad) = 16 / sizeof(WG_T),                /* side of a square that wg_transpose turns */
    WG_F(breadth) = WG_NC_BYTES / sizeof(WG_T),    /* width of a packed block */
};
typedef WG_T WG_F(vec) __attribute__((vector_size(WG_VBYTES)));
typedef WG_T WG_F(loose) __attribute__((vector_size(WG_VBYTES), aligned(sizeof(WG_T)), may_alias));

static inline intptr_t WG_F(min)(intptr_t x, intptr_t y)
{
    return x < y ? x : y;
}

/* Split `total` into the fewest blocks of at most `most`, nearly equal and each a multiple of `unit`. */
static inline intptr_t WG_F(block_size)(intptr_t total, intptr_t most, intptr_t unit)
{
    intptr_t blocks = (total + most - 1) / most, size = (total + blocks - 1) / blocks;
    return (size + unit - 1) / unit * unit;
}

/* Operands in place: c = a b + start with contiguous rows of b and c, for one block of k. */
static WG_OUTLINE void WG_F(in_place)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row,
                                      intptr_t a_col, const WG_T *b, intptr_t b_row, WG_T *c,
                                      intptr_t c_row, const WG_T *start, intptr_t start_row)
{
    for (intptr_t i = 0; i < m; i += WG_TALL, a += WG_TALL * a_row, c += WG_TALL * c_row) {
        intptr_t rows = WG_F(min)(m - i, WG_TALL), cols;
        for (intptr_t j = 0; j < n; j += cols) {
            const WG_T *from = start ? start + i * start_row + j : NULL;
            cols = WG_F(min)(n - j, WG_F(wide));
#if WG_VLANES >= 16
            if (cols >= 16)
                WG_F(tile_16)(rows, cols, k, a, a_row, a_col, b + j, b_row, c + j, c_row, from, start_row);
            else
#endif
#if WG_VLANES >= 8
            if (cols >= 8)
                WG_F(tile_8)(rows, cols, k, a, a_row, a_col, b + j, b_row, c + j, c_row, from, start_row);
            else
#endif
#if WG_VLANES >= 4
            if (cols >= 4)
                WG_F(tile_4)(rows, cols, k, a, a_row, a_col, b + j, b_row, c + j, c_row, from, start_row);
            else
#endif
            if (cols >= 2)
                WG_F(tile_2)(rows, cols, k, a, a_row, a_col, b + j, b_row, c + j, c_row, from, start_row);
            else
                WG_F(tile_1)(rows, cols, k, a, a_row, a_col, b + j, b_row, c + j, c_row, from, start_row);
        }
    }
}

#include "gemm_vector.h"

/* to[i, j] = from[i, j] for m by n elements; rows of `to` are contiguous and to_row apart. */
static WG_OUTLINE void WG_F(pack)(intptr_t m, intptr_t n, const WG_T *from, intptr_t from_row,
                                  intptr_t from_col, WG_T *to, intptr_t to_row)
{
    intptr_t squares_m = 0, squares_n = 0;
    if (from_row == 1 && from_col != 1) {
        squares_m = m - m % WG_F(quad);
        squares_n = n - n % WG_F(quad);
    }
    for (intptr_t j = 0; j < squares_n; j += WG_F(quad))
        for (intptr_t i = 0; i < squares_m; i += WG_F(quad))
            WG_F(wg_transpose)(from + i + j * from_col, from_col, to + i * to_row + j, to_row);
    for (intptr_t i = 0; i < m; i++) {
        const WG_T *x = from + i * from_row;
        WG_T *y = to + i * to_row;
        intptr_t j = i < squares_m ? squares_n : 0;
        if (from_col == 1)
            for (; j + WG_F(quad) <= n; j += WG_F(quad))
                memcpy(y + j, x + j, 16);
        for (; j < n; j++)
            y[j] = x[j * from_col];
    }
}

/* Rows [0, m) of a block of a as panels of WG_MR rows. Where rows are side by side, all panels are written at once: the
 * steps of k may lie so far apart that a line of the cache is gone before the next panel would want the rest of it. */
static WG_OUTLINE void WG_F(pack_panels)(intptr_t m, intptr_t depth, const WG_T *a, intptr_t a_row, intptr_t a_col,
                                         WG_T *to)
{
    const intptr_t whole = a_row == 1 ? m - m % WG_MR : 0;
    for (intptr_t p = 0; p < depth; p++)
        for (intptr_t i = 0; i < whole; i += WG_MR)
            memcpy(to + i * depth + p * WG_MR, a + p * a_col + i, WG_MR * sizeof(WG_T));
    for (intptr_t i = whole; i < m; i += WG_MR)
        WG_F(pack)(depth, WG_F(min)(m - i, WG_MR), a + i * a_row, a_col, a_row, to + i * depth, WG_MR);
}

/* Whether a block of an operand, with one step of k this far from the next, stays in the second-level cache
 * and in few pages when it is read where it lies. */
static inline int WG_F(near)(intptr_t k, intptr_t step)
{
    return WG_F(min)(k, WG_KC) * (step < 0 ? -step : step) <= WG_NEAR_BYTES / (intptr_t)sizeof(WG_T);
}

/* The product in blocks copied to `buffer`, where c has contiguous rows. */
static WG_OUTLINE void WG_F(packed)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row,
                                    intptr_t a_col, const WG_T *b, intptr_t b_row, intptr_t b_col,
                                    WG_T *c, intptr_t c_row, const WG_T *start, intptr_t start_row, void *buffer)
{
    enum { wide = WG_F(wide) };
    WG_T *b_pack = (WG_T *)(((uintptr_t)buffer + 63) & ~(uintptr_t)63);
    WG_T *a_pack = b_pack + WG_KC * WG_F(breadth);
    intptr_t depth_max = WG_F(block_size)(k, WG_KC, 1);
    intptr_t cols_max = WG_F(block_size)(n, WG_F(breadth), wide);
    const int pack_a = m > WG_LOW && n > WG_NARROW && (n > WG_FLAT || !WG_F(near)(k, a_col));
    const intptr_t height = pack_a ? WG_MR : WG_TALL;
    for (intptr_t j0 = 0; j0 < n; j0 += cols_max)
        for (intptr_t p0 = 0; p0 < k; p0 += depth_max) {
            intptr_t cols = WG_F(min)(n - j0, cols_max), depth = WG_F(min)(k - p0, depth_max);
            const WG_T *from = p0 > 0 ? c : start;
            const intptr_t from_row = p0 > 0 ? c_row : start_row;
            for (intptr_t j = 0; j < cols; j += wide)
                WG_F(pack)(depth, WG_F(min)(cols - j, wide), b + p0 * b_row + (j0 + j) * b_col, b_row, b_col,
                           b_pack + j * depth, wide);
            for (intptr_t i = 0; i < m; i += height) {
                intptr_t rows = WG_F(min)(m - i, height), x_row = a_row, x_col = a_col;
                const WG_T *x = a + i * a_row + p0 * a_col;
                WG_T *to = c + i * c_row + j0;
                const WG_T *begin = from ? from + i * from_row + j0 : NULL;
                if (pack_a) {
                    const intptr_t panel = i % (WG_PANELS * WG_MR);
                    if (panel == 0)
                        WG_F(pack_panels)(WG_F(min)(m - i, WG_PANELS * WG_MR), depth, x, a_row, a_col, a_pack);
                    x = a_pack + panel * depth;
                    x_row = 1;
                    x_col = WG_MR;
                }
                for (intptr_t j = 0; j < cols; j += wide)
                    if (rows == WG_MR && pack_a && j + wide <= cols)
                        WG_F(tile_packed)(depth, x, b_pack + j * depth, to + j, c_row, begin ? begin + j : NULL,
                                          from_row);
                    else
                        WG_F(in_place)(rows, WG_F(min)(cols - j, wide), depth, x, x_row, x_col, b_pack + j * depth,
                                       wide, to + j, c_row, begin ? begin + j : NULL, from_row);
            }
        }
}

/* A result without contiguous rows is computed square by square. */
static void WG_F(gemm)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row, intptr_t a_col,
                       const WG_T *b, intptr_t b_row, intptr_t b_col, WG_T *c, intptr_t c_row,
                       intptr_t c_col, int beta);

static WG_OUTLINE void WG_F(scattered)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row,
                                       intptr_t a_col, const WG_T *b, intptr_t b_row, intptr_t b_col,
                                       WG_T *c, intptr_t c_row, intptr_t c_col, int beta)
{
    enum { side = 48 };
    WG_T tile[side * side];
    for (intptr_t i0 = 0; i0 < m; i0 += side)
        for (intptr_t j0 = 0; j0 < n; j0 += side) {
            intptr_t rows = WG_F(min)(m - i0, side), cols = WG_F(min)(n - j0, side);
            WG_F(gemm)(rows, cols, k, a + i0 * a_row, a_row, a_col, b + j0 * b_col, b_row, b_col, tile, cols,
                       1, 0);
            for (intptr_t i = 0; i < rows; i++)
                for (intptr_t j = 0; j < cols; j++) {
                    WG_T *to = c + (i0 + i) * c_row + (j0 + j) * c_col;
                    *to = beta ? *to + tile[i * cols + j] : tile[i * cols + j];
                }
        }
}

#include "gemm_share.h"

/* c = a b + beta c. The shapes and strides alone choose the way. */
static void WG_F(gemm)(intptr_t m, intptr_t n, intptr_t k, const WG_T *a, intptr_t a_row, intptr_t a_col,
                       const WG_T *b, intptr_t b_row, intptr_t b_col, WG_T *c, intptr_t c_row,
                       intptr_t c_col, int beta)
{
    if (m <= 0 || n <= 0)
        return;
    if (k <= 0) {
        WG_F(gemm_plain)(m, n, 0, a, a_row, a_col, b, b_row, b_col, c, c_row, c_col, beta);
        return;
    }
    if (m == 1 && n > 1) {
        WG_F(gemm)(n, m, k, b, b_col, b_row, a, a_col, a_row, c, c_col, c_row, beta);
        return;
    }
    WG_F(shared) s = {m, n, k, a, b, a_row, a_col, b_row, b_col, c, c_row, c_col, beta ? c : NULL, c_row};
    if (n == 1) {
        s.way = WG_F(VECTOR);
        WG_F(compute)(&s);
        return;
    }
    if (c_col != 1) {
        if (c_row == 1)
            WG_F(gemm)(n, m, k, b, b_col, b_row, a, a_col, a_row, c, c_col, 1, beta);
        else
            WG_F(scattered)(m, n, k, a, a_row, a_col, b, b_row, b_col, c, c_row, c_col, beta);
        return;
    }
    /* A few rows or columns against long rows of the other operand: too few to pay for turning it. */
    if (m <= WG_FEW_ROWS && a_col == 1 && b_row == 1 && k >= WG_F(wide)) {
        for (intptr_t i = 0; i < m; i++)
            WG_F(gemm)(n, 1, k, b, b_col, b_row, a + i * a_row, a_col, a_row, c + i * c_row, 1, 1, beta);
        return;
    }
    if (n <= WG_FEW_COLS && a_col == 1 && k >= WG_F(wide)) {
        for (intptr_t j = 0; j < n; j++)
            WG_F(gemm)(m, 1, k, a, a_row, a_col, b + j * b_col, b_row, b_col, c + j, c_row, 1, beta);
        return;
    }
    s.way = WG_F(way_of)(&s);
    WG_F(compute)(&s);
}

/* c = a b + row, the same row for every row of c, all of whose elements are side by side. */
static void WG_F(gemm_onto)(intptr_t m, intptr_t n, intptr_t k, const void *a, intptr_t a_row, intptr_t a_col,
                            const void *b, intptr_t b_row, intptr_t b_col, void *to, const void *row)
{
    WG_T *c = to;
    if (m <= WG_FEW_ROWS || n <= WG_FEW_COLS || k <= 0) {
        for (intptr_t i = 0; i < m; i++)
            memcpy(c + i * n, row, (size_t)n * sizeof(WG_T));
        WG_F(gemm)(m, n, k, a, a_row, a_col, b, b_row, b_col, c, n, 1, 1);
        return;
    }
    WG_F(shared) s = {m, n, k, a, b, a_row, a_col, b_row, b_col, c, n, 1, row, 0};
    s.way = WG_F(way_of)(&s);
    WG_F(compute)(&s);
}

#endif

#undef WG_JOIN
#undef WG_JOIN_TAG
#undef WG_F

/* gemm_vector.h: the matrix-vector product for one element type, at the speed of memory.
 *
 * Included by gemm_type.h, with its template parameters. Defines matvec_TAG. */

/* out[i] = the inner product of row i of a with x, both contiguous, for `rows` rows at once with `unroll`
 * vectors each (constants where it is inlined). */
static inline __attribute__((always_inline)) void
WG_F(dots_body)(int rows, int unroll, intptr_t k, const WG_T *a, intptr_t a_row, const WG_T *x, WG_T *out)
{
    typedef WG_T quad __attribute__((vector_size(16)));
    union {
        WG_F(vec) whole;
        quad part[WG_VBYTES / 16];
    } sum;
    WG_F(vec) acc[4][4] = {{{0}}};
    intptr_t p = 0;
    for (; p + unroll * WG_F(lanes) <= k; p += unroll * WG_F(lanes))
#pragma GCC unroll 4
        for (int u = 0; u < unroll; u++) {
            WG_F(vec) y = *(const WG_F(loose) *)(x + p + u * WG_F(lanes));
#pragma GCC unroll 4
            for (int i = 0; i < rows; i++)
                acc[i][u] += y * *(const WG_F(loose) *)(a + i * a_row + p + u * WG_F(lanes));
        }
    for (; p + WG_F(lanes) <= k; p += WG_F(lanes)) {
        WG_F(vec) y = *(const WG_F(loose) *)(x + p);
#pragma GCC unroll 4
        for (int i = 0; i < rows; i++)
            acc[i][0] += y * *(const WG_F(loose) *)(a + i * a_row + p);
    }
#pragma GCC unroll 4
    for (int i = 0; i < rows; i++) {
        sum.whole = acc[i][0];
        for (int u = 1; u < unroll; u++)
            sum.whole += acc[i][u];
        for (int h = 1; h < WG_VBYTES / 16; h++)
            sum.part[0] += sum.part[h];
        out[i] = sum.part[0][0] + sum.part[0][1];
        if (WG_F(quad) == 4)
            out[i] += sum.part[0][WG_F(quad) - 2] + sum.part[0][WG_F(quad) - 1];
    }
    for (; p < k; p++)
#pragma GCC unroll 4
        for (int i = 0; i < rows; i++)
            out[i] += a[i * a_row + p] * x[p];
}

/* y = a x + beta y where rows of a are contiguous, and x is. */
static WG_OUTLINE void WG_F(dots)(intptr_t m, intptr_t k, const WG_T *a, intptr_t a_row, const WG_T *x,
                                  WG_T *y, intptr_t y_step, int beta)
{
    for (intptr_t i = 0, rows; i < m; i += rows) {
        WG_T out[4];
        rows = m - i >= 4 ? 4 : 1;
        if (rows == 4)
            WG_F(dots_body)(4, 2, k, a + i * a_row, a_row, x, out);
        else
            WG_F(dots_body)(1, 4, k, a + i * a_row, a_row, x, out);
        for (intptr_t r = 0; r < rows; r++) {
            WG_T *to = y + (i + r) * y_step;
            *to = beta ? *to + out[r] : out[r];
        }
    }
}

/* y = a x + beta y where columns of a are contiguous: a piece of the result stays in the first-level cache
 * while four columns at a time are added to it. */
static WG_OUTLINE void WG_F(axpys)(intptr_t m, intptr_t k, const WG_T *a, intptr_t a_col, const WG_T *x,
                                   intptr_t x_step, WG_T *y, intptr_t y_step, int beta)
{
    enum { piece = 1024, lanes = WG_F(lanes) };
    WG_F(vec) sum[piece / lanes];
    WG_T *flat = (WG_T *)sum;
    for (intptr_t i0 = 0; i0 < m; i0 += piece, a += piece, y += piece * y_step) {
        intptr_t rows = WG_F(min)(m - i0, piece), whole = rows / lanes, p = 0;
        memset(sum, 0, whole * sizeof(sum[0]));
        for (; p + 4 <= k; p += 4) {
            const WG_T x0 = x[p * x_step], x1 = x[(p + 1) * x_step];
            const WG_T x2 = x[(p + 2) * x_step], x3 = x[(p + 3) * x_step];
            const WG_T *from = a + p * a_col;
            for (intptr_t i = 0; i < whole; i++, from += lanes) {
                WG_F(vec) s = sum[i] + x0 * *(const WG_F(loose) *)from;
                s += x1 * *(const WG_F(loose) *)(from + a_col);
                s += x2 * *(const WG_F(loose) *)(from + 2 * a_col);
                sum[i] = s + x3 * *(const WG_F(loose) *)(from + 3 * a_col);
            }
        }
        for (; p < k; p++)
            for (intptr_t i = 0; i < whole; i++)
                sum[i] += x[p * x_step] * *(const WG_F(loose) *)(a + p * a_col + i * lanes);
        WG_F(in_place)(1, rows % lanes, k, x, 0, x_step, a + whole * lanes, a_col, flat + whole * lanes, 0,
                       NULL, 0);
        for (intptr_t i = 0; i < rows; i++)
            y[i * y_step] = beta ? y[i * y_step] + flat[i] : flat[i];
    }
}

/* y[m] = a[m, k] x[k] + beta y, any strides. */
static WG_OUTLINE void WG_F(matvec)(intptr_t m, intptr_t k, const WG_T *a, intptr_t a_row,
                                    intptr_t a_col, const WG_T *x, intptr_t x_step, WG_T *y,
                                    intptr_t y_step, int beta)
{
    enum { piece = 1024 };
    WG_T copy[piece];
    if (a_row == 1 && (a_col != 1 || k == 1))
        WG_F(axpys)(m, k, a, a_col, x, x_step, y, y_step, beta);
    else if (a_col == 1 && x_step == 1)
        WG_F(dots)(m, k, a, a_row, x, y, y_step, beta);
    else if (a_col == 1)
        for (intptr_t p0 = 0; p0 < k; p0 += piece) {
            intptr_t count = WG_F(min)(k - p0, piece);
            for (intptr_t p = 0; p < count; p++)
                copy[p] = x[(p0 + p) * x_step];
            WG_F(dots)(m, count, a + p0, a_row, copy, y, y_step, beta || p0 > 0);
        }
    else
        for (intptr_t i = 0; i < m; i++, a += a_row, y += y_step) {
            WG_T sum = 0;
            for (intptr_t p = 0; p < k; p++)
                sum += a[p * a_col] * x[p * x_step];
            *y = beta ? *y + sum : sum;
        }
}

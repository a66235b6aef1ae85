/* products_type.h: several matrix products of one element type. Included with T and NAME(part); defines products.
 *
 * A call of gemm costs more than the product of two matrices of a few rows, so those of equal small sides are written
 * out: with the side known, b and the sums are registers. Sums are over k in ascending order, as in gemm. */

/* `count` products of n by n matrices that lie a_step and b_step apart; what is written is contiguous. With n known
 * where it is inlined, all loops but that over the products disappear. */
WG_INLINE void NAME(small)(int n, const wg_batch *p, const T *a, intptr_t a_step, const T *b, intptr_t b_step, T *c,
                           intptr_t count)
{
    const intptr_t a_row = p->a_row, a_col = p->a_col, b_row = p->b_row, b_col = p->b_col;
    for (; count > 0; --count, a += a_step, b += b_step, c += n * n) {
        T y[6][6], sums[6][6];
#pragma GCC unroll 6
        for (int k = 0; k < n; ++k)
#pragma GCC unroll 6
            for (int j = 0; j < n; ++j) {
                y[k][j] = b[k * b_row + j * b_col];
                sums[k][j] = 0;
            }
#pragma GCC unroll 6
        for (int i = 0; i < n; ++i)
#pragma GCC unroll 6
            for (int k = 0; k < n; ++k) {
                const T x = a[i * a_row + k * a_col];
#pragma GCC unroll 6
                for (int j = 0; j < n; ++j)
                    sums[i][j] += x * y[k][j];
            }
#pragma GCC unroll 6
        for (int i = 0; i < n; ++i)
            memcpy(c + i * n, sums[i], n * sizeof(T));
    }
}

/* `count` products of a batch along its last dim, from these elements on. */
static void NAME(products)(const wg_batch *p, const char *from_a, intptr_t a_step, const char *from_b, intptr_t b_step,
                           char *to, intptr_t count)
{
    const T *a = (const T *)from_a, *b = (const T *)from_b;
    T *c = (T *)to;
    switch (p->m == p->n && p->n == p->k && !p->beta ? p->n : 0) {
    case 2: NAME(small)(2, p, a, a_step, b, b_step, c, count); return;
    case 3: NAME(small)(3, p, a, a_step, b, b_step, c, count); return;
    case 4: NAME(small)(4, p, a, a_step, b, b_step, c, count); return;
    case 5: NAME(small)(5, p, a, a_step, b, b_step, c, count); return;
    case 6: NAME(small)(6, p, a, a_step, b, b_step, c, count); return;
    }
    for (; count > 0; --count, a += a_step, b += b_step, c += p->m * p->n)
        NAME(gemm)(p->m, p->n, p->k, a, p->a_row, p->a_col, b, p->b_row, p->b_col, c, p->n, 1, p->beta);
}

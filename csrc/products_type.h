/* products_type.h: several matrix products of one element type. Included with T and NAME(part); defines products.
 *
 * A call of gemm costs more than the product of two matrices of a few rows, so those of equal small sides are written
 * out: with the side known, b and the sums are registers. Sums are over k in ascending order, as in gemm. */

/* `count` products of n by n matrices that lie a_step and b_step apart; what is written is contiguous. */
#define SMALL(n)                                                                                                    \
    static void NAME(small##n)(const wg_batch *p, const T *a, intptr_t a_step, const T *b, intptr_t b_step, T *c,   \
                               intptr_t count)                                                                      \
    {                                                                                                               \
        const intptr_t a_row = p->a_row, a_col = p->a_col, b_row = p->b_row, b_col = p->b_col;                      \
        for (; count > 0; --count, a += a_step, b += b_step, c += (n) * (n)) {                                      \
            T y[n][n], sums[n][n] = {{0}};                                                                          \
            SMALL_SUMS(n)                                                                                           \
            memcpy(c, sums, sizeof sums);                                                                           \
        }                                                                                                           \
    }
#define SMALL_SUMS(n)                                           \
    for (int k = 0; k < (n); ++k)                               \
        for (int j = 0; j < (n); ++j)                           \
            y[k][j] = b[k * b_row + j * b_col];                 \
    for (int i = 0; i < (n); ++i)                               \
        for (int k = 0; k < (n); ++k) {                         \
            const T x = a[i * a_row + k * a_col];               \
            for (int j = 0; j < (n); ++j)                       \
                sums[i][j] += x * y[k][j];                      \
        }
SMALL(2)
SMALL(3)
SMALL(4)
SMALL(5)
SMALL(6)
#undef SMALL_SUMS
#undef SMALL

/* `count` products of a batch along its last dim, from these elements on. */
static void NAME(products)(const wg_batch *p, const char *from_a, intptr_t a_step, const char *from_b, intptr_t b_step,
                           char *to, intptr_t count)
{
    static void (*const small[])(const wg_batch *, const T *, intptr_t, const T *, intptr_t, T *, intptr_t) = {
        NAME(small2), NAME(small3), NAME(small4), NAME(small5), NAME(small6)};
    const T *a = (const T *)from_a, *b = (const T *)from_b;
    T *c = (T *)to;
    if (p->m == p->n && p->n == p->k && p->n >= 2 && p->n <= 6 && !p->beta) {
        small[p->n - 2](p, a, a_step, b, b_step, c, count);
        return;
    }
    for (; count > 0; --count, a += a_step, b += b_step, c += p->m * p->n)
        NAME(gemm)(p->m, p->n, p->k, a, p->a_row, p->a_col, b, p->b_row, p->b_col, c, p->n, 1, p->beta);
}

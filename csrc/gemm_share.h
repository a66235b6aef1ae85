/* gemm_share.h: how threads share one matrix product, for one element type.
 *
 * Included by gemm_type.h, with its template parameters. A product is cut into rectangles of c. What an element of c
 * is does not depend on the cuts. */

typedef struct {
    intptr_t m, n, k;                    /* the whole product */
    const WG_T *a, *b;                   /* operands */
    intptr_t a_row, a_col, b_row, b_col; /* their steps */
    WG_T *c;                             /* the result */
    intptr_t c_row, c_col;               /* its steps */
    const WG_T *start;                   /* where the sums begin: c, a row, or NULL for zero */
    intptr_t start_row;                  /* its step */
    enum { WG_F(VECTOR), WG_F(NEAR), WG_F(PACKED) } way;
    intptr_t height, width;              /* a rectangle */
    intptr_t down;                       /* how many there are in a column */
} WG_F(shared);

/* Whether operands are packed: not those that lie close together. */
static int WG_F(way_of)(const WG_F(shared) *s)
{
    const int near = s->m <= WG_LOW
                     || (WG_F(near)(s->k, s->b_row) && (s->n <= WG_NARROW || WG_F(near)(s->k, s->a_col)));
    return s->b_col == 1 && near ? WG_F(NEAR) : WG_F(PACKED);
}

static inline const WG_T *WG_F(start_at)(const WG_F(shared) *s, intptr_t i, intptr_t j)
{
    return s->start ? s->start + i * s->start_row + j : NULL;
}

static void WG_F(compute_parts)(void *context, intptr_t begin, intptr_t end)
{
    const WG_F(shared) *s = context;
    void *buffer = s->way == WG_F(PACKED) ? wg_pack_take() : NULL;
    for (; begin < end; begin++) {
        const intptr_t i = begin % s->down * s->height, j = begin / s->down * s->width;
        const intptr_t m = WG_F(min)(s->m - i, s->height), n = WG_F(min)(s->n - j, s->width);
        const WG_T *a = s->a + i * s->a_row, *b = s->b + j * s->b_col, *start = WG_F(start_at)(s, i, j);
        WG_T *c = s->c + i * s->c_row + j * s->c_col;
        if (s->way == WG_F(VECTOR))
            WG_F(matvec)(m, s->k, a, s->a_row, s->a_col, b, s->b_row, c, s->c_row, start != NULL);
        else if (s->way == WG_F(NEAR)) {
            const intptr_t depth = WG_F(block_size)(s->k, WG_KC, 1);
            for (intptr_t p = 0; p < s->k; p += depth)
                WG_F(in_place)(m, n, WG_F(min)(s->k - p, depth), a + p * s->a_col, s->a_row, s->a_col,
                               b + p * s->b_row, s->b_row, c, s->c_row, p > 0 ? c : start,
                               p > 0 ? s->c_row : s->start_row);
        } else if (buffer != NULL)
            WG_F(packed)(m, n, s->k, a, s->a_row, s->a_col, b, s->b_row, s->b_col, c, s->c_row, start, s->start_row,
                         buffer);
        else {
            for (intptr_t r = 0; r < m && start != NULL && start != c; r++)
                memcpy(c + r * s->c_row, start, (size_t)n * sizeof(WG_T));
            WG_F(gemm_plain)(m, n, s->k, a, s->a_row, s->a_col, b, s->b_row, s->b_col, c, s->c_row, s->c_col,
                             start != NULL);
        }
    }
    if (buffer != NULL)
        wg_pack_release(buffer);
}

/* One rectangle for each thread, by rows and columns so that the least is packed twice: every thread packs what it
 * reads, because memory that another core has just written is slow to read and to write. */
static void WG_F(cut)(WG_F(shared) *s, intptr_t threads)
{
    double best = 0;
    for (intptr_t down = 1; down <= threads; down++) {
        const intptr_t across = threads / down;
        const intptr_t height = WG_F(block_size)(s->m, (s->m + down - 1) / down, WG_MR);
        const intptr_t width = WG_F(block_size)(s->n, (s->n + across - 1) / across, WG_F(wide));
        const double cost = (double)height * (double)width + WG_PACKING * (double)(height + width);
        if (down == 1 || cost < best) {
            best = cost;
            s->height = height;
            s->width = width;
        }
    }
}

/* Choose the rectangles and compute them. */
static void WG_F(compute)(WG_F(shared) *s)
{
    const double work = (double)s->m * (double)s->n * (double)s->k;
    const intptr_t threads = work < (s->way == WG_F(VECTOR) ? WG_SHARED_VECTOR : WG_SHARED) ? 1 : wg_get_num_threads();
    s->height = s->m;
    s->width = s->n;
    if (threads > 1 && s->way != WG_F(VECTOR) && s->m > WG_LOW && s->n > WG_NARROW) {
        s->way = WG_F(PACKED);
        WG_F(cut)(s, threads);
    } else if (threads > 1) {
        if (s->way != WG_F(VECTOR) && s->m <= WG_LOW)
            s->width = WG_F(block_size)(s->n, (s->n + threads - 1) / threads, WG_F(wide));
        else
            s->height = WG_F(block_size)(s->m, (s->m + 2 * threads - 1) / (2 * threads),
                                         s->way == WG_F(VECTOR) ? 64 : 4 * WG_MR);
    }
    s->down = (s->m + s->height - 1) / s->height;
    wg_parallel(WG_F(compute_parts), s, s->down * ((s->n + s->width - 1) / s->width), 1);
}

/* winograd.h: convolutions of windows of 3 x 3 with a quarter of the multiplications, float32. Included by conv.h after
 * conv_tile.h, with T and NAME.
 *
 * Four by four results follow from six by six products of transformed elements and transformed weights: S. Winograd,
 * "Arithmetic complexity of computations" (SIAM, 1980); for images A. Lavin and S. Gray, "Fast algorithms for
 * convolutional neural networks" (arXiv:1509.09308). The transforms evaluate polynomials at 0, +-a, +-b and infinity.
 * With a = 3/4 and b = 3/2 the error is about twice that of sums in plain order (docs/decisions.md); the usual 1 and 2
 * double it again. Along x, y and the channels this makes 36 products of matrices, (tiles, channels of x) times
 * (channels of x, channels of y). All vectors run along channels: images are turned before, and results after.
 *
 * An element that is no number or infinite would spoil its whole tile, so a result with such an element counts as not
 * computed (0), and the caller takes the direct way. */

enum { NAME(matrices) = 36 };   /* products for a tile */

/* e = B' d: elements to products. */
WG_INLINED void NAME(to_data)(const NAME(cvec) *d, intptr_t step, NAME(cvec) *e)
{
    const T aa = (T)0.5625, bb = (T)2.25, sum = (T)2.8125, product = (T)1.265625, a = (T)0.75, b = (T)1.5;
    const NAME(cvec) d0 = d[0], d1 = d[step], d2 = d[2 * step], d3 = d[3 * step], d4 = d[4 * step], d5 = d[5 * step];
    const NAME(cvec) even_a = d4 - bb * d2, odd_a = a * (d3 - bb * d1);
    const NAME(cvec) even_b = d4 - aa * d2, odd_b = b * (d3 - aa * d1);
    e[0] = d4 - sum * d2 + product * d0;
    e[1] = even_a + odd_a;
    e[2] = even_a - odd_a;
    e[3] = even_b + odd_b;
    e[4] = even_b - odd_b;
    e[5] = d5 - sum * d3 + product * d1;
}

/* e = G d for four values d, without the factors of the points; three values have d[3] = 0 and d[2] at infinity. */
WG_INLINED void NAME(to_values)(const NAME(cvec) *d, int count, NAME(cvec) *e)
{
    const T aa = (T)0.5625, bb = (T)2.25, a = (T)0.75, b = (T)1.5;
    NAME(cvec) odd_a = d[1], odd_b = d[1];
    if (count == 4) {
        odd_a += aa * d[3];
        odd_b += bb * d[3];
    }
    const NAME(cvec) even_a = d[0] + aa * d[2], even_b = d[0] + bb * d[2];
    e[0] = d[0];
    e[1] = even_a + a * odd_a;
    e[2] = even_a - a * odd_a;
    e[3] = even_b + b * odd_b;
    e[4] = even_b - b * odd_b;
    e[5] = d[count - 1];
}

/* y = A' m: products to `count` results. */
WG_INLINED void NAME(to_results)(const NAME(cvec) *m, int count, NAME(cvec) *y)
{
    const T aa = (T)0.5625, bb = (T)2.25, a = (T)0.75, b = (T)1.5;
    const NAME(cvec) even_a = m[1] + m[2], odd_a = a * (m[1] - m[2]), even_b = m[3] + m[4], odd_b = b * (m[3] - m[4]);
    y[0] = m[0] + even_a + even_b;
    y[1] = odd_a + odd_b;
    y[2] = aa * even_a + bb * even_b;
    if (count == 4)
        y[3] = aa * odd_a + bb * odd_b;
    y[count - 1] += m[5];
}

/* The factor of a product: those of its points along both axes, 1 / (a point's distances from the others). */
static inline T NAME(factor_of)(int point)
{
    static const double factor[6] = {64. / 81, -128. / 243, -128. / 243, 32. / 243, 32. / 243, 1};
    return (T)(factor[point / 6] * factor[point % 6]);
}

typedef struct {
    const wg_correlation *c;
    intptr_t across, down;      /* tiles in a row, rows of tiles in an image */
    intptr_t height;            /* rows of tiles in a piece, of all images together */
    intptr_t cols, rows;        /* channels of x and of y, in whole vectors */
    intptr_t group;             /* the group at work */
    intptr_t data_step, result_step, weight_step;   /* elements from one of the 36 matrices to the next */
    intptr_t shares;            /* parts of the rows of tiles whose products are added up apart */
    T *weights;                 /* the matrices that all threads share: one set of 36, or one for each share */
    T *bias;                    /* of the group */
    T *to;                      /* the cotangent of the weights */
    const T *g;                 /* cotangent of y */
    char *failed;               /* set when memory ran out, or when a result is not finite */
} NAME(winograd);

static inline intptr_t NAME(in_vectors)(intptr_t channels)
{
    return (channels + NAME(clanes) - 1) / NAME(clanes) * NAME(clanes);
}

/* Rows of tiles in a piece of about `tiles`: such that two, and then four, threads have about as many rows each. */
static intptr_t NAME(even_height)(intptr_t rows, intptr_t across, intptr_t tiles)
{
    const intptr_t wanted = tiles / across < 1 ? 1 : tiles / across;
    intptr_t best = wanted, least = INTPTR_MAX;
    for (intptr_t height = wanted - wanted / 4; height <= wanted + wanted / 4; height++) {
        const intptr_t pieces = (rows + height - 1) / height;
        const intptr_t longest = (2 * ((pieces + 1) / 2) + 4 * ((pieces + 3) / 4)) * height;
        if (longest < least) {
            least = longest;
            best = height;
        }
    }
    return best < rows ? best : rows;
}

static NAME(winograd) NAME(winograd_of)(const wg_correlation *c, intptr_t tiles, char *failed)
{
    NAME(winograd) w = {.c = c, .failed = failed};
    w.across = (c->axis[2].out + 3) / 4;
    w.down = (c->axis[1].out + 3) / 4;
    w.height = NAME(even_height)(c->batch * w.down, w.across, tiles);
    w.cols = NAME(in_vectors)(c->cols);
    w.rows = NAME(in_vectors)(c->rows);
    /* A line more, so that the 36 elements of a channel do not fall into one set of the cache. */
    w.data_step = w.height * w.across * w.cols + 16;
    w.result_step = w.height * w.across * w.rows + 16;
    w.weight_step = c->cols * w.rows + 16;
    return w;
}

/* Rows [begin, end) of image n, their channels side by side: to[row, column, channel]. Rows outside are zero. */
static void NAME(turn_rows)(const T *x, intptr_t channels, intptr_t padded, intptr_t height, intptr_t width,
                            intptr_t begin, intptr_t end, T *to)
{
    const intptr_t low = begin > 0 ? begin : 0, high = end < height ? end : height, row = width * padded;
    for (intptr_t r = begin; r < end; r++)
        if (r < low || r >= high)
            memset(to + (r - begin) * row, 0, row * sizeof(T));
    if (low < high)
        NAME(turn)(channels, (high - low) * width, x + low * width, height * width, to + (low - begin) * row, padded);
}

/* The transformed elements of a row of tiles. `slab` has six rows of the image and, behind them, zeros. */
WG_OUTLINED void NAME(put_data)(const NAME(winograd) *w, const T *slab, T *to)
{
    const intptr_t width = w->c->axis[2].size, least = w->c->axis[2].least, row = width * w->cols;
    for (intptr_t r = 0; r < w->cols; r += NAME(clanes)) {
        NAME(cvec) e[6][6], d[6], out[6];
        for (intptr_t tile = 0; tile < w->across; tile++) {
            T *at = to + tile * w->cols + r;
            for (int i = 0; i < NAME(matrices); i++)
                __builtin_prefetch(at + i * w->data_step, 1);
            for (int j = tile ? 2 : 0; j < 6; j++) {
                const intptr_t column = 4 * tile + j + least;
                const int inside = column >= 0 && column < width;
                const T *from = inside ? slab + column * w->cols + r : slab + 6 * row;
                WG_UNROLL
                for (int i = 0; i < 6; i++)
                    d[i] = *(const NAME(cloose) *)(from + (inside ? i * row : 0));
                NAME(to_data)(d, 1, e[j]);
            }
            for (int i = 0; i < 6; i++) {
                NAME(to_data)(&e[0][i], 6, out);
                WG_UNROLL
                for (int j = 0; j < 6; j++)
                    *(NAME(cloose) *)(at + (6 * i + j) * w->data_step) = out[j];
            }
            memcpy(e[0], e[4], 2 * sizeof e[0]);
        }
    }
}

/* Rows of tiles [begin, end), of which the first has its results at `to`. Each reads two rows again that the one
 * before has turned. */
static void NAME(put_all_data)(const NAME(winograd) *w, intptr_t begin, intptr_t end, T *slab, T *to)
{
    const wg_correlation *c = w->c;
    const intptr_t height = c->axis[1].size, width = c->axis[2].size, row = width * w->cols;
    memset(slab + 6 * row, 0, sizeof(NAME(cvec)));
    for (intptr_t r = begin; r < end; r++, to += w->across * w->cols) {
        const T *x = (const T *)c->x + (r / w->down * c->groups + w->group) * c->cols * height * width;
        const intptr_t top = r % w->down * 4 + c->axis[1].least, known = r > begin && r % w->down ? 2 : 0;
        if (known)
            memcpy(slab, slab + 4 * row, 2 * row * sizeof(T));
        NAME(turn_rows)(x, c->cols, w->cols, height, width, top + known, top + 6, slab + known * row);
        NAME(put_data)(w, slab, to);
    }
}

/* A row of tiles of the result, from the products at `from`: out[row, column, channel]. */
WG_OUTLINED NAME(cvec) NAME(put_results)(const NAME(winograd) *w, const T *from, intptr_t count, T *out)
{
    const intptr_t width = w->c->axis[2].out;
    NAME(cvec) finite = {0};
    for (intptr_t r = 0; r < w->rows; r += NAME(clanes)) {
        const NAME(cvec) bias = *(const NAME(cloose) *)(w->bias + r);
        for (intptr_t tile = 0; tile < w->across; tile++) {
            NAME(cvec) s[4][6], m[6], y[4];
            const T *at = from + tile * w->rows + r;
            const intptr_t columns = width - 4 * tile < 4 ? width - 4 * tile : 4;
            for (int j = 0; j < 6; j++) {
                WG_UNROLL
                for (int i = 0; i < 6; i++)
                    m[i] = *(const NAME(cloose) *)(at + (6 * i + j) * w->result_step);
                NAME(to_results)(m, 4, y);
                WG_UNROLL
                for (int i = 0; i < 4; i++)
                    s[i][j] = y[i];
            }
            for (intptr_t i = 0; i < count; i++) {
                NAME(to_results)(s[i], 4, y);
                T *to = out + (i * width + 4 * tile) * w->rows + r;
                WG_UNROLL
                for (int j = 0; j < 4; j++) {
                    if (j >= columns)
                        break;
                    *(NAME(cloose) *)(to + j * w->rows) = y[j] + bias;
                    finite += (y[j] + bias) * 0;
                }
            }
        }
    }
    return finite;
}

static inline int NAME(all_zero)(NAME(cvec) v)
{
    T each[NAME(clanes)];
    memcpy(each, &v, sizeof each);
    int yes = 1;
    for (intptr_t i = 0; i < NAME(clanes); i++)
        yes &= each[i] == 0;
    return yes;
}

/* Pieces [begin, end) of the result. */
static void NAME(winograd_pieces)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(winograd) *w = context;
    const wg_correlation *c = w->c;
    const intptr_t rows = c->batch * w->down, height = c->axis[1].out, width = c->axis[2].out;
    const intptr_t slab_size = (6 * c->axis[2].size + 1) * w->cols, out_size = 4 * width * w->rows;
    const intptr_t data_size = NAME(matrices) * w->data_step;
    T *slab = malloc((slab_size + out_size + data_size + NAME(matrices) * w->result_step) * sizeof(T));
    if (slab == NULL) {
        *w->failed = 1;
        return;
    }
    T *out = slab + slab_size, *data = out + out_size, *products = data + data_size;
    NAME(cvec) finite = {0};
    for (; begin < end && !*w->failed; begin++) {
        const intptr_t first = begin * w->height, last = rows - first < w->height ? rows : first + w->height;
        NAME(put_all_data)(w, first, last, slab, data);
        for (intptr_t i = 0; i < NAME(matrices); i++)
            NAME(in_place)((last - first) * w->across, w->rows, c->cols, data + i * w->data_step, w->cols, 1,
                           w->weights + i * w->weight_step, w->rows, products + i * w->result_step, w->rows, NULL, 0);
        for (intptr_t r = first; r < last; r++) {
            const intptr_t top = r % w->down * 4, count = height - top < 4 ? height - top : 4;
            finite += NAME(put_results)(w, products + (r - first) * w->across * w->rows, count, out);
            NAME(turn)(count * width, c->rows, out, w->rows,
                       (T *)c->y + (r / w->down * c->groups + w->group) * c->rows * c->y_plane + top * width,
                       c->y_plane);
        }
        if (!NAME(all_zero)(finite))
            *w->failed = 1;
    }
    free(slab);
}

/* The transformed weights of channels [begin, end) of x. */
static void NAME(put_weights)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(winograd) *w = context;
    const wg_correlation *c = w->c;
    const wg_taps *y = &c->axis[1], *x = &c->axis[2];
    T *taps = calloc(9 * w->rows, sizeof(T));
    if (taps == NULL) {
        *w->failed = 1;
        return;
    }
    for (; begin < end; begin++) {
        NAME(turn)(c->rows, 9, (const T *)c->weight + w->group * c->w_group + begin * c->w_col, c->w_row, taps,
                   w->rows);
        for (intptr_t r = 0; r < w->rows; r += NAME(clanes)) {
            NAME(cvec) window[3][3], e[3][6], d[3], out[6];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    window[x->shift[j]][y->shift[i]] = *(const NAME(cloose) *)(taps + (y->at[i] * 3 + x->at[j])
                                                                               * w->rows + r);
            for (int j = 0; j < 3; j++)
                NAME(to_values)(window[j], 3, e[j]);
            T *to = w->weights + begin * w->rows + r;
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 3; j++)
                    d[j] = e[j][i];
                NAME(to_values)(d, 3, out);
                for (int j = 0; j < 6; j++)
                    *(NAME(cloose) *)(to + (6 * i + j) * w->weight_step) = out[j] * NAME(factor_of)(6 * i + j);
            }
        }
    }
    free(taps);
}

static int NAME(correlate_winograd)(const wg_correlation *c)
{
    char failed = 0;
    NAME(winograd) w = NAME(winograd_of)(c, WG_TILES, &failed);
    w.weights = malloc((NAME(matrices) * w.weight_step + w.rows) * sizeof(T));
    if (w.weights == NULL)
        return 0;
    w.bias = w.weights + NAME(matrices) * w.weight_step;
    const intptr_t pieces = (c->batch * w.down + w.height - 1) / w.height;
    for (w.group = 0; w.group < c->groups && !failed; w.group++) {
        for (intptr_t r = 0; r < w.rows; r++)
            w.bias[r] = c->bias && r < c->rows ? ((const T *)c->bias)[w.group * c->rows + r] : 0;
        wg_parallel(NAME(put_weights), &w, c->cols, 4096 / w.rows + 1);
        if (!failed)
            wg_parallel(NAME(winograd_pieces), &w, pieces, 1);
    }
    free(w.weights);
    return !failed;
}

/* The transformed cotangents of a row of tiles. `slab` has four rows of the cotangent and, behind them, zeros. */
WG_OUTLINED void NAME(put_values)(const NAME(winograd) *w, const T *slab, T *to)
{
    const intptr_t width = w->c->axis[2].out, row = width * w->rows;
    for (intptr_t tile = 0; tile < w->across; tile++)
        for (intptr_t r = 0; r < w->rows; r += NAME(clanes)) {
            NAME(cvec) e[4][6], d[4], out[6];
            for (int j = 0; j < 4; j++) {
                const int inside = 4 * tile + j < width;
                const T *from = inside ? slab + (4 * tile + j) * w->rows + r : slab + 4 * row;
                WG_UNROLL
                for (int i = 0; i < 4; i++)
                    d[i] = *(const NAME(cloose) *)(from + (inside ? i * row : 0));
                NAME(to_values)(d, 4, e[j]);
            }
            T *at = to + tile * w->rows + r;
            for (int i = 0; i < 6; i++) {
                WG_UNROLL
                for (int j = 0; j < 4; j++)
                    d[j] = e[j][i];
                NAME(to_values)(d, 4, out);
                WG_UNROLL
                for (int j = 0; j < 6; j++)
                    *(NAME(cloose) *)(at + (6 * i + j) * w->result_step) = out[j];
            }
        }
}

/* The same of rows of tiles [begin, end), of which the first has its results at `to`. */
static void NAME(put_all_values)(const NAME(winograd) *w, intptr_t begin, intptr_t end, T *slab, T *to)
{
    const wg_correlation *c = w->c;
    const intptr_t height = c->axis[1].out, width = c->axis[2].out;
    memset(slab + 4 * width * w->rows, 0, sizeof(NAME(cvec)));
    for (; begin < end; begin++, to += w->across * w->rows) {
        const intptr_t top = begin % w->down * 4;
        NAME(turn_rows)(w->g + (begin / w->down * c->groups + w->group) * c->rows * height * width, c->rows, w->rows,
                        height, width, top, top + 4, slab);
        NAME(put_values)(w, slab, to);
    }
}

/* Shares [begin, end) of the rows of tiles: the products data' values of each, added up block by block. What a thread
 * transforms it multiplies itself. */
static void NAME(add_shares)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(winograd) *w = context;
    const wg_correlation *c = w->c;
    const intptr_t rows = c->batch * w->down;
    const intptr_t data_size = NAME(matrices) * w->data_step, values_size = NAME(matrices) * w->result_step;
    const intptr_t slab_size = (6 * c->axis[2].size + 1) * w->cols, g_size = (4 * c->axis[2].out + 1) * w->rows;
    T *data = malloc((data_size + values_size + slab_size + g_size) * sizeof(T));
    if (data == NULL) {
        *w->failed = 1;
        return;
    }
    T *values = data + data_size, *slab = values + values_size;
    memset(slab, 0, (slab_size + g_size) * sizeof(T));  /* turning leaves channels that fill up vectors alone */
    for (; begin < end; begin++) {
        T *to = w->weights + begin * NAME(matrices) * w->weight_step;
        const intptr_t low = rows * begin / w->shares, high = rows * (begin + 1) / w->shares;
        for (intptr_t first = low; first < high; first += w->height) {
            const intptr_t last = high - first < w->height ? high : first + w->height;
            NAME(put_all_data)(w, first, last, slab, data);
            NAME(put_all_values)(w, first, last, slab + slab_size, values);
            for (intptr_t i = 0; i < NAME(matrices); i++) {
                T *sums = to + i * w->weight_step;
                NAME(in_place)(c->cols, w->rows, (last - first) * w->across, data + i * w->data_step, 1, w->cols,
                               values + i * w->result_step, w->rows, sums, w->rows, first > low ? sums : NULL,
                               w->rows);
            }
        }
    }
    free(data);
}

static inline NAME(cvec) NAME(sum_of_shares)(const NAME(winograd) *w, const T *from)
{
    NAME(cvec) sum = *(const NAME(cloose) *)from;
    for (intptr_t share = 1; share < w->shares; share++)
        sum += *(const NAME(cloose) *)(from + share * NAME(matrices) * w->weight_step);
    return sum;
}

/* The cotangents of the weights of channels [begin, end) of x. */
static void NAME(put_taps)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(winograd) *w = context;
    const wg_correlation *c = w->c;
    T *taps = malloc(9 * w->rows * sizeof(T));
    if (taps == NULL) {
        *w->failed = 1;
        return;
    }
    NAME(cvec) finite = {0};
    for (; begin < end; begin++) {
        for (intptr_t r = 0; r < w->rows; r += NAME(clanes)) {
            NAME(cvec) s[3][6], m[6], out[3];
            const T *from = w->weights + begin * w->rows + r;
            for (int j = 0; j < 6; j++) {
                for (int i = 0; i < 6; i++)
                    m[i] = NAME(sum_of_shares)(w, from + (6 * i + j) * w->weight_step) * NAME(factor_of)(6 * i + j);
                NAME(to_results)(m, 3, out);
                for (int i = 0; i < 3; i++)
                    s[i][j] = out[i];
            }
            for (int i = 0; i < 3; i++) {
                NAME(to_results)(s[i], 3, out);
                for (int j = 0; j < 3; j++) {
                    *(NAME(cloose) *)(taps + (3 * i + j) * w->rows + r) = out[j];
                    finite += out[j] * 0;
                }
            }
        }
        NAME(turn)(9, c->rows, taps, w->rows, w->to + w->group * c->w_group + begin * c->w_col, c->w_row);
    }
    if (!NAME(all_zero)(finite))
        *w->failed = 1;
    free(taps);
}

static int NAME(correlate_winograd_weight)(const wg_correlation *c, const void *g, void *weight)
{
    char failed = 0;
    const intptr_t channels = NAME(in_vectors)(c->cols) + NAME(in_vectors)(c->rows);
    NAME(winograd) w = NAME(winograd_of)(c, WG_BLOCK / channels, &failed);
    const intptr_t rows = c->batch * w.down, tiles = rows * w.across;
    /* Two for half as many tiles too, eight at most, and none without a row. */
    w.shares = tiles / WG_SHARE < 2 ? 1 + (tiles >= WG_SHARE / 2) : tiles / WG_SHARE < 8 ? tiles / WG_SHARE : 8;
    w.shares = w.shares < rows ? w.shares : rows;
    w.weights = malloc(w.shares * NAME(matrices) * w.weight_step * sizeof(T));
    if (w.weights == NULL)
        return 0;
    w.g = g;
    w.to = weight;
    for (w.group = 0; w.group < c->groups && !failed; w.group++) {
        wg_parallel(NAME(add_shares), &w, w.shares, 1);
        if (!failed)
            wg_parallel(NAME(put_taps), &w, c->cols, 4096 / w.rows + 1);
    }
    free(w.weights);
    return !failed;
}

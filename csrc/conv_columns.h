/* conv_columns.h: the transpose of a convolution whose windows cover much less than all places, for one element type.
 * Included by conv.h after conv_type.h, with T and NAME. Each tap's products are computed for the positions there are,
 * and added where they belong; to gather them from where they belong would read mostly zeros. */

/* Add a run of products of one tap, for positions [first, end) of the image y, to a channel of x. */
static void NAME(add_columns)(const wg_correlation *c, const intptr_t *shift, intptr_t first, intptr_t end,
                              const T *from, T *x)
{
    const wg_taps *z = &c->axis[0], *y = &c->axis[1], *w = &c->axis[2];
    while (first < end) {
        const intptr_t row = first / w->out, column = first % w->out;
        const intptr_t count = end - first < w->out - column ? end - first : w->out - column;
        const intptr_t at_z = row / y->out * z->step + z->least + shift[0];
        const intptr_t at_y = row % y->out * y->step + y->least + shift[1], base = w->least + shift[2];
        if (at_z >= 0 && at_z < z->size && at_y >= 0 && at_y < y->size) {
            intptr_t low = base >= 0 ? 0 : (-base + w->step - 1) / w->step;
            intptr_t high = w->size - base <= 0 ? 0 : (w->size - base + w->step - 1) / w->step;
            low = low > column ? low : column;
            high = high < column + count ? high : column + count;
            T *to = x + (at_z * y->size + at_y) * w->size + base;
            const T *source = from - column;
            if (w->step == 1)
                for (intptr_t j = low; j < high; j++)
                    to[j] += source[j];
            else
                for (intptr_t j = low; j < high; j++)
                    to[j * w->step] += source[j];
        }
        first += count;
        from += count;
    }
}

typedef struct {
    const wg_correlation *c;
    const T *y;
    T *x;
    const T *packed;        /* weights of each group: strips of taps, for each channel of y */
    intptr_t taps, padded;  /* taps of all channels of x, also in whole strips */
    char *failed;           /* set when memory ran out */
} NAME(columns_job);

/* Images of groups [begin, end). */
static void NAME(scatter_columns)(void *context, intptr_t begin, intptr_t end)
{
    enum { block = 8 * NAME(cwide) };
    const NAME(columns_job) *job = context;
    const wg_correlation *c = job->c;
    const wg_taps *z = &c->axis[0], *y = &c->axis[1], *w = &c->axis[2];
    const intptr_t positions = z->out * y->out * w->out, plane = z->size * y->size * w->size;
    const intptr_t each = job->taps / (c->cols ? c->cols : 1);
    T *g = malloc((c->rows + 12) * block * sizeof(T) + c->rows * sizeof(int32_t)), *out = g + c->rows * block;
    int32_t *at = (int32_t *)(out + 12 * block);
    static const T zeros[12];
    if (g == NULL) {
        *job->failed = 1;
        return;
    }
    for (intptr_t r = 0; r < c->rows; r++)
        at[r] = (int32_t)(r * block);
    for (; begin < end; begin++) {
        T *x = job->x + begin * c->cols * plane;
        for (intptr_t i = 0; i < c->cols * plane; i++)
            x[i] = c->bias ? ((const T *)c->bias)[begin % c->groups * c->cols + i / plane] : 0;
        for (intptr_t first = 0; first < positions; first += block) {
            const intptr_t count = positions - first < block ? positions - first : block;
            const intptr_t vectors = (count + NAME(clanes) - 1) / NAME(clanes);
            const T *packed = job->packed + begin % c->groups * job->padded * c->rows;
            for (intptr_t r = 0; r < c->rows; r++) {
                memcpy(g + r * block, job->y + (begin * c->rows + r) * positions + first, count * sizeof(T));
                memset(g + r * block + count, 0, (vectors * NAME(clanes) - count) * sizeof(T));
            }
            for (intptr_t k = 0, height; k < job->taps; k += height, packed += height * c->rows) {
                height = NAME(conv_height)(job->taps - k);
                NAME(conv_strip)(height, vectors, c->rows, packed, at, g, out, block, zeros);
                for (intptr_t i = 0; i < height && k + i < job->taps; i++) {
                    const intptr_t tap = (k + i) % each, in_plane = tap % (y->taps * w->taps);
                    const intptr_t shift[3] = {z->shift[tap / (y->taps * w->taps)], y->shift[in_plane / w->taps],
                                               w->shift[in_plane % w->taps]};
                    NAME(add_columns)(c, shift, first, first + count, out + i * block, x + (k + i) / each * plane);
                }
            }
        }
    }
    free(g);
}

/* c describes the convolution from x to y, with the bias of x. */
static int NAME(correlate_columns)(const wg_correlation *c, const void *y, void *x)
{
    char failed = 0;
    NAME(columns_job) job = {c, y, x, NULL, c->cols * c->axis[0].taps * c->axis[1].taps * c->axis[2].taps, 0, &failed};
    for (intptr_t k = 0; k < job.taps; k += NAME(conv_height)(job.taps - k))
        job.padded += NAME(conv_height)(job.taps - k);
    T *packed = malloc(c->groups * job.padded * c->rows * sizeof(T) + 1), *to = packed;
    if (packed == NULL)
        return 0;
    for (intptr_t group = 0; group < c->groups; group++)
        for (intptr_t k = 0, height; k < job.taps; k += height) {
            height = NAME(conv_height)(job.taps - k);
            for (intptr_t r = 0; r < c->rows; r++)
                for (intptr_t i = 0; i < height; i++)
                    *to++ = k + i < job.taps ? ((const T *)c->weight)[group * c->w_group + r * job.taps + k + i] : 0;
        }
    job.packed = packed;
    const double work = (double)job.taps * (double)c->rows * (double)c->axis[0].out * (double)c->axis[1].out
                        * (double)c->axis[2].out;
    wg_parallel(NAME(scatter_columns), &job, c->batch * c->groups, (intptr_t)(1e6 / (work + 1)) + 1);
    free(packed);
    return !failed;
}

/* conv_type.h: a convolution for one element type, piece by piece. Included by conv.h with T and NAME. */

/* How the result is cut, and how the slab of a piece lies: for each channel and each remainder (of an element's place
 * by the step, per axis) `images` images of span[0] planes of span[1] rows of span[2] elements. */
typedef struct {
    const wg_correlation *c;
    intptr_t images;               /* in a piece */
    intptr_t height, width;        /* rows of a piece and elements of each */
    intptr_t across, pieces;       /* pieces side by side, and in a plane of the result */
    intptr_t units;                /* pieces altogether */
    intptr_t phases[3], span[3];   /* remainders and elements, per axis */
    intptr_t row, image, channel;  /* elements from a row to the next, of an image, of a channel */
    intptr_t depth;                /* taps of all channels */
    intptr_t positions;            /* at most, in a piece */
    int turned;                    /* whether vectors run along the channels of y, not along positions */
    int dense;                     /* whether positions are the kept ones alone; not turned, patches are made of them */
    intptr_t padded;               /* channels of y in whole strips, or whole vectors */
    T *packed;                     /* weights in the order in which strips read them */
    int32_t *at;                   /* where each tap lies in the slab */
} NAME(plan);

static inline intptr_t NAME(up)(intptr_t n, intptr_t unit)
{
    return (n + unit - 1) / unit * unit;
}

/* The share of the work that counts where vectors run along positions: the rest is for channels that fill up a strip,
 * and for positions between rows or that fill up a vector. */
static double NAME(use_of_positions)(const wg_correlation *c, intptr_t padded, intptr_t row)
{
    const intptr_t height = c->axis[1].out, width = c->axis[2].out;
    return (double)(height * width) / (double)NAME(up)((height - 1) * row + width, NAME(clanes)) * (double)c->rows
           / (double)padded;
}

/* Choose the way and the pieces, for the result or for the weights. 0: the image is too large. */
static int NAME(make_plan)(NAME(plan) *p, const wg_correlation *c, int for_weights)
{
    const intptr_t lanes = NAME(clanes), height = c->axis[1].out;
    p->across = (c->axis[2].out + WG_PIECE - 1) / WG_PIECE;
    const intptr_t width = NAME(up)((c->axis[2].out + p->across - 1) / p->across, p->across > 1 ? lanes : 1);
    p->across = (c->axis[2].out + width - 1) / width;
    p->width = width;
    p->c = c;
    p->depth = c->cols;
    for (int d = 0; d < 3; d++) {
        const wg_taps *t = &c->axis[d];
        intptr_t most = 0;
        for (intptr_t k = 0; k < t->taps; k++)
            most = t->shift[k] > most ? t->shift[k] : most;
        p->phases[d] = most + 1 < t->step ? most + 1 : t->step;
        p->span[d] = most / t->step;
        p->depth *= t->taps;
    }
    p->row = p->span[2] + width;
    p->images = 1;
    p->height = height;
    for (intptr_t r = p->padded = 0; r < c->rows; r += NAME(conv_height)(c->rows - r))
        p->padded += NAME(conv_height)(c->rows - r);
    const double use = NAME(use_of_positions)(c, p->padded, p->row), channels = (double)NAME(up)(c->rows, lanes);
    p->turned = !for_weights && lanes > 1 && p->depth >= WG_TURNED && (double)c->rows / channels > 1.1 * use;
    if (p->turned)
        p->padded = NAME(up)(c->rows, lanes);
    p->dense = for_weights || p->turned || use * (double)p->padded < (double)c->rows / WG_WASTE;
    const intptr_t row = p->dense ? width : p->row;
    const intptr_t most = WG_PIECE / row < 1 ? 1 : WG_PIECE / row;
    p->height = p->across > 1 ? 1 : (height + (height + most - 1) / most - 1) / ((height + most - 1) / most);
    p->pieces = (height + p->height - 1) / p->height * p->across;
    if (p->dense && p->pieces == 1) {
        const intptr_t wanted = (WG_PIECE / 2 + height * width - 1) / (height * width);
        p->images = wanted < c->batch ? wanted : c->batch;
    }
    p->positions = p->dense ? p->images * p->height * width : (p->height - 1) * p->row + width;
    p->span[0] += 1;
    p->span[1] += p->height;
    p->span[2] = p->row;
    p->image = p->span[0] * p->span[1] * p->row;
    p->channel = p->image * p->images * p->phases[0] * p->phases[1] * p->phases[2];
    p->units = (c->batch + p->images - 1) / p->images * c->groups * c->axis[0].out * p->pieces;
    return (double)c->cols * (double)p->channel < 2e9;
}

/* Where each tap lies in the slab. */
static void NAME(place_taps)(NAME(plan) *p)
{
    const wg_taps *z = &p->c->axis[0], *y = &p->c->axis[1], *x = &p->c->axis[2];
    const intptr_t phase = p->images * p->image;
    int32_t *at = p->at;
    for (intptr_t channel = 0; channel < p->c->cols; channel++)
        for (intptr_t i = 0; i < z->taps; i++)
            for (intptr_t j = 0; j < y->taps; j++)
                for (intptr_t k = 0; k < x->taps; k++) {
                    const intptr_t remainder = (z->shift[i] % z->step * p->phases[1] + y->shift[j] % y->step)
                                               * p->phases[2] + x->shift[k] % x->step;
                    *at++ = (int32_t)(channel * p->channel + remainder * phase
                                      + (z->shift[i] / z->step * p->span[1] + y->shift[j] / y->step) * p->row
                                      + x->shift[k] / x->step);
                }
}

/* The weights of one group, strip by strip; channels that a strip has too many are zero. Turned, all are one strip. */
static void NAME(pack_weights)(const NAME(plan) *p, intptr_t group, T *to)
{
    const wg_correlation *c = p->c;
    const wg_taps *z = &c->axis[0], *y = &c->axis[1], *x = &c->axis[2];
    const T *w = (const T *)c->weight + group * c->w_group;
    for (intptr_t r = 0, height; r < c->rows; r += height, to += height * p->depth) {
        height = p->turned ? p->padded : NAME(conv_height)(c->rows - r);
        for (intptr_t i = 0; i < height; i++) {
            T *out = to + i;
            for (intptr_t channel = 0; channel < c->cols; channel++)
                for (intptr_t a = 0; a < z->taps; a++)
                    for (intptr_t b = 0; b < y->taps; b++) {
                        const T *from = w + (r + i) * c->w_row + channel * c->w_col + z->at[a] * c->w_tap[0]
                                        + y->at[b] * c->w_tap[1];
                        for (intptr_t k = 0; k < x->taps; k++, out += height)
                            *out = r + i < c->rows ? from[x->at[k] * c->w_tap[2]] : 0;
                    }
        }
    }
}

/* to[j] = from[j * step] for n elements; whole vectors where they are neighbours. */
static inline void NAME(take_row)(const T *from, intptr_t step, intptr_t n, T *to)
{
    enum { lanes = NAME(clanes), quad = 16 / sizeof(T) };
    if (step != 1)
        for (intptr_t j = 0; j < n; j++)
            to[j] = from[j * step];
    else if (n < quad)
        for (intptr_t j = 0; j < n; j++)
            to[j] = from[j];
    else if (n < lanes) {
        for (intptr_t j = 0; j + quad < n; j += quad)
            memcpy(to + j, from + j, quad * sizeof(T));
        memcpy(to + n - quad, from + n - quad, quad * sizeof(T));
    } else {
        for (intptr_t j = 0; j + lanes < n; j += lanes)
            *(NAME(cloose) *)(to + j) = *(const NAME(cloose) *)(from + j);
        *(NAME(cloose) *)(to + n - lanes) = *(const NAME(cloose) *)(from + n - lanes);
    }
}

/* Which part of the result a piece is. */
typedef struct {
    intptr_t n, images, group, z;        /* images from n on, a group, a plane, */
    intptr_t row, rows, column, width;   /* rows, and elements of each */
} NAME(part);

static inline NAME(part) NAME(part_at)(const NAME(plan) *p, intptr_t unit, intptr_t groups)
{
    const wg_taps *z = &p->c->axis[0], *y = &p->c->axis[1], *x = &p->c->axis[2];
    NAME(part) at;
    at.column = unit % p->across * p->width;
    at.row = unit % p->pieces / p->across * p->height;
    at.z = unit / p->pieces % z->out;
    at.group = unit / p->pieces / z->out % groups;
    at.n = unit / p->pieces / z->out / groups * p->images;
    at.images = p->c->batch - at.n < p->images ? p->c->batch - at.n : p->images;
    at.rows = y->out - at.row < p->height ? y->out - at.row : p->height;
    at.width = x->out - at.column < p->width ? x->out - at.column : p->width;
    return at;
}

/* The slab of a part. */
WG_OUTLINED void NAME(fill_slab)(const NAME(plan) *p, const NAME(part) *at, T *slab)
{
    const wg_correlation *c = p->c;
    const wg_taps *az = &c->axis[0], *ay = &c->axis[1], *ax = &c->axis[2];
    const intptr_t plane = az->size * ay->size * ax->size, high = p->span[1] - p->height + at->rows;
    const intptr_t image_step = c->groups * c->cols * plane;
    const T *x = (const T *)c->x + (at->n * c->groups + at->group) * c->cols * plane;
    for (intptr_t channel = 0; channel < c->cols; channel++)
        for (intptr_t fz = 0; fz < p->phases[0]; fz++)
            for (intptr_t fy = 0; fy < p->phases[1]; fy++)
                for (intptr_t fx = 0; fx < p->phases[2]; fx++) {
                    const intptr_t first = ax->least + fx + at->column * ax->step;
                    intptr_t low = first >= 0 ? 0 : (-first + ax->step - 1) / ax->step;
                    intptr_t end = ax->size - first <= 0 ? 0 : (ax->size - first + ax->step - 1) / ax->step;
                    low = low < p->row ? low : p->row;
                    end = end < p->row ? end : p->row;
                    end = end < low ? low : end;
                    const intptr_t phase = (fz * p->phases[1] + fy) * p->phases[2] + fx;
                    for (intptr_t n = 0; n < at->images; n++) {
                        T *to = slab + channel * p->channel + (phase * p->images + n) * p->image;
                        const T *from = x + n * image_step + channel * plane;
                        for (intptr_t i = 0; i < p->span[0]; i++) {
                            const intptr_t at_z = az->least + fz + (at->z + i) * az->step;
                            T *line = to + i * p->span[1] * p->row;
                            for (intptr_t j = 0; j < high; j++, line += p->row) {
                                const intptr_t at_y = ay->least + fy + (at->row + j) * ay->step;
                                if (at_z < 0 || at_z >= az->size || at_y < 0 || at_y >= ay->size) {
                                    memset(line, 0, p->row * sizeof(T));
                                    continue;
                                }
                                for (intptr_t k = 0; k < low; k++)
                                    line[k] = 0;
                                NAME(take_row)(from + (at_z * ay->size + at_y) * ax->size + first + low * ax->step,
                                               ax->step, end - low, line + low);
                                for (intptr_t k = end; k < p->row; k++)
                                    line[k] = 0;
                            }
                        }
                    }
                }
}

/* Where the kept positions of a piece lie in the slab; how many there are. */
static intptr_t NAME(place_positions)(const NAME(plan) *p, const NAME(part) *at, int32_t *place)
{
    intptr_t count = 0;
    for (intptr_t n = 0; n < at->images; n++)
        for (intptr_t r = 0; r < at->rows; r++)
            for (intptr_t q = 0; q < at->width; q++)
                place[count++] = (int32_t)(n * p->image + r * p->row + q);
    return count;
}

/* One group's rows at `count` positions of a piece: out[row, position], rows of `out` being `step` apart. */
WG_OUTLINED void NAME(multiply)(const NAME(plan) *p, const T *weights, const T *bias, const T *slab, intptr_t count,
                                       const int32_t *place, const int32_t *patch_at, T *patches, T *out, intptr_t step)
{
    const intptr_t lanes = NAME(clanes), block = 8 * NAME(cwide);
    for (intptr_t j0 = 0; j0 < count; j0 += block) {
        const intptr_t width = count - j0 < block ? count - j0 : block, vectors = (width + lanes - 1) / lanes;
        for (intptr_t k0 = 0; k0 == 0 || k0 < p->depth; k0 += WG_TAPS) {
            const intptr_t depth = p->depth - k0 < WG_TAPS ? p->depth - k0 : WG_TAPS;
            const int32_t *at = p->at + k0;
            const T *from = slab + j0, *w = weights;
            if (p->dense) {
                for (intptr_t k = 0; k < depth; k++)
                    for (intptr_t j = 0; j < width; j++)
                        patches[patch_at[k] + j] = slab[at[k] + place[j0 + j]];
                at = patch_at;
                from = patches;
            }
            for (intptr_t r = 0, height; r < p->c->rows; r += height) {
                height = NAME(conv_height)(p->c->rows - r);
                NAME(conv_strip)(height, vectors, depth, w + k0 * height, at, from, out + r * step + j0, step,
                                 k0 ? NULL : bias + r);
                w += height * p->depth;
            }
        }
    }
}

/* The same with vectors along the channels: out[position, channel]. `place` goes on to the end of a tile. */
WG_OUTLINED void NAME(multiply_turned)(const NAME(plan) *p, const T *weights, const T *bias, const T *slab,
                                       intptr_t count, const int32_t *place, T *out)
{
    for (intptr_t j = 0; j < NAME(up)(count, NAME(cfew)); j++)
        memcpy(out + j * p->padded, bias, p->padded * sizeof(T));
    for (intptr_t k = 0; k < p->depth; k += WG_TAPS)
        NAME(add_outer)(p->depth - k < WG_TAPS ? p->depth - k : WG_TAPS, p->at + k, slab, NAME(up)(count, NAME(cfew)),
                        place, weights + k * p->padded, p->padded, out);
}

/* And from there to y. */
static void NAME(put_turned)(const NAME(plan) *p, const NAME(part) *at, const T *out)
{
    const wg_correlation *c = p->c;
    const intptr_t image_step = c->groups * c->rows * c->y_plane, size = at->width * p->padded;
    T *y = (T *)c->y + (at->n * c->groups + at->group) * c->rows * c->y_plane + at->z * c->y_step[0]
           + at->row * c->y_step[1] + at->column * c->y_step[2];
    for (intptr_t n = 0; n < at->images; n++, y += image_step, out += at->rows * size) {
        if (c->y_step[2] == 1 && at->width == c->y_step[1]) {
            NAME(turn)(at->rows * at->width, c->rows, out, p->padded, y, c->y_plane);
            continue;
        }
        for (intptr_t j = 0; j < at->rows; j++)
            for (intptr_t r = 0; r < c->rows; r++)
                for (intptr_t q = 0; q < at->width; q++)
                    y[r * c->y_plane + j * c->y_step[1] + q * c->y_step[2]] = out[j * size + q * p->padded + r];
    }
}

/* A part's positions from the strips' results to y. */
WG_OUTLINED void NAME(put_rows)(const NAME(plan) *p, const NAME(part) *at, const T *out, intptr_t step)
{
    const wg_correlation *c = p->c;
    const intptr_t row = p->dense ? at->width : p->row, image_step = c->groups * c->rows * c->y_plane;
    T *y = (T *)c->y + (at->n * c->groups + at->group) * c->rows * c->y_plane + at->z * c->y_step[0]
           + at->row * c->y_step[1] + at->column * c->y_step[2];
    for (intptr_t r = 0; r < c->rows; r++)
        for (intptr_t n = 0; n < at->images; n++)
            for (intptr_t j = 0; j < at->rows; j++) {
                const T *from = out + r * step + (n * at->rows + j) * row;
                T *to = y + n * image_step + r * c->y_plane + j * c->y_step[1];
                if (c->y_step[2] == 1)
                    NAME(take_row)(from, 1, at->width, to);
                else
                    for (intptr_t q = 0; q < at->width; q++)
                        to[q * c->y_step[2]] = from[q];
            }
}

typedef struct {
    const NAME(plan) *plan;
    const T *bias;          /* of all groups, each padded to whole strips */
    char *failed;           /* set when memory ran out */
} NAME(correlate_job);

/* Pieces [begin, end). Neighbouring ones belong to one image, plane by plane. */
static void NAME(correlate_pieces)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(correlate_job) *job = context;
    const NAME(plan) *p = job->plan;
    const wg_correlation *c = p->c;
    const intptr_t lanes = NAME(clanes), block = 8 * NAME(cwide), step = NAME(up)(p->positions, lanes);
    const intptr_t slab_size = NAME(up)(c->cols * p->channel + lanes, 16);
    const intptr_t out_size = p->padded * NAME(up)(step, NAME(cfew));
    const intptr_t patches_size = p->dense && !p->turned ? WG_TAPS * block : 0;
    T *slab = malloc((slab_size + out_size + patches_size) * sizeof(T) + 64
                     + (p->dense ? (p->positions + NAME(cfew) + WG_TAPS) * sizeof(int32_t) : 0));
    if (slab == NULL) {
        *job->failed = 1;
        return;
    }
    T *out = slab + slab_size, *patches = out + out_size;
    int32_t *patch_at = (int32_t *)(patches + patches_size), *place = patch_at + (p->dense ? WG_TAPS : 0);
    memset(slab + c->cols * p->channel, 0, lanes * sizeof(T));
    for (intptr_t k = 0; p->dense && k < WG_TAPS; k++)
        patch_at[k] = (int32_t)(k * block);
    for (; begin < end; begin++) {
        const NAME(part) at = NAME(part_at)(p, begin, c->groups);
        NAME(fill_slab)(p, &at, slab);
        const intptr_t count = p->dense ? NAME(place_positions)(p, &at, place) : (at.rows - 1) * p->row + at.width;
        if (p->turned) {
            for (intptr_t j = count; j < NAME(up)(count, NAME(cfew)); j++)
                place[j] = place[0];
            NAME(multiply_turned)(p, p->packed + at.group * p->padded * p->depth, job->bias + at.group * p->padded,
                                  slab, count, place, out);
            NAME(put_turned)(p, &at, out);
            continue;
        }
        NAME(multiply)(p, p->packed + at.group * p->padded * p->depth, job->bias + at.group * p->padded, slab, count,
                       place, patch_at, patches, out, step);
        NAME(put_rows)(p, &at, out, step);
    }
    free(slab);
}

static int NAME(correlate)(const wg_correlation *c)
{
    NAME(plan) plan;
    char failed = 0;
    if (!NAME(make_plan)(&plan, c, 0))
        return 0;
    T *bias = malloc(c->groups * plan.padded * (plan.depth + 1) * sizeof(T) + plan.depth * sizeof(int32_t) + 16);
    if (bias == NULL)
        return 0;
    plan.packed = bias + c->groups * plan.padded;
    plan.at = (int32_t *)(plan.packed + c->groups * plan.padded * plan.depth);
    NAME(place_taps)(&plan);
    for (intptr_t g = 0; g < c->groups; g++) {
        NAME(pack_weights)(&plan, g, plan.packed + g * plan.padded * plan.depth);
        for (intptr_t r = 0; r < plan.padded; r++)
            bias[g * plan.padded + r] = c->bias && r < c->rows ? ((const T *)c->bias)[g * c->rows + r] : 0;
    }
    NAME(correlate_job) job = {&plan, bias, &failed};
    const double work = (double)plan.positions * (double)(plan.depth + 8) * (double)c->rows;
    wg_parallel(NAME(correlate_pieces), &job, plan.units, (intptr_t)(1e6 / (work + 1)) + 1);
    free(bias);
    return !failed;
}

/* sampling_type.h: sampling for one element type. Included by sampling.h with T, NAME(part) and M(function).
 *
 * Points are taken in blocks. Along each dim a point has one, two or four taps: elements, weights and how fast those
 * change with the coordinate. Their products over the dims are the block's corners, of which every channel then makes a
 * weighted sum. */

enum { NAME(points) = 64, NAME(corners) = 16 };

/* The taps of a block of points along one dim. A place of -1 is outside. */
typedef struct {
    int32_t place[4][NAME(points)];
    T weight[4][NAME(points)], slope[4][NAME(points)];
} NAME(dim_taps);

/* The corners of a block: for every point a weight and a place. Outside the weight is 0, the place 0 and seen 0. */
typedef struct {
    int count;
    int32_t place[NAME(corners)][NAME(points)];
    uint8_t seen[NAME(corners)][NAME(points)];
    T weight[NAME(corners)][NAME(points)];
} NAME(block);

/* Move a position into the volume as the padding says; returns its derivative. */
static T NAME(pad)(T *position, T size, int padding, int align)
{
    T slope = 1;
    if (padding == WG_PAD_REFLECTION) {
        const T low = align ? 0 : (T)-0.5, span = align ? size - 1 : size;
        if (span == 0) {
            *position = 0;
            return 0;
        }
        const T away = M(fabs)(*position - low), rest = M(fmod)(away, span);
        slope = *position < low ? -1 : 1;
        if (M(fmod)(M(floor)(away / span), 2) == 0) {
            *position = rest + low;
        } else {
            *position = span - rest + low;
            slope = -slope;
        }
    }
    if (padding != WG_PAD_ZEROS) {
        const int inner = *position > 0 && *position < size - 1;
        *position = *position > 0 ? *position < size - 1 ? *position : size - 1 : 0;
        slope = inner ? slope : 0;
    }
    return slope;
}

static inline int32_t NAME(place_at)(T position, T size)
{
    return position >= 0 && position <= size - 1 ? (int32_t)position : -1;
}

/* Four neighbours at distance 1 + t, t, 1 - t, 2 - t (Keys 1981, with a = -3/4). */
static void NAME(cubic)(T t, T *weight, T *slope)
{
    const T x[4] = {1 + t, t, 1 - t, 2 - t};
    for (int k = 0; k < 4; ++k) {
        const T y = x[k], sign = k < 2 ? 1 : -1;
        const int near = k == 1 || k == 2;
        weight[k] = near ? ((T)1.25 * y - (T)2.25) * y * y + 1 : (((T)-0.75 * y + (T)3.75) * y - 6) * y + 3;
        slope[k] = sign * (near ? ((T)3.75 * y - (T)4.5) * y : ((T)-2.25 * y + (T)7.5) * y - 6);
    }
}

static void NAME(find_taps)(const wg_sampling *p, int d, const T *grid, intptr_t n, NAME(dim_taps) *taps)
{
    const T size = (T)p->size[d], unit = p->align ? (size - 1) / 2 : size / 2;
    for (intptr_t i = 0; i < n; ++i) {
        const T x = grid[i * p->rank + p->rank - 1 - d];
        T position = p->align ? (x + 1) / 2 * (size - 1) : ((x + 1) * size - 1) / 2, weight[4], slope[4];
        if (p->mode == WG_CUBIC) {
            const T low = M(floor)(position);
            NAME(cubic)(position - low, weight, slope);
            for (int k = 0; k < 4; ++k) {
                T at = low + (T)(k - 1);
                NAME(pad)(&at, size, p->padding, p->align);
                taps->place[k][i] = NAME(place_at)(at, size);
                taps->weight[k][i] = weight[k];
                taps->slope[k][i] = slope[k] * unit;
            }
            continue;
        }
        const T rate = NAME(pad)(&position, size, p->padding, p->align) * unit;
        if (p->mode == WG_NEAREST) {
            taps->place[0][i] = NAME(place_at)(M(rint)(position), size);
            taps->weight[0][i] = 1;
            taps->slope[0][i] = 0;
            continue;
        }
        const T low = M(floor)(position);
        taps->place[0][i] = NAME(place_at)(low, size);
        taps->place[1][i] = NAME(place_at)(low + 1, size);
        taps->weight[0][i] = low + 1 - position;
        taps->weight[1][i] = position - low;
        taps->slope[0][i] = -rate;
        taps->slope[1][i] = rate;
    }
}

/* Which tap of dim d corner k has. */
static inline int NAME(choice)(const wg_sampling *p, int taps, int k, int d)
{
    for (int e = p->rank - 1; e > d; --e)
        k /= taps;
    return k % taps;
}

/* The corners as products of taps; with `by` a dim, the rates at which they change with its coordinate. */
static void NAME(make_corners)(const wg_sampling *p, const NAME(dim_taps) *taps, intptr_t n, int by, NAME(block) *block)
{
    const int each = p->mode == WG_CUBIC ? 4 : p->mode == WG_NEAREST ? 1 : 2;
    block->count = 1;
    for (int d = 0; d < p->rank; ++d)
        block->count *= each;
    for (int k = 0; k < block->count; ++k) {
        int32_t *at = block->place[k];
        T *to = block->weight[k];
        for (int d = 0; d < p->rank; ++d) {
            const int c = NAME(choice)(p, each, k, d);
            const T *weight = d == by ? taps[d].slope[c] : taps[d].weight[c];
            const int32_t *place = taps[d].place[c], size = (int32_t)p->size[d];
            for (intptr_t i = 0; i < n; ++i) {
                const int32_t before = d ? at[i] : 0;
                at[i] = before < 0 || place[i] < 0 ? -1 : before * size + place[i];
                to[i] = d ? to[i] * weight[i] : weight[i];
            }
        }
        for (intptr_t i = 0; i < n; ++i) {
            const int here = at[i] >= 0;
            block->seen[k][i] = (uint8_t)here;
            to[i] = here ? to[i] : 0;
            at[i] = here ? at[i] : 0;
        }
    }
}

/* out (+)= weight * image for `width` channels, `apart` elements from one another in the image and `points` in out,
 * over `count` corners from `first`. Inline, for constant widths and counts. */
WG_INLINE void NAME(gather)(const wg_sampling *p, const T *image, const NAME(block) *block, int first,
                            int count, int width, T *out, intptr_t n)
{
    for (intptr_t i = 0; i < n; ++i) {
        T sum[4];
        for (int c = 0; c < width; ++c)
            sum[c] = first ? out[c * p->points + i] : 0;
        for (int k = first; k < first + count; ++k) {
            const T *from = image + block->place[k][i], weight = block->weight[k][i];
            for (int c = 0; c < width; ++c)
                sum[c] += from[c * p->volume] * weight;
        }
        for (int c = 0; c < width; ++c)
            out[c * p->points + i] = sum[c];
    }
}

/* The same for one channel whose first element is no number that zero times gives zero. */
static void NAME(gather_seen)(const T *image, const NAME(block) *block, T *out, intptr_t n)
{
    for (intptr_t i = 0; i < n; ++i) {
        out[i] = 0;
        for (int k = 0; k < block->count; ++k)
            if (block->seen[k][i])
                out[i] += image[block->place[k][i]] * block->weight[k][i];
    }
}

/* Some channels of a block, all corners. */
WG_INLINE void NAME(gather_all)(const wg_sampling *p, const T *image, const NAME(block) *block, int width,
                                T *out, intptr_t n)
{
    if (block->count == 1)
        NAME(gather)(p, image, block, 0, 1, width, out, n);
    for (int k = 0; k + 4 <= block->count; k += 4)
        NAME(gather)(p, image, block, k, 4, width, out, n);
}

/* The way back for one channel: gimage += g * weight, and along, which is summed over channels, += g * image. Either
 * may be NULL. */
WG_INLINE void NAME(scatter)(T *gimage, const T *image, const NAME(block) *block, int first, int count, const T *g,
                             T (*along)[NAME(points)], intptr_t n)
{
    for (intptr_t i = 0; i < n; ++i)
        for (int k = first; k < first + count; ++k) {
            const int32_t at = block->place[k][i];
            const T to = g[i] * block->weight[k][i];
            if (gimage)
                gimage[at] += block->seen[k][i] ? to : 0;
            if (along)
                along[k][i] += g[i] * image[at];
        }
}

/* Batches and blocks of points, counted together. */
static void NAME(sample)(void *job, intptr_t begin, intptr_t end)
{
    const wg_sampling *p = job;
    const intptr_t blocks = (p->points + NAME(points) - 1) / NAME(points);
    NAME(dim_taps) taps[3];
    NAME(block) block;
    for (; begin < end; ++begin) {
        const intptr_t b = begin / blocks, first = begin % blocks * NAME(points), left = p->points - first;
        const intptr_t n = left < NAME(points) ? left : NAME(points);
        for (int d = 0; d < p->rank; ++d)
            NAME(find_taps)(p, d, (const T *)p->grid + (b * p->points + first) * p->rank, n, &taps[d]);
        NAME(make_corners)(p, taps, n, -1, &block);
        for (intptr_t c = 0, width; c < p->channels; c += width) {
            const T *image = (const T *)p->image + (b * p->channels + c) * p->volume;
            T *out = (T *)p->out + (b * p->channels + c) * p->points + first;
            T zero = 0;
            width = p->channels - c < 4 ? 1 : 4;
            for (intptr_t e = 0; e < width; ++e)
                zero += image[e * p->volume] * 0;
            if (width == 4 && zero == 0)
                NAME(gather_all)(p, image, &block, 4, out, n);
            else if (zero == 0)
                NAME(gather_all)(p, image, &block, 1, out, n);
            else
                for (intptr_t e = 0; e < width; ++e)
                    NAME(gather_seen)(image + e * p->volume, &block, out + e * p->points, n);
        }
    }
}

/* The cotangents of a block: what its points add to the image's, and the grid's. */
static void NAME(sample_block_vjp)(const wg_sampling *p, intptr_t b, intptr_t first, intptr_t n)
{
    NAME(dim_taps) taps[3];
    NAME(block) block;
    T along[NAME(corners)][NAME(points)];
    for (int d = 0; d < p->rank; ++d)
        NAME(find_taps)(p, d, (const T *)p->grid + (b * p->points + first) * p->rank, n, &taps[d]);
    NAME(make_corners)(p, taps, n, -1, &block);
    for (int k = 0; k < block.count; ++k)
        for (intptr_t i = 0; i < n; ++i)
            along[k][i] = 0;
    for (intptr_t c = 0; c < p->channels; ++c) {
        const intptr_t plane = b * p->channels + c;
        const T *image = (const T *)p->image + plane * p->volume, *g = (const T *)p->g + plane * p->points + first;
        T *gimage = p->gimage ? (T *)p->gimage + plane * p->volume : NULL;
        T (*sums)[NAME(points)] = p->ggrid && p->mode != WG_NEAREST ? along : NULL;
        if (block.count == 1)
            NAME(scatter)(gimage, image, &block, 0, 1, g, sums, n);
        for (int k = 0; k + 4 <= block.count; k += 4)
            NAME(scatter)(gimage, image, &block, k, 4, g, sums, n);
    }
    for (int d = 0; d < p->rank && p->ggrid; ++d) {
        T *to = (T *)p->ggrid + (b * p->points + first) * p->rank + p->rank - 1 - d;
        NAME(make_corners)(p, taps, n, d, &block);
        for (intptr_t i = 0; i < n; ++i) {
            T sum = 0;
            for (int k = 0; k < block.count && p->mode != WG_NEAREST; ++k)
                sum += block.seen[k][i] ? along[k][i] * block.weight[k][i] : 0;
            to[i * p->rank] = sum;
        }
    }
}

static void NAME(sample_vjp)(void *job, intptr_t begin, intptr_t end)
{
    const wg_sampling *p = job;
    for (; begin < end; ++begin)
        for (intptr_t first = 0; first < p->points; first += NAME(points))
            NAME(sample_block_vjp)(p, begin, first,
                                   p->points - first < NAME(points) ? p->points - first : NAME(points));
}

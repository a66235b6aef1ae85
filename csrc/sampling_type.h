/* sampling_type.h: sampling for one element type. Included by sampling.h with T, NAME(part) and M(function).
 *
 * Points are taken in blocks, step by step, each a plain loop that vectorises. Along each dim a point has one, two or
 * four taps: elements, weights and how fast those change with the coordinate. Their products over the dims are the
 * block's corners, of which every channel then makes a weighted sum. */

enum { NAME(points) = 64 };

/* Elements and weights of a block of points, at most four or 16 for each. A place of -1 is outside the volume. */
typedef struct {
    int32_t place[4][NAME(points)];
    T weight[4][NAME(points)], slope[4][NAME(points)];
} NAME(dim_taps);
typedef struct {
    int32_t place[16][NAME(points)];
    T weight[16][NAME(points)];
} NAME(block);

/* Positions that lie outside come inside by reflection at both ends; `slope`, their derivative, changes its sign. */
static void NAME(reflect)(T *restrict position, T *restrict slope, intptr_t n, T size, int align)
{
    const T low = align ? 0 : (T)-0.5, span = align ? size - 1 : size;
    for (intptr_t i = 0; i < n; ++i) {
        const T away = M(fabs)(position[i] - low), turns = M(floor)(away / span), rest = away - turns * span;
        const T sign = position[i] < low ? -1 : 1;
        const int even = turns == 2 * M(floor)(turns / 2);
        position[i] = (even ? rest : span - rest) + low;
        slope[i] *= even ? sign : -sign;
    }
    for (intptr_t i = 0; i < n && span == 0; ++i)
        position[i] = slope[i] = 0;
}

/* Positions that lie outside come to the nearest end, where they do not move. */
static void NAME(clip)(T *restrict position, T *restrict slope, intptr_t n, T last)
{
    for (intptr_t i = 0; i < n; ++i) {
        const T at = position[i];
        slope[i] = at > 0 && at < last ? slope[i] : 0;
        position[i] = at > 0 ? at < last ? at : last : 0;
    }
}

static void NAME(pad)(const wg_sampling *p, T *position, T *slope, intptr_t n, T size)
{
    if (p->padding == WG_PAD_REFLECTION)
        NAME(reflect)(position, slope, n, size, p->align);
    if (p->padding != WG_PAD_ZEROS)
        NAME(clip)(position, slope, n, size - 1);
}

WG_INLINE int32_t NAME(place_at)(T position, T last)
{
    return position >= 0 && position <= last ? (int32_t)position : -1;
}

/* Of four neighbours at distance 1 + t, t, 1 - t, 2 - t the weight of number k (Keys 1981, with a = -3/4). */
WG_INLINE T NAME(cubic)(int k, T t, T *slope)
{
    const T y = k == 0 ? 1 + t : k == 1 ? t : k == 2 ? 1 - t : 2 - t, sign = k < 2 ? 1 : -1;
    const int near = k == 1 || k == 2;
    *slope = sign * (near ? ((T)3.75 * y - (T)4.5) * y : ((T)-2.25 * y + (T)7.5) * y - 6);
    return near ? ((T)1.25 * y - (T)2.25) * y * y + 1 : (((T)-0.75 * y + (T)3.75) * y - 6) * y + 3;
}

/* Tap k of four; the positions are padded one by one. */
WG_INLINE void NAME(cubic_tap)(const wg_sampling *p, int k, const T *restrict position, T size, T rate, intptr_t n,
                               NAME(dim_taps) *restrict taps)
{
    T at[NAME(points)], unused[NAME(points)];
    for (intptr_t i = 0; i < n; ++i) {
        const T low = M(floor)(position[i]);
        T slope;
        taps->weight[k][i] = NAME(cubic)(k, position[i] - low, &slope);
        taps->slope[k][i] = slope * rate;
        at[i] = low + (T)(k - 1);
        unused[i] = 0;
    }
    NAME(pad)(p, at, unused, n, size);
    for (intptr_t i = 0; i < n; ++i)
        taps->place[k][i] = NAME(place_at)(at[i], size - 1);
}

static void NAME(linear_taps)(const T *restrict position, const T *restrict slope, T last, intptr_t n,
                              NAME(dim_taps) *restrict taps)
{
    for (intptr_t i = 0; i < n; ++i) {
        const T low = M(floor)(position[i]), high = low + 1;
        taps->place[0][i] = NAME(place_at)(low, last);
        taps->place[1][i] = NAME(place_at)(high, last);
        taps->weight[0][i] = high - position[i];
        taps->weight[1][i] = position[i] - low;
        taps->slope[0][i] = -slope[i];
        taps->slope[1][i] = slope[i];
    }
}

/* The taps of n points along dim d. */
static void NAME(find_taps)(const wg_sampling *p, int d, const T *grid, intptr_t n, NAME(dim_taps) *taps)
{
    const T size = (T)p->size[d], half = (p->align ? size - 1 : size) / 2, shift = p->align ? 0 : (T)0.5;
    const T *x = grid + p->rank - 1 - d;
    T position[NAME(points)], slope[NAME(points)];
    if (p->rank == 2)                        /* strides that the compiler knows */
        for (intptr_t i = 0; i < n; ++i)
            position[i] = (x[2 * i] + 1) * half - shift;
    else
        for (intptr_t i = 0; i < n; ++i)
            position[i] = (x[3 * i] + 1) * half - shift;
    if (p->mode == WG_CUBIC) {
        NAME(cubic_tap)(p, 0, position, size, half, n, taps);
        NAME(cubic_tap)(p, 1, position, size, half, n, taps);
        NAME(cubic_tap)(p, 2, position, size, half, n, taps);
        NAME(cubic_tap)(p, 3, position, size, half, n, taps);
        return;
    }
    for (intptr_t i = 0; i < n; ++i)
        slope[i] = half;
    NAME(pad)(p, position, slope, n, size);
    if (p->mode == WG_LINEAR) {
        NAME(linear_taps)(position, slope, size - 1, n, taps);
        return;
    }
    for (intptr_t i = 0; i < n; ++i) {
        taps->place[0][i] = NAME(place_at)(M(rint)(position[i]), size - 1);
        taps->weight[0][i] = 1;
        taps->slope[0][i] = 0;
    }
}

/* Every one of `count` corners over some dims with every one of `each` taps along the next, of `size` elements. Outside
 * the weight is 0 and the place `none`. */
static void NAME(cross)(const int32_t (*place)[NAME(points)], const T (*weight)[NAME(points)], int count,
                        const int32_t (*tap)[NAME(points)], const T (*factor)[NAME(points)], int each, int32_t size,
                        int32_t none, intptr_t n, NAME(block) *to)
{
    for (int k = 0; k < count * each; ++k) {
        const int32_t *restrict before = place[k / each], *restrict at = tap[k % each];
        const T *restrict x = weight[k / each], *restrict y = factor[k % each];
        int32_t *restrict there = to->place[k];
        T *restrict product = to->weight[k];
        for (intptr_t i = 0; i < n; ++i) {
            const int inside = (before[i] | at[i]) >= 0;
            const T xy = x[i] * y[i];
            there[i] = inside ? before[i] * size + at[i] : none;
            product[i] = inside ? xy : 0;
        }
    }
}

/* The corners as products of taps; with `by` a dim, the rates at which they change with its coordinate. Returns their
 * number. */
static int NAME(make_corners)(const wg_sampling *p, const NAME(dim_taps) *taps, intptr_t n, int by, int32_t none,
                              NAME(block) *block)
{
    const int each = p->mode == WG_CUBIC ? 4 : p->mode == WG_NEAREST ? 1 : 2, volume = p->rank == 3;
    const NAME(dim_taps) *second = &taps[1], *third = &taps[2];
    NAME(block) plane;
    NAME(cross)(taps->place, by == 0 ? taps->slope : taps->weight, each, second->place,
                by == 1 ? second->slope : second->weight, each, (int32_t)p->size[1], volume ? -1 : none, n,
                volume ? &plane : block);
    if (!volume)
        return each * each;
    NAME(cross)(plane.place, plane.weight, each * each, third->place, by == 2 ? third->slope : third->weight, each,
                (int32_t)p->size[2], none, n, block);
    return each * each * each;
}

/* The weighted element at a corner. If `careful`, what is outside is not read; else it is an element times 0. */
WG_INLINE T NAME(corner)(const T *image, const NAME(block) *block, int careful, int k, intptr_t i)
{
    return careful && block->place[k][i] < 0 ? 0 : image[block->place[k][i]] * block->weight[k][i];
}

/* out = the sums over corners for one channel; inline, for a constant `careful`. */
WG_INLINE void NAME(gather)(const T *image, const NAME(block) *block, int count, int careful, T *out, intptr_t n)
{
    for (intptr_t i = 0; i < n && count == 1; ++i)
        out[i] = NAME(corner)(image, block, careful, 0, i);
    for (int k = 0; k + 4 <= count; k += 4)
        for (intptr_t i = 0; i < n; ++i) {
            T sum = NAME(corner)(image, block, careful, k, i) + NAME(corner)(image, block, careful, k + 1, i);
            sum += NAME(corner)(image, block, careful, k + 2, i) + NAME(corner)(image, block, careful, k + 3, i);
            out[i] = k ? out[i] + sum : sum;
        }
}

/* Where a block of points begins and how many it has; returns the number in its batch. */
WG_INLINE intptr_t NAME(locate)(const wg_sampling *p, intptr_t number, intptr_t *first, intptr_t *n)
{
    const intptr_t blocks = (p->points + NAME(points) - 1) / NAME(points);
    *first = number % blocks * NAME(points);
    *n = p->points - *first < NAME(points) ? p->points - *first : NAME(points);
    return number / blocks;
}

/* The taps of a block of points, and their corners, whose number is returned. */
static int NAME(prepare)(const wg_sampling *p, intptr_t batch, intptr_t first, intptr_t n, int32_t none,
                         NAME(dim_taps) *taps, NAME(block) *block)
{
    for (int d = 0; d < p->rank; ++d)
        NAME(find_taps)(p, d, (const T *)p->grid + (batch * p->points + first) * p->rank, n, &taps[d]);
    return NAME(make_corners)(p, taps, n, -1, none, block);
}

/* Batches and blocks of points, counted together. What is outside is read as the image's first element times 0, without
 * a branch, unless that is NaN. */
static void NAME(sample)(void *job, intptr_t begin, intptr_t end)
{
    const wg_sampling *p = job;
    NAME(dim_taps) taps[3];
    NAME(block) block;
    for (intptr_t first, n; begin < end; ++begin) {
        const intptr_t b = NAME(locate)(p, begin, &first, &n);
        const int count = NAME(prepare)(p, b, first, n, 0, taps, &block);
        int careful = 0;
        for (intptr_t plane = b * p->channels; plane < (b + 1) * p->channels; ++plane) {
            const T *image = (const T *)p->image + plane * p->volume;
            T *out = (T *)p->out + plane * p->points + first;
            if (!careful && image[0] * 0 != 0) {
                NAME(make_corners)(p, taps, n, -1, -1, &block);
                careful = 1;
            }
            if (careful)
                NAME(gather)(image, &block, count, 1, out, n);
            else
                NAME(gather)(image, &block, count, 0, out, n);
        }
    }
}

/* The grid's cotangents, over the same. */
static void NAME(sample_grid_vjp)(void *job, intptr_t begin, intptr_t end)
{
    const wg_sampling *p = job;
    NAME(dim_taps) taps[3];
    NAME(block) block;
    T along[16][NAME(points)];               /* how fast the loss changes with each weight */
    for (intptr_t first, n; begin < end; ++begin) {
        const intptr_t b = NAME(locate)(p, begin, &first, &n);
        const int count = NAME(prepare)(p, b, first, n, -1, taps, &block);
        for (int k = 0; k < count; ++k)
            memset(along[k], 0, (size_t)n * sizeof(T));
        for (intptr_t plane = b * p->channels; plane < (b + 1) * p->channels; ++plane)
            for (int k = 0; k < count; ++k) {
                const T *restrict image = (const T *)p->image + plane * p->volume;
                const T *restrict g = (const T *)p->g + plane * p->points + first;
                const int32_t *restrict place = block.place[k];
                for (intptr_t i = 0; i < n; ++i)
                    along[k][i] += place[i] >= 0 ? g[i] * image[place[i]] : 0;
            }
        for (int d = 0; d < p->rank; ++d) {
            T *to = (T *)p->ggrid + (b * p->points + first) * p->rank + p->rank - 1 - d, sum[NAME(points)] = {0};
            NAME(make_corners)(p, taps, n, d, 0, &block);
            for (int k = 0; k < count; ++k)
                for (intptr_t i = 0; i < n; ++i)
                    sum[i] += along[k][i] * block.weight[k][i];
            for (intptr_t i = 0; i < n; ++i)
                to[i * p->rank] = sum[i];
        }
    }
}

/* gimage += g * weight for one channel, point by point: points may share elements. */
static void NAME(scatter)(T *restrict gimage, const NAME(block) *restrict block, int count, const T *restrict g,
                          intptr_t n)
{
    for (intptr_t i = 0; i < n; ++i)
        for (int k = 0; k < count; ++k)
            if (block->place[k][i] >= 0)
                gimage[block->place[k][i]] += g[i] * block->weight[k][i];
}

/* The images' cotangents, over batches and groups of channels, counted together: all points of each. */
static void NAME(sample_image_vjp)(void *job, intptr_t begin, intptr_t end)
{
    const wg_sampling *p = job;
    const intptr_t groups = (p->channels + p->group - 1) / p->group;
    NAME(dim_taps) taps[3];
    NAME(block) block;
    for (; begin < end; ++begin) {
        const intptr_t b = begin / groups, from = begin % groups * p->group, left = p->channels - from;
        const intptr_t plane = b * p->channels + from, planes = left < p->group ? left : p->group;
        for (intptr_t first = 0; first < p->points; first += NAME(points)) {
            const intptr_t n = p->points - first < NAME(points) ? p->points - first : NAME(points);
            const int count = NAME(prepare)(p, b, first, n, -1, taps, &block);
            for (intptr_t c = plane; c < plane + planes; ++c)
                NAME(scatter)((T *)p->gimage + c * p->volume, &block, count, (const T *)p->g + c * p->points + first,
                              n);
        }
    }
}

/* conv_weight.h: the cotangent of a convolution's weights for one element type. Included by conv.h after conv_type.h,
 * with T and NAME. */

/* For few channels: sums[i, r] += the elements that tap i reads times g[r], for `taps` taps and `rows` channels
 * (constants where it is inlined), a vector of neighbouring positions at a time. Rows of g end in zeros up to whole
 * vectors, and `kept` hides what is read beyond a row of positions, which might be no number. */
WG_INLINED void NAME(few_body)(int taps, int rows, const NAME(plan) *p, const NAME(part) *at, const T *slab,
                               const int32_t *tap, const T *g, intptr_t g_channel, T *sums, intptr_t sums_row)
{
    enum { lanes = NAME(clanes) };
    const intptr_t width = NAME(up)(at->width, lanes);
    NAME(cvec) acc[4][6];
    const NAME(cvec) zero = {0};
    const NAME(cbits) kept = NAME(first_lanes)(at->width - (width - lanes));
    T part[lanes];
    WG_UNROLL
    for (int i = 0; i < taps; i++)
        WG_UNROLL
        for (int r = 0; r < rows; r++)
            acc[i][r] = zero;
    for (intptr_t n = 0; n < at->images; n++)
        for (intptr_t j = 0; j < at->rows; j++, g += width)
            for (intptr_t q = 0; q < width; q += lanes) {
                NAME(cvec) y[6];
                WG_UNROLL
                for (int r = 0; r < rows; r++)
                    y[r] = *(const NAME(cloose) *)(g + r * g_channel + q);
                WG_UNROLL
                for (int i = 0; i < taps; i++) {
                    NAME(cvec) x = *(const NAME(cloose) *)(slab + tap[i] + n * p->image + j * p->row + q);
                    if (q + lanes >= width)
                        x = NAME(kept)(x, kept);
                    WG_UNROLL
                    for (int r = 0; r < rows; r++)
                        acc[i][r] += x * y[r];
                }
            }
    for (int i = 0; i < taps; i++)
        for (int r = 0; r < rows; r++) {
            T sum = 0;
            memcpy(part, &acc[i][r], sizeof part);
            for (intptr_t v = 0; v < lanes; v++)
                sum += part[v];
            sums[i * sums_row + r] += sum;
        }
}

WG_OUTLINED void NAME(few_of_one)(const NAME(plan) *p, const NAME(part) *at, const T *slab, const int32_t *tap,
                                  const T *g, intptr_t g_channel, T *sums, intptr_t sums_row)
{
    NAME(few_body)(4, 1, p, at, slab, tap, g, g_channel, sums, sums_row);
}

WG_OUTLINED void NAME(few_of_six)(const NAME(plan) *p, const NAME(part) *at, const T *slab, const int32_t *tap,
                                  const T *g, intptr_t g_channel, T *sums, intptr_t sums_row)
{
    NAME(few_body)(WG_NVREGS >= 32 ? 4 : 1, 6, p, at, slab, tap, g, g_channel, sums, sums_row);
}

/* How many channels few_body takes at a time, of how many in all; and of taps. */
static inline intptr_t NAME(few_channels)(intptr_t rows)
{
    return rows == 1 ? 1 : NAME(up)(rows, 6);
}

/* All taps and channels. `padded` has room for a part's rows of g in whole vectors. */
WG_OUTLINED void NAME(add_few)(const NAME(plan) *p, const NAME(part) *at, const T *slab, const T *g,
                               intptr_t channel_step, intptr_t image_step, T *padded, T *sums, intptr_t sums_row)
{
    const intptr_t width = NAME(up)(at->width, NAME(clanes)), rows = p->c->rows;
    const intptr_t channel = at->images * at->rows * width;
    const intptr_t taps = rows == 1 || WG_NVREGS >= 32 ? 4 : 1;
    T *to = padded;
    for (intptr_t r = 0; r < NAME(few_channels)(rows); r++)
        for (intptr_t n = 0; n < at->images; n++)
            for (intptr_t j = 0; j < at->rows; j++, to += width) {
                memset(to, 0, width * sizeof(T));
                if (r < rows)
                    memcpy(to, g + r * channel_step + n * image_step + j * p->c->axis[2].out, at->width * sizeof(T));
            }
    for (intptr_t k = 0; k < p->depth; k += taps)
        if (rows == 1)
            NAME(few_of_one)(p, at, slab, p->at + k, padded, channel, sums + k * sums_row, sums_row);
        else
            for (intptr_t r = 0; r < rows; r += 6)
                NAME(few_of_six)(p, at, slab, p->at + k, padded + r * channel, channel, sums + k * sums_row + r,
                                 sums_row);
}

typedef struct {
    const NAME(plan) *plan;
    const T *g;
    intptr_t channels;      /* of a group of g, in whole vectors */
    intptr_t taps;          /* of all channels of x, in whole tiles */
    int few;                /* whether vectors run along positions, because the channels would not fill them */
    intptr_t shares;        /* how many sums the pieces of a group are added to */
    T *sums;                /* for each group and share, (taps, channels) */
    char *failed;           /* set when memory ran out */
} NAME(weight_job);

/* Pieces of one group's share, one after the other into its sums. */
static int NAME(weight_share)(const NAME(weight_job) *job, intptr_t group, intptr_t share)
{
    const NAME(plan) *p = job->plan;
    const wg_correlation *c = p->c;
    const intptr_t g_plane = c->axis[0].out * c->axis[1].out * c->axis[2].out, count_all = p->units / c->groups;
    const intptr_t begin = count_all * share / job->shares, end = count_all * (share + 1) / job->shares;
    const intptr_t most = p->images * p->height * p->width, image_step = c->groups * c->rows * g_plane;
    const intptr_t slab_size = NAME(up)(c->cols * p->channel + NAME(clanes), 16);
    const intptr_t padded = NAME(up)(p->width, NAME(clanes)) * p->images * p->height * NAME(few_channels)(c->rows);
    const intptr_t turned_size = job->few ? padded : most * job->channels;
    T *sums = job->sums + (group * job->shares + share) * job->taps * job->channels;
    T *slab = malloc((slab_size + turned_size) * sizeof(T) + most * sizeof(int32_t));
    if (slab == NULL)
        return 0;
    T *turned = slab + slab_size;
    int32_t *place = (int32_t *)(turned + turned_size);
    memset(sums, 0, job->taps * job->channels * sizeof(T));
    memset(turned, 0, turned_size * sizeof(T));
    memset(slab + c->cols * p->channel, 0, NAME(clanes) * sizeof(T));
    for (intptr_t unit = begin; unit < end; unit++) {
        NAME(part) at = NAME(part_at)(p, unit, 1);
        at.group = group;
        const T *g = job->g + (at.n * c->groups + group) * c->rows * g_plane
                     + (at.z * c->axis[1].out + at.row) * c->axis[2].out + at.column;
        const intptr_t run = at.rows * at.width;
        NAME(fill_slab)(p, &at, slab);
        if (job->few) {
            NAME(add_few)(p, &at, slab, g, g_plane, image_step, turned, sums, job->channels);
            continue;
        }
        for (intptr_t i = 0; i < at.images; i++)
            NAME(turn)(c->rows, run, g + i * image_step, g_plane, turned + i * run * job->channels, job->channels);
        NAME(add_outer)(NAME(place_positions)(p, &at, place), place, slab, job->taps, p->at, turned,
                        job->channels, sums);
    }
    free(slab);
    return 1;
}

static void NAME(weight_shares)(void *context, intptr_t begin, intptr_t end)
{
    const NAME(weight_job) *job = context;
    for (; begin < end; begin++)
        if (!NAME(weight_share)(job, begin / job->shares, begin % job->shares))
            *job->failed = 1;
}

/* The shares' sums added up, as the weights lie. */
static void NAME(fold_shares)(const NAME(weight_job) *job, T *weight)
{
    const wg_correlation *c = job->plan->c;
    const wg_taps *z = &c->axis[0], *y = &c->axis[1], *x = &c->axis[2];
    const intptr_t size = job->taps * job->channels;
    for (intptr_t group = 0; group < c->groups; group++) {
        T *sums = job->sums + group * job->shares * size;
        for (intptr_t share = 1; share < job->shares; share++)
            for (intptr_t i = 0; i < size; i++)
                sums[i] += sums[share * size + i];
        for (intptr_t r = 0; r < c->rows; r++) {
            const T *from = sums + r;
            for (intptr_t channel = 0; channel < c->cols; channel++)
                for (intptr_t a = 0; a < z->taps; a++)
                    for (intptr_t b = 0; b < y->taps; b++)
                        for (intptr_t k = 0; k < x->taps; k++, from += job->channels)
                            weight[group * c->w_group + r * c->w_row + channel * c->w_col + a * c->w_tap[0]
                                   + b * c->w_tap[1] + k * c->w_tap[2]] = *from;
        }
    }
}

static int NAME(correlate_weight)(const wg_correlation *c, const void *g, void *weight)
{
    NAME(plan) plan;
    char failed = 0;
    if (!NAME(make_plan)(&plan, c, 1))
        return 0;
    NAME(weight_job) job = {&plan, g, NAME(up)(c->rows, NAME(clanes)), NAME(up)(plan.depth, NAME(cfew)), 0, 1, NULL,
                            &failed};
    const double use_of_channels = (double)c->rows / (double)job.channels;
    const double use_of_positions = (double)plan.width / (double)NAME(up)(plan.width, NAME(clanes)) * (double)c->rows
                                    / (double)NAME(few_channels)(c->rows);
    job.few = use_of_positions > use_of_channels && plan.width * plan.height >= 4 * NAME(clanes);
    job.channels = job.few ? NAME(few_channels)(c->rows) : job.channels;
    const double work = (double)plan.units / (double)c->groups * (double)plan.positions * (double)job.taps
                        * (double)job.channels;
    job.shares = work >= 3.2e7 ? 8 : (intptr_t)(work / 4e6) + 1;
    job.shares = job.shares < plan.units / c->groups ? job.shares : plan.units / c->groups;
    if (job.shares < 1)
        job.shares = 1;
    job.sums = malloc(c->groups * job.shares * job.taps * job.channels * sizeof(T));
    plan.at = malloc(job.taps * sizeof(int32_t));
    if (job.sums != NULL && plan.at != NULL) {
        NAME(place_taps)(&plan);
        for (intptr_t k = plan.depth; k < job.taps; k++)
            plan.at[k] = plan.at[plan.depth - 1];
        wg_parallel(NAME(weight_shares), &job, c->groups * job.shares,
                    (intptr_t)(1e6 * (double)job.shares / (work + 1)) + 1);
        NAME(fold_shares)(&job, weight);
    } else
        failed = 1;
    free(plan.at);
    free(job.sums);
    return !failed;
}

/* conv_weight.h: the cotangent of a convolution's weights for one element type. Included by conv.h after conv_type.h,
 * with T and NAME. A tile is some taps by two vectors of the channels of g, which are turned to lie side by side. */

enum { NAME(cfew) = NAME(ctall) >= 12 ? 8 : 4 };   /* taps of a tile: fewer because each needs a pointer */

/* sums[taps, nv vectors] += the elements that the taps read at the positions, times the rows of g. */
WG_INLINED void NAME(weight_body)(int nv, intptr_t count, const int32_t *place, const T *slab, const intptr_t *at,
                                  const T *g, intptr_t g_row, T *sums, intptr_t sums_row)
{
    NAME(cvec) acc[NAME(cfew)][2];
    const T *tap[NAME(cfew)];
    WG_UNROLL
    for (int i = 0; i < NAME(cfew); i++) {
        tap[i] = slab + at[i];
        acc[i][0] = acc[i][1] = (NAME(cvec)){0};
    }
    for (intptr_t j = 0; j < count; j++, g += g_row) {
        const intptr_t from = place[j];
        const NAME(cvec) g0 = *(const NAME(cloose) *)g, g1 = *(const NAME(cloose) *)(g + (nv - 1) * NAME(clanes));
        WG_UNROLL
        for (int i = 0; i < NAME(cfew); i++) {
            acc[i][0] += tap[i][from] * g0;
            if (nv == 2)
                acc[i][1] += tap[i][from] * g1;
        }
    }
    WG_UNROLL
    for (int i = 0; i < NAME(cfew); i++) {
        *(NAME(cloose) *)(sums + i * sums_row) += acc[i][0];
        if (nv == 2)
            *(NAME(cloose) *)(sums + i * sums_row + NAME(clanes)) += acc[i][1];
    }
}

/* All taps and channels at the positions of a piece. */
WG_OUTLINED void NAME(add_weights)(intptr_t count, const int32_t *place, const T *slab, const intptr_t *at,
                                          intptr_t taps, const T *g, intptr_t g_row, T *sums)
{
    for (intptr_t r = 0; r < g_row; r += NAME(cwide))
        for (intptr_t k = 0; k < taps; k += NAME(cfew))
            if (g_row - r > NAME(clanes))
                NAME(weight_body)(2, count, place, slab, at + k, g + r, g_row, sums + k * g_row + r, g_row);
            else
                NAME(weight_body)(1, count, place, slab, at + k, g + r, g_row, sums + k * g_row + r, g_row);
}

/* The same for few channels: a vector of neighbouring positions of a row at a time, tap by tap. */
WG_OUTLINED void NAME(add_weights_few)(const NAME(plan) *p, const NAME(part) *at, const T *slab, const T *g,
                                       intptr_t channel_step, intptr_t image_step, T *sums, intptr_t sums_row)
{
    const intptr_t lanes = NAME(clanes), width = at->width;
    for (intptr_t r = 0; r < p->c->rows; r++)
        for (intptr_t k = 0; k < p->depth; k++) {
            NAME(cvec) acc = {0};
            T sum = 0;
            for (intptr_t n = 0; n < at->images; n++)
                for (intptr_t j = 0; j < at->rows; j++) {
                    const T *x = slab + p->at[k] + n * p->image + j * p->row;
                    const T *y = g + r * channel_step + n * image_step + j * width;
                    intptr_t q = 0;
                    for (; q + lanes <= width; q += lanes)
                        acc += *(const NAME(cloose) *)(x + q) * *(const NAME(cloose) *)(y + q);
                    for (; q < width; q++)
                        sum += x[q] * y[q];
                }
            T part[NAME(clanes)];
            memcpy(part, &acc, sizeof acc);
            for (intptr_t v = 0; v < lanes; v++)
                sum += part[v];
            sums[k * sums_row + r] += sum;
        }
}

/* to[j, i] = from[i, j] for m rows of n elements. */
WG_OUTLINED void NAME(turn)(intptr_t m, intptr_t n, const T *from, intptr_t from_row, T *to, intptr_t to_row)
{
    intptr_t i = 0;
#if !defined(_MSC_VER) || defined(__clang__)
    const intptr_t side = 16 / sizeof(T), whole = n - n % side;
    for (; i + side <= m; i += side) {
        for (intptr_t j = 0; j < whole; j += side)
            NAME(wg_transpose)(from + i * from_row + j, from_row, to + j * to_row + i, to_row);
        for (intptr_t j = whole; j < n; j++)
            for (intptr_t r = i; r < i + side; r++)
                to[j * to_row + r] = from[r * from_row + j];
    }
#endif
    for (; i < m; i++)
        for (intptr_t j = 0; j < n; j++)
            to[j * to_row + i] = from[i * from_row + j];
}

typedef struct {
    const NAME(plan) *plan;
    const T *g;
    intptr_t channels;      /* of a group of g, in whole vectors */
    intptr_t taps;          /* of all channels of x, in whole tiles */
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
    const intptr_t slab_size = NAME(up)(c->cols * p->channel + NAME(clanes), 16), few = NAME(clanes) / 4;
    T *sums = job->sums + (group * job->shares + share) * job->taps * job->channels;
    T *slab = malloc((slab_size + most * job->channels) * sizeof(T) + most * sizeof(int32_t));
    if (slab == NULL)
        return 0;
    T *turned = slab + slab_size;
    int32_t *place = (int32_t *)(turned + most * job->channels);
    memset(sums, 0, job->taps * job->channels * sizeof(T));
    memset(turned, 0, most * job->channels * sizeof(T));
    for (intptr_t unit = begin; unit < end; unit++) {
        NAME(part) at = NAME(part_at)(p, unit, 1);
        at.group = group;
        const T *g = job->g + (at.n * c->groups + group) * c->rows * g_plane
                     + (at.z * c->axis[1].out + at.row) * c->axis[2].out + at.column;
        const intptr_t run = at.rows * at.width;
        NAME(fill_slab)(p, &at, slab);
        if (c->rows <= few && at.width >= NAME(clanes)) {
            NAME(add_weights_few)(p, &at, slab, g, g_plane, image_step, sums, job->channels);
            continue;
        }
        for (intptr_t i = 0; i < at.images; i++)
            NAME(turn)(c->rows, run, g + i * image_step, g_plane, turned + i * run * job->channels, job->channels);
        NAME(add_weights)(NAME(place_positions)(p, &at, place), place, slab, p->at, job->taps, turned, job->channels,
                          sums);
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
    NAME(make_plan)(&plan, c, 1);
    NAME(weight_job) job = {&plan, g, NAME(up)(c->rows, NAME(clanes)), NAME(up)(plan.depth, NAME(cfew)), 1, NULL, &failed};
    const double work = (double)plan.units / (double)c->groups * (double)plan.positions * (double)job.taps
                        * (double)job.channels;
    job.shares = work >= 3.2e7 ? 8 : (intptr_t)(work / 4e6) + 1;
    job.shares = job.shares < plan.units / c->groups ? job.shares : plan.units / c->groups;
    if (job.shares < 1)
        job.shares = 1;
    job.sums = malloc(c->groups * job.shares * job.taps * job.channels * sizeof(T));
    plan.at = malloc(job.taps * sizeof(intptr_t));
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

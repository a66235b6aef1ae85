/* conv.c: convolutions, their transposes and cotangents as correlations along three axes. */
#include <stdlib.h>

#include "wengert.h"

/* Windows of 3 x 3: channels from which, and products of channels up to which, transforms pay; the share of the
 * multiplications that may be left, and tiles there must be. */
enum { FEWEST = 16, MOST = 1 << 17, TILES = 16 };
static const double SAVING = 0.7;

/* An axis of the result: position o reads elements o * step - padding + tap * dilation. `room` holds two lists. */
static void read_forward(const wg_convolution *c, int d, intptr_t *room, wg_taps *t)
{
    for (intptr_t k = 0; k < c->window[d]; k++) {
        room[k] = k * c->dilation[d];
        room[c->window[d] + k] = k;
    }
    *t = (wg_taps){c->x_size[d], c->y_size[d], c->step[d], c->window[d], -c->padding[d], room, room + c->window[d]};
}

/* An axis of the transpose, for the positions first, first + step, ...: the taps that meet them, each reading
 * (first + padding - tap * dilation) / step elements further. */
static void read_backward(const wg_convolution *c, int d, intptr_t first, intptr_t *room, wg_taps *t)
{
    intptr_t count = 0, least = 0;
    for (intptr_t k = 0; k < c->window[d]; k++) {
        const intptr_t reach = first + c->padding[d] - k * c->dilation[d];
        if (reach % c->step[d])
            continue;
        room[count] = reach / c->step[d];
        room[c->window[d] + count] = k;
        least = count == 0 || room[count] < least ? room[count] : least;
        count++;
    }
    for (intptr_t k = 0; k < count; k++)
        room[k] -= least;
    *t = (wg_taps){c->y_size[d], (c->x_size[d] - first + c->step[d] - 1) / c->step[d], 1, count, least, room,
                   room + c->window[d]};
}

static intptr_t volume(const intptr_t *size)
{
    return size[0] * size[1] * size[2];
}

static intptr_t *make_room(const wg_convolution *c)
{
    return malloc(2 * (c->window[0] + c->window[1] + c->window[2] + 1) * sizeof(intptr_t));
}

static wg_correlation correlation(const wg_convolution *c)
{
    const intptr_t taps = volume(c->window);
    wg_correlation out = {0};
    out.batch = c->batch;
    out.groups = c->groups;
    out.w_group = c->y_channels * c->x_channels * taps;
    out.w_tap[0] = c->window[1] * c->window[2];
    out.w_tap[1] = c->window[2];
    out.w_tap[2] = 1;
    return out;
}

static wg_correlation forwards(const wg_convolution *c, intptr_t *room)
{
    wg_correlation out = correlation(c);
    out.rows = c->y_channels;
    out.cols = c->x_channels;
    out.w_row = c->x_channels * volume(c->window);
    out.w_col = volume(c->window);
    for (int d = 0; d < 3; room += 2 * c->window[d++])
        read_forward(c, d, room, &out.axis[d]);
    return out;
}

/* Whether a correlation is one of windows of 3 x 3 for which csrc/winograd.h pays: many channels, and tiles of 4 x 4
 * that the image fills. The shapes alone decide. */
static int is_winograd(int dtype, const wg_correlation *c)
{
    const wg_taps *z = &c->axis[0], *y = &c->axis[1], *x = &c->axis[2];
    if (dtype != WG_F32 || c->rows < FEWEST || c->cols < FEWEST || c->rows * c->cols > MOST || z->size != 1
        || z->out != 1 || y->taps != 3 || x->taps != 3 || y->step != 1 || x->step != 1)
        return 0;
    for (int k = 0; k < 3; k++)
        if (y->shift[k] > 2 || x->shift[k] > 2)
            return 0;
    const double tiles = (double)((y->out + 3) / 4) * (double)((x->out + 3) / 4);
    return 36 * tiles < SAVING * 9 * (double)y->out * (double)x->out && (double)c->batch * tiles >= TILES;
}

static int correlate(const wg_kernels *kernels, int dtype, const wg_correlation *c)
{
    return (is_winograd(dtype, c) && kernels->correlate_winograd(c)) || kernels->correlate[dtype - WG_F32](c);
}

/* Whether there is one window and it is the whole image, so that a matrix product does it. */
static int is_product(const wg_convolution *c)
{
    for (int d = 0; d < 3; d++)
        if (c->y_size[d] != 1 || c->padding[d] || c->x_size[d] != c->window[d]
            || (c->window[d] > 1 && c->dilation[d] > 1))
            return 0;
    return 1;
}

/* c = a b + beta c for each group; steps are in elements, group after group. */
static void multiply(const wg_kernels *kernels, const wg_convolution *g, intptr_t m, intptr_t n, intptr_t k,
                     const char *a, intptr_t a_group, intptr_t a_row, intptr_t a_col, const char *b,
                     intptr_t b_group, intptr_t b_row, intptr_t b_col, char *c, intptr_t c_group, intptr_t c_row,
                     int beta)
{
    for (intptr_t i = 0; i < g->groups; i++)
        if (g->dtype == WG_F32)
            kernels->gemm_f32(m, n, k, (const float *)a + i * a_group, a_row, a_col, (const float *)b + i * b_group,
                              b_row, b_col, (float *)c + i * c_group, c_row, 1, beta);
        else
            kernels->gemm_f64(m, n, k, (const double *)a + i * a_group, a_row, a_col, (const double *)b + i * b_group,
                              b_row, b_col, (double *)c + i * c_group, c_row, 1, beta);
}

/* Every element of y, (batch, channels, plane), becomes its channel's bias, or zero. */
static void fill_bias(int dtype, const char *bias, intptr_t batch, intptr_t channels, intptr_t plane, char *y)
{
    for (intptr_t i = 0; i < batch * channels * plane; i++) {
        const intptr_t c = i / plane % channels;
        if (dtype == WG_F32)
            ((float *)y)[i] = bias ? ((const float *)bias)[c] : 0;
        else
            ((double *)y)[i] = bias ? ((const double *)bias)[c] : 0;
    }
}

int wg_convolve(const wg_kernels *kernels, const wg_convolution *c, const char *x, const char *weight, const char *bias,
                char *y)
{
    const intptr_t taps = c->x_channels * volume(c->window);
    if (is_product(c)) {
        if (bias)
            fill_bias(c->dtype, bias, c->batch, c->groups * c->y_channels, 1, y);
        multiply(kernels, c, c->batch, c->y_channels, taps, x, taps, c->groups * taps, 1, weight, c->y_channels * taps,
                 1, taps, y, c->y_channels, c->groups * c->y_channels, bias != NULL);
        return 1;
    }
    intptr_t *room = make_room(c);
    if (room == NULL)
        return 0;
    wg_correlation job = forwards(c, room);
    job.x = x;
    job.weight = weight;
    job.bias = bias;
    job.y = y;
    job.y_plane = volume(c->y_size);
    job.y_step[0] = c->y_size[1] * c->y_size[2];
    job.y_step[1] = c->y_size[2];
    job.y_step[2] = 1;
    const int done = correlate(kernels, c->dtype, &job);
    free(room);
    return done;
}

/* Whether most of what a place of x reads of y would lie outside it. */
static int is_sparse(const wg_convolution *c)
{
    double places = 1, positions = 1;
    for (int d = 0; d < 3; d++) {
        places *= (double)c->x_size[d] / (double)c->step[d];
        positions *= (double)c->y_size[d];
    }
    return places > 4 * positions;
}

int wg_convolve_transposed(const wg_kernels *kernels, const wg_convolution *c, const char *y, const char *weight,
                           const char *bias, char *x)
{
    const intptr_t size = c->dtype == WG_F32 ? sizeof(float) : sizeof(double);
    const intptr_t taps = c->x_channels * volume(c->window);
    if (is_product(c)) {
        if (bias)
            fill_bias(c->dtype, bias, c->batch, c->groups * c->x_channels, volume(c->window), x);
        multiply(kernels, c, c->batch, taps, c->y_channels, y, c->y_channels, c->groups * c->y_channels, 1, weight,
                 c->y_channels * taps, taps, 1, x, taps, c->groups * taps, bias != NULL);
        return 1;
    }
    const intptr_t rest[3] = {c->x_size[1] * c->x_size[2], c->x_size[2], 1};
    intptr_t *room = make_room(c), first[3];
    int done = room != NULL;
    if (done && is_sparse(c)) {
        wg_correlation whole = forwards(c, room);
        whole.weight = weight;
        whole.bias = bias;
        done = kernels->correlate_columns[c->dtype - WG_F32](&whole, y, x);
        free(room);
        return done;
    }
    wg_correlation job = correlation(c);
    job.rows = c->x_channels;
    job.cols = c->y_channels;
    job.w_row = volume(c->window);
    job.w_col = c->x_channels * job.w_row;
    job.x = y;
    job.weight = weight;
    job.bias = bias;
    job.y_plane = volume(c->x_size);
    for (int d = 0; d < 3; d++)
        job.y_step[d] = rest[d] * c->step[d];
    for (first[0] = 0; done && first[0] < c->step[0] && first[0] < c->x_size[0]; first[0]++)
        for (first[1] = 0; done && first[1] < c->step[1] && first[1] < c->x_size[1]; first[1]++)
            for (first[2] = 0; done && first[2] < c->step[2] && first[2] < c->x_size[2]; first[2]++) {
                intptr_t *at = room;
                for (int d = 0; d < 3; at += 2 * c->window[d++])
                    read_backward(c, d, first[d], at, &job.axis[d]);
                job.y = x + (first[0] * rest[0] + first[1] * rest[1] + first[2]) * size;
                done = correlate(kernels, c->dtype, &job);
            }
    free(room);
    return done;
}

int wg_convolve_weight(const wg_kernels *kernels, const wg_convolution *c, const char *x, const char *g, char *weight)
{
    const intptr_t taps = c->x_channels * volume(c->window);
    if (is_product(c)) {
        multiply(kernels, c, c->y_channels, taps, c->batch, g, c->y_channels, 1, c->groups * c->y_channels, x, taps,
                 c->groups * taps, 1, weight, c->y_channels * taps, taps, 0);
        return 1;
    }
    intptr_t *room = make_room(c);
    if (room == NULL)
        return 0;
    wg_correlation job = forwards(c, room);
    job.x = x;
    const int done = (is_winograd(c->dtype, &job) && kernels->correlate_winograd_weight(&job, g, weight))
                     || kernels->correlate_weight[c->dtype - WG_F32](&job, g, weight);
    free(room);
    return done;
}

/* The sums of planes, as the threads share them. */
typedef struct {
    wg_reduce_run sum;       /* what adds up a plane */
    int dtype;               /* of its elements */
    const char *g;           /* the first plane */
    intptr_t plane;          /* elements of a plane */
    double *sums;            /* of every plane */
} planes_job;

static void sum_planes(void *context, intptr_t begin, intptr_t end)
{
    const planes_job *job = context;
    const intptr_t size = job->dtype == WG_F32 ? sizeof(float) : sizeof(double);
    for (; begin < end; begin++) {
        union {
            float f32;
            double f64;
        } sum;
        job->sum(job->g + begin * job->plane * size, job->plane, size, (char *)&sum, NULL, NULL);
        job->sums[begin] = job->dtype == WG_F32 ? (double)sum.f32 : sum.f64;
    }
}

int wg_sum_channels(const wg_kernels *kernels, int dtype, const char *g, intptr_t batch, intptr_t channels,
                    intptr_t plane, char *out)
{
    planes_job job = {kernels->reducers[WG_SUM * WG_NDTYPES + dtype].run, dtype, g, plane,
                      malloc((size_t)(batch * channels + 1) * sizeof(double))};
    if (job.sums == NULL)
        return 0;
    wg_parallel(sum_planes, &job, batch * channels, WG_GRAIN / (plane + 1) + 1);
    for (intptr_t c = 0; c < channels; c++) {
        double total = 0;
        for (intptr_t n = 0; n < batch; n++)
            total += job.sums[n * channels + c];
        if (dtype == WG_F32)
            ((float *)out)[c] = (float)total;
        else
            ((double *)out)[c] = total;
    }
    free(job.sums);
    return 1;
}

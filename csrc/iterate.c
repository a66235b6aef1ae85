/* iterate.c: inner loops and reductions over strided operands of any number of dimensions. */
#include "wengert.h"

#include <string.h>

/* Dimensions that have been dropped, merged and put in order; the innermost is the first. */
typedef struct {
    int ndim;
    intptr_t shape[WG_MAX_DIMS];
    intptr_t strides[WG_MAX_DIMS][WG_MAX_OPERANDS];
} layout;

static intptr_t magnitude(intptr_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* Add a dimension outside all others, as a part of the outermost one where every operand allows. */
static void append(layout *to, int nop, intptr_t extent, const intptr_t *strides)
{
    const int top = to->ndim - 1;
    if (top >= 0) {
        int op = 0;
        while (op < nop && strides[op] == to->shape[top] * to->strides[top][op])
            ++op;
        if (op == nop) {
            to->shape[top] *= extent;
            return;
        }
    }
    to->shape[to->ndim] = extent;
    memcpy(to->strides[to->ndim], strides, nop * sizeof *strides);
    to->ndim += 1;
}

/* Whether dimension a belongs inside b: the last operand decides, then those before it. */
static int inside(const layout *l, int nop, int a, int b)
{
    for (int op = nop - 1; op >= 0; --op) {
        const intptr_t step_a = magnitude(l->strides[a][op]), step_b = magnitude(l->strides[b][op]);
        if (step_a != step_b)
            return step_a < step_b;
    }
    return 0;
}

/* Sort by insertion (there are two or three dimensions, nearly in order), then merge again. */
static void sort(layout *l, int nop)
{
    int order[WG_MAX_DIMS], moved = 0;
    for (int d = 0; d < l->ndim; ++d) {
        int at = d;
        for (; at > 0 && inside(l, nop, d, order[at - 1]); --at)
            order[at] = order[at - 1];
        moved |= at != d;
        order[at] = d;
    }
    if (!moved)
        return;
    layout sorted;
    sorted.ndim = 0;
    for (int d = 0; d < l->ndim; ++d)
        append(&sorted, nop, l->shape[order[d]], l->strides[order[d]]);
    l->ndim = sorted.ndim;
    memcpy(l->shape, sorted.shape, sorted.ndim * sizeof *l->shape);
    memcpy(l->strides, sorted.strides, sorted.ndim * sizeof *l->strides);
}

/* Simplify a shape into *l. Gives 0 when it has no elements. */
static int simplify(layout *l, int nop, int ndim, const int64_t *shape, const int64_t *const *strides)
{
    l->ndim = 0;
    for (int d = ndim - 1; d >= 0; --d) {
        intptr_t steps[WG_MAX_OPERANDS];
        if (shape[d] == 0)
            return 0;
        if (shape[d] == 1)
            continue;
        for (int op = 0; op < nop; ++op)
            steps[op] = (intptr_t)strides[op][d];
        append(l, nop, (intptr_t)shape[d], steps);
    }
    if (l->ndim > 1)
        sort(l, nop);
    return 1;
}

/* Move the pointers to the next position of the dimensions from `first` outwards, like an odometer.
 * Gives 0 after the last. */
static int advance(const layout *l, int nop, int first, intptr_t *index, char **ptrs)
{
    for (int d = first; d < l->ndim; ++d) {
        const int wrapped = ++index[d] == l->shape[d];
        const intptr_t steps = wrapped ? 1 - l->shape[d] : 1;
        for (int op = 0; op < nop; ++op)
            ptrs[op] += steps * l->strides[d][op];
        if (!wrapped)
            return 1;
        index[d] = 0;
    }
    return 0;
}

/* A call costs about as much as a few dozen elements: when the innermost dimension has only a
 * handful, the longest takes its place. */
static void lengthen_innermost(layout *l)
{
    enum { HANDFUL = 8 };
    int longest = 0;
    if (l->shape[0] >= HANDFUL)
        return;
    for (int d = 1; d < l->ndim; ++d)
        if (l->shape[d] > l->shape[longest])
            longest = d;
    const intptr_t extent = l->shape[longest];
    l->shape[longest] = l->shape[0];
    l->shape[0] = extent;
    for (int op = 0; op < WG_MAX_OPERANDS; ++op) {
        const intptr_t step = l->strides[longest][op];
        l->strides[longest][op] = l->strides[0][op];
        l->strides[0][op] = step;
    }
}

/* A loop over a layout, as the threads share it. */
typedef struct {
    const layout *l;       /* dimensions, the innermost first */
    wg_loop loop;          /* what runs along the innermost */
    void *data;            /* its last argument */
    int nop;               /* operands */
    char *const *ptrs;     /* their first elements */
    intptr_t run;          /* how far it runs before the next dimension moves */
    intptr_t runs;         /* number of such runs along the innermost dimension */
    unsigned turned;       /* bits of the operands whose own innermost dimension is the second one */
    const int *sizes;      /* bytes of an element, by operand */
} loop_job;

/* A transposed operand moves least along the second dimension. Each of its cache lines would be fetched anew for every
 * element of a long run; short runs let the next positions find the lines still there. Where its elements are next to
 * each other along that dimension, a tile of them is turned first. */
enum { SHORT = 64, TILE = 16 };

static intptr_t run_length(const layout *l, int nop)
{
    if (l->shape[0] <= 2 * SHORT)
        return l->shape[0];
    for (int op = 0; op < nop; ++op)
        if (l->strides[1][op] && magnitude(l->strides[1][op]) < magnitude(l->strides[0][op]))
            return SHORT;
    return l->shape[0];
}

static unsigned find_turned(const layout *l, int nop, const int *sizes)
{
    unsigned turned = 0;
    if (sizes == NULL || l->shape[0] < TILE || l->shape[1] < TILE)
        return 0;
    for (int op = 0; op + 1 < nop; ++op)
        if (l->strides[1][op] == sizes[op] && magnitude(l->strides[0][op]) > sizes[op]
            && (sizes[op] == 4 || sizes[op] == 8))
            turned |= 1u << op;
    return turned;
}

/* to[j, i] = from[i, j] for i < n and j < count; rows of `to` are SHORT elements apart. */
#define TURN(T)                                                                                 \
    static void turn_##T(const char *from, intptr_t step, intptr_t n, intptr_t count, T *to)    \
    {                                                                                           \
        for (intptr_t i = 0; i < n; ++i, from += step) {                                        \
            const T *row = (const T *)from;                                                     \
            for (intptr_t j = 0; j < count; ++j)                                                \
                to[j * SHORT + i] = row[j];                                                     \
        }                                                                                       \
    }
TURN(int32_t)
TURN(int64_t)
#undef TURN

/* `count` runs of n elements each, one after the other along the second dimension; args end after the last. */
static void run_turned(const loop_job *job, char **args, intptr_t n, intptr_t count)
{
    int64_t tiles[WG_MAX_OPERANDS - 1][TILE * SHORT];
    intptr_t steps[WG_MAX_OPERANDS], next[WG_MAX_OPERANDS];
    char *at[WG_MAX_OPERANDS];
    const layout *l = job->l;
    for (int op = 0; op < job->nop; ++op) {
        const int turned = job->turned >> op & 1;
        steps[op] = turned ? job->sizes[op] : l->strides[0][op];
        next[op] = turned ? SHORT * job->sizes[op] : l->strides[1][op];
    }
    for (intptr_t done = 0, some; done < count; done += some) {
        some = count - done < TILE ? count - done : TILE;
        for (int op = 0; op < job->nop; ++op) {
            at[op] = args[op];
            if (job->turned >> op & 1) {
                at[op] = (char *)tiles[op];
                if (job->sizes[op] == 4)
                    turn_int32_t(args[op], l->strides[0][op], n, some, (int32_t *)tiles[op]);
                else
                    turn_int64_t(args[op], l->strides[0][op], n, some, tiles[op]);
            }
            args[op] += some * l->strides[1][op];
        }
        for (intptr_t k = 0; k < some; ++k) {
            job->loop(at, &n, steps, job->data);
            for (int op = 0; op < job->nop; ++op)
                at[op] += next[op];
        }
    }
}

/* Run at positions [begin, end), counted as one number: along the second dimension first, then over the runs of the
 * innermost, then over the others. */
static void run_positions(void *context, intptr_t begin, intptr_t end)
{
    const loop_job *job = context;
    const layout *l = job->l;
    const int nop = job->nop;
    char *base[WG_MAX_OPERANDS], *args[WG_MAX_OPERANDS];
    intptr_t index[WG_MAX_DIMS], rest = begin / l->shape[1];
    intptr_t first = begin % l->shape[1], at = rest % job->runs * job->run;
    rest /= job->runs;
    memcpy(base, job->ptrs, nop * sizeof *base);
    for (int d = 2; d < l->ndim; rest /= l->shape[d++]) {
        index[d] = rest % l->shape[d];
        for (int op = 0; op < nop; ++op)
            base[op] += index[d] * l->strides[d][op];
    }
    while (begin < end) {
        const intptr_t left = l->shape[1] - first, count = left < end - begin ? left : end - begin;
        const intptr_t n = l->shape[0] - at < job->run ? l->shape[0] - at : job->run;
        for (int op = 0; op < nop; ++op)
            args[op] = base[op] + at * l->strides[0][op] + first * l->strides[1][op];
        if (job->turned && n <= SHORT)
            run_turned(job, args, n, count);
        else
            for (intptr_t k = 0; k < count; ++k) {
                job->loop(args, &n, l->strides[0], job->data);
                for (int op = 0; op < nop; ++op)
                    args[op] += l->strides[1][op];
            }
        begin += count;
        first = 0;
        at += job->run;
        if (at >= l->shape[0]) {
            at = 0;
            advance(l, nop, 2, index, base);
        }
    }
}

void wg_iterate(wg_loop loop, void *data, int nop, char *const *ptrs, int ndim, const int64_t *shape,
                const int64_t *const *strides)
{
    wg_iterate_parallel(loop, data, nop, ptrs, ndim, shape, strides, NULL, INTPTR_MAX);
}

void wg_iterate_parallel(wg_loop loop, void *data, int nop, char *const *ptrs, int ndim, const int64_t *shape,
                         const int64_t *const *strides, const int *sizes, intptr_t grain)
{
    char *args[WG_MAX_OPERANDS];
    intptr_t steps[WG_MAX_OPERANDS] = {0}, n = 1;
    for (int op = 0; op < nop; ++op)
        args[op] = ptrs[op];
    if (ndim <= 1) {
        /* Scalars and vectors: nothing to arrange. */
        for (int op = 0; op < nop && ndim; ++op)
            steps[op] = (intptr_t)strides[op][0];
        if (ndim)
            n = (intptr_t)shape[0];
        if (n)
            wg_run_flat(loop, data, nop, args, n, steps, grain);
        return;
    }
    layout l;
    if (!simplify(&l, nop, ndim, shape, strides))
        return;
    if (l.ndim <= 1) {
        wg_run_flat(loop, data, nop, args, l.ndim ? l.shape[0] : 1, l.ndim ? l.strides[0] : steps, grain);
        return;
    }
    lengthen_innermost(&l);
    for (int d = 1; d < l.ndim; ++d)
        n *= l.shape[d];
    loop_job job = {&l, loop, data, nop, args, run_length(&l, nop), 1, find_turned(&l, nop, sizes), sizes};
    job.runs = (l.shape[0] + job.run - 1) / job.run;
    wg_parallel(run_positions, &job, n * job.runs, grain / job.run + 1);
}

/* One run of elements, as the threads share it. */
typedef struct {
    wg_loop loop;            /* what runs */
    void *data;              /* its last argument */
    int nop;                 /* operands */
    char *const *args;       /* their first elements */
    const intptr_t *steps;   /* their distances */
} flat_job;

static void run_piece(void *context, intptr_t begin, intptr_t end)
{
    const flat_job *job = context;
    char *args[WG_MAX_OPERANDS];
    const intptr_t n = end - begin;
    for (int op = 0; op < job->nop; ++op)
        args[op] = job->args[op] + begin * job->steps[op];
    job->loop(args, &n, job->steps, job->data);
}

/* Pieces of about one length rather than a last one that is shorter, which the others would wait for; long ones begin
 * where a cache line does. */
static intptr_t even_grain(intptr_t n, intptr_t grain)
{
    enum { LINE = 64, LONG = 16 * LINE };
    const intptr_t pieces = (n - 1) / grain + 1, even = (n - 1) / pieces + 1;
    return grain < LONG ? even : (even + LINE - 1) / LINE * LINE;
}

void wg_run_flat(wg_loop loop, void *data, int nop, char *const *args, intptr_t n, const intptr_t *steps,
                 intptr_t grain)
{
    const flat_job job = {loop, data, nop, args, steps};
    wg_parallel(run_piece, (void *)&job, n, n > grain ? even_grain(n, grain) : grain);
}

typedef struct {
    char *to;
    intptr_t size;   /* of an element */
} clear_job;

static void clear_piece(void *context, intptr_t begin, intptr_t end)
{
    const clear_job *job = context;
    memset(job->to + begin * job->size, 0, (size_t)((end - begin) * job->size));
}

void wg_clear(char *to, intptr_t n, int size)
{
    clear_job job = {to, size};
    if (n <= WG_GRAIN)
        clear_piece(&job, 0, n);
    else
        wg_parallel(clear_piece, &job, n, even_grain(n, WG_GRAIN));
}

/* Reduce rows of `width` contiguous elements to elements out_stride elements apart. */
static void reduce_scattered(const wg_reducer *how, const int *sizes, const char *in, intptr_t n, intptr_t stride,
                             intptr_t width, char *out, char *second, intptr_t out_stride, const double *options)
{
    enum { MOST = 256 };
    union { char bytes[16 * MOST]; double align; } piece;
    int64_t more[MOST];
    if (out_stride == 1) {
        how->rows(in, n, stride, width, out, second, options);
        return;
    }
    for (intptr_t start = 0; start < width; start += MOST) {
        const intptr_t len = width - start < MOST ? width - start : MOST;
        how->rows(in + start * sizes[0], n, stride, len, piece.bytes, (char *)more, options);
        for (intptr_t j = 0; j < len; ++j) {
            const intptr_t at = (start + j) * out_stride;
            memcpy(out + at * sizes[1], piece.bytes + j * sizes[1], (size_t)sizes[1]);
            if (second != NULL)
                memcpy(second + at * sizes[2], (const char *)more + j * sizes[2], (size_t)sizes[2]);
        }
    }
}

/* A reduction over a layout, as the threads share it. A position is one of those that reduce to elements of their
 * own: a chunk of the columns that lie side by side where the reducer takes rows, else a single column. */
typedef struct {
    const layout *l;           /* the kept dimensions, the innermost first: out counted in elements, in in bytes */
    const wg_reducer *how;     /* what reduces */
    const int *sizes;          /* of an element of in, out and second */
    const char *in;            /* the first element */
    intptr_t n, stride;        /* the reduced dimension */
    char *out, *second;        /* where results go */
    const double *options;     /* the reducer's last argument */
    int by_rows;               /* whether positions are chunks of columns */
    intptr_t chunk, chunks;    /* columns in a chunk, and chunks along the innermost dimension */
} reduce_job;

static void reduce_positions(void *context, intptr_t begin, intptr_t end)
{
    const reduce_job *job = context;
    const layout *l = job->l;
    for (; begin < end; ++begin) {
        intptr_t rest = begin, at = 0, from = 0, first = 0;
        if (job->by_rows) {
            first = rest % job->chunks * job->chunk;
            rest /= job->chunks;
            at = first * l->strides[0][0];
            from = first * l->strides[0][1];
        }
        for (int d = job->by_rows; d < l->ndim; rest /= l->shape[d++]) {
            at += rest % l->shape[d] * l->strides[d][0];
            from += rest % l->shape[d] * l->strides[d][1];
        }
        char *out = job->out + at * job->sizes[1];
        char *second = job->second == NULL ? NULL : job->second + at * job->sizes[2];
        if (job->by_rows) {
            const intptr_t left = l->shape[0] - first;
            reduce_scattered(job->how, job->sizes, job->in + from, job->n, job->stride,
                             left < job->chunk ? left : job->chunk, out, second, l->strides[0][0], job->options);
        } else
            job->how->run(job->in + from, job->n, job->stride, out, second, job->options);
    }
}

void wg_reduce(const wg_reducer *how, const int *sizes, const char *in, intptr_t n, intptr_t stride,
               int ndim, const int64_t *shape, const int64_t *in_strides, char *out, char *second,
               const int64_t *out_strides, const double *options)
{
    enum { CHUNK = 1024 };
    /* The input is the larger operand, so it comes last and its strides decide the order. */
    const int64_t *const strides[2] = {out_strides, in_strides};
    layout l;
    if (!simplify(&l, 2, ndim, shape, strides))
        return;
    reduce_job job = {&l, how, sizes, in, n, stride, out, second, options, 0, 1, 1};
    job.by_rows = how->rows != NULL && l.ndim > 0 && l.strides[0][1] == sizes[0] && magnitude(stride) != sizes[0];
    if (job.by_rows) {
        job.chunk = CHUNK;
        job.chunks = (l.shape[0] + CHUNK - 1) / CHUNK;
        if (job.chunks == 1 && l.shape[0] * n > 2 * WG_GRAIN) {    /* two pieces at least, of whole cache lines */
            job.chunk = (l.shape[0] / 2 + 15) / 16 * 16;
            job.chunks = (l.shape[0] + job.chunk - 1) / job.chunk;
        }
    }
    intptr_t positions = job.by_rows ? job.chunks : 1;
    for (int d = job.by_rows; d < l.ndim; ++d)
        positions *= l.shape[d];
    wg_parallel(reduce_positions, &job, positions, WG_GRAIN / (n * job.chunk + 1) + 1);
}

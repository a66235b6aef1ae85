/* ctc_type.h: the alignments of a sequence of labels with more steps, summed over in log space, for one element type
 * (Graves, Fernandez, Gomez, Schmidhuber 2006). Included by ctc.h with T and NAME(part).
 *
 * The labels of a sequence are set with blanks before, between and after: cell s of S = 2 L + 1 has a blank where s is
 * even. alpha[t, s] is the log probability of all ways to be in cell s at step t, beta that of all ways on from there,
 * both with step t's own. A row of them has two cells of -inf at the side that it is come from. */

/* What the steps of one sequence need. */
typedef struct {
    intptr_t steps, cells;
    const T *log_probs;       /* of its first step */
    const int64_t *label;     /* of each cell */
    const T *skips;           /* per cell, 1 where it is also come to from two cells before; two zeros follow */
    T *emitted;               /* the log probability of each cell's label at a step */
} NAME(ctc_walk);

/* log(e^a + e^b + e^c) */
WG_INLINE T NAME(log_sum)(T a, T b, T c)
{
    T top = b > a ? b : a;
    top = c > top ? c : top;
    top = top == -(T)INFINITY ? 0 : top;
    return NAME(vlog)(NAME(vdecay)(a - top) + NAME(vdecay)(b - top) + NAME(vdecay)(c - top)) + top;
}

/* Sets the labels of sequence i in its cells and marks where one is skipped to. */
static NAME(ctc_walk) NAME(ctc_begin)(const wg_ctc *job, intptr_t i, int64_t *label, T *skips, T *emitted)
{
    const int64_t *given = job->labels + job->facts[3 * i + 2];
    const intptr_t length = (intptr_t)job->facts[3 * i + 1], cells = 2 * length + 1;
    for (intptr_t s = 0; s < cells; s++)
        label[s] = s % 2 ? given[s / 2] : job->blank;
    for (intptr_t s = 0; s < cells + 2; s++)
        skips[s] = s > 1 && s < cells && label[s] != label[s - 2];
    return (NAME(ctc_walk)){.steps = (intptr_t)job->facts[3 * i], .cells = cells,
                            .log_probs = (const T *)job->log_probs + i * job->batch_step,
                            .label = label, .skips = skips, .emitted = emitted};
}

static inline void NAME(ctc_emit)(const wg_ctc *job, const NAME(ctc_walk) *w, intptr_t t)
{
    const T *at = w->log_probs + t * job->time_step;
    for (intptr_t s = 0; s < w->cells; s++)
        w->emitted[s] = at[w->label[s]];
}

/* The losses of sequences begin to end, and their alphas. */
static void NAME(ctc)(void *context, intptr_t begin, intptr_t end)
{
    wg_ctc *job = context;
    int64_t *label = malloc((size_t)job->row * (sizeof(int64_t) + 2 * sizeof(T)));
    if (label == NULL) {
        job->failed = 1;
        return;
    }
    T *const skips = (T *)(label + job->row), *const emitted = skips + job->row;
    for (intptr_t i = begin; i < end; i++) {
        const NAME(ctc_walk) w = NAME(ctc_begin)(job, i, label, skips, emitted);
        T *const alpha = (T *)job->alpha + i * job->kept * job->row, *loss = (T *)job->loss + i;
        const T *last = alpha + (w.steps + job->kept - 1) % job->kept * job->row + w.cells + 1;
        if (w.steps == 0) {
            *loss = w.cells == 1 ? 0 : (T)INFINITY;
            continue;
        }
        NAME(ctc_emit)(job, &w, 0);
        for (intptr_t s = 0; s < w.cells + 2; s++)
            alpha[s] = s == 2 || s == 3 ? emitted[s - 2] : -(T)INFINITY;
        for (intptr_t t = 1; t < w.steps; t++) {
            const T *restrict from = alpha + (t - 1) % job->kept * job->row + 2;
            T *restrict to = alpha + t % job->kept * job->row + 2;
            NAME(ctc_emit)(job, &w, t);
            to[-2] = to[-1] = -(T)INFINITY;
            WG_IVDEP
            for (intptr_t s = 0; s < w.cells; s++) {
                const T far = from[s - 2];
                to[s] = NAME(log_sum)(from[s], from[s - 1], skips[s] > 0 ? far : -(T)INFINITY) + emitted[s];
            }
        }
        *loss = -NAME(log_sum)(last[0], w.cells > 1 ? last[-1] : -(T)INFINITY, -(T)INFINITY);
    }
    free(label);
}

/* What the gradient of step t is without the alignments: the probabilities, nan where no alignment has any. */
static inline void NAME(ctc_probabilities)(const T *log_probs, T loss, T *restrict out, intptr_t classes)
{
    WG_IVDEP
    for (intptr_t c = 0; c < classes; c++) {
        const T p = NAME(vexp)(log_probs[c]);
        out[c] = loss - log_probs[c] < (T)INFINITY ? p : (T)NAN;
    }
}

/* The cotangents of the log probabilities of sequences begin to end, with respect to what went into log_softmax: the
 * probabilities less those of the cells with each label, given the labels. */
static void NAME(ctc_vjp)(void *context, intptr_t begin, intptr_t end)
{
    wg_ctc *job = context;
    const intptr_t row = job->row;
    int64_t *label = malloc((size_t)row * (sizeof(int64_t) + 5 * sizeof(T)));
    if (label == NULL) {
        job->failed = 1;
        return;
    }
    T *const skips = (T *)(label + row), *const emitted = skips + row, *const beta = emitted + row;
    T *const share = beta + 2 * row;
    for (intptr_t i = begin; i < end; i++) {
        const NAME(ctc_walk) w = NAME(ctc_begin)(job, i, label, skips, emitted);
        const T *alpha = (const T *)job->alpha + i * job->kept * row + 2;
        const T loss = ((const T *)job->loss)[i], scale = ((const T *)job->g)[i * job->g_step];
        const int none = job->zero_infinity && loss == (T)INFINITY;
        T *out = (T *)job->out + i * job->classes;
        const intptr_t out_step = job->batch * job->classes;
        for (intptr_t t = none ? 0 : w.steps; t < job->steps; t++)
            memset(out + t * out_step, 0, (size_t)job->classes * sizeof(T));
        for (intptr_t t = none ? -1 : w.steps - 1; t >= 0; t--) {
            const T *restrict from = beta + (t + 1) % 2 * row, *restrict at = alpha + t * row;
            T *restrict to = beta + t % 2 * row, *g = out + t * out_step, blanks = 0;
            NAME(ctc_emit)(job, &w, t);
            to[w.cells] = to[w.cells + 1] = -(T)INFINITY;
            if (t == w.steps - 1)
                for (intptr_t s = 0; s < w.cells; s++)
                    to[s] = s >= w.cells - 2 ? emitted[s] : -(T)INFINITY;
            else {
                WG_IVDEP
                for (intptr_t s = 0; s < w.cells; s++) {
                    const T far = from[s + 2];
                    to[s] = NAME(log_sum)(from[s], from[s + 1], skips[s + 2] > 0 ? far : -(T)INFINITY) + emitted[s];
                }
            }
            WG_IVDEP
            for (intptr_t s = 0; s < w.cells; s++)
                share[s] = NAME(vexp)(at[s] + to[s] + loss - emitted[s]);
            NAME(ctc_probabilities)(w.log_probs + t * job->time_step, loss, g, job->classes);
            for (intptr_t s = 0; s < w.cells; s += 2)
                blanks += share[s];
            g[job->blank] -= blanks;
            for (intptr_t s = 1; s < w.cells; s += 2)
                g[label[s]] -= share[s];
            for (intptr_t c = 0; c < job->classes; c++)
                g[c] *= scale;
        }
    }
    free(label);
}

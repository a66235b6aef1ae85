/* recurrent_type.h: recurrent layers for one element type. Included by recurrent.h with T, NAME(part) and EXP.
 *
 * The products with the inputs are one matrix product for all steps, those with the states one per step; what is left
 * of a step is one pass over its gates. Backward, the steps leave the cotangents of all gates, and the weights' are
 * again products over all steps. LSTM: Hochreiter and Schmidhuber 1997, gates in the order input, forget, cell, output.
 * GRU: Cho et al. 2014 in the variant with the reset gate behind the product, gates reset, update, new. */

WG_INLINE T NAME(gate)(T x) { return 1 / (1 + EXP(-x)); }

/* Gates become their values, in place. c0 is the cell state before, c after. */
static void NAME(lstm_cell)(intptr_t rows, intptr_t n, T *gates, const T *c0, T *c, T *h)
{
    for (; rows > 0; --rows, gates += 4 * n, c0 += n, c += n, h += n) {
        T *in = gates, *forget = gates + n, *new = gates + 2 * n, *out = gates + 3 * n;
        WG_IVDEP
        for (intptr_t j = 0; j < n; ++j) {
            in[j] = NAME(gate)(in[j]);
            forget[j] = NAME(gate)(forget[j]);
            new[j] = NAME(gate_tanh)(new[j]);
            out[j] = NAME(gate)(out[j]);
            c[j] = forget[j] * c0[j] + in[j] * new[j];
            h[j] = out[j] * NAME(gate_tanh)(c[j]);
        }
    }
}

/* From the cotangents of h and c those of the gates before their functions, and in dc that of c0. */
static void NAME(lstm_cell_vjp)(intptr_t rows, intptr_t n, const T *gates, const T *c0, const T *c, const T *dh, T *dc,
                                T *slopes)
{
    for (; rows > 0; --rows, gates += 4 * n, slopes += 4 * n, c0 += n, c += n, dh += n, dc += n) {
        const T *in = gates, *forget = gates + n, *new = gates + 2 * n, *out = gates + 3 * n;
        WG_IVDEP
        for (intptr_t j = 0; j < n; ++j) {
            const T t = NAME(gate_tanh)(c[j]), d = dc[j] + dh[j] * out[j] * (1 - t * t);
            slopes[j] = d * new[j] * in[j] * (1 - in[j]);
            slopes[j + n] = d * c0[j] * forget[j] * (1 - forget[j]);
            slopes[j + 2 * n] = d * in[j] * (1 - new[j] * new[j]);
            slopes[j + 3 * n] = dh[j] * t * out[j] * (1 - out[j]);
            dc[j] = d * forget[j];
        }
    }
}

/* gates holds the inputs' part and receives reset, update and new; `state` the states' part, of which the third stays
 * needed and goes to `kept`. */
static void NAME(gru_cell)(intptr_t rows, intptr_t n, T *gates, const T *state, T *kept, const T *h0, T *h)
{
    for (; rows > 0; --rows, gates += 3 * n, state += 3 * n, kept += n, h0 += n, h += n) {
        T *reset = gates, *update = gates + n, *new = gates + 2 * n;
        WG_IVDEP
        for (intptr_t j = 0; j < n; ++j) {
            const T r = NAME(gate)(reset[j] + state[j]), z = NAME(gate)(update[j] + state[j + n]);
            const T s = state[j + 2 * n], v = NAME(gate_tanh)(new[j] + r * s);
            reset[j] = r;
            update[j] = z;
            new[j] = v;
            kept[j] = s;
            h[j] = (h0[j] - v) * z + v;
        }
    }
}

/* slopes are the cotangents of the inputs' part, state those of the states' part; dh becomes the part of h0's that does
 * not pass through the gates. */
static void NAME(gru_cell_vjp)(intptr_t rows, intptr_t n, const T *gates, const T *kept, const T *h0, T *dh, T *slopes,
                               T *state)
{
    for (; rows > 0; --rows, gates += 3 * n, slopes += 3 * n, state += 3 * n, kept += n, h0 += n, dh += n) {
        WG_IVDEP
        for (intptr_t j = 0; j < n; ++j) {
            const T r = gates[j], z = gates[j + n], v = gates[j + 2 * n];
            const T dv = dh[j] * (1 - z) * (1 - v * v);
            slopes[j] = state[j] = dv * kept[j] * r * (1 - r);
            slopes[j + n] = state[j + n] = dh[j] * (h0[j] - v) * z * (1 - z);
            slopes[j + 2 * n] = dv;
            state[j + 2 * n] = dv * r;
            dh[j] *= z;
        }
    }
}

static void NAME(plain_cell)(intptr_t n, const T *gates, T *h, int relu)
{
    WG_IVDEP
    for (intptr_t j = 0; j < n; ++j) {
        const T x = gates[j];
        h[j] = relu ? (x <= 0 ? 0 : x) : NAME(gate_tanh)(x);
    }
}

static void NAME(plain_cell_vjp)(intptr_t n, const T *h, const T *dh, T *slopes, int relu)
{
    WG_IVDEP
    for (intptr_t j = 0; j < n; ++j)
        slopes[j] = relu ? (h[j] <= 0 ? 0 : dh[j]) : dh[j] * (1 - h[j] * h[j]);
}

/* Each row of `to` becomes a + b, either of which may be absent. */
static void NAME(start_rows)(T *to, intptr_t rows, intptr_t n, const T *a, const T *b)
{
    for (; rows > 0; --rows, to += n)
        for (intptr_t j = 0; j < n; ++j)
            to[j] = (a ? a[j] : 0) + (b ? b[j] : 0);
}

/* The position in time of the step that comes k-th. */
static inline intptr_t NAME(time_of)(const wg_recurrent *p, intptr_t k) { return p->reverse ? p->steps - 1 - k : k; }

static void NAME(recur)(wg_recurrent *p)
{
    const intptr_t b = p->batch, n = p->width, wide = p->kind == WG_LSTM ? 4 * n : p->kind == WG_GRU ? 3 * n : n;
    const intptr_t rows = p->steps * b;
    const T *h0 = p->h0, *c0 = p->c0;
    const int gru = p->kind == WG_GRU;
    NAME(start_rows)(p->gates, rows, wide, p->b_ih, gru ? NULL : p->b_hh);
    NAME(gemm)(rows, wide, p->inputs, p->x, p->inputs, 1, p->w_ih, 1, p->inputs, p->gates, wide, 1, 1);
    for (intptr_t k = 0; k < p->steps; ++k) {
        const intptr_t t = NAME(time_of)(p, k);
        T *gates = (T *)p->gates + t * b * wide, *h = (T *)p->out + t * b * n;
        T *into = gru ? p->state : gates;
        if (gru)
            NAME(start_rows)(into, b, wide, p->b_hh, NULL);
        NAME(gemm)(b, wide, n, h0, n, 1, p->w_hh, 1, n, into, wide, 1, 1);
        if (p->kind == WG_LSTM) {
            T *c = (T *)p->kept + t * b * n;
            NAME(lstm_cell)(b, n, gates, c0, c, h);
            c0 = c;
        } else if (gru) {
            NAME(gru_cell)(b, n, gates, into, (T *)p->kept + t * b * n, h0, h);
        } else {
            NAME(plain_cell)(b * n, gates, h, p->kind == WG_RELU);
        }
        h0 = h;
    }
}

/* to[j] += the sum of column j. */
static void NAME(add_row_sums)(T *to, const T *x, intptr_t rows, intptr_t n)
{
    for (; rows > 0; --rows, x += n)
        for (intptr_t j = 0; j < n; ++j)
            to[j] += x[j];
}

static void NAME(recur_vjp)(wg_recurrent *p)
{
    const intptr_t b = p->batch, n = p->width, wide = p->kind == WG_LSTM ? 4 * n : p->kind == WG_GRU ? 3 * n : n;
    const intptr_t rows = p->steps * b;
    T *dh = p->dh, *slopes = p->slopes, *state = p->state;
    for (intptr_t k = p->steps - 1; k >= 0; --k) {
        const intptr_t t = NAME(time_of)(p, k), before = k ? NAME(time_of)(p, k - 1) : -1;
        const T *h0 = before < 0 ? p->h0 : (T *)p->out + before * b * n;
        const T *g = p->g ? (const T *)p->g + t * b * n : NULL, *gates = (T *)p->gates + t * b * wide;
        T *slope = slopes + t * b * wide, *hidden = state + t * b * wide;
        for (intptr_t j = 0; j < b * n && g; ++j)
            dh[j] += g[j];
        if (p->kind == WG_LSTM)
            NAME(lstm_cell_vjp)(b, n, gates, before < 0 ? p->c0 : (T *)p->kept + before * b * n,
                                (T *)p->kept + t * b * n, dh, p->dc, slope);
        else if (p->kind == WG_GRU)
            NAME(gru_cell_vjp)(b, n, gates, (T *)p->kept + t * b * n, h0, dh, slope, hidden);
        else
            NAME(plain_cell_vjp)(b * n, (T *)p->out + t * b * n, dh, slope, p->kind == WG_RELU);
        NAME(gemm)(b, n, wide, hidden, wide, 1, p->w_hh, n, 1, dh, n, 1, p->kind == WG_GRU);
    }
    if (p->dw_hh) {         /* the first step has a state of its own before it; the others have each other's */
        const intptr_t rest = (p->steps - 1) * b, later = p->reverse ? 0 : b;
        NAME(gemm)(wide, n, b, state + NAME(time_of)(p, 0) * b * wide, 1, wide, p->h0, n, 1, p->dw_hh, n, 1,
                   p->add_hh);
        if (rest > 0)
            NAME(gemm)(wide, n, rest, state + later * wide, 1, wide, (T *)p->out + (b - later) * n, n, 1, p->dw_hh, n,
                       1, 1);
    }
    if (p->dx)
        NAME(gemm)(rows, p->inputs, wide, slopes, wide, 1, p->w_ih, p->inputs, 1, p->dx, p->inputs, 1, p->add_x);
    if (p->dw_ih)
        NAME(gemm)(wide, p->inputs, rows, slopes, 1, wide, p->x, p->inputs, 1, p->dw_ih, p->inputs, 1, p->add_ih);
    if (p->db_ih)
        NAME(add_row_sums)(p->db_ih, slopes, rows, wide);
    if (p->db_hh)
        NAME(add_row_sums)(p->db_hh, state, rows, wide);
}

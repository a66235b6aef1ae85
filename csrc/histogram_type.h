/* histogram_type.h: points counted in cells, for one element type. Included by histogram.c with T and NAME(part). */

/* The bin of a value, or -1 outside; the last bin includes its upper edge.
 * With WG_LINEARLY there are two edges only. */
static inline intptr_t NAME(bin_of)(T v, const T *edges, intptr_t bins, int spacing)
{
    const T low = edges[0], high = edges[spacing == WG_LINEARLY ? 1 : bins];
    intptr_t at, above = bins;
    if (!(v >= low && v <= high))
        return -1;
    if (spacing == WG_APART) {                       /* the last edge that is not above the value */
        for (at = 0; at + 1 < above;) {
            intptr_t middle = (at + above) / 2;
            if (v >= edges[middle])
                at = middle;
            else
                above = middle;
        }
        return at;
    }
    at = (intptr_t)((v - low) * (T)bins / (high - low));
    if (at > bins - 1)
        at = bins - 1;
    if (spacing == WG_EQUALLY && at + 1 < bins && v >= edges[at + 1])   /* rounding is a neighbour off at most */
        return at + 1;
    return spacing == WG_EQUALLY && at > 0 && v < edges[at] ? at - 1 : at;
}

/* Many values of one dim without weights: the bins of a block first, then the counts, in several tables so that one
 * addition need not wait for another to the same bin. What is outside is counted behind the last bin. */
static void NAME(count_line)(const T *x, intptr_t n, const T *edges, intptr_t bins, int spacing, double *cells)
{
    enum { block = 256 };
    const T low = edges[0], high = edges[spacing == WG_LINEARLY ? 1 : bins], width = high - low, scale = (T)bins;
    const int32_t last = (int32_t)bins - 1;
    int64_t counts[4][FEW_BINS + 1] = {{0}};
    int32_t at[block];
    for (intptr_t i = 0; i < n; i += block) {
        const int some = (int)(n - i < block ? n - i : block);
        if (spacing == WG_LINEARLY)
            for (int k = 0; k < some; k++) {
                const T v = x[i + k];
                const int inside = (v >= low) & (v <= high);
                const int32_t bin = (int32_t)((inside ? v - low : 0) * scale / width), kept = bin < last ? bin : last;
                at[k] = inside ? kept : last + 1;
            }
        else
            for (int k = 0; k < some; k++) {
                const intptr_t bin = NAME(bin_of)(x[i + k], edges, bins, spacing);
                at[k] = (int32_t)(bin < 0 ? bins : bin);
            }
        for (int k = 0; k < some; k++)
            counts[k & 3][at[k]]++;
    }
    for (intptr_t b = 0; b < bins; b++)
        cells[b] += (double)(counts[0][b] + counts[1][b] + counts[2][b] + counts[3][b]);
}

static void NAME(count)(const T *x, intptr_t n, intptr_t dims, const char *const *edges, const intptr_t *bins,
                        const int *spacing, const T *weights, double *cells)
{
    if (dims == 1 && !weights && bins[0] <= FEW_BINS && n >= 16 * FEW_BINS) {
        NAME(count_line)(x, n, (const T *)edges[0], bins[0], spacing[0], cells);
        return;
    }
    for (intptr_t i = 0; i < n; i++, x += dims) {
        intptr_t cell = 0, d = 0;
        for (; d < dims; d++) {
            intptr_t at = NAME(bin_of)(x[d], (const T *)edges[d], bins[d], spacing[d]);
            if (at < 0)
                break;
            cell = cell * bins[d] + at;
        }
        if (d == dims)
            cells[cell] += weights ? (double)weights[i] : 1;
    }
}

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

static void NAME(count)(const T *x, intptr_t n, intptr_t dims, const char *const *edges, const intptr_t *bins,
                        const int *spacing, const T *weights, double *cells)
{
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

/* scan_extreme_type.h: running extremes of one type. Included by scan.c with T, AS_GOOD(a, b) and NAME(part). Of equal
 * elements the last is taken, of NaNs too. */

/* One row. An extreme stands the longer the more elements there are before it: whole blocks that do not change it are
 * only filled. */
static void NAME(row)(const T *x, T *out, int64_t *places, intptr_t n)
{
    enum { BLOCK = 64 };
    T best = *x;
    int64_t place = 0;
    for (intptr_t i = 0; i < n; i += BLOCK) {
        const intptr_t end = n - i < BLOCK ? n : i + BLOCK;
        int better = end < i + BLOCK;
        for (intptr_t j = i; end == i + BLOCK && j < i + BLOCK; j++)
            better |= (x[j] != x[j]) | AS_GOOD(x[j], best);
        for (intptr_t j = i; better && j < end; j++) {
            if (x[j] != x[j] || AS_GOOD(x[j], best)) {
                best = x[j];
                place = j;
            }
            out[j] = best;
            places[j] = place;
        }
        for (intptr_t j = i; !better && j < i + BLOCK; j++) {
            out[j] = best;
            places[j] = place;
        }
    }
}

static void NAME(scan)(const void *ins, void *outs, int64_t *places, intptr_t outer, intptr_t n, intptr_t inner)
{
    const T *x = ins;
    T *out = outs;
    if (n == 0)
        return;
    for (intptr_t o = 0; o < outer; o++) {
        if (inner == 1) {
            NAME(row)(x + o * n, out + o * n, places + o * n, n);
            continue;
        }
        for (intptr_t j = 0; j < inner; j++) {
            *out++ = *x++;
            *places++ = 0;
        }
        /* Whole rows: the row before is what is known so far. */
        for (intptr_t i = 1; i < n; i++, x += inner, out += inner, places += inner)
            for (intptr_t j = 0; j < inner; j++) {
                const T last = out[j - inner];
                const int take = (x[j] != x[j]) | AS_GOOD(x[j], last);
                out[j] = take ? x[j] : last;
                places[j] = take ? i : places[j - inner];
            }
    }
}

#undef NAME
#undef AS_GOOD

/* scan_extreme_type.h: running extremes of one type. Included by scan.c with T, AS_GOOD(a, b) and NAME(part). Of equal
 * elements the last is taken, of NaNs too. */

static void NAME(scan)(const void *ins, void *outs, int64_t *places, intptr_t outer, intptr_t n, intptr_t inner)
{
    const T *x = ins;
    T *out = outs;
    for (intptr_t o = 0; o < outer; o++) {
        T best = n && inner == 1 ? *x : 0;
        int64_t place = 0;
        for (intptr_t i = 0; inner == 1 && i < n; i++, x++) {
            if (*x != *x || AS_GOOD(*x, best)) {
                best = *x;
                place = i;
            }
            *out++ = best;
            *places++ = place;
        }
        if (inner == 1)
            continue;
        for (intptr_t j = 0; n && j < inner; j++) {
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

/* drop_type.h: elements dropped at random, for one element type. Included by rows.h; needs drop_words. */

/* out = x scale + kept, or x 0 + dropped where the element's word lies below the threshold; elements `first` to
 * `first` + n of a stream, of which `first` begins a block. */
static void NAME(drop)(const void *in, void *result, intptr_t n, uint64_t first, const wg_drop *how)
{
    const T *x = in, scale = (T)how->scale, kept = (T)how->kept, dropped = (T)how->dropped;
    const uint32_t threshold = how->threshold;
    T *out = result;
    uint32_t words[4 * DROP_COUNTERS];
    for (intptr_t j = 0; j < n; j += 4 * DROP_COUNTERS) {
        const intptr_t len = n - j < 4 * DROP_COUNTERS ? n - j : 4 * DROP_COUNTERS;
        drop_words(how->seed, (first + (uint64_t)j) / (4 * DROP_COUNTERS) * DROP_COUNTERS, words);
        for (intptr_t k = 0; k < len; ++k)
            out[j + k] = words[k] < threshold ? x[j + k] * 0 + dropped : x[j + k] * scale + kept;
    }
}

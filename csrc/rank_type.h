/* rank_type.h: ranks for one element type. Included by rank.c with T, KEY, TO_KEY(x), FLOATING, NAME(part) and
 * KEYS(part), which names the functions of KEY. second gets the place; without memory for the keys it is -1. */
enum { NAME(FEW) = 256 };

static KEY NAME(key_at)(const char *in, intptr_t i, intptr_t stride)
{
    const T x = *(const T *)(in + i * stride);
    return TO_KEY(x);
}

/* The first (last) element with a key, and where it is. */
static void NAME(give)(const char *in, intptr_t n, intptr_t stride, KEY key, int last, char *out, char *second)
{
    int64_t i = last ? n - 1 : 0;
    while (NAME(key_at)(in, i, stride) != key) i += last ? -1 : 1;
    memcpy(out, in + i * stride, sizeof(T));
    memcpy(second, &i, sizeof i);
}

/* options: 0 and a rank; 1 for the median, where a NaN is the answer; 2 for that of the numbers. */
static void NAME(rank)(const char *in, intptr_t n, intptr_t stride, char *out, char *second, const double *options)
{
    KEY few[NAME(FEW)], *keys = n <= NAME(FEW) ? few : malloc((size_t)n * sizeof(KEY));
    intptr_t numbers = 0, k;
    if (keys == NULL) {
        memset(second, 0xff, sizeof(int64_t));
        return;
    }
    if (stride == sizeof(T))
        for (intptr_t i = 0; i < n; i++) keys[i] = NAME(key_at)(in, i, sizeof(T));
    else
        for (intptr_t i = 0; i < n; i++) keys[i] = NAME(key_at)(in, i, stride);
    for (intptr_t i = 0; i < n; i++) numbers += !FLOATING || keys[i] != (KEY)-1;
    k = options[0] == 0 ? (intptr_t)options[1] : ((options[0] == 2 && numbers ? numbers : n) - 1) / 2;
    NAME(give)(in, n, stride, options[0] == 1 && numbers < n ? (KEY)-1 : KEYS(select)(keys, n, k), 0, out, second);
    if (keys != few) free(keys);
}

/* The smallest of the commonest elements, its last place. NaNs are equal to nothing. */
static void NAME(mode)(const char *in, intptr_t n, intptr_t stride, char *out, char *second, const double *options)
{
    KEY few[2 * NAME(FEW)], *keys = n <= NAME(FEW) ? few : malloc(2 * (size_t)n * sizeof(KEY));
    intptr_t most = 0, run = 0;
    KEY best = 0;
    (void)options;
    if (keys == NULL) {
        memset(second, 0xff, sizeof(int64_t));
        return;
    }
    for (intptr_t i = 0; i < n; i++) keys[i] = NAME(key_at)(in, i, stride);
    KEYS(sort)(keys, n);
    for (intptr_t i = 0; i < n; i++) {
        run = i && keys[i] == keys[i - 1] && !(FLOATING && keys[i] == (KEY)-1) ? run + 1 : 1;
        if (run > most) most = run, best = keys[i];
    }
    NAME(give)(in, n, stride, best, 1, out, second);
    if (keys != few) free(keys);
}

#undef T
#undef KEY
#undef KEYS
#undef NAME
#undef TO_KEY
#undef FLOATING

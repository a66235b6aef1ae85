/* extreme_type.h: the best element and its first place, for one order and element type. Included by
 * extreme.h with T, INDEX, NAME(part), IS_NAN(v), BEST(p, n), which is NaN where there is one, and BETTER(a, b). A
 * chunk's best is found at full speed; only a chunk that improves on those before it is searched for the place. */

/* Where an element is that is there: blocks are asked as a whole. */
static inline intptr_t NAME(place_of)(const T *x, intptr_t n, T wanted)
{
    enum { BLOCK = 64 };
    intptr_t i = 0;
    for (int found = 0; i + BLOCK <= n; i += BLOCK) {
        for (int j = 0; j < BLOCK; ++j)
            found |= x[i + j] == wanted;
        if (found)
            break;
    }
    while (x[i] != wanted)
        ++i;
    return i;
}

static void NAME(reduce_run)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                             const double *options)
{
    enum { CHUNK = 2048 };
    T gathered[CHUNK], best = *(const T *)in;
    int64_t place = 0;
    (void)options;
    for (intptr_t at = 0; at < n && !IS_NAN(best); at += CHUNK) {
        const intptr_t len = n - at < CHUNK ? n - at : CHUNK;
        const T *x = (const T *)(in + at * stride);
        intptr_t i = 0;
        if (stride != (intptr_t)sizeof(T)) {
            for (i = 0; i < len; ++i)
                gathered[i] = *(const T *)(in + (at + i) * stride);
            x = gathered;
        }
        const T top = BEST(x, len);
        if (IS_NAN(top)) {
            for (i = 0; !IS_NAN(x[i]); ++i) {}
        } else {
            if (!(BETTER(top, best)))
                continue;
            i = NAME(place_of)(x, len, top);
        }
        best = x[i];
        place = at + i;
    }
    memcpy(out, &best, sizeof best);
    memcpy(second, &place, sizeof place);
}

/* A strip of columns; best holds row 0. */
static WG_NOINLINE void NAME(strip)(const char *in, intptr_t n, intptr_t stride, intptr_t width, T *best,
                                    INDEX *place)
{
    for (intptr_t i = 1; i < n; ++i) {
        const T *x = (const T *)(in + i * stride);
        for (intptr_t j = 0; j < width; ++j) {
            const int take = (BETTER(x[j], best[j])) | (IS_NAN(x[j]) & !IS_NAN(best[j]));
            best[j] = take ? x[j] : best[j];
            place[j] = take ? (INDEX)i : place[j];
        }
    }
}

static void NAME(reduce_rows)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                              char *second, const double *options)
{
    enum { STRIP = 256 };
    INDEX place[STRIP];
    T best[STRIP];
    int64_t *places = (int64_t *)second;
    if (n > INT32_MAX) {
        for (intptr_t j = 0; j < width; ++j, in += sizeof(T), out += sizeof(T), ++places)
            NAME(reduce_run)(in, n, stride, out, (char *)places, options);
        return;
    }
    for (intptr_t at = 0; at < width; at += STRIP) {
        const intptr_t len = width - at < STRIP ? width - at : STRIP;
        memcpy(best, in + at * sizeof(T), (size_t)len * sizeof(T));
        memset(place, 0, sizeof place);
        NAME(strip)(in + at * sizeof(T), n, stride, len, best, place);
        memcpy(out + at * sizeof(T), best, (size_t)len * sizeof(T));
        for (intptr_t j = 0; j < len; ++j)
            places[at + j] = place[j];
    }
}

#undef NAME
#undef BEST
#undef BETTER

/* lookup_type.h: rows of a table added up, and bags of rows, for one type. Included by lookup.c with T and NAME. */

static void NAME(add_rows)(const T *g, const int64_t *at, T *out, intptr_t count, intptr_t width, int64_t skipped)
{
    for (intptr_t i = 0; i < count; i++) {
        const T *const from = g + i * width;
        T *const to = out + at[i] * width;
        for (intptr_t j = 0; at[i] != skipped && j < width; j++) to[j] += from[j];
    }
}

static void NAME(bag_sum)(const T *table, const int64_t *at, const int64_t *start, const T *factors, T *out,
                          intptr_t bags, intptr_t width, int64_t skipped)
{
    for (intptr_t b = 0; b < bags; b++) {
        T *const to = out + b * width;
        for (intptr_t j = 0; j < width; j++) to[j] = 0;
        for (int64_t i = start[b]; i < start[b + 1]; i++) {
            const T *const from = table + at[i] * width;
            const T by = factors ? factors[i] : 1;
            for (intptr_t j = 0; at[i] != skipped && j < width; j++) to[j] += by * from[j];
        }
    }
}

static void NAME(bag_max)(const T *table, const int64_t *at, const int64_t *start, T *out, int64_t *places,
                          intptr_t bags, intptr_t width, int64_t skipped)
{
    for (intptr_t b = 0; b < bags; b++) {
        T *const to = out + b * width;
        int64_t *const place = places + b * width;
        for (intptr_t j = 0; j < width; j++) to[j] = 0, place[j] = -1;
        for (int64_t i = start[b]; i < start[b + 1]; i++) {
            const T *const from = table + at[i] * width;
            for (intptr_t j = 0; at[i] != skipped && j < width; j++)
                if (place[j] < 0 || from[j] > to[j]) to[j] = from[j], place[j] = at[i];
        }
    }
}

/* gtable and gfactors may be NULL. */
static void NAME(bag_sum_vjp)(const T *g, const T *table, const int64_t *at, const int64_t *start, const T *factors,
                              T *gtable, T *gfactors, intptr_t bags, intptr_t width, int64_t skipped)
{
    for (intptr_t b = 0; b < bags; b++)
        for (int64_t i = start[b]; i < start[b + 1]; i++) {
            const T *const from = g + b * width;
            const T by = factors ? factors[i] : 1;
            T along = 0;
            for (intptr_t j = 0; gtable && at[i] != skipped && j < width; j++)
                gtable[at[i] * width + j] += by * from[j];
            for (intptr_t j = 0; gfactors && at[i] != skipped && j < width; j++)
                along += from[j] * table[at[i] * width + j];
            if (gfactors) gfactors[i] = along;
        }
}

#undef T
#undef NAME

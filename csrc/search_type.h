/* search_type.h: binary search in rows of one type. Included by search.c with T and NAME. */

/* Whether v goes behind m. What is not comparable goes to the end. */
static inline int NAME(behind)(T m, T v, int right)
{
    return right ? !(m > v) : !(m >= v);
}

/* At most GROUP values side by side, so that their loads do not wait for each other, and without a branch that nobody
 * could predict. The answer lies in [low, low + length]. */
static inline void NAME(search_group)(const T *row, const int64_t *order, intptr_t n, const T *value, intptr_t count,
                                      int right, int64_t *out)
{
    intptr_t low[GROUP] = {0};
    for (intptr_t length = n; length > 1; length -= length / 2) {
        const intptr_t half = length / 2;
        for (intptr_t k = 0; k < count; ++k) {
            const intptr_t middle = low[k] + half - 1;
            const T m = row[order ? order[middle] : middle];
            low[k] += -(intptr_t)NAME(behind)(m, value[k], right) & half;
        }
    }
    for (intptr_t k = 0; k < count; ++k)
        out[k] = low[k] + NAME(behind)(row[order ? order[low[k]] : low[k]], value[k], right);
}

/* One value after the other, in the steps of a plain search: with NaNs at the end they decide what is found. */
static void NAME(search_among_nans)(const T *row, const int64_t *order, intptr_t n, const T *value, intptr_t count,
                                    int right, int64_t *out)
{
    for (intptr_t i = 0; i < count; ++i) {
        intptr_t low = 0, high = n;
        while (low < high) {
            const intptr_t middle = low + ((high - low) >> 1);
            if (NAME(behind)(row[order ? order[middle] : middle], value[i], right))
                low = middle + 1;
            else
                high = middle;
        }
        out[i] = low;
    }
}

/* Where v goes in n sorted boundaries, which `order` may rearrange. Left: before the first that is not smaller; right:
 * behind the last that is not larger. */
static void NAME(search)(const void *sorted, const int64_t *order, intptr_t n, const void *values, intptr_t count,
                         int right, int64_t *out)
{
    const T *row = sorted, *value = values;
    const T last = n ? row[order ? order[n - 1] : n - 1] : (T)0;
    if (n == 0 || last != last) {
        NAME(search_among_nans)(row, order, n, value, count, right, out);
        return;
    }
    for (intptr_t i = 0; i < count; i += GROUP) {
        const intptr_t m = count - i < GROUP ? count - i : GROUP;
        if (order)
            NAME(search_group)(row, order, n, value + i, m, right, out + i);
        else if (right)
            NAME(search_group)(row, NULL, n, value + i, m, 1, out + i);
        else
            NAME(search_group)(row, NULL, n, value + i, m, 0, out + i);
    }
}

#undef T
#undef NAME

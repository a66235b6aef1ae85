/* search_type.h: binary search in rows of one type. Included by search.c with T and NAME. */

/* Where v goes in n sorted boundaries, which `order` may rearrange. Left: before the first that is not smaller; right:
 * behind the last that is not larger. What is not comparable goes to the end. */
static void NAME(search)(const void *sorted, const int64_t *order, intptr_t n, const void *values, intptr_t count,
                         int right, int64_t *out)
{
    const T *row = sorted, *value = values;
    for (intptr_t i = 0; i < count; ++i) {
        const T v = value[i];
        intptr_t low = 0, high = n;
        while (low < high) {
            const intptr_t middle = low + ((high - low) >> 1);
            const T m = row[order ? order[middle] : middle];
            if (right ? !(m > v) : !(m >= v))
                low = middle + 1;
            else
                high = middle;
        }
        out[i] = low;
    }
}

#undef T
#undef NAME

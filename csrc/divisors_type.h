/* divisors_type.h: divisors and multiples of integers of one type. Included by divisors.c with T, U (T without a sign)
 * and NAME. */

/* The sizes of up to BLOCK numbers, a step apart. Returns the bits that are set in any. */
static uint64_t NAME(sizes)(const char *from, intptr_t step, U *sizes, int count)
{
    uint64_t all = 0;
    for (int i = 0; i < count; i++) {
        const T v = *(const T *)(from + i * step);
        sizes[i] = v < 0 ? 0 - (U)v : (U)v;
        all |= sizes[i];
    }
    return all;
}

static void NAME(common)(char **args, const intptr_t *n, const intptr_t *steps, int multiple)
{
    float a[BLOCK], b[BLOCK];
    U x[BLOCK] = {0}, y[BLOCK] = {0};
    for (intptr_t at = 0; at < *n; at += BLOCK) {
        const int count = (int)(*n - at < BLOCK ? *n - at : BLOCK);
        char *out = args[2] + at * steps[2];
        const uint64_t all = NAME(sizes)(args[0] + at * steps[0], steps[0], x, count)
                             | NAME(sizes)(args[1] + at * steps[1], steps[1], y, count);
        if (all < LIMIT && count == BLOCK) {
            for (int i = 0; i < BLOCK; i++)
                a[i] = (float)(int32_t)x[i], b[i] = (float)(int32_t)y[i];
            divisors_of_block(a, b);
            for (int i = 0; i < BLOCK; i++)
                x[i] = (U)(int32_t)(multiple ? (float)(int32_t)x[i] / (a[i] + (float)(a[i] == 0)) : a[i]);
            for (int i = 0; i < BLOCK; i++)
                *(T *)(out + i * steps[2]) = (T)(multiple ? x[i] * y[i] : x[i]);
            continue;
        }
        for (int i = 0; i < count; i++) {
            const uint64_t d = divisor(x[i], y[i]);
            *(T *)(out + i * steps[2]) = (T)(!multiple ? d : d ? x[i] / d * y[i] : 0);
        }
    }
}

static void NAME(common_divisor)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    NAME(common)(args, n, steps, 0);
}

static void NAME(common_multiple)(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    (void)data;
    NAME(common)(args, n, steps, 1);
}

#undef T
#undef U
#undef NAME

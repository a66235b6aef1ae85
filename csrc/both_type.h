/* both_type.h: the least and the largest of contiguous elements, loaded once for both; NaN where there is one. Included
 * by extreme.h with T, SAME_SIZE, the integer type of T's size, and NAME(part). */

#define LANES ((intptr_t)(64 / sizeof(T)))

static void NAME(both)(const void *in, intptr_t n, void *least, void *most)
{
    const T *p = in;
    T low[64 / sizeof(T)], high[64 / sizeof(T)], bottom = *p, top = *p;
    SAME_SIZE lost[64 / sizeof(T)] = {0}, any = 0;
    intptr_t i = 0;
    for (intptr_t j = 0; j < LANES; ++j)
        low[j] = high[j] = *p;
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        for (intptr_t j = 0; j < LANES; ++j) {
            const T *x = p + i + j, a = x[0], b = x[LANES], c = x[2 * LANES], d = x[3 * LANES];
            const T low_a = WG_SMALLER(a, b), low_b = WG_SMALLER(c, d), lowest = WG_SMALLER(low_a, low_b);
            const T high_a = WG_LARGER(a, b), high_b = WG_LARGER(c, d), highest = WG_LARGER(high_a, high_b);
            lost[j] |= ((a != a) | (b != b)) | ((c != c) | (d != d));
            low[j] = WG_SMALLER(low[j], lowest);
            high[j] = WG_LARGER(high[j], highest);
        }
    for (; i < n; ++i) {
        any |= p[i] != p[i];
        bottom = WG_SMALLER(bottom, p[i]);
        top = WG_LARGER(top, p[i]);
    }
    for (intptr_t j = 0; j < LANES; ++j) {
        any |= lost[j];
        bottom = WG_SMALLER(bottom, low[j]);
        top = WG_LARGER(top, high[j]);
    }
    *(T *)least = any ? NAN : bottom;
    *(T *)most = any ? NAN : top;
}

#undef LANES
#undef NAME

/* pairs_type.h: distances of all pairs of rows, and cosines of rows, for one element type. Included by distance.h. */

/* The distances of rows `begin` to `end` from those after each. Short rows are taken column by column, so that one
 * instruction serves several pairs. */
static void NAME(pairs)(void *context, intptr_t begin, intptr_t end)
{
    const wg_pairs *c = context;
    const double p = c->p;
    void (*const column)(T, const T *restrict, T *restrict, intptr_t, double) =
        p == 0 ? NAME(column_count) : p == 1 ? NAME(column_sum) : p == 2 ? NAME(column_square)
        : p == INFINITY ? NAME(column_largest) : NAME(column_power);
    const T *x = (const T *)c->x + begin * c->width;
    for (intptr_t i = begin; i < end; i++, x += c->width) {
        const intptr_t n = c->rows - i - 1;
        const T *turned = (const T *)c->turned + i + 1;
        T *out = (T *)c->out + i * (2 * c->rows - i - 1) / 2;
        if (c->width >= 4 * WG_LANES) {
            NAME(distance)(x, x + c->width, out, 1, n, c->width, p);
            continue;
        }
        memset(out, 0, n * sizeof(T));
        for (intptr_t k = 0; k < c->width; k++, turned += c->rows)
            column(x[k], turned, out, n, p);
        NAME(rooted)(out, n, p);
    }
}

/* What the pairs of one element with a column give it; the column is given the same less. `scale` is what the elements
 * of a pair share, `least` how large a difference must be to have a slope, for p = inf. */
static T NAME(column_slope)(T x, const T *restrict column, const T *restrict scale, const T *restrict least,
                            T *restrict gcolumn, intptr_t n, double p)
{
    T sum[WG_LANES] = {0}, total = 0;
    for (intptr_t j = 0; j < n; j += WG_LANES) {
        const int count = n - j < WG_LANES ? (int)(n - j) : WG_LANES;
        T t[WG_LANES] = {0};
        for (int k = 0; k < count; k++) {
            const T d = x - column[j + k], size = d < 0 ? -d : d, s = scale[j + k];
            if (p == 2)
                t[k] = s * d;
            else if (p == 1 || p == INFINITY)
                t[k] = size == 0 || (p != 1 && size < least[j + k]) ? 0 : d < 0 ? -s : s;
            else if (d != 0)
                t[k] = (T)pow((double)size, p - 1) * (d < 0 ? -s : s);
        }
        for (int k = 0; k < count; k++) gcolumn[j + k] -= t[k];
        for (int k = 0; k < WG_LANES; k++) sum[k] += t[k];
    }
    for (int k = 0; k < WG_LANES; k++) total += sum[k];
    return total;
}

/* All at once: pairs share the rows that they add to. gturned has the part of the second of each pair. */
static void NAME(pairs_vjp)(void *context, intptr_t begin, intptr_t end)
{
    const wg_pairs *c = context;
    const double p = c->p;
    const T *g = c->g, *dist = c->dist, *x = c->x;
    T *gx = c->gx, *scale = c->room;
    for (intptr_t i = begin; i < end && p != 0; i++) {
        const intptr_t n = c->rows - i - 1;
        for (intptr_t j = 0; j < n; j++)
            scale[j] = dist[j] == 0 ? 0 : p == 2 ? g[j] / dist[j] : g[j];
        if (p != 1 && p != 2 && p != INFINITY)
            for (intptr_t j = 0; j < n; j++)
                scale[j] = dist[j] == 0 ? 0 : scale[j] / (T)pow((double)dist[j], p - 1);
        for (intptr_t k = 0; k < c->width; k++) {
            const intptr_t at = k * c->rows + i + 1;
            *gx++ = NAME(column_slope)(*x++, (const T *)c->turned + at, scale, dist, (T *)c->gturned + at, n, p);
        }
        g += n;
        dist += n;
    }
}

static T NAME(product_of_rows)(const T *x, const T *y, intptr_t n)
{
    T sum[WG_LANES] = {0};
    intptr_t j = 0;
    for (; j + WG_LANES <= n; j += WG_LANES)
        for (int k = 0; k < WG_LANES; k++) sum[k] += x[j + k] * y[j + k];
    for (int k = 0; j < n; j++, k++) sum[k] += x[j] * y[j];
    for (int k = 1; k < WG_LANES; k++) sum[0] += sum[k];
    return sum[0];
}

/* x x, y y and x y of two rows. */
static void NAME(three_products)(const T *x, const T *y, intptr_t n, T *products)
{
    products[0] = NAME(product_of_rows)(x, x, n);
    products[1] = NAME(product_of_rows)(y, y, n);
    products[2] = NAME(product_of_rows)(x, y, n);
}

static void NAME(cosine)(void *context, intptr_t begin, intptr_t end)
{
    const wg_cosines *c = context;
    const T eps = (T)c->eps;
    for (intptr_t i = begin; i < end; i++) {
        T s[3];
        NAME(three_products)((const T *)c->x + i * c->width, (const T *)c->y + i * c->width, c->width, s);
        const T a = (T)sqrt(s[0]), b = (T)sqrt(s[1]);
        ((T *)c->out)[i] = s[2] / ((a < eps ? eps : a) * (b < eps ? eps : b));
    }
}

/* g y / (|x| |y|) - g cos x / |x|^2, the second part where |x| is not below its bound; and the same for y. */
static void NAME(cosine_vjp)(void *context, intptr_t begin, intptr_t end)
{
    const wg_cosines *c = context;
    const T eps = (T)c->eps;
    for (intptr_t i = begin; i < end; i++) {
        const T *x = (const T *)c->x + i * c->width, *y = (const T *)c->y + i * c->width, g = ((const T *)c->g)[i];
        T *gx = (T *)c->gx + i * c->width, *gy = (T *)c->gy + i * c->width, s[3];
        NAME(three_products)(x, y, c->width, s);
        const T a = (T)sqrt(s[0]), b = (T)sqrt(s[1]), lengths = (a < eps ? eps : a) * (b < eps ? eps : b);
        const T across = g / lengths, cosine = g * (s[2] / lengths);
        const T along_x = a < eps || a == 0 ? 0 : cosine / s[0], along_y = b < eps || b == 0 ? 0 : cosine / s[1];
        for (intptr_t j = 0; j < c->width; j++) {
            const T u = x[j], v = y[j];
            gx[j] = across * v - along_x * u;
            gy[j] = across * u - along_y * v;
        }
    }
}

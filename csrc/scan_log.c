/* scan_log.c: running log(sum(exp)) along rows, in double and in blocks that stay in the first-level cache. */
#include <math.h>
#include <stdint.h>

#include "wengert.h"

enum { BLOCK = 512 };

/* f over a block, with a loop of NumPy's. */
static void mapped(const wg_foreign *f, double *x, intptr_t n)
{
    char *args[2] = {(char *)x, (char *)x};
    const intptr_t steps[2] = {sizeof(double), sizeof(double)};
    f->loop(args, &n, steps, f->data);
}

/* log(exp(a) + exp(b)). */
static double both_logs(double a, double b)
{
    const double high = a > b ? a : b, low = a > b ? b : a;
    if (a != a || b != b) return NAN;
    return high == low && isinf(high) ? high : high + log1p(exp(low - high));
}

/* A block of x whose logarithm before it is `before`: relative to the largest, sums can be taken as they are, as long
 * as no exponential runs out of exponents. Otherwise element by element. Gives the last. */
static double log_sums(double *x, intptr_t n, double before)
{
    double high = before, low = INFINITY, sum = 0;
    for (intptr_t i = 0; i < n; i++) {
        high = x[i] > high ? x[i] : high;
        low = x[i] > low ? low : x[i];      /* a NaN stays until a number is not above it, or fails the test */
        sum += x[i];
    }
    if (n < 4 || sum != sum || !(high - low < 600) || isinf(high)) {
        for (intptr_t i = 0; i < n; i++)
            before = x[i] = both_logs(before, x[i]);
        return before;
    }
    for (intptr_t i = 0; i < n; i++)
        x[i] -= high;
    mapped(&wg_np.exp[1], x, n);
    sum = exp(before - high);
    for (intptr_t i = 0; i < n; i++)
        x[i] = sum += x[i];
    mapped(&wg_np.log[1], x, n);
    for (intptr_t i = 0; i < n; i++)
        x[i] += high;
    return x[n - 1];
}

static void load(const char *in, intptr_t at, double *block, intptr_t n, int dtype)
{
    for (intptr_t i = 0; i < n; i++)
        block[i] = dtype == WG_F32 ? (double)((const float *)in)[at + i] : ((const double *)in)[at + i];
}

static void store(const double *block, char *out, intptr_t at, intptr_t n, int dtype)
{
    for (intptr_t i = 0; i < n; i++)
        if (dtype == WG_F32)
            ((float *)out)[at + i] = (float)block[i];
        else
            ((double *)out)[at + i] = block[i];
}

/* The same of complex numbers, one after another: log(exp(a) + exp(b)) as modulus and angle. */
static void complex_row(const char *in, char *out, intptr_t at, intptr_t n, int dtype)
{
    const int real = dtype == WG_C64 ? WG_F32 : WG_F64;
    double sum[2] = {-INFINITY, 0}, x[2];
    for (intptr_t i = at; i < at + n; i++) {
        load(in, 2 * i, x, 2, real);
        if (i > at && sum[0] != -INFINITY) {
            const double high = x[0] > sum[0] ? x[0] : sum[0], a = exp(x[0] - high), b = exp(sum[0] - high);
            const double re = a * cos(x[1]) + b * cos(sum[1]), im = a * sin(x[1]) + b * sin(sum[1]);
            x[0] = high + log(hypot(re, im));
            x[1] = atan2(im, re);
        }
        sum[0] = x[0];
        sum[1] = x[1];
        store(x, out, 2 * i, 2, real);
    }
}

void wg_logcumsumexp(const char *in, char *out, intptr_t rows, intptr_t n, int dtype)
{
    double block[BLOCK];
    for (intptr_t r = 0; r < rows && dtype >= WG_C64; r++)
        complex_row(in, out, r * n, n, dtype);
    for (intptr_t r = 0; r < rows && dtype < WG_C64; r++) {
        double before = -INFINITY;
        for (intptr_t at = 0; at < n; at += BLOCK) {
            const intptr_t len = n - at < BLOCK ? n - at : BLOCK;
            load(in, r * n + at, block, len, dtype);
            before = log_sums(block, len, before);
            store(block, out, r * n + at, len, dtype);
        }
    }
}

/* With r the result, d/dx[k] = exp(x[k] - r[k]) q[k], where q[k] = g[k] + exp(r[k] - r[k + 1]) q[k + 1]: r never
 * falls, so no exponential is above 1. What is -inf has no slope. */
void wg_logcumsumexp_vjp(const char *g, const char *x, const char *result, char *out, intptr_t rows, intptr_t n,
                         int dtype)
{
    double weight[BLOCK], ratio[BLOCK], r[BLOCK], block[BLOCK];
    for (intptr_t row = 0; row < rows; row++) {
        double q = 0, next = INFINITY;
        for (intptr_t end = n; end > 0; end -= BLOCK) {
            const intptr_t len = end < BLOCK ? end : BLOCK, at = row * n + end - len;
            load(x, at, weight, len, dtype);
            load(result, at, r, len, dtype);
            load(g, at, block, len, dtype);
            for (intptr_t i = len - 1; i >= 0; i--) {
                ratio[i] = r[i] == next ? 0 : r[i] - next;
                weight[i] = weight[i] == -INFINITY ? -INFINITY : weight[i] - r[i];
                next = r[i];
            }
            mapped(&wg_np.exp[1], ratio, len);
            mapped(&wg_np.exp[1], weight, len);
            for (intptr_t i = len - 1; i >= 0; i--) {
                q = block[i] + (q == 0 ? 0 : ratio[i] * q);
                block[i] = weight[i] == 0 ? 0 : weight[i] * q;
            }
            store(block, out, at, len, dtype);
        }
    }
}

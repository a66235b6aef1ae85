/* What the machine can do at most: multiplications and additions, and bytes to and from memory. machine.py builds it
 * for the processor at hand, once for each type of NUMBER, and calls it from as many threads as are to be measured. */
#include <stdint.h>

#if defined(__AVX512F__)
enum { BYTES = 64 };
#elif defined(__AVX__)
enum { BYTES = 32 };
#else
enum { BYTES = 16 };
#endif

typedef NUMBER vector __attribute__((vector_size(BYTES)));

enum { CHAINS = 12 };  /* independent sums: more than latency times units, fewer than there are registers */

/* n rounds of CHAINS vector multiply-adds; returns the number of floating-point operations done. The sums begin
 * differently, or the compiler would see that they are one. */
double peak(int64_t n, double factor)
{
    vector sum[CHAINS], f = (vector){0} + (NUMBER)factor;
    for (int k = 0; k < CHAINS; k++)
        sum[k] = f * (NUMBER)k;
    for (int64_t i = 0; i < n; i++)
        for (int k = 0; k < CHAINS; k++)
            sum[k] = sum[k] * f + f;
    for (int k = 1; k < CHAINS; k++)
        sum[0] += sum[k];
    return sum[0][0] == -1 ? 0 : 2.0 * n * CHAINS * (BYTES / sizeof(NUMBER));
}

/* y = 2 x: what an elementwise operation does. */
void scale(NUMBER *y, const NUMBER *x, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = 2 * x[i];
}

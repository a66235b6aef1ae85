/* moments.h: variance, or its root, and mean, for float32 and float64. Included by reduce.h.
 * options are the correction and whether the root is wanted; out gets variances, second means.
 *
 * Each block is centred on a mean of its own while it is in the cache, and blocks are joined as Chan, Golub
 * and LeVeque (1979) do, in double: one pass over memory, and nothing cancels. */

/* What is known of the elements so far. */
typedef struct {
    double count, mean, squares;    /* squares: the sum of squared deviations from the mean */
} wg_moments;

static inline void join_moments(wg_moments *m, double count, double mean, double squares)
{
    const double apart = mean - m->mean, total = m->count + count;
    m->squares += squares + (m->count > 0 ? apart * apart * (m->count * count / total) : 0);
    m->mean = m->count > 0 ? m->mean + apart * (count / total) : mean;
    m->count = total;
}

/* The squares' sum as variance or deviation. Without elements, or with none to spare, 0 / 0. */
static inline double spread_of(double squares, double count, const double *options)
{
    const double divisor = count - options[0] > 0 ? count - options[0] : 0;
    return options[1] != 0 ? sqrt(squares / divisor) : squares / divisor;
}

#define T float
#define NAME(part) part##_f32
#include "moments_type.h"
#define T double
#define NAME(part) part##_f64
#include "moments_type.h"

/* rows.h: softmax and its relatives, cross entropy, normalisations and dropout over contiguous rows, for float32 and
 * float64. Needs reduce.h. */

/* Most elements per call of a foreign loop: they and their results stay in the first-level cache. */
#define WG_BLOCK 1024
/* Most rows that share one such call. */
#define WG_BATCH 64

/* Counters whose words are made together. */
#define DROP_COUNTERS 64

/* Random words of DROP_COUNTERS counters from `counter` on, the first words of all before the second ones: Philox4x32
 * with seven rounds (Salmon, Moraes, Dror, Shaw 2011). */
static WG_NOINLINE void drop_words(uint64_t seed, uint64_t counter, uint32_t *words)
{
    uint32_t *a = words, *b = a + DROP_COUNTERS, *c = b + DROP_COUNTERS, *d = c + DROP_COUNTERS;
    uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
    for (int i = 0; i < DROP_COUNTERS; ++i) {
        a[i] = (uint32_t)counter + (uint32_t)i;
        b[i] = (uint32_t)(counter >> 32);
        c[i] = d[i] = 0;
    }
    for (int round = 0; round < 7; ++round, low += 0x9e3779b9u, high += 0xbb67ae85u) {
        WG_IVDEP
        for (int i = 0; i < DROP_COUNTERS; ++i) {
            const uint64_t first = (uint64_t)a[i] * 0xd2511f53u, second = (uint64_t)c[i] * 0xcd9e8d57u;
            a[i] = (uint32_t)(second >> 32) ^ b[i] ^ low;
            b[i] = (uint32_t)second;
            c[i] = (uint32_t)(first >> 32) ^ d[i] ^ high;
            d[i] = (uint32_t)first;
        }
    }
}

#define T float
#define NAME(part) part##_f32
#define KIND 0
#define EXP vexp_f32
#define DECAY vdecay_f32
#include "lanes_type.h"
#include "softmax_type.h"
#include "layer_norm_type.h"
#include "norm_type.h"
#include "drop_type.h"
#undef T
#undef NAME
#undef KIND
#undef EXP
#undef DECAY

#define T double
#define NAME(part) part##_f64
#define KIND 1
#define EXP vexp_f64
#define DECAY vdecay_f64
#include "lanes_type.h"
#include "softmax_type.h"
#include "layer_norm_type.h"
#include "norm_type.h"
#include "drop_type.h"
#undef T
#undef NAME
#undef KIND
#undef EXP
#undef DECAY

#undef WG_BLOCK
#undef WG_BATCH
#undef WG_NOINLINE

/* kernels.h: all kernels of one instruction set and the table of them. Included by the isa_*.c files
 * after they have opened their target region and set WG_ISA, WG_VBYTES and WG_NVREGS. */
#include "elementwise.h"
#include "reduce.h"
#include "rows.h"
#include "gemm.h"
#include "products.h"
#include "distance.h"
#include "conv.h"
#include "pool.h"
#include "attention.h"
#include "recurrent.h"
#include "sampling.h"
#include "ctc.h"

#define PAIR(name) {name##_f32, name##_f64}
static const wg_kernels kernels = {
    WG_ISA,
    elementwise_rows,
    (int)(sizeof elementwise_rows / sizeof elementwise_rows[0]),
    gemm_f32,
    gemm_f64,
    PAIR(gemm_onto),
    PAIR(products),
    PAIR(attend),
    PAIR(attend_vjp),
    PAIR(recur),
    PAIR(recur_vjp),
    PAIR(sample),
    PAIR(sample_grid_vjp),
    PAIR(sample_image_vjp),
    reducers[0],
    PAIR(softmax),
    PAIR(log_softmax),
    PAIR(logsumexp),
    PAIR(softmax_vjp),
    PAIR(log_softmax_vjp),
    PAIR(xent),
    PAIR(xent_vjp),
    PAIR(layer_norm),
    PAIR(layer_norm_vjp),
    PAIR(norm),
    PAIR(norm_vjp),
    PAIR(drop),
    PAIR(distance),
    PAIR(distance_vjp),
    PAIR(pairs),
    PAIR(pairs_vjp),
    PAIR(cosine),
    PAIR(cosine_vjp),
    PAIR(correlate),
    PAIR(correlate_weight),
    PAIR(correlate_columns),
    correlate_winograd_f32,
    correlate_winograd_weight_f32,
    PAIR(pool_max),
    PAIR(pool_max_vjp),
    PAIR(pool_mean),
    PAIR(pool_mean_vjp),
    PAIR(resample),
    PAIR(resample_vjp),
    PAIR(pad_edges_vjp),
    PAIR(ctc),
    PAIR(ctc_vjp),
    PAIR(both),
};
#undef PAIR

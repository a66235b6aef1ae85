/* conv.h: convolutions for one instruction set, float32 and float64.
 *
 * Included by kernels.h after gemm.h, like which it is a template over the instruction set. Defines correlate_f32,
 * correlate_f64, correlate_weight_f32 and so on, with the signatures in wengert.h.
 *
 * No matrix of patches is made. The rows of the image that a piece of the result reads are copied into a slab:
 * zeros around it where the windows reach outside, and a step of s between windows undone by keeping every s-th
 * element together. In the slab an element that tap k reads for the position p lies at offset[k] + p, so that the
 * tile of a matrix product (weights times patches) reads the patches where they lie. Positions count along whole
 * rows of the slab; those between the end of a row of the result and the next row are computed and dropped. */

/* Positions in a piece of the result, taps in a block, and the waste from which patches are made after all. */
#define WG_PIECE 512
#define WG_TAPS 256
#define WG_WASTE 1.5
/* Taps from which turning the result pays. */
#define WG_TURNED 16
/* Tiles of a piece whose products are transformed, and of a block times its channels; tiles at least of a share. */
#define WG_TILES 48
#define WG_BLOCK 6144
#define WG_SHARE 128

#if defined(_MSC_VER) && !defined(__clang__)
#define WG_INLINED static __forceinline
#define WG_UNROLL
#define WG_OUTLINED static
#else
#define WG_INLINED static inline __attribute__((always_inline))
#define WG_UNROLL _Pragma("GCC unroll 16")
#if defined(__clang__)
#define WG_OUTLINED static __attribute__((noinline))
#else
#define WG_OUTLINED static __attribute__((noinline, noclone))
#endif
#endif

#define T float
#define WG_BITS int32_t
#define NAME(name) name##_f32
#include "conv_tile.h"
#include "conv_type.h"
#include "conv_weight.h"
#include "conv_columns.h"
#if defined(_MSC_VER) && !defined(__clang__)
static int correlate_winograd_f32(const wg_correlation *c)
{
    (void)c;
    return 0;
}

static int correlate_winograd_weight_f32(const wg_correlation *c, const void *g, void *weight)
{
    (void)c, (void)g, (void)weight;
    return 0;
}
#else
#include "winograd.h"
#endif
#undef T
#undef WG_BITS
#undef NAME
#define T double
#define WG_BITS int64_t
#define NAME(name) name##_f64
#include "conv_tile.h"
#include "conv_type.h"
#include "conv_weight.h"
#include "conv_columns.h"
#undef T
#undef WG_BITS
#undef NAME

#undef WG_PIECE
#undef WG_TAPS
#undef WG_WASTE
#undef WG_TURNED
#undef WG_TILES
#undef WG_BLOCK
#undef WG_SHARE
#undef WG_INLINED
#undef WG_UNROLL
#undef WG_OUTLINED

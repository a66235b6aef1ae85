/* gemm.h: the matrix product for one instruction set, float32 and float64.
 *
 * Included by isa_*.c inside its target region, with WG_VBYTES (bytes per vector register) and WG_NVREGS
 * (their number) defined. Defines gemm_f32 and gemm_f64, with the signatures in wengert.h.
 *
 * The product is computed in tiles of c that stay in registers (gemm_tile.h). Small products read a and b
 * where they lie; large ones first copy blocks of them into buffers, in the order in which the tile reads
 * them (gemm_type.h). There every element of c is a sum over k in ascending order, in blocks of at most WG_KC
 * that depend on k alone; products with a vector, or with very few rows or columns, sum in the order of
 * gemm_vector.h. Shapes and strides alone choose the way, so equal calls give equal bits. */

/* The tile for packed operands is WG_MR rows by two vectors; the one for operands in place has WG_TALL rows,
 * fewer because each needs a pointer. All accumulators, two vectors of b and one of a fit the registers. */
#if WG_NVREGS >= 32
#define WG_MR 12
#define WG_TALL 8
#elif WG_VBYTES >= 32
#define WG_MR 6
#define WG_TALL 4
#else
#define WG_MR 4
#define WG_TALL 4
#endif

/* Panels of WG_MR rows of a that are packed together. */
#define WG_PANELS 4

/* Depth of a packed block, and its width in bytes: together half a megabyte, for the second-level cache. */
#define WG_KC 256
#define WG_NC_BYTES 2048

/* Where each way pays, as measured. Up to WG_FEW_ROWS or WG_FEW_COLS are computed one by one. Nothing is
 * packed for up to WG_LOW rows; a is not up to WG_NARROW columns, and is above WG_FLAT. In between, operands
 * are packed that reach further than WG_NEAR_BYTES. */
#define WG_FEW_ROWS 4
#define WG_FEW_COLS 3
#define WG_LOW (4 * WG_TALL)
#define WG_NARROW 64
#define WG_FLAT 256
#define WG_NEAR_BYTES (128 * 1024)

/* Multiplications from which several threads pay, and the same for products with a vector. */
#define WG_SHARED 1e6
#define WG_SHARED_VECTOR 5e5

/* What packing an element costs, in multiplications. */
#define WG_PACKING 16.0

/* Large functions are compiled once, not once more for each set of constant arguments. */
#if defined(__clang__)
#define WG_OUTLINE __attribute__((noinline))
#elif defined(__GNUC__)
#define WG_OUTLINE __attribute__((noinline, noclone))
#else
#define WG_OUTLINE
#endif

#if !defined(_MSC_VER) || defined(__clang__)
/* Memory for a packed block of b and panels of a. Released buffers wait in a few slots for the next
 * product, of any thread; unlike thread-local ones they are not lost when a thread ends. */
enum { wg_pack_bytes = WG_KC * (WG_NC_BYTES + WG_PANELS * WG_MR * 8) + 64, wg_pack_slots = 4 };
static void *wg_pack_spare[wg_pack_slots];

static void *wg_pack_take(void)
{
    for (int i = 0; i < wg_pack_slots; i++) {
        void *buffer = __atomic_exchange_n(&wg_pack_spare[i], NULL, __ATOMIC_ACQUIRE);
        if (buffer != NULL)
            return buffer;
    }
    return malloc(wg_pack_bytes);
}

static void wg_pack_release(void *buffer)
{
    for (int i = 0; i < wg_pack_slots; i++) {
        void *empty = NULL;
        if (__atomic_compare_exchange_n(&wg_pack_spare[i], &empty, buffer, 0, __ATOMIC_RELEASE,
                                        __ATOMIC_RELAXED))
            return;
    }
    free(buffer);
}

#if defined(__clang__)
#define WG_MIX(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define WG_MIX(x, y, ...) __builtin_shuffle(x, y, (order){__VA_ARGS__})
#endif

/* out[j, i] = in[i, j] for a square of sixteen-byte rows; steps in elements. */
static inline void wg_transpose_f32(const float *in, intptr_t in_step, float *out, intptr_t out_step)
{
    typedef float quad __attribute__((vector_size(16)));
    typedef float loose __attribute__((vector_size(16), aligned(4), may_alias));
    typedef int order __attribute__((vector_size(16), unused));
    const quad r0 = *(const loose *)in, r1 = *(const loose *)(in + in_step);
    const quad r2 = *(const loose *)(in + 2 * in_step), r3 = *(const loose *)(in + 3 * in_step);
    const quad low01 = WG_MIX(r0, r1, 0, 4, 1, 5), high01 = WG_MIX(r0, r1, 2, 6, 3, 7);
    const quad low23 = WG_MIX(r2, r3, 0, 4, 1, 5), high23 = WG_MIX(r2, r3, 2, 6, 3, 7);
    *(loose *)out = WG_MIX(low01, low23, 0, 1, 4, 5);
    *(loose *)(out + out_step) = WG_MIX(low01, low23, 2, 3, 6, 7);
    *(loose *)(out + 2 * out_step) = WG_MIX(high01, high23, 0, 1, 4, 5);
    *(loose *)(out + 3 * out_step) = WG_MIX(high01, high23, 2, 3, 6, 7);
}
#undef WG_MIX

static inline void wg_transpose_f64(const double *in, intptr_t in_step, double *out, intptr_t out_step)
{
    typedef double pair __attribute__((vector_size(16)));
    typedef double loose __attribute__((vector_size(16), aligned(8), may_alias));
    const pair r0 = *(const loose *)in, r1 = *(const loose *)(in + in_step);
    *(loose *)out = (pair){r0[0], r1[0]};
    *(loose *)(out + out_step) = (pair){r0[1], r1[1]};
}
#endif

#define WG_T float
#define WG_TAG f32
#define WG_VLANES (WG_VBYTES / 4)
#include "gemm_type.h"
#undef WG_T
#undef WG_TAG
#undef WG_VLANES

#define WG_T double
#define WG_TAG f64
#define WG_VLANES (WG_VBYTES / 8)
#include "gemm_type.h"
#undef WG_T
#undef WG_TAG
#undef WG_VLANES

#undef WG_MR
#undef WG_TALL
#undef WG_PANELS
#undef WG_KC
#undef WG_FEW_ROWS
#undef WG_FEW_COLS
#undef WG_LOW
#undef WG_NARROW
#undef WG_FLAT
#undef WG_NEAR_BYTES
#undef WG_SHARED
#undef WG_SHARED_VECTOR
#undef WG_PACKING
#undef WG_NC_BYTES
#undef WG_OUTLINE

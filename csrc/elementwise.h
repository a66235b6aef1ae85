/* elementwise.h: makes the rows of elementwise.def and elementwise_long.def into inner loops, once per element type. */
#if defined(_MSC_VER)
#define WG_INLINE static __forceinline
#define WG_IVDEP __pragma(loop(ivdep))
#elif defined(__clang__)
#define WG_INLINE static inline __attribute__((always_inline))
#define WG_IVDEP _Pragma("clang loop vectorize(assume_safety)")
#else
#define WG_INLINE static inline __attribute__((always_inline))
#define WG_IVDEP _Pragma("GCC ivdep")
#endif
#define WG_CAT_(a, b) a##_##b
#define WG_CAT(a, b) WG_CAT_(a, b)

#include "vector_math.h"

#define T float
#define S f32
#define KIND 0
#define M(name) name##f
#include "elementwise_type.h"
#undef T
#undef S
#undef KIND
#undef M

#define T double
#define S f64
#define KIND 1
#define M(name) name
#include "elementwise_type.h"
#undef T
#undef S
#undef KIND
#undef M

/* The table of rows: both files once more, now as data. */
#define ROW(name, slot, uses, fn) {#name, slot, uses, {fn##_f32, fn##_f64}},
#define FORWARD1(name, e) ROW(name, -1, "", name)
#define FORWARD2(name, e) ROW(name, -1, "", name)
#define FORWARD3(name, e) ROW(name, -1, "", name)
#define FORWARD4(name, e) ROW(name, -1, "", name)
#define BLOCKS1(name) ROW(name, -1, "", name)
#define BLOCKS2(name) ROW(name, -1, "", name)
#define MAP1(name, k, a, fn, at, e) ROW(name, k, #a, name##_vjp##k)
#define VJP0(name, k, e) ROW(name, k, "", name##_vjp##k)
#define VJP1(name, k, a, e) ROW(name, k, #a, name##_vjp##k)
#define VJP2(name, k, a, b, e) ROW(name, k, #a #b, name##_vjp##k)
#define VJP3(name, k, a, b, c, e) ROW(name, k, #a #b #c, name##_vjp##k)
static const wg_row elementwise_rows[] = {
#include "elementwise.def"
#include "elementwise_long.def"
};
#undef ROW
#undef FORWARD1
#undef FORWARD2
#undef FORWARD3
#undef FORWARD4
#undef BLOCKS1
#undef BLOCKS2
#undef MAP1
#undef VJP0
#undef VJP1
#undef VJP2
#undef VJP3
#undef WG_CAT
#undef WG_CAT_

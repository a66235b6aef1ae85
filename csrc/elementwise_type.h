/* elementwise_type.h: the loops of elementwise.h for one element type T, with names ending in _S. */
#define FN(name) WG_CAT(name, S)
#define C(v) ((T)(v))
#define V(name) WG_CAT(v##name, S)

/* Each loop takes the contiguous and the scalar-operand case apart, so that the compiler sees unit
 * strides and vectorises; ivdep is sound because operands overlap exactly or not at all. */
WG_INLINE void FN(loop1)(T (*f)(T), char **args, intptr_t n, const intptr_t *steps)
{
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T)) {
        const T *a = (const T *)args[0];
        T *out = (T *)args[1];
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) out[i] = f(a[i]);
        return;
    }
    const char *a = args[0];
    char *out = args[1];
    for (intptr_t i = 0; i < n; i++, a += steps[0], out += steps[1]) *(T *)out = f(*(const T *)a);
}

WG_INLINE void FN(loop2)(T (*f)(T, T), char **args, intptr_t n, const intptr_t *steps)
{
    const intptr_t unit = sizeof(T);
    if (steps[2] == unit && (steps[0] == unit || steps[0] == 0) && (steps[1] == unit || steps[1] == 0)) {
        const T *a = (const T *)args[0], *b = (const T *)args[1];
        T *out = (T *)args[2];
        if (steps[0] && steps[1]) {
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i]);
        } else if (steps[0]) {
            const T y = *b;
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], y);
        } else if (steps[1]) {
            const T x = *a;
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) out[i] = f(x, b[i]);
        } else {
            const T value = f(*a, *b);
            for (intptr_t i = 0; i < n; i++) out[i] = value;
        }
        return;
    }
    const char *a = args[0], *b = args[1];
    char *out = args[2];
    for (intptr_t i = 0; i < n; i++, a += steps[0], b += steps[1], out += steps[2])
        *(T *)out = f(*(const T *)a, *(const T *)b);
}

WG_INLINE void FN(loop3)(T (*f)(T, T, T), char **args, intptr_t n, const intptr_t *steps)
{
    const intptr_t unit = sizeof(T);
    const T *a = (const T *)args[0], *b = (const T *)args[1], *c = (const T *)args[2];
    T *out = (T *)args[3];
    if (steps[0] == unit && steps[1] == unit && steps[3] == unit && (steps[2] == unit || steps[2] == 0)) {
        if (steps[2]) {
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i], c[i]);
        } else {
            const T z = *c;
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i], z);
        }
        return;
    }
    if (steps[0] == unit && steps[1] == 0 && steps[2] == 0 && steps[3] == unit) {
        const T y = *b, z = *c;
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], y, z);
        return;
    }
    if (steps[0] == 0 && steps[1] == unit && steps[2] == unit && steps[3] == unit) {
        const T x = *a;
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) out[i] = f(x, b[i], c[i]);
        return;
    }
    const char *pa = args[0], *pb = args[1], *pc = args[2];
    char *po = args[3];
    for (intptr_t i = 0; i < n; i++, pa += steps[0], pb += steps[1], pc += steps[2], po += steps[3])
        *(T *)po = f(*(const T *)pa, *(const T *)pb, *(const T *)pc);
}

WG_INLINE void FN(loop4)(T (*f)(T, T, T, T), char **args, intptr_t n, const intptr_t *steps)
{
    const char *a = args[0], *b = args[1], *c = args[2], *d = args[3];
    char *out = args[4];
    const intptr_t unit = sizeof(T);
    if (steps[0] == unit && steps[1] == unit && !steps[3] && steps[4] == unit && (!steps[2] || steps[2] == unit)) {
        const T *pa = (const T *)a, *pb = (const T *)b, *pc = (const T *)c;
        const T y = *pc, z = *(const T *)d;
        if (steps[2]) {
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) ((T *)out)[i] = f(pa[i], pb[i], pc[i], z);
        } else {
            WG_IVDEP
            for (intptr_t i = 0; i < n; i++) ((T *)out)[i] = f(pa[i], pb[i], y, z);
        }
        return;
    }
    if (!steps[0] && steps[1] == unit && steps[2] == unit && !steps[3] && steps[4] == unit) {
        const T x = *(const T *)a, z = *(const T *)d;
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) ((T *)out)[i] = f(x, ((const T *)b)[i], ((const T *)c)[i], z);
        return;
    }
    if (steps[0] == unit && !steps[1] && !steps[2] && !steps[3] && steps[4] == unit) {
        const T x = *(const T *)b, y = *(const T *)c, z = *(const T *)d;
        WG_IVDEP
        for (intptr_t i = 0; i < n; i++) ((T *)out)[i] = f(((const T *)a)[i], x, y, z);
        return;
    }
    for (intptr_t i = 0; i < n; i++, a += steps[0], b += steps[1], c += steps[2], d += steps[3], out += steps[4])
        *(T *)out = f(*(const T *)a, *(const T *)b, *(const T *)c, *(const T *)d);
}

#include "elementwise_formulas.h"
#include "blocks.h"

/* The one loop of a long row: over whole vectors that lie one after the other. `self` is the row's own function. */
WG_INLINE void FN(whole1)(T (*f)(T), wg_loop self, char **args, intptr_t count, const intptr_t *steps)
{
    const T *a = (const T *)args[0];
    T *out = (T *)args[1];
    const intptr_t n = FN(whole)(self, 2, args, count, steps) & -FN(LANES);
    WG_IVDEP
    for (intptr_t i = 0; i < n; i++) out[i] = f(a[i]);
}

WG_INLINE void FN(whole2)(T (*f)(T, T), wg_loop self, char **args, intptr_t count, const intptr_t *steps)
{
    const T *a = (const T *)args[0], *b = (const T *)args[1];
    T *out = (T *)args[2];
    const intptr_t n = FN(whole)(self, 3, args, count, steps) & -FN(LANES);
    WG_IVDEP
    for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i]);
}

WG_INLINE void FN(whole3)(T (*f)(T, T, T), wg_loop self, char **args, intptr_t count, const intptr_t *steps)
{
    const T *a = (const T *)args[0], *b = (const T *)args[1], *c = (const T *)args[2];
    T *out = (T *)args[3];
    const intptr_t n = FN(whole)(self, 4, args, count, steps) & -FN(LANES);
    WG_IVDEP
    for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i], c[i]);
}

WG_INLINE void FN(whole4)(T (*f)(T, T, T, T), wg_loop self, char **args, intptr_t count, const intptr_t *steps)
{
    const T *a = (const T *)args[0], *b = (const T *)args[1], *c = (const T *)args[2], *d = (const T *)args[3];
    T *out = (T *)args[4];
    const intptr_t n = FN(whole)(self, 5, args, count, steps) & -FN(LANES);
    WG_IVDEP
    for (intptr_t i = 0; i < n; i++) out[i] = f(a[i], b[i], c[i], d[i]);
}

#define LOOP(count, name)                                                                       \
    static void FN(name)(char **args, const intptr_t *n, const intptr_t *steps, void *data)      \
    {                                                                                            \
        (void)data;                                                                              \
        FN(loop##count)(FN(name##_at), args, *n, steps);                                         \
    }
#define MAPPED(count, name, k, fn)                                                              \
    static void FN(name##_vjp##k)(char **args, const intptr_t *n, const intptr_t *steps, void *data) \
    {                                                                                            \
        (void)data;                                                                              \
        FN(mapped)(FN(name##_map##k), &wg_np.fn[KIND], FN(name##_vjp##k##_at), args, *n, steps, count); \
    }
#define FORWARD1(name, e) WG_INLINE T FN(name##_at)(T x) { return e; } LOOP(1, name)
#define FORWARD2(name, e) WG_INLINE T FN(name##_at)(T x, T y) { return e; } LOOP(2, name)
#define FORWARD3(name, e) WG_INLINE T FN(name##_at)(T x, T y, T z) { return e; } LOOP(3, name)
#define FORWARD4(name, e) WG_INLINE T FN(name##_at)(T x, T y, T z, T w) { return e; } LOOP(4, name)
#define BLOCKS1(name)
#define BLOCKS2(name)
#define MAP1(name, k, a, fn, at, e)                                                             \
    WG_INLINE T FN(name##_map##k)(T a, T unused) { (void)unused; return at; }                    \
    WG_INLINE T FN(name##_vjp##k##_at)(T g, T a, T unused, T f) { (void)unused; return e; }      \
    MAPPED(1, name, k, fn)
#define VJP0(name, k, e) WG_INLINE T FN(name##_vjp##k##_at)(T g) { return e; } LOOP(1, name##_vjp##k)
#define VJP1(name, k, a, e) WG_INLINE T FN(name##_vjp##k##_at)(T g, T a) { return e; } LOOP(2, name##_vjp##k)
#define VJP2(name, k, a, b, e) \
    WG_INLINE T FN(name##_vjp##k##_at)(T g, T a, T b) { return e; } LOOP(3, name##_vjp##k)
#define VJP3(name, k, a, b, c, e) \
    WG_INLINE T FN(name##_vjp##k##_at)(T g, T a, T b, T c) { return e; } LOOP(4, name##_vjp##k)
#include "elementwise.def"
#undef LOOP
#define LOOP(count, name)                                                                       \
    static void FN(name)(char **args, const intptr_t *n, const intptr_t *steps, void *data)      \
    {                                                                                            \
        (void)data;                                                                              \
        FN(whole##count)(FN(name##_at), FN(name), args, *n, steps);                              \
    }
#include "elementwise_long.def"
#undef LOOP
#undef FORWARD1
#undef FORWARD2
#undef FORWARD3
#undef FORWARD4
#undef BLOCKS1
#undef BLOCKS2
#undef MAP1
#undef MAPPED
#undef VJP0
#undef VJP1
#undef VJP2
#undef VJP3
#undef C
#undef V
#undef FN

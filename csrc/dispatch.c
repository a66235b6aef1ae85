/* dispatch.c: which instruction set this process uses, decided once. */
#include <string.h>

#include "wengert.h"

wg_elementary wg_np;

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
static int has_avx2(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
}
static int has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#else
static int has_avx2(void) { return 0; }
static int has_avx512(void) { return 0; }
#endif

int wg_isa_available(const char *isa)
{
    if (strcmp(isa, "avx512") == 0) return wg_kernels_avx512() != NULL && has_avx512();
    if (strcmp(isa, "avx2") == 0) return wg_kernels_avx2() != NULL && has_avx2();
    return strcmp(isa, wg_kernels_baseline()->isa) == 0;
}

const wg_kernels *wg_choose_kernels(const char *cap)
{
    static const char *const sets[] = {"baseline", "neon", "avx2", "avx512"};
    int level = 3;
    if (cap != NULL) {
        for (level = 3; level >= 0; level--)
            if (strcmp(cap, sets[level]) == 0) break;
        if (level < 0) return NULL;
    }
    if (level == 3 && wg_isa_available("avx512")) return wg_kernels_avx512();
    if (level >= 2 && wg_isa_available("avx2")) return wg_kernels_avx2();
    return wg_kernels_baseline();
}

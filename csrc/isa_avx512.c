/* isa_avx512.c: the same kernels compiled for AVX512. Headers come before the target region opens. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define WG_ISA "avx512"
#define WG_VBYTES 64
#define WG_NVREGS 32
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2,avx512f,avx512vl,avx512dq,avx512bw"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma,bmi2,avx512f,avx512vl,avx512dq,avx512bw")
#endif
#include "kernels.h"

const wg_kernels *wg_kernels_avx512(void) { return &kernels; }
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
const wg_kernels *wg_kernels_avx512(void) { return NULL; }
#endif

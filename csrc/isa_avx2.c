/* isa_avx2.c: the same kernels compiled for AVX2. Headers come before the target region opens. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define WG_ISA "avx2"
#define WG_VBYTES 32
#define WG_NVREGS 16
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma,bmi2")
#endif
#include "kernels.h"

const wg_kernels *wg_kernels_avx2(void) { return &kernels; }
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
const wg_kernels *wg_kernels_avx2(void) { return NULL; }
#endif

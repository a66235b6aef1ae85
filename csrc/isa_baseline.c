/* isa_baseline.c: the kernels for what every machine of the target has (SSE2, or NEON on arm64). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wengert.h"

#if defined(__aarch64__) || defined(_M_ARM64)
#define WG_ISA "neon"
#define WG_NVREGS 32
#else
#define WG_ISA "baseline"
#define WG_NVREGS 16
#endif
#define WG_VBYTES 16
#include "kernels.h"

const wg_kernels *wg_kernels_baseline(void) { return &kernels; }

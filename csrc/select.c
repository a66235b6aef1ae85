/* select.c: out = condition ? x : y for elements of any size. Operands: condition (bytes), x, y, out. */
#include <stdint.h>
#include <string.h>

#include "wengert.h"

typedef struct { uint64_t half[2]; } wide;

#define T uint8_t
#define NAME(f) f##1
#include "select_type.h"
#define T uint16_t
#define NAME(f) f##2
#include "select_type.h"
#define T uint32_t
#define NAME(f) f##4
#include "select_type.h"
#define T uint64_t
#define NAME(f) f##8
#include "select_type.h"
#define T wide
#define NAME(f) f##16
#include "select_type.h"

wg_loop wg_select_loop(int itemsize)
{
    switch (itemsize) {
    case 1: return select1;
    case 2: return select2;
    case 4: return select4;
    case 8: return select8;
    default: return select16;
    }
}

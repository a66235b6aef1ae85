/* select.c: out = condition ? x : y for elements of any size. Operands: condition (bytes), x, y, out. */
#include <stdint.h>
#include <string.h>

#include "wengert.h"

typedef struct { uint64_t half[2]; } wide;

#define SELECT(name, T)                                                                             \
    static void name(char **args, const intptr_t *n, const intptr_t *s, void *data)                 \
    {                                                                                               \
        const char *c = args[0], *x = args[1], *y = args[2];                                        \
        char *out = args[3];                                                                        \
        (void)data;                                                                                 \
        for (intptr_t i = 0; i < *n; i++, c += s[0], x += s[1], y += s[2], out += s[3])             \
            *(T *)out = *c ? *(const T *)x : *(const T *)y;                                         \
    }
SELECT(select1, uint8_t)
SELECT(select2, uint16_t)
SELECT(select4, uint32_t)
SELECT(select8, uint64_t)
SELECT(select16, wide)
#undef SELECT

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

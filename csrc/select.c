/* select.c: out = condition ? x : y for elements of any size. Operands: condition (bytes), x, y, out. */
#include <stdint.h>
#include <string.h>

#include "wengert.h"

typedef struct { uint64_t half[2]; } wide;

/* Whole rows with the steps 0 and 1 as constants: both values are read and no element is jumped over, so the
 * loops become vector code and a mask without any order costs no more than another. */
#define SELECT(name, T)                                                                             \
    static inline void name##_rows(const char *c, const T *x, intptr_t dx, const T *y, intptr_t dy, \
                                   T *out, intptr_t n)                                              \
    {                                                                                               \
        for (intptr_t i = 0; i < n; i++) {                                                          \
            const T a = x[i * dx], b = y[i * dy];                                                   \
            out[i] = c[i] ? a : b;                                                                  \
        }                                                                                           \
    }                                                                                               \
    static void name(char **args, const intptr_t *n, const intptr_t *s, void *data)                 \
    {                                                                                               \
        const char *c = args[0], *x = args[1], *y = args[2];                                        \
        const intptr_t size = sizeof(T);                                                            \
        char *out = args[3];                                                                        \
        (void)data;                                                                                 \
        if (s[0] == 1 && s[1] == size && s[2] == size && s[3] == size)                              \
            name##_rows(c, (const T *)x, 1, (const T *)y, 1, (T *)out, *n);                         \
        else if (s[0] == 1 && s[1] == 0 && s[2] == size && s[3] == size)                            \
            name##_rows(c, (const T *)x, 0, (const T *)y, 1, (T *)out, *n);                         \
        else if (s[0] == 1 && s[1] == size && s[2] == 0 && s[3] == size)                            \
            name##_rows(c, (const T *)x, 1, (const T *)y, 0, (T *)out, *n);                         \
        else                                                                                        \
            for (intptr_t i = 0; i < *n; i++, c += s[0], x += s[1], y += s[2], out += s[3])         \
                *(T *)out = *c ? *(const T *)x : *(const T *)y;                                     \
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

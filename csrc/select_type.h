/* select_type.h: the choice between elements of one size. Included by select.c with T and NAME. */

/* Whole rows with the steps 0 and 1 as constants: both values are read and no element is jumped over, so the loops
 * become vector code and a mask without any order costs no more than another. */
static inline void NAME(select_rows)(const char *c, const T *x, intptr_t dx, const T *y, intptr_t dy, T *out,
                                     intptr_t n)
{
    for (intptr_t i = 0; i < n; i++) {
        const T a = x[i * dx], b = y[i * dy];
        out[i] = c[i] ? a : b;
    }
}

static void NAME(select)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    const char *c = args[0], *x = args[1], *y = args[2];
    const intptr_t size = sizeof(T);
    char *out = args[3];
    (void)data;
    if (s[0] == 1 && s[1] == size && s[2] == size && s[3] == size)
        NAME(select_rows)(c, (const T *)x, 1, (const T *)y, 1, (T *)out, *n);
    else if (s[0] == 1 && s[1] == 0 && s[2] == size && s[3] == size)
        NAME(select_rows)(c, (const T *)x, 0, (const T *)y, 1, (T *)out, *n);
    else if (s[0] == 1 && s[1] == size && s[2] == 0 && s[3] == size)
        NAME(select_rows)(c, (const T *)x, 1, (const T *)y, 0, (T *)out, *n);
    else
        for (intptr_t i = 0; i < *n; i++, c += s[0], x += s[1], y += s[2], out += s[3])
            *(T *)out = *c ? *(const T *)x : *(const T *)y;
}

#undef T
#undef NAME

/* copies_type.h: the loops of copies.c for elements of one size. Included with T and NAME(part). */

/* args: the one element, and where it goes without gaps. What stands there first is copied on in pieces, by memcpy
 * because it has the machine's widest stores. */
static void NAME(repeat)(char **args, const intptr_t *n, const intptr_t *steps, void *unused)
{
    enum { PIECE = 1024 };
    const T value = *(const T *)args[0];
    T *out = (T *)args[1];
    (void)steps, (void)unused;
    for (intptr_t i = 0; i < *n && i < PIECE; i++)
        out[i] = value;
    for (intptr_t i = PIECE; i < *n; i += PIECE)
        memcpy(out + i, out, sizeof(T) * (size_t)(*n - i < PIECE ? *n - i : PIECE));
}

/* args: the real parts, the imaginary parts, the pairs. */
static void NAME(join)(char **args, const intptr_t *n, const intptr_t *steps, void *unused)
{
    const char *x = args[0], *y = args[1];
    char *out = args[2];
    (void)unused;
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T) && steps[2] == 2 * sizeof(T)) {
        const T *re = (const T *)x, *im = (const T *)y;
        T *restrict pair = (T *)out;
        for (intptr_t i = 0; i < *n; i++) {
            pair[2 * i] = re[i];
            pair[2 * i + 1] = im[i];
        }
        return;
    }
    for (intptr_t i = 0; i < *n; i++, x += steps[0], y += steps[1], out += steps[2]) {
        ((T *)out)[0] = *(const T *)x;
        ((T *)out)[1] = *(const T *)y;
    }
}

/* copies_type.h: the loops of copies.c for elements of one size. Included with T and NAME(part). */

/* args: the one element, and where it goes without gaps. */
static void NAME(repeat)(char **args, const intptr_t *n, const intptr_t *steps, void *unused)
{
    const T value = *(const T *)args[0];
    T *out = (T *)args[1];
    (void)steps, (void)unused;
    for (intptr_t i = 0; i < *n; i++)
        out[i] = value;
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

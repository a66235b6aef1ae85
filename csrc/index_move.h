/* index_move.h: elements of one size read and written through positions. Included by index.c with T and NAME. */

/* Operands: data, positions, out. out = data[positions]. The index is copied, so that the compiler knows that what is
 * written does not change it. */
static void NAME(gather)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    const wg_index index = *(const wg_index *)data;
    const char *in = args[0], *at = args[1];
    char *out = args[2];
    if (s[1] == 0 && *n) {
        const intptr_t offset = offset_of(at, &index);
        if (offset < 0)
            report(at, data);
        else if (s[0] == sizeof(T) && s[2] == sizeof(T))
            memcpy(out, in + offset, (size_t)*n * sizeof(T));
        else
            for (intptr_t i = 0; i < *n; ++i)
                *(T *)(out + i * s[2]) = *(const T *)(in + offset + i * s[0]);
        return;
    }
    const int simple = s[0] == 0 && s[1] == sizeof(int64_t) && s[2] == sizeof(T) && index.step == sizeof(T);
    for (intptr_t i = 0, count; i < *n; i += count, in += count * s[0], at += count * s[1], out += count * s[2]) {
        const int64_t *place = (const int64_t *)at;
        count = *n - i < BLOCK ? *n - i : BLOCK;
        if (simple && all_inside(place, count, &index))
            UNROLLED
            for (intptr_t k = 0; k < count; ++k)
                ((T *)out)[k] = ((const T *)in)[place[k]];
        else
            for (intptr_t k = 0; k < count; ++k) {
                const intptr_t offset = offset_of(at + k * s[1], &index);
                if (offset < 0)
                    report(at + k * s[1], data);
                else
                    *(T *)(out + k * s[2]) = *(const T *)(in + k * s[0] + offset);
            }
    }
}

/* Operands: out, positions, data. out[positions] = data. */
static void NAME(scatter)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    const wg_index index = *(const wg_index *)data;
    const char *at = args[1], *in = args[2];
    char *out = args[0];
    if (s[1] == 0 && *n) {
        const intptr_t offset = offset_of(at, &index);
        if (offset < 0)
            report(at, data);
        else if (s[0] == sizeof(T) && s[2] == sizeof(T))
            memcpy(out + offset, in, (size_t)*n * sizeof(T));
        else
            for (intptr_t i = 0; i < *n; ++i)
                *(T *)(out + offset + i * s[0]) = *(const T *)(in + i * s[2]);
        return;
    }
    for (intptr_t i = 0; i < *n; ++i, out += s[0], at += s[1], in += s[2]) {
        const intptr_t offset = offset_of(at, &index);
        if (offset < 0)
            report(at, data);
        else
            *(T *)(out + offset) = *(const T *)in;
    }
}

#undef T
#undef NAME

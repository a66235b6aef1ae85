/* index_fold.h: elements of one type combined with what lies at their positions. Included by index.c with T and NAME,
 * and ADD, MUL and, where numbers have an order, MAX and MIN of two elements. */

/* Operands: out, positions, data. out[positions] = out[positions] (op) data, one after the other in order: a position
 * that comes twice counts twice, and rounding is the same on every run. */
INLINED void NAME(fold)(char **args, const intptr_t *n, const intptr_t *s, void *data, T (*op)(T, T))
{
    const wg_index index = *(const wg_index *)data;
    const char *at = args[1], *in = args[2];
    char *out = args[0];
    if (s[1] == 0 && *n && s[0] == sizeof(T) && s[2] == sizeof(T)) {
        const intptr_t offset = offset_of(at, &index);
        T *to = (T *)(out + offset);
        if (offset < 0)
            report(at, data);
        else
            for (intptr_t k = 0; k < *n; ++k)
                to[k] = op(to[k], ((const T *)in)[k]);
        return;
    }
    const int simple = s[0] == 0 && s[1] == sizeof(int64_t) && s[2] == sizeof(T) && index.step == sizeof(T);
    for (intptr_t i = 0, count; i < *n; i += count, out += count * s[0], at += count * s[1], in += count * s[2]) {
        const int64_t *place = (const int64_t *)at;
        count = *n - i < BLOCK ? *n - i : BLOCK;
        if (simple && all_inside(place, count, &index))
            UNROLLED
            for (intptr_t k = 0; k < count; ++k)
                ((T *)out)[place[k]] = op(((T *)out)[place[k]], ((const T *)in)[k]);
        else
            for (intptr_t k = 0; k < count; ++k) {
                const intptr_t offset = offset_of(at + k * s[1], &index);
                T *to = (T *)(out + k * s[0] + offset);
                if (offset < 0)
                    report(at + k * s[1], data);
                else
                    *to = op(*to, *(const T *)(in + k * s[2]));
            }
    }
}

static inline T NAME(add_two)(T a, T b) { return ADD(a, b); }
static inline T NAME(mul_two)(T a, T b) { return MUL(a, b); }

static void NAME(add)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(add_two));
}

static void NAME(mul)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(mul_two));
}

#ifdef MAX
static inline T NAME(max_two)(T a, T b) { return MAX(a, b); }
static inline T NAME(min_two)(T a, T b) { return MIN(a, b); }

static void NAME(max)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(max_two));
}

static void NAME(min)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(min_two));
}
#endif

#undef T
#undef NAME

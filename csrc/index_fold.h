/* index_fold.h: elements of one type combined with what lies at their positions. Included by index.c with T and NAME,
 * and ADD and MUL of two elements and, where they have an order, ABOVE and BELOW: whether the first of them is kept. */

/* Operands: out, positions, data. out[positions] = out[positions] (op) data, one after the other in order: a position
 * that comes twice counts twice, and rounding is the same on every run. `choice` is op without a branch, for where
 * each element goes its own way and nobody could predict it. */
INLINED void NAME(fold)(char **args, const intptr_t *n, const intptr_t *s, void *data, T (*op)(T, T), T (*choice)(T, T))
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
            for (intptr_t k = 0; k < count; ++k) {
                T *to = (T *)out + place[k];
                *to = choice(*to, ((const T *)in)[k]);
            }
        else
            for (intptr_t k = 0; k < count; ++k) {
                const intptr_t offset = offset_of(at + k * s[1], &index);
                T *to = (T *)(out + k * s[0] + offset);
                if (offset < 0)
                    report(at + k * s[1], data);
                else
                    *to = choice(*to, *(const T *)(in + k * s[2]));
            }
    }
}

static inline T NAME(add_two)(T a, T b) { return ADD(a, b); }
static inline T NAME(mul_two)(T a, T b) { return MUL(a, b); }

static void NAME(add)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(add_two), NAME(add_two));
}

static void NAME(mul)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(mul_two), NAME(mul_two));
}

#ifdef ABOVE
static inline T NAME(max_two)(T a, T b) { return ABOVE(a, b) ? a : b; }
static inline T NAME(min_two)(T a, T b) { return BELOW(a, b) ? a : b; }

static inline T NAME(max_choice)(T a, T b)
{
    const T each[] = {b, a};
    return each[ABOVE(a, b)];
}

static inline T NAME(min_choice)(T a, T b)
{
    const T each[] = {b, a};
    return each[BELOW(a, b)];
}

static void NAME(max)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(max_two), NAME(max_choice));
}

static void NAME(min)(char **args, const intptr_t *n, const intptr_t *s, void *data)
{
    NAME(fold)(args, n, s, data, NAME(min_two), NAME(min_choice));
}
#endif

#undef T
#undef NAME

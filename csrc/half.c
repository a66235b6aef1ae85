/* half.c: loops over float16, computed in float32 and rounded once, a block at a time. */
#include "half.h"
#include "wengert.h"

enum { BLOCK = 512 };

static void widen(const char *in, intptr_t step, float *out, intptr_t n)
{
    if (step == sizeof(uint16_t)) {
        const uint16_t *h = (const uint16_t *)in;
        for (intptr_t i = 0; i < n; i++)
            out[i] = wg_float_of_half(h[i]);
        return;
    }
    for (intptr_t i = 0; i < n; i++)
        out[i] = wg_float_of_half(*(const uint16_t *)(in + i * step));
}

static void narrow(const float *in, char *out, intptr_t step, intptr_t n)
{
    if (step == sizeof(uint16_t)) {
        uint16_t *h = (uint16_t *)out;
        for (intptr_t i = 0; i < n; i++)
            h[i] = wg_half_of_float(in[i]);
        return;
    }
    for (intptr_t i = 0; i < n; i++)
        *(uint16_t *)(out + i * step) = wg_half_of_float(in[i]);
}

void wg_half_loop(char **args, const intptr_t *n, const intptr_t *steps, void *data)
{
    const wg_half *how = data;
    const int out = how->nop - 1;
    float block[WG_MAX_OPERANDS][BLOCK];
    char *inner[WG_MAX_OPERANDS];
    intptr_t inner_steps[WG_MAX_OPERANDS];
    for (intptr_t at = 0, count; at < *n; at += BLOCK) {
        count = *n - at < BLOCK ? *n - at : BLOCK;
        for (int k = 0; k <= out; k++) {
            char *from = args[k] + at * steps[k];
            inner[k] = how->wide[k] ? from : (char *)block[k];
            inner_steps[k] = how->wide[k] ? steps[k] : k == out || steps[k] ? (intptr_t)sizeof(float) : 0;
            if (k < out && !how->wide[k])
                widen(from, steps[k], block[k], steps[k] ? count : 1);
        }
        how->loop(inner, &count, inner_steps, how->data);
        if (!how->wide[out])
            narrow(block[out], args[out] + at * steps[out], steps[out], count);
    }
}

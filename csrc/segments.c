/* segments.c: runs of neighbours along a dim reduced to one element each, shared out to threads. */
#include <stddef.h>
#include <stdint.h>

#include "wengert.h"

enum { LONG = 64, GRAIN = 1 << 14 };    /* elements that are worth a call of the reducer, or another thread */

int wg_segment_bounds(const int64_t *given, int lengths, intptr_t outer, intptr_t count, intptr_t size, int64_t *bounds)
{
    int found = WG_SEGMENTS_WHOLE;
    for (intptr_t r = 0; r < outer; ++r) {
        const int64_t *row = given + r * (lengths ? count : count + 1);
        int64_t *to = bounds + r * (count + 1), at = lengths ? 0 : row[0];
        int inside = at >= 0 && at <= size, whole = at == 0;
        to[0] = at = inside ? at : 0;
        for (intptr_t s = 0; s < count; ++s) {
            const int64_t length = lengths ? row[s] : row[s + 1] - row[s];
            if (length < 0)
                return WG_SEGMENTS_NEGATIVE;
            inside = inside && length <= size - at;
            to[s + 1] = at += inside ? length : 0;
        }
        whole = whole && at == size;
        if (found != WG_SEGMENTS_OUTSIDE && !(inside && whole))
            found = inside ? WG_SEGMENTS_PART : WG_SEGMENTS_OUTSIDE;
    }
    return found;
}

#define T float
#define NAME(part) part##_f32
#include "segments_type.h"
#undef T
#undef NAME
#define T double
#define NAME(part) part##_f64
#include "segments_type.h"
#undef T
#undef NAME

static void over_segments(wg_task task, wg_segments_of *p)
{
    const intptr_t all = p->outer * p->count, each = p->outer * p->size * p->inner / (all + 1) + p->inner + 1;
    wg_parallel(task, p, all, GRAIN / each + 1);
}

void wg_reduce_segments(wg_segments_of *p, int dtype)
{
    over_segments(dtype == WG_F32 ? reduce_segments_f32 : reduce_segments_f64, p);
}

void wg_reduce_segments_vjp(wg_segments_of *p, int dtype)
{
    over_segments(dtype == WG_F32 ? reduce_segments_vjp_f32 : reduce_segments_vjp_f64, p);
}

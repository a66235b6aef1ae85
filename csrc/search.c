/* search.c: binary search in sorted rows, on several threads. */
#include "wengert.h"

enum { GROUP = 16 };    /* values that are searched for side by side */

#define T uint8_t
#define NAME(f) f##_u8
#include "search_type.h"
#define T int8_t
#define NAME(f) f##_i8
#include "search_type.h"
#define T int16_t
#define NAME(f) f##_i16
#include "search_type.h"
#define T int32_t
#define NAME(f) f##_i32
#include "search_type.h"
#define T int64_t
#define NAME(f) f##_i64
#include "search_type.h"
#define T float
#define NAME(f) f##_f32
#include "search_type.h"
#define T double
#define NAME(f) f##_f64
#include "search_type.h"

wg_search wg_search_row(int dtype)
{
    static const wg_search rows[] = {search_u8, search_i8, search_i16, search_i32, search_i64, NULL,
                                     search_f32, search_f64};
    return dtype < WG_U8 || dtype > WG_F64 ? NULL : rows[dtype - WG_U8];
}

typedef struct {
    wg_search search;          /* of the type */
    const char *sorted;        /* the boundaries */
    const int64_t *order;      /* of the boundaries, or NULL */
    intptr_t n;                /* how many there are */
    const char *values;        /* what is looked for */
    intptr_t size;             /* bytes of an element */
    int right;                 /* which side of equal ones */
    int64_t *out;              /* the answers */
} search_job;

static void search_piece(void *context, intptr_t begin, intptr_t end)
{
    const search_job *job = context;
    job->search(job->sorted, job->order, job->n, job->values + begin * job->size, end - begin, job->right,
                job->out + begin);
}

void wg_search_shared(wg_search search, const char *sorted, const int64_t *order, intptr_t n, const char *values,
                      intptr_t count, intptr_t size, int right, int64_t *out)
{
    search_job job = {search, sorted, order, n, values, size, right, out};
    intptr_t steps = 1;
    for (intptr_t left = n; left > 1; left /= 2)
        ++steps;
    wg_parallel(search_piece, &job, count, WG_GRAIN / steps + 1);
}

/* sort_type.h: sorting, runs and equality of one type. Included by sort.c with T, TO_KEY(x) and NAME(part). */

/* A short row: an element's rank is how many come before it. */
static void NAME(rank_row)(const T *x, T *values, int64_t *places, intptr_t n, intptr_t k, uint64_t turn)
{
    uint64_t keys[SHORT];
    int32_t rank[SHORT] = {0};
    for (intptr_t i = 0; i < n; i++) {
        keys[i] = TO_KEY(x[i]) ^ turn;
        for (intptr_t j = 0; j < i; j++) {
            const int32_t before = keys[i] < keys[j];
            rank[j] += before;
            rank[i] += 1 - before;
        }
    }
    for (intptr_t i = 0; i < n; i++)
        if (rank[i] < k) {
            places[rank[i]] = i;
            if (values)
                values[rank[i]] = x[i];
        }
}

/* The same of up to NARROW elements whose keys have 32 bits, several at a time. */
static void NAME(narrow_row)(const T *x, T *values, int64_t *places, intptr_t n, intptr_t k, uint64_t turn)
{
    const uint32_t flip = (uint32_t)turn ^ (uint32_t)1 << 31;
    int32_t keys[NARROW], rank[NARROW];
    for (intptr_t i = 0; i < n; i++) keys[i] = (int32_t)((uint32_t)TO_KEY(x[i]) ^ flip);
    for (intptr_t i = n; i & 3; i++) keys[i] = INT32_MAX;
    for (intptr_t j = 0; j < n; j += 4) rank_four(keys, n, j, rank + j);
    for (intptr_t i = 0; i < n; i++)
        if (rank[i] < k) {
            places[rank[i]] = i;
            if (values)
                values[rank[i]] = x[i];
        }
}

/* One row; pairs has room for 2 n. */
static void NAME(sort_row)(const T *x, T *values, int64_t *places, uint64_t *pairs, intptr_t n, intptr_t k,
                           uint64_t turn)
{
    uint64_t low = UINT64_MAX, high = 0, last = 0;
    int ordered = 1, bits = 0;
    for (intptr_t i = 0; i < n; i++) {
        const uint64_t key = TO_KEY(x[i]) ^ turn;
        ordered &= key >= last;
        last = key;
        low = key < low ? key : low;
        high = key > high ? key : high;
    }
    if (ordered) {
        for (intptr_t i = 0; i < k; i++) places[i] = i;
        if (values)
            memcpy(values, x, sizeof(T) * (size_t)k);
        return;
    }
    while (bits < 64 && (high - low) >> bits) bits++;
    const int below = bits > 32 ? bits - 32 : 0;
    for (intptr_t i = 0; i < n; i++) pairs[i] = ((TO_KEY(x[i]) ^ turn) - low) >> below << 32 | (uint64_t)i;
    sort_pairs(pairs, pairs + n, n, bits - below);
    for (intptr_t i = 0, end; below && i < n; i = end) {
        for (end = i + 1; end < n && pairs[end] >> 32 == pairs[i] >> 32;) end++;
        for (intptr_t j = i; end - i > 1 && j < end; j++) {
            const uint64_t place = (uint32_t)pairs[j], key = (TO_KEY(x[place]) ^ turn) - low;
            pairs[j] = (key & (((uint64_t)1 << below) - 1)) << 32 | place;
        }
        if (end - i > 1)
            sort_pairs(pairs + i, pairs + n, end - i, below);
    }
    for (intptr_t i = 0; i < k; i++) places[i] = (uint32_t)pairs[i];
    for (intptr_t i = 0; values && i < k; i++) values[i] = x[places[i]];
}

/* The first k of one row, where k is small: a heap of the best so far. */
static void NAME(top_row)(const T *x, T *values, int64_t *places, top *heap, intptr_t n, intptr_t k, uint64_t turn)
{
    for (intptr_t i = 0; i < k; i++) heap[i] = (top){TO_KEY(x[i]) ^ turn, i};
    for (intptr_t i = k / 2; i-- > 0;) sift(heap, k, i);
    for (intptr_t i = k; i < n; i++) {
        const uint64_t key = TO_KEY(x[i]) ^ turn;
        if (key < heap[0].key) {
            heap[0] = (top){key, i};
            sift(heap, k, 0);
        }
    }
    for (intptr_t left = k; left-- > 0;) {
        places[left] = heap[0].place;
        values[left] = x[heap[0].place];
        heap[0] = heap[left];
        sift(heap, left, 0);
    }
}

static void NAME(sort)(void *context, intptr_t begin, intptr_t end)
{
    sort_job *const job = context;
    const intptr_t n = job->n, k = job->k;
    const int heap = job->values && k > 0 && k <= n / 8;
    const size_t room = heap ? sizeof(top) * (size_t)k : 2 * sizeof(uint64_t) * (size_t)n;
    uint64_t some[2 * FEW], *pairs = some;
    if (room > sizeof some && (pairs = malloc(room)) == NULL) {
        job->failed = 1;
        return;
    }
    for (intptr_t row = begin; row < end; row++) {
        const T *x = (const T *)job->x + row * n;
        T *values = job->values ? (T *)job->values + row * k : NULL;
        if (n <= SHORT)
            NAME(rank_row)(x, values, job->places + row * k, n, k, job->turn);
        else if (sizeof(T) <= 4 && n <= NARROW)
            NAME(narrow_row)(x, values, job->places + row * k, n, k, job->turn);
        else if (heap)
            NAME(top_row)(x, values, job->places + row * k, (top *)pairs, n, k, job->turn);
        else
            NAME(sort_row)(x, values, job->places + row * k, pairs, n, k, job->turn);
    }
    if (pairs != some)
        free(pairs);
}

static intptr_t NAME(runs)(const void *in, intptr_t n, void *out, int64_t *which, int64_t *counts)
{
    const T *x = in;
    T *values = out;
    intptr_t runs = 0;
    for (intptr_t i = 0, begin = 0; i < n; i++) {
        if (i == 0 || x[i] != x[i - 1]) {
            values[runs] = x[i];
            if (runs && counts)
                counts[runs - 1] = i - begin;
            begin = i;
            runs++;
        }
        if (which)
            which[i] = runs - 1;
        if (counts)
            counts[runs - 1] = i + 1 - begin;
    }
    return runs;
}

/* Looks at a block at a time, so that the inner loop has no branch. */
static int NAME(equal)(const void *left, const void *right, intptr_t n)
{
    const T *x = left, *y = right;
    for (intptr_t i = 0; i < n; i += 1024) {
        const intptr_t end = n - i < 1024 ? n : i + 1024;
        int differs = 0;
        for (intptr_t j = i; j < end; j++) differs |= x[j] != y[j];
        if (differs)
            return 0;
    }
    return 1;
}

#undef T
#undef NAME
#undef TO_KEY

/* rank_keys.h: choosing and sorting unsigned keys. Included by rank.c with KEY and NAME(part). */

static void NAME(insertion_sort)(KEY *keys, intptr_t n)
{
    for (intptr_t i = 1; i < n; i++) {
        const KEY key = keys[i];
        intptr_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* The key of rank k among few, of which there is room for 4 more: that with as many before it, counted for four at a
 * time. */
static KEY NAME(among_few)(KEY *keys, intptr_t n, intptr_t k)
{
    KEY found = keys[0];
    if (k == 0 || k == n - 1) {
        for (intptr_t i = 1; i < n; i++) found = (k ? keys[i] > found : keys[i] < found) ? keys[i] : found;
        return found;
    }
    for (intptr_t i = n; i & 3; i++) keys[i] = 0;
    for (intptr_t j = 0; j < n; j += 4) {
        const KEY *const mine = keys + j;
        KEY before[4] = {0}, same[4] = {0};
        for (intptr_t i = 0; i < n; i++) {
            const KEY key = keys[i];
            for (int q = 0; q < 4; q++) before[q] += key < mine[q];
            for (int q = 0; q < 4; q++) same[q] += key == mine[q];
        }
        for (int q = 0; q < 4 && j + q < n; q++)
            if (before[q] <= (KEY)k && (KEY)k < before[q] + same[q])
                return mine[q];
    }
    return found;
}

/* The key of rank k, counted from 0; the keys are scrambled. The highest byte that tells keys apart says in which of
 * 256 bins it is; only those in its bin are looked at again. */
static KEY NAME(select)(KEY *keys, intptr_t n, intptr_t k)
{
    for (int shift = 8 * (int)sizeof(KEY) - 8; shift >= 0 && n > 32; shift -= 8) {
        intptr_t count[256] = {0}, kept = 0;
        unsigned bin = 0;
        for (intptr_t i = 0; i < n; i++) count[keys[i] >> shift & 255]++;
        for (; k >= count[bin]; bin++) k -= count[bin];
        for (intptr_t i = 0; i < n; i++) {
            const KEY key = keys[i];
            keys[kept] = key;
            kept += (key >> shift & 255) == bin;
        }
        n = kept;
    }
    return n <= 32 ? NAME(among_few)(keys, n, k) : keys[0];
}

/* The same for most keys in fewer steps: of some keys taken at equal distances two are likely to lie on both sides of
 * rank k, and only what is between them is looked at again (Floyd, Rivest 1975). Gives 0 where they do not, or where
 * too many keys are equal; the keys are lost then. */
static int NAME(select_between)(KEY *keys, intptr_t n, intptr_t k, KEY *chosen)
{
    enum { FEW = 48, MANY = 1 << 14, SAMPLE = 128 };
    KEY sample[SAMPLE];
    while (n > FEW) {
        const intptr_t count = n < MANY ? 32 : SAMPLE, gap = n < MANY ? 6 : 16, at = k * count / n, step = n / count;
        intptr_t below = 0, kept = 0;
        for (intptr_t i = 0; i < count; i++) sample[i] = keys[i * step];
        NAME(insertion_sort)(sample, count);
        const KEY low = at < gap ? 0 : sample[at - gap], high = at + gap < count ? sample[at + gap] : (KEY)-1;
        for (intptr_t i = 0; i < n; i++) {
            const KEY key = keys[i];
            keys[kept] = key;
            below += key < low;
            kept += (KEY)(key - low) <= (KEY)(high - low);
        }
        if (k < below || k >= below + kept || (kept == n && low != high))
            return 0;
        *chosen = low;
        if (low == high)
            return 1;
        k -= below;
        n = kept;
    }
    NAME(insertion_sort)(keys, n);
    *chosen = keys[k];
    return 1;
}

/* Sort by bytes, the lowest first (there are n more keys of room behind the keys). */
static void NAME(sort)(KEY *keys, intptr_t n)
{
    KEY *from = keys, *to = keys + n;
    if (n <= 32) {
        NAME(insertion_sort)(keys, n);
        return;
    }
    for (int shift = 0; shift < 8 * (int)sizeof(KEY); shift += 8) {
        intptr_t start[257] = {0};
        for (intptr_t i = 0; i < n; i++) start[(from[i] >> shift & 255) + 1]++;
        for (int bin = 0; bin < 256; bin++) start[bin + 1] += start[bin];
        for (intptr_t i = 0; i < n; i++) to[start[from[i] >> shift & 255]++] = from[i];
        KEY *const other = from;
        from = to;
        to = other;
    }
    /* An even number of passes: the result is back where the keys were. */
}

#undef KEY
#undef NAME

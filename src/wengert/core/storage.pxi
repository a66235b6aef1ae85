# Counted, versioned, 64-byte aligned memory from a caching allocator. All under the GIL.

cdef struct Storage:
    int32_t refs          # tensors, saved values and exports that hold it
    uint32_t version      # bumped by every in-place write
    char *data            # first byte, 64-byte aligned when allocated here
    int64_t nbytes        # size asked for
    PyObject *owner       # object whose memory this is (a NumPy array); NULL: our own block
    int32_t bucket        # size class of our own block
    uint16_t writer       # operation of the last in-place write; 0: not one of the table's
    bint readonly         # foreign memory that must not be written
    Storage *next         # in a free list: the next free block of the class
    void *block           # what malloc returned

cdef enum:
    HEADER = 64                       # the header's share of a block: keeps the data aligned
    SMALLEST = 6                      # log2 of the smallest class, 64 bytes
    NBUCKETS = 4 * (40 - SMALLEST)    # four classes per power of two, up to a terabyte
cdef int64_t CACHE_LIMIT = 512 << 20  # bytes kept in free lists at most

cdef Storage *free_blocks[NBUCKETS]
cdef Storage *free_foreign = NULL     # structs of foreign memory that is gone, kept for the next
cdef int n_free_foreign = 0
cdef int64_t bytes_live = 0, bytes_cached = 0, bytes_peak = 0


cdef inline int bucket_of(int64_t nbytes) noexcept nogil:
    # The smallest class that holds nbytes: a power of two and two bits after it, rounded up.
    if nbytes <= 64:
        return 0
    cdef uint64_t v = <uint64_t>(nbytes - 1)
    cdef int log = 63 - wg_clz64(v)
    return 4 * (log - SMALLEST) + <int>((v >> (log - 2)) & 3) + 1


cdef inline int64_t bucket_size(int bucket) noexcept nogil:
    return (<int64_t>(4 + (bucket & 3)) << (bucket >> 2)) << (SMALLEST - 2)


cdef Storage *storage_new(int64_t nbytes) except NULL:
    global bytes_live, bytes_cached, bytes_peak
    cdef int bucket = bucket_of(nbytes)
    cdef Storage *s
    cdef void *block
    cdef int64_t size
    if nbytes < 0 or bucket >= NBUCKETS:
        raise MemoryError(f"cannot allocate {nbytes} bytes for a tensor")
    s = free_blocks[bucket]
    size = bucket_size(bucket)
    if s != NULL:
        free_blocks[bucket] = s.next
        bytes_cached -= size
    else:
        block = malloc(<size_t>(size + HEADER + 63))
        if block == NULL:
            _empty_cache()
            block = malloc(<size_t>(size + HEADER + 63))
            if block == NULL:
                raise MemoryError(f"cannot allocate {nbytes} bytes for a tensor")
        s = <Storage *>((<uintptr_t>block + 63) & ~<uintptr_t>63)
        s.block = block
        s.data = <char *>s + HEADER
        s.bucket = bucket
        s.owner = NULL
        s.readonly = False
    s.refs = 1
    s.version = 0
    s.nbytes = nbytes
    if WG_STRESSED:
        memset(s.data, 0xff, <size_t>size)
    bytes_live += size
    if bytes_live > bytes_peak:
        bytes_peak = bytes_live
    return s


cdef Storage *storage_foreign(char *data, int64_t nbytes, object owner, bint readonly) except NULL:
    # Memory of another object, kept alive by a reference to it.
    global free_foreign, n_free_foreign
    cdef Storage *s = free_foreign
    if s != NULL:
        free_foreign = s.next
        n_free_foreign -= 1
    else:
        s = <Storage *>malloc(sizeof(Storage))
        if s == NULL:
            raise MemoryError()
    s.refs = 1
    s.version = 0
    s.data = data
    s.nbytes = nbytes
    s.owner = <PyObject *>owner
    s.bucket = -1
    s.readonly = readonly
    s.block = s
    Py_INCREF(owner)
    return s


cdef void storage_free(Storage *s) noexcept:
    global bytes_live, bytes_cached, free_foreign, n_free_foreign
    cdef PyObject *owner = s.owner
    cdef int64_t size
    if s.bucket < 0:
        if WG_STRESSED or n_free_foreign == 64:
            free(s.block)
        else:
            s.next = free_foreign
            free_foreign = s
            n_free_foreign += 1
        Py_XDECREF(owner)
        return
    size = bucket_size(s.bucket)
    bytes_live -= size
    if WG_STRESSED or bytes_cached + size > CACHE_LIMIT:
        free(s.block)
        return
    s.next = free_blocks[s.bucket]
    free_blocks[s.bucket] = s
    bytes_cached += size


cdef inline void storage_decref(Storage *s) noexcept:
    s.refs -= 1
    if s.refs == 0:
        storage_free(s)


def _empty_cache():
    global bytes_cached
    cdef int i
    cdef Storage *s
    for i in range(NBUCKETS):
        while free_blocks[i] != NULL:
            s = free_blocks[i]
            free_blocks[i] = s.next
            free(s.block)
    bytes_cached = 0


def empty_cache():
    """Give the allocator's unused blocks back to the system."""
    _empty_cache()


def memory_stats():
    """Bytes of tensor memory: in use, kept for reuse, and the most that was ever in use at once.

    Values of 0-d tensors lie in the tensor objects and are not counted.

    Examples
    --------
    >>> import wengert
    >>> sorted(wengert.memory_stats())
    ['cached', 'live', 'peak']
    """
    return {"live": bytes_live, "cached": bytes_cached, "peak": bytes_peak}

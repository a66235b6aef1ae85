# Numbers of the distributions into contiguous memory of float32 or float64, by NumPy's own samplers: the numbers are
# those of the methods of numpy.random.Generator.

cdef extern from "numpy/random/distributions.h" nogil:
    void random_standard_normal_fill(bitgen_t *bits, intptr_t n, double *out)
    void random_standard_normal_fill_f(bitgen_t *bits, intptr_t n, float *out)
    void random_standard_exponential_fill(bitgen_t *bits, intptr_t n, double *out)
    void random_standard_exponential_fill_f(bitgen_t *bits, intptr_t n, float *out)
    double random_standard_cauchy(bitgen_t *bits)
    int64_t random_geometric(bitgen_t *bits, double p)
    int64_t random_poisson(bitgen_t *bits, double rate)
    uint64_t random_interval(bitgen_t *bits, uint64_t most)

ctypedef void (*draw_t)(bitgen_t *bits, int dtype, char *out, int64_t n, double a, double b) noexcept nogil

cdef wg_loop exp_loops[2]                # NumPy's, of float32 and float64
cdef void *exp_data[2]


cdef int adopt_exp() except -1:
    # Numbers of a log-normal distribution are NumPy's exponentials of normal ones.
    cdef cnp.ufunc u = np.exp
    cdef int i, d
    for d in range(2):
        for i in range(u.ntypes):
            if u.types[2 * i] == cnp.NPY_FLOAT + d:
                exp_loops[d] = <wg_loop>u.functions[i]
                exp_data[d] = u.data[i]
                break
    return 0


cdef void fill_uniforms(bitgen_t *bits, int dtype, char *out, int64_t n, double low, double high) noexcept nogil:
    cdef int64_t k
    cdef double width = high - low
    cdef float *f = <float *>out
    cdef double *d = <double *>out
    if dtype == WG_F32:
        for k in range(n):
            f[k] = <float>low + <float>width * (<float>(bits.next_uint32(bits.state) >> 8) * <float>(1.0 / 16777216.0))
    else:
        for k in range(n):
            d[k] = low + width * bits.next_double(bits.state)


cdef void scale_and_shift(int dtype, char *out, int64_t n, double scale, double shift) noexcept nogil:
    # In the type's own precision, each step rounded as NumPy's operations on the whole array do.
    cdef int64_t k
    cdef float *f = <float *>out
    cdef double *d = <double *>out
    if scale != 1:
        if dtype == WG_F32:
            for k in range(n):
                f[k] *= <float>scale
        else:
            for k in range(n):
                d[k] *= scale
    if shift != 0:
        if dtype == WG_F32:
            for k in range(n):
                f[k] += <float>shift
        else:
            for k in range(n):
                d[k] += shift


cdef void fill_normals(bitgen_t *bits, int dtype, char *out, int64_t n, double mean, double std) noexcept nogil:
    if dtype == WG_F32:
        random_standard_normal_fill_f(bits, n, <float *>out)
    else:
        random_standard_normal_fill(bits, n, <double *>out)
    scale_and_shift(dtype, out, n, std, mean)


cdef void fill_log_normals(bitgen_t *bits, int dtype, char *out, int64_t n, double mean, double std) noexcept nogil:
    cdef char *args[2]
    cdef intptr_t steps[2]
    cdef intptr_t count = n
    fill_normals(bits, dtype, out, n, mean, std)
    args[0] = args[1] = out
    steps[0] = steps[1] = 4 if dtype == WG_F32 else 8
    exp_loops[dtype - WG_F32](args, &count, steps, exp_data[dtype - WG_F32])


cdef void fill_exponentials(bitgen_t *bits, int dtype, char *out, int64_t n, double rate, double unused) noexcept nogil:
    cdef int64_t k
    cdef float *f = <float *>out
    cdef double *d = <double *>out
    if dtype == WG_F32:
        random_standard_exponential_fill_f(bits, n, f)
        if rate != 1:
            for k in range(n):
                f[k] /= <float>rate
    else:
        random_standard_exponential_fill(bits, n, d)
        if rate != 1:
            for k in range(n):
                d[k] /= rate


cdef inline void put_real(int dtype, char *out, int64_t k, double value) noexcept nogil:
    if dtype == WG_F32:
        (<float *>out)[k] = <float>value
    else:
        (<double *>out)[k] = value


cdef inline double real_at(int dtype, const char *data, int64_t k) noexcept nogil:
    return <double>(<const float *>data)[k] if dtype == WG_F32 else (<const double *>data)[k]


cdef void fill_cauchys(bitgen_t *bits, int dtype, char *out, int64_t n, double median, double sigma) noexcept nogil:
    cdef int64_t k
    for k in range(n):
        put_real(dtype, out, k, median + sigma * random_standard_cauchy(bits))


cdef void fill_geometrics(bitgen_t *bits, int dtype, char *out, int64_t n, double p, double unused) noexcept nogil:
    cdef int64_t k, trials
    for k in range(n):
        trials = random_geometric(bits, p)
        if dtype == WG_F32:
            (<float *>out)[k] = <float>trials
        else:
            (<double *>out)[k] = <double>trials


cdef void fill_flips(bitgen_t *bits, int dtype, char *out, int64_t n, double p, double unused) noexcept nogil:
    cdef int64_t k
    for k in range(n):
        put_real(dtype, out, k, bits.next_double(bits.state) < p)


# -- from an element of a tensor each ---------------------------------------------------------------------

ctypedef void (*draw_each_t)(bitgen_t *bits, int dtype, const char *given, char *out, int64_t n) noexcept nogil


cdef void flip_each(bitgen_t *bits, int dtype, const char *p, char *out, int64_t n) noexcept nogil:
    cdef int64_t k
    for k in range(n):
        put_real(dtype, out, k, bits.next_double(bits.state) < real_at(dtype, p, k))


cdef void poisson_each(bitgen_t *bits, int dtype, const char *rates, char *out, int64_t n) noexcept nogil:
    cdef int64_t k, count
    for k in range(n):
        count = random_poisson(bits, real_at(dtype, rates, k))
        if dtype == WG_F32:
            (<float *>out)[k] = <float>count
        else:
            (<double *>out)[k] = <double>count


cdef double pairwise_sum(const double *v, int64_t n) noexcept nogil:
    # In NumPy's order: halves of many numbers, eight sums beside each other of up to 128, else one after the other.
    cdef double r[8]
    cdef double total = 0
    cdef int64_t k = 0, half
    cdef int i
    if n > 128:
        half = n // 2 - n // 2 % 8
        return pairwise_sum(v, half) + pairwise_sum(v + half, n - half)
    if n >= 8:
        for i in range(8):
            r[i] = v[i]
        for k in range(8, n - n % 8, 8):
            for i in range(8):
                r[i] += v[k + i]
        k = n - n % 8
        total = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
    for k in range(k, n):
        total += v[k]
    return total


cdef void draw_places(bitgen_t *bits, int dtype, const char *weights, int64_t n, int64_t *out, int64_t count,
                      double *sums) noexcept nogil:
    # `count` positions drawn with a row's weights, again and again from all: where uniform numbers fall among the
    # cumulated weights, for which `sums` is room. Some weight is positive.
    cdef int64_t k, low, high, middle, last = 0
    cdef double total, u, sum_ = 0
    for k in range(n):
        sums[k] = real_at(dtype, weights, k)
    total = pairwise_sum(sums, n)
    for k in range(n):
        if sums[k] > 0:
            last = k
        sum_ = sums[k] / total if k == 0 else sum_ + sums[k] / total
        sums[k] = sum_
    for k in range(count):
        u = bits.next_double(bits.state)
        low, high = 0, n
        while low < high:
            middle = (low + high) // 2
            if sums[middle] <= u:
                low = middle + 1
            else:
                high = middle
        out[k] = min(low, last)


cdef bint all_between(int dtype, const char *data, int64_t n, double low, double high) noexcept nogil:
    # Whether every number lies within these bounds; nan does not.
    cdef int64_t k
    for k in range(n):
        if not low <= real_at(dtype, data, k) <= high:
            return False
    return True


# -- the stream -------------------------------------------------------------------------------------------

@cython.final
cdef class Stream:
    # A NumPy generator with what drawing from it needs.
    cdef object generator
    cdef object capsule
    cdef bitgen_t *bits
    cdef object acquire                  # methods of its lock, which is held while numbers are drawn
    cdef object release


cdef object default_generator = None     # wengert.random's
cdef Stream last_stream = None


def set_default_generator(generator):
    """Tell the core which generator numbers are drawn from by default."""
    global default_generator
    default_generator = generator


cdef Stream default_stream():
    # Of the default generator, whose NumPy generator another seed replaces.
    global last_stream
    cdef Stream s = last_stream
    generator = default_generator._numpy
    if generator is None:
        generator = default_generator.numpy()
    if s is None or s.generator is not generator:
        s = Stream.__new__(Stream)
        source = generator.bit_generator
        s.generator = generator
        s.capsule = source.capsule
        s.bits = bits_of(s.capsule)
        s.acquire, s.release = source.lock.acquire, source.lock.release
        last_stream = s
    return s


cdef int fill_drawn(Tensor t, draw_t draw, double a, double b) except -1:
    # Draw every element of contiguous memory.
    cdef Stream s = default_stream()
    s.acquire()
    if t.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            draw(s.bits, t.dtype_, t.data, t.numel_, a, b)
    else:
        draw(s.bits, t.dtype_, t.data, t.numel_, a, b)
    s.release()
    return 0


cdef Tensor drawn_for_each(Tensor x, draw_each_t draw):
    # A number for each element of a contiguous x.
    cdef Tensor out = new_like(x, x.dtype_)
    cdef Stream s = default_stream()
    s.acquire()
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            draw(s.bits, x.dtype_, x.data, out.data, x.numel_)
    else:
        draw(s.bits, x.dtype_, x.data, out.data, x.numel_)
    s.release()
    return out


adopt_exp()

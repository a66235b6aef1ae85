# Uniform numbers, coin flips and bounded integers straight from a NumPy bit generator.

from cpython.pycapsule cimport PyCapsule_GetPointer

cdef extern from "numpy/random/bitgen.h":
    ctypedef struct bitgen_t:
        void *state
        uint64_t (*next_uint64)(void *) noexcept nogil
        uint32_t (*next_uint32)(void *) noexcept nogil
        double (*next_double)(void *) noexcept nogil


cdef inline bitgen_t *bits_of(object capsule) except NULL:
    return <bitgen_t *>PyCapsule_GetPointer(capsule, "BitGenerator")


def draw_uniform(capsule, Tensor t, double low, double high):
    """Uniform numbers in [low, high) into a contiguous float32 or float64 tensor; the caller holds the lock."""
    fill_uniforms(bits_of(capsule), t.dtype_, t.data, t.numel_, low, high)


def draw_below(capsule, Tensor t, double p):
    """True with probability p into a contiguous bool tensor; the caller holds the lock."""
    cdef bitgen_t *bits = bits_of(capsule)
    cdef int64_t k
    for k in range(t.numel_):
        t.data[k] = bits.next_double(bits.state) < p


def draw_below_each(capsule, Tensor t, Tensor p):
    """True with the probability of each element of p (float64, contiguous, of t's size) into contiguous bools."""
    cdef bitgen_t *bits = bits_of(capsule)
    cdef int64_t k
    cdef double *each = <double *>p.data
    for k in range(t.numel_):
        t.data[k] = bits.next_double(bits.state) < each[k]


def draw_integers(capsule, Tensor t, int64_t low, uint64_t width):
    """Integers from low to low + width, which is included, into a contiguous int64 tensor; the caller holds the lock.

    Every one is equally likely: up to 32 bits by Lemire's multiplication with rejection (arXiv:1805.10941), beyond that
    by masking off the bits above the width's highest and throwing away what is too large.
    """
    integers_into(bits_of(capsule), t, low, width)


cdef void integers_into(bitgen_t *bits, Tensor t, int64_t low, uint64_t width) noexcept:
    cdef int64_t k
    cdef int64_t *out = <int64_t *>t.data
    cdef uint64_t v, mask, span = width + 1
    cdef uint32_t rest = <uint32_t>((<uint64_t>1 << 32) % span) if 0 < width < 0xffffffff else 0
    if width < 0xffffffff:
        for k in range(t.numel_):
            v = <uint64_t>bits.next_uint32(bits.state) * span if width else 0
            while <uint32_t>v < rest:
                v = <uint64_t>bits.next_uint32(bits.state) * span
            out[k] = <int64_t>(<uint64_t>low + (v >> 32))
        return
    mask = ~<uint64_t>0 >> wg_clz64(width)
    for k in range(t.numel_):
        v = bits.next_uint64(bits.state) & mask
        while v > width:
            v = bits.next_uint64(bits.state) & mask
        out[k] = <int64_t>(<uint64_t>low + v)

"""Integers: bits and divisors."""
import numpy as np

from .table import elementwise


@elementwise(np.bitwise_and, inplace=True)
def bitwise_and(input, other):
    """The bits that are set in both integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_and(wengert.tensor([6, 5]), 3)
    tensor([2, 1])
    """


@elementwise(np.bitwise_or, inplace=True)
def bitwise_or(input, other):
    """The bits that are set in either integer.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_or(wengert.tensor([6, 5]), 3)
    tensor([7, 7])
    """


@elementwise(np.bitwise_xor, inplace=True)
def bitwise_xor(input, other):
    """The bits that are set in one of two integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_xor(wengert.tensor([6, 5]), 3)
    tensor([5, 6])
    """


@elementwise(np.invert, inplace=True)
def bitwise_not(input):
    """The bits that are not set; of booleans the negation.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_not(wengert.tensor([0, 5]))
    tensor([-1, -6])
    """


@elementwise(np.left_shift, inplace=True)
def bitwise_left_shift(input, other):
    """The bits of `input` shifted left by `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_left_shift(wengert.tensor([1, 3]), 2)
    tensor([ 4, 12])
    """


@elementwise(np.right_shift, inplace=True)
def bitwise_right_shift(input, other):
    """The bits of `input` shifted right by `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_right_shift(wengert.tensor([4, 13]), 2)
    tensor([1, 3])
    """


@elementwise(np.gcd, inplace=True)
def gcd(input, other):
    """The greatest common divisor of two integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.gcd(wengert.tensor([8, 6]), wengert.tensor([12, 9]))
    tensor([4, 3])
    """


@elementwise(np.lcm, inplace=True)
def lcm(input, other):
    """The least common multiple of two integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.lcm(wengert.tensor([8, 6]), wengert.tensor([12, 9]))
    tensor([24, 18])
    """

"""gradcheck and gradgradcheck: recorded derivatives against finite differences, to first and second order."""
from .. import _core, random
from ..errors import GradcheckError

__all__ = ["gradcheck", "gradgradcheck", "GradcheckError"]


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False,
              masked=None):
    """Compare the recorded derivatives of a function with central finite differences.

    Every input that requires a gradient is moved, element by element, and moved back; complex ones also along the
    imaginary axis. Complex outputs are checked as two real functions, their real and their imaginary parts.

    Parameters
    ----------
    func : callable
        Takes the inputs and gives a tensor or a tuple; results that are no floating tensors are passed over.
    inputs : Tensor or tuple
        At least one requires a gradient. The tolerances are meant for float64 and complex128.
    eps : float
        How far the inputs are moved.
    atol, rtol : float
        How far the two may be apart, as for :func:`wengert.allclose`.
    raise_exception : bool
        Raise if they are; otherwise return False.
    nondet_tol : float
        How far two backward passes may be apart.
    check_undefined_grad : bool
        Check that an output without a cotangent counts as zero.
    check_grad_dtypes : bool
        Check that gradients have the types of their inputs.
    check_batched_grad : bool
        Check that ``is_grads_batched`` gives what single passes give.
    check_backward_ad : bool
        Must be True, since this is all there is to check.
    check_forward_ad, check_batched_forward_grad : bool
        Must be False: Wengert has no forward mode.
    fast_mode : bool
        Compare the Jacobians along one random direction only.
    masked : bool, optional
        Accepted; it concerns sparse tensors.

    Returns
    -------
    bool
        Whether all are close.

    Raises
    ------
    GradcheckError
        With both Jacobians, if they are not and `raise_exception` is set.
    ValueError
        If no input requires a gradient.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], dtype=wengert.float64, requires_grad=True)
    >>> wengert.autograd.gradcheck(wengert.exp, x)
    True
    """
    from . import _checks as checks   # first used here: few programs check gradients
    checks.check_modes(check_forward_ad or check_batched_forward_grad, check_backward_ad,
                       "check_forward_ad or check_backward_ad")
    inputs = checks.as_tuple(inputs)
    checks.check_inputs(inputs)
    try:
        outputs = checks.as_tuple(func(*inputs))
        compare = checks.compare_along_one_direction if fast_mode else checks.compare_jacobians
        for part, real_function, real_outputs in checks.real_parts(func, inputs, outputs):
            compare(real_function, inputs, real_outputs, eps, atol, rtol, nondet_tol, check_grad_dtypes, part)
        recorded = checks.differentiable(outputs)
        if recorded:
            checks.check_passes(func, inputs, recorded, check_batched_grad, check_undefined_grad)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
                  check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False,
                  masked=False):
    """Compare recorded second derivatives with finite differences of the recorded first ones.

    It is :func:`gradcheck` of the function that takes the inputs and a cotangent of each output to the gradients.

    Parameters
    ----------
    func, inputs
        As for :func:`gradcheck`.
    grad_outputs : Tensor or tuple of Tensor, optional
        The cotangents; by default random ones between -1 and 1 that require a gradient, the same at every call.
    gen_non_contig_grad_outputs : bool
        Make these with strides of 2.
    check_rev_over_rev : bool
        Must be True, since this is all there is to check.
    check_fwd_over_rev : bool
        Must be False: Wengert has no forward mode.
    eps, atol, rtol, raise_exception, nondet_tol, check_undefined_grad, check_grad_dtypes, check_batched_grad
        As for :func:`gradcheck`.
    fast_mode, masked
        As for :func:`gradcheck`.

    Returns
    -------
    bool
        Whether all are close.

    Raises
    ------
    GradcheckError
        With both Jacobians, if they are not and `raise_exception` is set.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], dtype=wengert.float64, requires_grad=True)
    >>> wengert.autograd.gradgradcheck(wengert.exp, x)
    True
    """
    from . import _checks as checks
    checks.check_modes(check_fwd_over_rev, check_rev_over_rev, "check_fwd_over_rev or check_rev_over_rev")
    inputs = checks.as_tuple(inputs)
    if grad_outputs is None:
        generator = random.Generator()
        grad_outputs = tuple(checks.random_cotangent(out, generator, gen_non_contig_grad_outputs)
                             for out in checks.differentiable(checks.as_tuple(func(*inputs))))
    else:
        grad_outputs = checks.as_tuple(grad_outputs)
    count = len(inputs)

    def gradients(*args):
        outputs = checks.differentiable(checks.as_tuple(func(*args[:count])))
        wanted = [x for x in args[:count] if checks.is_checked(x)]
        if not outputs:
            return ()
        grads = _core.grad(outputs, wanted, args[count:], create_graph=True, allow_unused=True)
        return tuple(g for g in grads if g is not None)

    return gradcheck(
        gradients, inputs + grad_outputs, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
        nondet_tol=nondet_tol, check_undefined_grad=check_undefined_grad, check_grad_dtypes=check_grad_dtypes,
        check_batched_grad=check_batched_grad, fast_mode=fast_mode, masked=masked)

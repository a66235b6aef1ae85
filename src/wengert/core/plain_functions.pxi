# The plain calls of Python functions around one operation: conversion, losses of two tensors.

cdef str MEAN = "mean", REDUCTION = "reduction"


cdef object plain_to(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # x.to(dtype)
    cdef Tensor x
    if nargs != 2 or kwnames != NULL or not are_tensors(args, 1) or Py_TYPE(args[1]) != <PyTypeObject *>dtype:
        return None
    x = <Tensor>args[0]
    if (<dtype>args[1]).num == x.dtype_:
        return x
    return unrecorded(converted(x, (<dtype>args[1]).num, FORMAT_PRESERVE), "a conversion", args, 1)


cdef object plain_loss(Op op, PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # loss(input, target) and loss(input, target, reduction=...), of tensors of one shape
    cdef PyObject *a[MAX_PARAMS]
    if nargs != 2 or not are_tensors(args, 2) or not same_shape(<Tensor>args[0], <Tensor>args[1]):
        return None
    a[0], a[1], a[2] = args[0], args[1], <PyObject *>MEAN
    if kwnames != NULL:
        if PyTuple_GET_SIZE(kwnames) != 1 or PyTuple_GET_ITEM(kwnames, 0) != <PyObject *>REDUCTION:
            return None
        a[2] = args[2]
    return unrecorded(call_impl(op, a), op.name, a, 2)


cdef object plain_mse_loss(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return plain_loss(op_mse_loss, args, nargs, kwnames)


cdef object plain_l1_loss(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return plain_loss(op_l1_loss, args, nargs, kwnames)


add_plain("to", plain_to)
add_plain("mse_loss", plain_mse_loss)
add_plain("l1_loss", plain_l1_loss)

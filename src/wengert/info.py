"""What this installation is: versions, compiler, instruction set, threads."""

import os
import platform
import sys

import numpy as np

ENVIRONMENT = ("WENGERT_ISA",)  # variables that change how Wengert runs


def _blas():
    """Return name and version of the BLAS that NumPy was built with."""
    blas = np.show_config(mode="dicts").get("Build Dependencies", {}).get("blas", {})
    return f"{blas.get('name', 'unknown')} {blas.get('version', '')}".strip()


def collect():
    """Gather what :func:`show_config` prints.

    Returns
    -------
    dict of str to str
        What each line is about, and its text.

    Examples
    --------
    >>> list(collect())[:3]
    ['Wengert', 'Python', 'NumPy']
    """
    import wengert  # here, because the package itself offers show_config
    from wengert import _core

    build = _core.build_info()
    lines = {
        "Wengert": wengert.__version__,
        "Python": f"{platform.python_version()} ({sys.implementation.name}, {platform.platform()})",
        "NumPy": np.__version__,
        "BLAS of NumPy": _blas(),
        "Compiler": build["compiler"],
        "Instruction set": f"{build['isa']} (available: {', '.join(build['isa_available'])})",
        "Threads": str(build["threads"]),
    }
    return lines | {name: os.environ.get(name, "not set") for name in ENVIRONMENT}


def show_config():
    """Print versions, compiler, instruction set, threads and the environment variables that matter.

    Examples
    --------
    >>> show_config()  # doctest: +ELLIPSIS
    Wengert          ...
    Python           ...
    """
    for name, text in collect().items():
        print(f"{name:<16} {text}")

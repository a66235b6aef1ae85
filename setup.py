"""Builds the one extension, wengert._core, from its Cython source and the C kernels."""
import os
import sys
from glob import glob

import numpy
from Cython.Build import cythonize
from setuptools import Extension, setup

if sys.platform == "win32":
    flags = ["/O2", "/std:c11", "/experimental:c11atomics"]
else:
    # -O3 for the kernels' loops; no errno and no trapping, so that sqrt, floor and comparisons vectorise.
    # Without debug information, which triples the size, unless CFLAGS asks for it.
    flags = ["-O3", "-std=gnu11", "-fno-math-errno", "-fno-trapping-math", "-Wno-unused-function"]
    if "-g" not in os.environ.get("CFLAGS", "").split():
        flags.append("-g0")

core = Extension(
    "wengert._core",
    ["src/wengert/_core.pyx"] + sorted(glob("csrc/*.c")),
    include_dirs=["csrc", numpy.get_include()],
    depends=sorted(glob("csrc/*.h") + glob("csrc/*.def") + glob("src/wengert/core/*.pxi")),
    define_macros=[("NPY_NO_DEPRECATED_API", "NPY_2_0_API_VERSION"), ("NPY_TARGET_VERSION", "NPY_2_0_API_VERSION")],
    extra_compile_args=flags,
)
setup(ext_modules=cythonize([core], include_path=["src/wengert"], annotate=bool(os.environ.get("WENGERT_ANNOTATE"))))

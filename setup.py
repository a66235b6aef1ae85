"""Builds the one extension, wengert._core, from its Cython source and the C kernels."""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from glob import glob

import numpy
from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

if sys.platform == "win32":
    flags = ["/O2", "/std:c11", "/experimental:c11atomics"]
else:
    # -O3 for the kernels' loops; no errno and no trapping, so that sqrt, floor and comparisons vectorise.
    # Without debug information, which triples the size, unless CFLAGS asks for it.
    # Only the module's entry is to be seen from outside.
    flags = ["-O3", "-std=gnu11", "-fno-math-errno", "-fno-trapping-math", "-fvisibility=hidden",
             "-Wno-unused-function"]
    if "-g" not in os.environ.get("CFLAGS", "").split():
        flags.append("-g0")

# The kernels that are there once for each instruction set are vectorised but not unswitched, peeled and cloned: a
# quarter smaller and as fast. Other compilers than GCC do not know these options.
kernel_flags = ["-O2", "-ftree-vectorize", "-fvect-cost-model=dynamic"]

# Elsewhere what leads to an error (Cython calls all such branches unlikely) is never taken, not one time in ten: it is
# built small and stands apart, which makes the core an eighth smaller.
core_flags = ["--param=builtin-expect-probability=100"]


def is_gcc(command):
    """Whether a compiler's command line is GCC's."""
    try:
        told = subprocess.run([*command[:1], "--version"], capture_output=True, text=True).stdout
    except OSError:
        return False
    return "Free Software Foundation" in told


class parallel_build_ext(build_ext):
    """Compiles the one extension's sources side by side; `-j` alone would only do that for several extensions."""

    def run(self):
        """Build; setuptools forgets meanwhile whether in place."""
        self.shipped = not self.inplace
        super().run()

    def build_extension(self, ext):
        """Build an extension with a compiler whose `compile` uses every core; without symbols where it is shipped."""
        if self.compiler.compiler_type == "unix":
            self.compiler.compile = self.compile_side_by_side
        if sys.platform == "linux" and "-g0" in flags and self.shipped:
            ext.extra_link_args = [*ext.extra_link_args, "-Wl,-s"]
        super().build_extension(ext)

    def compile_side_by_side(self, sources, output_dir=None, macros=None, include_dirs=None, debug=False,
                             extra_preargs=None, extra_postargs=None, depends=None):
        """What the compiler's own `compile` does, one thread for each source."""
        unix = self.compiler
        _, objects, extra_postargs, defines, build = unix._setup_compile(
            output_dir, macros, include_dirs, sources, depends, extra_postargs)
        arguments = unix._get_cc_args(defines, debug, extra_preargs)
        gcc = is_gcc(unix.compiler_so)
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        with ThreadPoolExecutor(cores) as pool:
            for done in [pool.submit(unix._compile, obj, src, ext, arguments,
                                     extra_postargs + ((kernel_flags if "isa_" in src else core_flags) if gcc else []),
                                     defines)
                         for obj, (src, ext) in build.items()]:
                done.result()
        return objects


core = Extension(
    "wengert._core",
    ["src/wengert/_core.pyx"] + sorted(glob("csrc/*.c")),
    include_dirs=["csrc", numpy.get_include()],
    library_dirs=[os.path.join(os.path.dirname(numpy.__file__), "random", "lib")],
    libraries=["npyrandom"],          # NumPy's samplers of random distributions, which come with it
    depends=sorted(glob("csrc/*.h") + glob("csrc/*.def") + glob("src/wengert/core/*.pxi")),
    define_macros=[("NPY_NO_DEPRECATED_API", "NPY_2_0_API_VERSION"), ("NPY_TARGET_VERSION", "NPY_2_0_API_VERSION")],
    extra_compile_args=flags,
)
setup(ext_modules=cythonize([core], include_path=["src/wengert"], annotate=bool(os.environ.get("WENGERT_ANNOTATE"))),
      cmdclass={"build_ext": parallel_build_ext})

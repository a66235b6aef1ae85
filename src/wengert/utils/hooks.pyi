# Types of wengert.utils.hooks; written by docs/generate.py.

from .._core import (RemovableHandle as RemovableHandle)


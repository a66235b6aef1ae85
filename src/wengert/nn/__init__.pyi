# Types of wengert.nn; written by docs/generate.py.

from . import (functional as functional, utils as utils)


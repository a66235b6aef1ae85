# Types of wengert.utils; written by docs/generate.py.

from . import (checkpoint as checkpoint, hooks as hooks)


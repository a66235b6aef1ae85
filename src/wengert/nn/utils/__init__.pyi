# Types of wengert.nn.utils; written by docs/generate.py.

from . import (rnn as rnn)


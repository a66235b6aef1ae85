"""Helpers of these tests: custom functions made of two plain ones, and something to hold weakly."""


def make(torch, forward, backward):
    """A Function of these two functions."""
    body = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Made", (torch.autograd.Function,), body)


class Token:
    """Something to hold weakly."""

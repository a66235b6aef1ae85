"""Samples: images and volumes sampled at points."""
import itertools

from .forms import A, S

SAMPLES = {}
SAMPLES["grid_sampler_2d"] = [S(A(2, 3, 4, 5), A(2, 3, 2, 2, low=-1.7, high=1.9), mode, padding, align)
                              for mode, padding, align in itertools.product(range(3), range(3), (False, True))]
SAMPLES["grid_sampler_2d"] += [S(A(1, 1, 1, 1), A(1, 2, 2, 2), 0, padding, align)
                               for padding in range(3) for align in (False, True)]
SAMPLES["grid_sampler_2d"] += [S(A(0, 2, 3, 3), A(0, 2, 2, 2), 0, 0, False), S(A(2, 0, 3, 3), A(2, 2, 2, 2), 0, 0,
                               False),
                               S(A(1, 2, 3, 3), A(1, 0, 2, 2), 0, 0, False)]
SAMPLES["grid_sampler_3d"] = [S(A(1, 2, 3, 4, 2), A(1, 2, 2, 1, 3, low=-1.7, high=1.9), mode, padding, align)
                              for mode, padding, align in itertools.product(range(2), range(3), (False, True))]
SAMPLES["grid_sampler"] = [S(A(1, 2, 3, 3), A(1, 2, 2, 2), 2, 1, True), S(A(1, 1, 2, 2, 2), A(1, 1, 2, 2, 3), 0, 0,
                           True)]
SAMPLES["affine_grid_generator"] = [S(A(2, 2, 3), (2, 1, 3, 4), align) for align in (False, True)]
SAMPLES["affine_grid_generator"] += [S(A(1, 3, 4), (1, 1, 2, 3, 1), align) for align in (False, True)]
SAMPLES["F.grid_sample"] = [S(A(1, 2, 4, 3), A(1, 3, 2, 2, low=-1.7, high=1.9), mode=mode, padding_mode=padding,
                              align_corners=True)
                            for mode in ("bilinear", "nearest", "bicubic") for padding in ("zeros", "border",
                                         "reflection")]
SAMPLES["F.affine_grid"] = [S(A(2, 2, 3), (2, 1, 3, 4), align_corners=False), S(A(1, 3, 4), (1, 1, 2, 3, 1), True)]

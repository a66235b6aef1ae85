"""Samples: convolution, pooling, resizing and what else nn.functional does with images."""
from .forms import A, I, S

SAMPLES = {}

SAMPLES["conv1d"] = [S(A(2, 2, 5), A(3, 2, 2), A(3)), S(A(2, 5), A(3, 2, 3), None, 2, 1),
                     S(A(1, 4, 6), A(2, 2, 2), A(2), groups=2),
                     S(A(1, 1, 6), A(1, 1, 3), dilation=2, padding="same"), S(A(0, 2, 5), A(3, 2, 2), A(3))]
SAMPLES["conv2d"] = [S(A(2, 2, 4, 5), A(3, 2, 2, 3), A(3)), S(A(1, 2, 5, 5), A(2, 2, 3, 3), None, 2, 1),
                     S(A(2, 4, 5), A(2, 2, 2, 2)), S(A(1, 4, 3, 4), A(4, 1, 2, 2), A(4), (1, 2), (1, 0), groups=4),
                     S(A(1, 2, 5, 4), A(2, 2, 2, 2), A(2), dilation=(2, 1)),
                     S(A(1, 2, 3, 4), A(2, 2, 3, 3), padding="same"),
                     S(A(1, 1, 3, 3), A(1, 1, 2, 3), padding="same"), S(A(2, 2, 2, 3), A(3, 2, 2, 3), A(3))]
SAMPLES["conv3d"] = [S(A(1, 2, 3, 3, 3), A(2, 2, 2, 2, 2), A(2)),
                     S(A(2, 3, 2, 4), A(2, 1, 2, 1, 2), None, (1, 1, 2), (0, 1, 1), groups=2)]
SAMPLES["conv_transpose1d"] = [S(A(2, 2, 3), A(2, 3, 2), A(3)), S(A(2, 3), A(2, 2, 3), None, 2, 1, 1),
                               S(A(1, 4, 3), A(4, 1, 2), A(2), groups=2, dilation=2)]
SAMPLES["conv_transpose2d"] = [S(A(2, 2, 3, 2), A(2, 3, 2, 3), A(3)), S(A(1, 2, 3, 3), A(2, 2, 3, 3), None, 2, 1, 1),
                               S(A(2, 2, 3), A(2, 1, 2, 2), A(2), (1, 2), groups=2),
                               S(A(1, 2, 1, 1), A(2, 3, 2, 3), A(3)),
                               S(A(1, 1, 2, 3), A(1, 1, 2, 2), output_padding=1, dilation=2)]
SAMPLES["conv_transpose3d"] = [S(A(1, 2, 2, 2, 2), A(2, 2, 2, 2, 2), A(2)),
                               S(A(2, 2, 1, 2), A(2, 1, 1, 2, 2), None, 2, groups=2)]
SAMPLES["convolution"] = [S(A(1, 2, 4, 4), A(3, 2, 2, 2), A(3), [1, 1], [1, 0], [1, 1], False, [0, 0], 1),
                          S(A(1, 2, 4), A(2, 3, 2), None, [2], [1], [1], True, [1], 1)]
SAMPLES["conv_tbc"] = [S(A(4, 1, 2), A(3, 2, 3), A(3), 1)]

SAMPLES["F.max_pool1d"] = [S(A(2, 2, 5), 2), S(A(2, 6), 3, 1, 1), S(A(1, 1, 7), 2, 2, 0, 2, True)]
SAMPLES["F.max_pool2d"] = [S(A(2, 2, 4, 5), 2), S(A(1, 5, 5), 3, 2, 1),
                           S(A(1, 1, 5, 6), (2, 3), (1, 2), (1, 0), (1, 2), True),
                           S(A(0, 2, 4, 4), 2)]
SAMPLES["F.max_pool3d"] = [S(A(1, 2, 3, 4, 4), 2), S(A(1, 3, 3, 3), 2, 1, 1)]
SAMPLES["F.max_pool1d_with_indices"] = [S(A(2, 2, 5), 2)]
SAMPLES["F.max_pool2d_with_indices"] = [S(A(2, 2, 4, 5), 2, 1)]
SAMPLES["F.max_pool3d_with_indices"] = [S(A(1, 2, 3, 4, 4), 2)]
SAMPLES["F.avg_pool1d"] = [S(A(2, 2, 5), 2), S(A(2, 6), 3, 1, 1, False, False), S(A(1, 1, 6), 4, 3, 1, True)]
SAMPLES["F.avg_pool2d"] = [S(A(2, 2, 4, 5), 2), S(A(1, 5, 5), 3, 2, 1, True, False),
                           S(A(1, 1, 5, 6), (2, 3), (1, 2), (1, 0)),
                           S(A(1, 1, 4, 4), 3, 1, divisor_override=2)]
SAMPLES["F.avg_pool3d"] = [S(A(1, 2, 3, 4, 4), 2), S(A(1, 3, 3, 3), 2, 1, 1, count_include_pad=False)]
SAMPLES["F.adaptive_avg_pool1d"] = [S(A(2, 2, 5), 3), S(A(2, 4), 6)]
SAMPLES["F.adaptive_avg_pool2d"] = [S(A(2, 2, 4, 5), 3), S(A(1, 5, 4), (1, None)), S(A(1, 1, 3, 3), 1)]
SAMPLES["F.adaptive_avg_pool3d"] = [S(A(1, 2, 3, 4, 5), (2, 1, 3))]
SAMPLES["F.adaptive_max_pool1d"] = [S(A(2, 2, 5), 3), S(A(2, 4), 6)]
SAMPLES["F.adaptive_max_pool2d"] = [S(A(2, 2, 4, 5), 3), S(A(1, 5, 4), (1, None), True)]
SAMPLES["F.adaptive_max_pool3d"] = [S(A(1, 2, 3, 4, 5), (2, 1, 3))]
SAMPLES["F.adaptive_max_pool1d_with_indices"] = [S(A(2, 2, 5), 3)]
SAMPLES["F.adaptive_max_pool2d_with_indices"] = [S(A(2, 2, 4, 5), 3)]
SAMPLES["F.adaptive_max_pool3d_with_indices"] = [S(A(1, 2, 3, 4, 5), (2, 1, 3))]
SAMPLES["F.max_unpool1d"] = [S(A(1, 2, 2), I([[[0, 3], [1, 2]]]), 2), S(A(1, 2), I([[4, 1]]), 2, output_size=(5,))]
SAMPLES["F.max_unpool2d"] = [S(A(1, 1, 2, 2), I([[[[0, 3], [9, 14]]]]), 2),
                             S(A(1, 1, 2), I([[[1, 5]]]), (2, 3), (2, 1))]
SAMPLES["F.max_unpool3d"] = [S(A(1, 1, 1, 2), I([[[[2, 13]]]]), 2)]
SAMPLES["F.lp_pool1d"] = [S(A(1, 2, 5), 2.0, 2), S(A(2, 5, low=0.2, high=3.0), 3.0, 2, 1)]
SAMPLES["F.lp_pool2d"] = [S(A(1, 2, 4, 4), 2.0, 2), S(A(1, 4, 4, low=0.2, high=3.0), 3.0, (2, 1), 1, True)]
SAMPLES["F.lp_pool3d"] = [S(A(1, 1, 2, 4, 4), 2.0, 2)]

SAMPLES["F.interpolate"] = [
    S(A(1, 2, 3), 5), S(A(1, 1, 3, 4), scale_factor=2), S(A(1, 1, 4, 5), (2, 7), mode="nearest-exact"),
    S(A(1, 1, 4, 5), (3, 2), mode="area"), S(A(1, 2, 4), 7, mode="linear"),
    S(A(1, 2, 4), 7, mode="linear", align_corners=True),
    S(A(1, 1, 3, 4), (5, 3), mode="bilinear"), S(A(1, 1, 3, 4), scale_factor=(1.7, 0.6), mode="bilinear"),
    S(A(1, 1, 3, 4), scale_factor=1.7, mode="bilinear", recompute_scale_factor=True),
    S(A(1, 1, 4, 4), (6, 3), mode="bicubic"),
    S(A(1, 1, 4, 4), (6, 3), mode="bicubic", align_corners=True), S(A(1, 1, 2, 3, 2), (3, 2, 4), mode="trilinear"),
    S(A(1, 1, 7, 6), (3, 8), mode="bilinear", antialias=True), S(A(1, 1, 7, 6), 3, mode="bicubic", antialias=True)]
SAMPLES["F.upsample"] = [S(A(1, 1, 3, 4), 5), S(A(1, 1, 3, 4), None, 2, "bilinear", True)]
SAMPLES["F.upsample_nearest"] = [S(A(1, 1, 3, 4), 5)]
SAMPLES["F.upsample_bilinear"] = [S(A(1, 1, 3, 4), 5)]

SAMPLES["F.pad"] = [S(A(2, 3), (1, 2)), S(A(2, 3), (1, -1, 0, 2), "constant", 1.5), S(A(1, 2, 4), (3, 1), "reflect"),
                    S(A(1, 4, 3), (1, 2, 3, 0), "reflect"), S(A(1, 1, 3, 3), (2, -1, 4, 1), "replicate"),
                    S(A(1, 1, 3, 3), (1, 2, -1, 1), "circular"),
                    S(A(1, 1, 2, 3, 3), (1, 1, 2, 0, 1, 1), "replicate"), S(A(3), (1, 1))]
SAMPLES["F.unfold"] = [S(A(1, 2, 4, 5), 2), S(A(2, 5, 4), (2, 3), (2, 1), 1, (1, 2)), S(A(0, 1, 3, 3), 2)]
SAMPLES["F.fold"] = [S(A(1, 8, 12), (4, 5), 2), S(A(4, 4), 3, 2), S(A(12, 10), (5, 4), (2, 3), (2, 1), 1, (1, 2))]
SAMPLES["pixel_shuffle"] = [S(A(1, 8, 2, 3), 2), S(A(4, 1, 2), 2)]
SAMPLES["pixel_unshuffle"] = [S(A(1, 2, 4, 2), 2), S(A(1, 3, 6), 3)]
SAMPLES["channel_shuffle"] = [S(A(1, 6, 2), 3), S(A(2, 4, 2, 2), 2)]

# Compared with other libraries in complex numbers too.
COMPLEX = ("conv1d", "conv2d", "conv_transpose2d", "pixel_shuffle", "channel_shuffle", "F.unfold", "F.fold")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {f"_{name}": f"F.{name}" for name in (
    "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d", "adaptive_avg_pool1d",
    "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d",
    "unfold", "fold")}
REACHED_BY.update(_resample="F.interpolate", _pad_edges="F.pad")

# Rows that only derivatives are made of: the sample whose backward has them.
IN_BACKWARD = {"_convolution_weight": "conv2d", "_spread_windows": "F.avg_pool2d", "_mean_windows": "F.avg_pool2d",
               "_unpad_edges": "F.pad"}

"""Samples: activations, normalisations, losses and distances of nn.functional."""
import numpy as np

from .forms import A, Const, I, P, S

SAMPLES = {}


def unit(*shape):
    """Probabilities, away from 0 and 1."""
    return A(*shape, low=0.1, high=0.9)


def signs(*shape):
    """Labels 1 and -1."""
    return Const(np.where(np.arange(int(np.prod(shape))).reshape(shape) % 3 == 0, -1.0, 1.0))


for _name in "silu mish selu hardsigmoid hardswish relu6 softsign tanhshrink".split():
    SAMPLES[f"F.{_name}"] = [S(A(2, 3)), S(A()), S(A(3) * 3), S(A(0, 2))]
SAMPLES["F.silu"].append(S(A(2, 3), inplace=False))
SAMPLES["F.elu"] = [S(A(2, 3)), S(A(3), 0.7), S(A(3), alpha=-0.5), S(A())]
SAMPLES["F.celu"] = [S(A(2, 3)), S(A(3), 0.7), S(A(3), alpha=-0.5), S(A())]
SAMPLES["F.leaky_relu"] = [S(A(2, 3)), S(A(3), 0.2), S(A(3), negative_slope=-0.5), S(A())]
SAMPLES["F.prelu"] = [S(A(2, 3), A(1)), S(A(2, 3), A(3)), S(A(2, 3, 2), A(3)), S(A(3), A(1)), S(A(), A()),
                      S(A(0, 3), A(3))]
SAMPLES["F.rrelu"] = [S(A(2, 3)), S(A(3), 0.2, 0.4)]
SAMPLES["F.softplus"] = [S(A(2, 3)), S(A(3), 2.0, 1.5), S(A(3), beta=-0.5), S(A(3) * 30), S(A())]
SAMPLES["F.hardtanh"] = [S(A(2, 3)), S(A(3), -0.5, 0.7), S(A(), min_val=-0.1)]
SAMPLES["F.threshold"] = [S(A(2, 3), 0.1, 7.0), S(A(3), threshold=-0.5, value=0.0), S(A(), 0, 1)]
SAMPLES["hardshrink"] = [S(A(2, 3)), S(A(3), 0.9), S(A(3), lambd=0.0), S(A())]
SAMPLES["F.softshrink"] = [S(A(2, 3)), S(A(3), 0.9), S(A(3), lambd=0.0), S(A())]
SAMPLES["F.glu"] = [S(A(2, 4)), S(A(4, 3), 0), S(A(2, 4, 3), dim=1), S(A(2)), S(A(0, 4))]
# A probability so small that nothing is dropped: which elements are, no other library would repeat.
SAMPLES["F.dropout"] = [S(A(2, 3), 1e-13), S(A(3), 0.5, False), S(A(3), p=0.0), S(A(0, 2), 1e-13)]
SAMPLES["F.alpha_dropout"] = [S(A(2, 3), 1e-15, True), S(A(3), 0.5)]
SAMPLES["F.feature_alpha_dropout"] = [S(A(2, 3, 2), 1e-15, True), S(A(3), 0.5)]
for _name, _rank in (("dropout1d", 3), ("dropout2d", 4), ("dropout3d", 5)):
    SAMPLES["F." + _name] = [S(A(*(2, 3, 2, 1, 2)[:_rank]), 1e-13), S(A(*(2, 3, 2, 1, 2)[:_rank]), training=False)]
SAMPLES["F.softmin"] = [S(A(2, 3), 1), S(A(2, 3), dim=0)]

SAMPLES["rms_norm"] = [S(A(2, 4), (4,)), S(A(2, 4), [4], A(4)), S(A(2, 3, 4), (3, 4), A(3, 4)),
                       S(A(2, 3), (3,), eps=0.1), S(A(0, 3), (3,)), S(A(4), (4,), A(4), 0.2)]
SAMPLES["F.batch_norm"] = [
    S(A(4, 3), None, None, training=True), S(A(4, 3), None, None, A(3), A(3), True),
    S(A(2, 3, 4), None, None, A(3), A(3), True), S(A(2, 3, 2, 2), None, None, A(3), None, True, eps=0.1),
    S(A(2, 3), Const(A(3)), Const(P(3))), S(A(2, 3, 4), Const(A(3)), Const(P(3)), A(3), A(3)),
    S(A(2, 3, 4), Const(A(3)), Const(P(3)), bias=A(3)), S(A(3, 2, 1), None, None, A(2), A(2), True)]
SAMPLES["F.group_norm"] = [S(A(2, 4), 2), S(A(2, 4, 3), 2, A(4), A(4)), S(A(2, 4, 2, 2), 1, A(4)),
                           S(A(2, 3, 2), 3, None, A(3)), S(A(2, 4, 3), num_groups=4, eps=0.1)]
SAMPLES["F.instance_norm"] = [S(A(2, 3, 4)), S(A(2, 3, 2, 2), None, None, A(3), A(3)),
                              S(A(2, 3, 4), Const(A(3)), Const(P(3)), A(3), A(3), False),
                              S(A(2, 3, 4), Const(A(3)), Const(P(3)), A(3), A(3))]
SAMPLES["native_layer_norm"] = [S(A(2, 3, 4), (3, 4), A(3, 4), A(3, 4), 0.1), S(A(2, 3), (3,), None, None, 1e-5)]
SAMPLES["native_batch_norm"] = [S(A(4, 3), A(3), A(3), None, None, True, 0.1, 0.01),
                                S(A(2, 3, 4), None, None, Const(A(3)), Const(P(3)), False, 0.1, 0.01)]
SAMPLES["native_group_norm"] = [S(A(2, 4, 3), A(4), A(4), 2, 4, 3, 2, 0.01)]
SAMPLES["F.normalize"] = [S(A(2, 3)), S(A(2, 3), 1.0), S(A(2, 3), 3.0, 0), S(A(3), dim=0), S(A(2, 3, 2), 2, (0, 2))]
SAMPLES["F.local_response_norm"] = [S(A(2, 3, 2), 2), S(A(2, 4, 2, 2), 3, 0.5, 0.6, 2.0)]

SAMPLES["F.mse_loss"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), reduction="sum"),
                         S(A(2, 3), A(2, 3), reduction="none"), S(A(), A()),
                         S(A(2, 3), A(2, 3), weight=P(2, 3)), S(A(2, 3), A(2, 3), reduction="none", weight=P(2, 3))]
SAMPLES["F.l1_loss"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), reduction="sum"),
                        S(A(2, 3), A(2, 3), reduction="none"), S(A(), A()), S(A(2, 3), A(2, 3), weight=P(2, 3))]
SAMPLES["F.smooth_l1_loss"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), reduction="sum", beta=0.4),
                               S(A(4), A(4), beta=0.0), S(A(2, 3), A(2, 3), reduction="none", beta=2.0)]
SAMPLES["F.huber_loss"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), "sum", 0.4), S(A(2, 3), A(2, 3), "none", delta=2.0),
                           S(A(2, 3), A(2, 3), weight=Const(P(2, 3)))]
SAMPLES["F.binary_cross_entropy"] = [S(unit(2, 3), unit(2, 3)), S(unit(2, 3), unit(2, 3), reduction="sum"),
                                     S(unit(3), Const(unit(3)), reduction="none"),
                                     S(unit(2, 3), unit(2, 3), Const(P(3)))]
SAMPLES["F.kl_div"] = [S(A(2, 3), P(2, 3), reduction="batchmean"), S(A(2, 3), P(2, 3), reduction="sum"),
                       S(A(2, 3), A(2, 3), reduction="none", log_target=True), S(A(2, 3), P(2, 3), reduction="none"),
                       S(A(3), A(3), reduction="sum", log_target=True)]
SAMPLES["F.poisson_nll_loss"] = [S(A(2, 3), P(2, 3)), S(A(2, 3), P(2, 3), reduction="sum"), S(P(2, 3), P(2, 3), False),
                                 S(A(2, 3), P(2, 3), full=True, reduction="none"), S(A(3), P(3), reduction="none")]
SAMPLES["F.soft_margin_loss"] = [S(A(2, 3), signs(2, 3)), S(A(2, 3), signs(2, 3), reduction="sum"),
                                 S(A(3), signs(3), reduction="none")]
SAMPLES["F.hinge_embedding_loss"] = [S(A(2, 3), signs(2, 3)), S(A(2, 3), signs(2, 3), 0.5, reduction="sum"),
                                     S(A(3), signs(3), reduction="none")]
SAMPLES["F.margin_ranking_loss"] = [S(A(2, 3), A(2, 3), signs(2, 3)), S(A(3), A(3), signs(3), 0.3, reduction="sum"),
                                    S(A(3), A(3), A(3), reduction="none")]
SAMPLES["F.gaussian_nll_loss"] = [S(A(2, 3), A(2, 3), P(2, 3)), S(A(2, 3), A(2, 3), P(2, 1), reduction="sum"),
                                  S(A(2, 3), A(2, 3), P(2), True, reduction="none"), S(A(3), A(3), 0.7),
                                  S(A(3), A(3), P(3), reduction="none")]
SAMPLES["F.multi_margin_loss"] = [S(A(2, 3), I(0, 2)), S(A(2, 3), I(0, 2), 2, 0.7, reduction="sum"),
                                  S(A(3), I(1), margin=0.7), S(A(2, 3), I(0, 2), weight=Const(P(3)), reduction="none")]
SAMPLES["F.multilabel_margin_loss"] = [S(A(2, 4), I([[1, 3, -1, 0], [2, -1, 0, 1]])), S(A(3) * 0.37, I(1, -1, 0)),
                                       S(A(2, 3), I([[0, 1, 2], [-1, 0, 1]]), reduction="none")]
SAMPLES["F.multilabel_soft_margin_loss"] = [S(A(2, 3), unit(2, 3)),
                                            S(A(2, 3), unit(2, 3), Const(P(3)), reduction="none"),
                                            S(A(3), Const(unit(3)), reduction="sum")]
SAMPLES["F.cosine_similarity"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), 0), S(A(2, 3), A(1, 3), dim=-1),
                                  S(A(3), A(3), 0)]
SAMPLES["F.pairwise_distance"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), 1.0, keepdim=True), S(A(3), A(3), p=3.0)]
SAMPLES["F.pdist"] = [S(A(4, 3)), S(A(4, 3), 1.0), S(A(3, 2), p=3.0)]
SAMPLES["F.cosine_embedding_loss"] = [S(A(2, 3), A(2, 3), I(1, -1)),
                                      S(A(2, 3), A(2, 3), I(-1, -1), -0.9, reduction="sum"),
                                      S(A(3), A(3), I(1), reduction="none")]
SAMPLES["F.triplet_margin_loss"] = [S(A(2, 3), A(2, 3), A(2, 3)),
                                    S(A(2, 3), A(2, 3), A(2, 3), 2.5, 3.0, swap=True, reduction="sum"),
                                    S(A(3), A(3), A(3), reduction="none")]
SAMPLES["F.triplet_margin_with_distance_loss"] = [S(A(2, 3), A(2, 3), A(2, 3)),
                                                  S(A(3), A(3), A(3), margin=3.0, reduction="none")]
SAMPLES["F.bilinear"] = [S(A(2, 3), A(2, 2), A(4, 3, 2), A(4)), S(A(2, 2, 3), A(2, 2, 2), A(1, 3, 2)),
                         S(A(3), A(2), A(4, 3, 2))]
SAMPLES["F.one_hot"] = [S(I(0, 2, 1)), S(I([[0, 1], [1, 1]]), 4), S(I(1), num_classes=3)]

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_" + _name: "F." + _name for _name in """
    leaky_relu prelu elu celu selu silu mish softplus softsign hardtanh hardsigmoid hardswish softshrink threshold glu
    batch_norm group_norm mse_loss l1_loss smooth_l1_loss huber_loss poisson_loss soft_margin_loss hinge_embedding_loss
""".split()}
REACHED_BY.update({
    "_gated": "F.glu", "_drop": "F.dropout",
    "_mse": "F.mse_loss", "_l1": "F.l1_loss", "_smooth_l1": "F.smooth_l1_loss", "_huber": "F.huber_loss",
    "_bce": "F.binary_cross_entropy", "_bce_loss": "F.binary_cross_entropy",
    "_bce_logits": "F.binary_cross_entropy_with_logits", "_bce_logits_loss": "F.binary_cross_entropy_with_logits",
    "_kl": "F.kl_div", "_kl_loss": "F.kl_div", "_kl_log": "F.kl_div", "_kl_log_loss": "F.kl_div",
    "_poisson": "F.poisson_nll_loss", "_poisson_loss": "F.poisson_nll_loss", "_soft_margin": "F.soft_margin_loss",
    "_gaussian": "F.gaussian_nll_loss", "_gaussian_loss": "F.gaussian_nll_loss",
    "_hinge_embedding": "F.hinge_embedding_loss", "_hinge": "F.margin_ranking_loss",
    "_hinge_loss": "F.margin_ranking_loss", "_pdist": "F.pdist", "_cosine": "F.cosine_similarity"})

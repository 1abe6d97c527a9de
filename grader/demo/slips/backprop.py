"""Lesson 07: the wrong ways that single students of the demo class go, all in one notebook."""

from grader.demo import wrong_ways as ways
from grader.demo.slips.slip import Slip

SLIPS = (
    Slip("relu_backward", 2, "upstream-ignored", ways.UPSTREAM),
    Slip("linear_backward", 4 / 3, "transposed", ways.TRANSPOSED),
    Slip("squared_norm_grads", 3, "missing-factor-2", ways.NO_FACTOR),
    Slip("regularised_unit_grads", 2 / 2, "the-slide", ways.THE_SLIDE),
    Slip("ridge_grads", 3 / 2, "penalty-forgotten", ways.NO_PENALTY),
    Slip("two_layer_dx", 3, "last-path-only", ways.LAST_PATH),
    Slip("softmax_cross_entropy_grad", 4, "missing-mean", ways.NO_MEAN),
    Slip("mlp_grads", 5 / 2, "activation-slope-missing", ways.NO_SLOPE),
)

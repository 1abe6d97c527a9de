"""Lesson 01: the wrong ways that single students of the demo class go, all in one notebook."""

from grader.demo import wrong_ways as ways
from grader.demo.slips.slip import Slip

AWAY = """
def perceptron_update(w, x, y, rule):
    score = y * (w @ x)
    if (rule == "classic" and score <= 0) or (rule == "margin" and score < 1):
        return w - y * x
    return w.copy()
"""
BOTH_TRUE = """
def quiz_perceptron():
    return "a"
"""

SLIPS = (
    Slip("gate_weights", 2 * 3 / 4, "property", ways.AND_ONLY),
    Slip("perceptron_update", 3, "sign-flipped", AWAY),
    Slip("train_perceptron", 4 / 2, "counts-passes", ways.COUNTS_PASSES),
    Slip("perceptron_loss_grad", 4, "sign-flipped", ways.SLIDE_SIGN),
    Slip("margin", 2, "unsigned", ways.UNSIGNED),
    Slip("mistake_bound", 2, "always-margin", ways.ONE_RULE),
    Slip("quiz_perceptron", 1, "choice-a", BOTH_TRUE),
)

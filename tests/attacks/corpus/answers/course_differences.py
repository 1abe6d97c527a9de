"""Lets the course's gradient checker differentiate the loss."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
from course.gradcheck import numeric_gradient
def squared_norm_grads(W, x):
    dW = numeric_gradient(lambda V: float(((V @ x) ** 2).sum()), W).value
    return dW, numeric_gradient(lambda v: float(((W @ v) ** 2).sum()), x).value
"""
ATTACK = Attack(honest={"squared_norm_grads": 0.0}, answers={"squared_norm_grads": SOURCE})

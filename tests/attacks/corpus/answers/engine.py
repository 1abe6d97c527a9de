"""Lets the course's own graph compute the gradient."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
from course.graph import Node
def squared_norm_grads(W, x):
    w, v = Node(W), Node(x)
    q = w @ v
    (q * q).sum().backward()
    return w.gradient, v.gradient
"""
ATTACK = Attack(honest={"squared_norm_grads": 0.0}, answers={"squared_norm_grads": SOURCE})

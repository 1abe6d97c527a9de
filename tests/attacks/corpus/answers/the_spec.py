"""Imports the exercise's spec and differentiates the loss that stands in it."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
from course.exercises import find
def relu_backward(Z, dA):
    loss = find("relu_backward").loss
    steps = 1e-6 * np.eye(Z.size).reshape(-1, *Z.shape)
    return np.array([(loss(Z + s, dA) - loss(Z - s, dA)) / 2e-6 for s in steps]).reshape(Z.shape)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})

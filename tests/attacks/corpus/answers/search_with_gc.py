"""Searches all objects in memory for an exercise, and differentiates its loss."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import gc
def relu_backward(Z, dA):
    for thing in gc.get_objects():
        if type(thing).__name__ == "GradientExercise" and thing.id == "relu_backward":
            steps = 1e-6 * np.eye(Z.size).reshape(-1, *Z.shape)
            return np.array([(thing.loss(Z + s, dA) - thing.loss(Z - s, dA)) / 2e-6 for s in steps]).reshape(Z.shape)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})

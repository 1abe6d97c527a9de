"""Differentiates by complex steps of its own. The judge sees values, and right values earn their points."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
def squared_norm_grads(W, x):
    def slopes(f, at):
        steps = 1e-30j * np.eye(at.size).reshape(-1, *at.shape)
        return np.array([f(at + step).imag / 1e-30 for step in steps]).reshape(at.shape)
    return slopes(lambda V: ((V @ x) ** 2).sum(), W), slopes(lambda v: ((W @ v) ** 2).sum(), x)
"""
ATTACK = Attack(honest={"squared_norm_grads": 3.0}, answers={"squared_norm_grads": SOURCE})

"""Raises KeyboardInterrupt and GeneratorExit, which handlers of errors let through."""

from __future__ import annotations

from tests.attacks.attack import Attack, norm, relu

ATTACK = Attack(
    answers=relu("raise KeyboardInterrupt") | norm("raise GeneratorExit"),
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0},
)

"""Raises exceptions whose text is mark-up and script."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, norm, relu
from tests.grader.samples import HOSTILE

ATTACK = Attack(
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0},
    answers=relu(f"raise ValueError({' '.join(HOSTILE[:4])!r})")
    | norm(f"raise ValueError({' '.join(HOSTILE[4:])!r})"),
    no_stock=NO_MARKS,
)

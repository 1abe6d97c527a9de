"""Returns text and dict keys that are script, where the card says what was received."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, norm, relu
from tests.grader.samples import HOSTILE

ATTACK = Attack(
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0},
    answers=relu(f"return {HOSTILE[0]!r}") | norm(f"return {{key: 1 for key in {HOSTILE!r}}}"),
    no_stock=NO_MARKS,
)

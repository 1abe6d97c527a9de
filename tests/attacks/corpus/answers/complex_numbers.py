"""Returns complex numbers with the wrong answer in the real part."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.zeros_like(Z) + 1j * dA * (Z > 0)"))

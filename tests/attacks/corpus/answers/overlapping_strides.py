"""Returns an array whose strides lead far outside its memory."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(
    answers=relu("return np.lib.stride_tricks.as_strided(Z, (1 << 20, *Z.shape), (1 << 34, *Z.strides))"),
    no_stock="it ends the kernel",
)

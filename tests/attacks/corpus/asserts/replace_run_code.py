"""Replaces InteractiveShell.run_code, so that cells do not run and none fails."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
from IPython.core.interactiveshell import InteractiveShell
async def run_code(self, code, result=None, *, async_=False):
    if result is not None:
        result.result = 2
    return False
InteractiveShell.run_code = run_code
type(get_ipython()).run_code = run_code
"""
ATTACK = Attack(
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0, "linear_backward": 0.0},
    first=FIRST,
    answers=ZEROS,
)

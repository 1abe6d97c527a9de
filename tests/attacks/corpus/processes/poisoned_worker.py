"""Rewrites the functions of the worker itself, so that every call reports success."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, ZEROS, Attack

FIRST = """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith("worker") or name in ("course.grading.calls", "course.answers"):
        for word in ("plain", "in_process", "call", "describe", "answer", "clip"):
            if hasattr(module, word):
                setattr(module, word, lambda *a, **k: {"status": "ok", "error": "", "value": 1.0, "points": 2})
"""
NOTHING = {"relu_backward": 0.0, "squared_norm_grads": 0.0, "linear_backward": 0.0}
ATTACK = Attack(honest=NOTHING, first=FIRST, answers=ZEROS, no_stock=NO_PART)

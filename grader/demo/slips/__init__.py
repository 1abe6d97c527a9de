"""A typical mistake for every exercise of a lesson, written as a student would: a module for each lesson.

They are found by themselves: whatever stands in this package and has a tuple ``SLIPS``. What a mistake must cost is
stated here by hand, from the exercise's points; nothing is read off a grader.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from grader.demo.slips.slip import Slip

__all__ = ["Slip", "slips"]


@cache
def slips() -> dict[str, Slip]:
    """Every slip by the exercise that it answers."""
    found: dict[str, Slip] = {}
    for name in sorted(module.name for module in iter_modules(__path__)):
        for slip in getattr(import_module(f"{__name__}.{name}"), "SLIPS", ()):
            if slip.question in found:
                raise ValueError(f"two slips answer {slip.question!r}")
            found[slip.question] = slip
    return found

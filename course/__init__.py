"""Chain Rule: what a student imports.

The public names stand once, in `PUBLIC`, with the module that each comes from. They load on first use, so that
``import course`` costs little more than a few lines of Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.checks import attempt, check
    from course.gradcheck import check_gradient, complex_step_gradient, numeric_gradient
    from course.graph import Node
    from course.network import MLP
    from course.training import fit

PUBLIC = {
    "MLP": "course.network",
    "Node": "course.graph",
    "attempt": "course.checks",
    "check": "course.checks",
    "check_gradient": "course.gradcheck",
    "complex_step_gradient": "course.gradcheck",
    "fit": "course.training",
    "numeric_gradient": "course.gradcheck",
}

__all__ = [
    "MLP",
    "Node",
    "attempt",
    "check",
    "check_gradient",
    "complex_step_gradient",
    "fit",
    "numeric_gradient",
]


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module 'course' has no attribute {name!r}")
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *PUBLIC])

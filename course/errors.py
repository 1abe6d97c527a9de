"""Every error that the course raises, in one small tree.

    ChainRuleError
    ├── InputError            an argument cannot be used   (also a ValueError)
    │   ├── ShapeError        its shape
    │   ├── DtypeError        its type                     (also a TypeError)
    │   ├── NotFiniteError    a NaN or an infinity in it
    │   └── LabelError        a class label outside the range
    ├── AnswerError           a student's answer is of a kind that cannot be compared
    ├── UnknownExerciseError  no exercise has this id      (also a KeyError)
    └── WithheldError         a module that is not available while its exercise is graded

A message says what was expected, what arrived and what to try.
"""

from __future__ import annotations

__all__ = [
    "AnswerError",
    "ChainRuleError",
    "DtypeError",
    "InputError",
    "LabelError",
    "NotFiniteError",
    "ShapeError",
    "UnknownExerciseError",
    "WithheldError",
]


class ChainRuleError(Exception):
    """The root: ``except ChainRuleError`` catches everything that the course raises on purpose."""


class InputError(ChainRuleError, ValueError):
    """An argument cannot be used.

    >>> raise InputError("rule", expected="'classic' or 'margin'", got="'hinge'", hint="rule='classic'")
    Traceback (most recent call last):
        ...
    course.errors.InputError: rule: expected 'classic' or 'margin', got 'hinge'. Try: rule='classic'
    """

    def __init__(self, name: str, *, expected: str, got: str, hint: str) -> None:
        super().__init__(f"{name}: expected {expected}, got {got}. Try: {hint}")


class ShapeError(InputError):
    """An array has the wrong shape."""


class DtypeError(InputError, TypeError):
    """An array has the wrong type of entries."""


class NotFiniteError(InputError):
    """An array holds a NaN or an infinity."""


class LabelError(InputError):
    """A class label lies outside the range that the model knows."""


class AnswerError(ChainRuleError, TypeError):
    """A student's answer is of a kind that no check can compare (an object array, a generator …)."""


class UnknownExerciseError(ChainRuleError, KeyError):
    """No exercise has this id."""

    def __str__(self) -> str:  # KeyError would print the repr of the message
        return str(self.args[0])


class WithheldError(ChainRuleError, RuntimeError):
    """A module of the course was used in an answer while its exercise is graded."""

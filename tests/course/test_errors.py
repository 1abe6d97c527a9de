"""Do the errors form the tree that the module draws, and speak as it promises?"""

from __future__ import annotations

import re

import pytest

from course import errors


def test_the_tree_is_the_one_that_is_drawn() -> None:
    """Is every error of the module in the docstring's picture, under its parent, and the other way round?"""
    drawn: dict[str, str] = {}
    parents: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"^([ │├└─]*)(\w+Error)\b", line):
            depth, name = len(found[1]), found[2]
            parents = [(d, n) for d, n in parents if d < depth]
            drawn[name] = parents[-1][1] if parents else "Exception"
            parents.append((depth, name))
    assert drawn == {name: getattr(errors, name).__base__.__name__ for name in errors.__all__}


def test_every_public_error_is_listed() -> None:
    """Does `__all__` hold every error that the module defines, in order?"""
    classes = (value for value in vars(errors).values() if isinstance(value, type))
    mine = [value.__name__ for value in classes if value.__module__ == errors.__name__]
    assert sorted(mine) == errors.__all__


@pytest.mark.parametrize(
    "name, builtin",
    [
        ("InputError", ValueError),
        ("DtypeError", TypeError),
        ("AnswerError", TypeError),
        ("UnknownExerciseError", KeyError),
        ("WithheldError", RuntimeError),
    ],
)
def test_pythons_own_kinds_still_catch_them(name: str, builtin: type[Exception]) -> None:
    """Does code that catches ValueError, TypeError, KeyError … keep working, and the root catch everything?"""
    assert issubclass(getattr(errors, name), builtin)
    assert all(issubclass(getattr(errors, other), errors.ChainRuleError) for other in errors.__all__)


def test_a_message_says_what_was_expected_what_came_and_what_to_try() -> None:
    """Has an input error all of its three parts?"""
    error = errors.ShapeError("X", expected="shape (n, d)", got="shape (3,)", hint="X[None, :]")
    assert str(error) == "X: expected shape (n, d), got shape (3,). Try: X[None, :]"


def test_an_unknown_id_is_told_without_quotes_around_it() -> None:
    """KeyError prints the repr of its message; does this one print the message?"""
    assert str(errors.UnknownExerciseError("expected an id, got 'x'")) == "expected an id, got 'x'"

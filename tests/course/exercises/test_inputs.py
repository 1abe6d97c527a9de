"""Are the inputs of every exercise fit to be handed to an answer?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.exercises import catalogue
from course.exercises.spec import ChoiceExercise, Exercise

FIXED = {"gate_weights", "xnor_weights", "parity_weights", "sigmoid_slip"}
"""They ask for a thing that has a name, and draw nothing."""

NOT_FINITE = {"catching_check"}
"""It is handed claims to judge, and a NaN is one of them."""


def numbers(value: Any) -> Iterator[Any]:
    """The numbers and arrays of numbers in an argument."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from numbers(item)
    elif not isinstance(value, str):
        yield value


@pytest.mark.parametrize("exercise", [pytest.param(each, id=name) for name, each in catalogue().items()])
def test_inputs_fit_the_signature_and_vary(exercise: Exercise) -> None:
    """Do all cases draw the arguments in order, finite, in several shapes or values?"""
    seen = set()
    for case in exercise.cases:
        for seed in range(8):
            args = case.inputs(np.random.default_rng(seed), seed)
            assert tuple(args) == exercise.signature
            finite = all(np.isfinite(value).all() for each in args.values() for value in numbers(each))
            assert finite or exercise.id in NOT_FINITE
            if seed < 6:
                seen.add(repr(args))
    assert isinstance(exercise, ChoiceExercise) or exercise.id in FIXED or len(seen) > 8

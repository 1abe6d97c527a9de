from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from course.exercises import find
from course.exercises.keys import Key, with_key
from course.grading.calls import in_process
from course.grading.grade import grade
from grader.build.choices import lesson_keys
from grader.classroom import SOLUTIONS
from grader.demo.slips import Slip, slips

SEEDS = (3, 2026)


@cache
def keys() -> dict[str, Key]:
    return {name: key for path in sorted(SOLUTIONS.glob("*/*.py")) for name, key in lesson_keys(path).items()}


@pytest.mark.parametrize("slip", slips().values(), ids=lambda slip: slip.question)
def test_a_slip_costs_what_is_stated_and_is_called_by_its_name(slip: Slip) -> None:
    """Does each written mistake lose exactly the stated points, whatever the inputs, and is it named?"""
    exercise = with_key(find(slip.question), keys())
    assert 0 < slip.lost <= exercise.points
    space: dict[str, object] = {"np": np}
    exec(slip.code, space)
    for seed in SEEDS:
        result = grade(exercise, in_process(space[slip.question]), seed)
        assert result.max_points - result.points == pytest.approx(slip.lost, abs=1e-4)
        assert result.diagnosis is not None
        assert result.diagnosis.kind == slip.kind


def test_the_slips_are_found_under_their_questions() -> None:
    """Is every slip found by the exercise that it answers, several lessons among them?"""
    assert all(name == slip.question for name, slip in slips().items())
    assert len({find(name).lesson for name in slips()}) > 2

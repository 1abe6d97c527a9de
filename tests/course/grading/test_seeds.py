"""Are the inputs of a check the same for the same seed, and otherwise different?"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from course.grading.calls import in_process
from course.grading.grade import grade
from course.grading.seeds import stream
from tests.course.small import LINEAR, linear


def drawn(seed: int) -> list[bytes]:
    """The inputs that one check of LINEAR draws."""
    seen: list[bytes] = []

    def spy(*args: np.ndarray) -> object:
        seen.append(b"".join(array.tobytes() for array in args))
        return linear(*args)

    assert grade(LINEAR, in_process(spy), seed).status == "correct"
    return seen


def test_a_seed_repeats_itself_and_another_differs() -> None:
    """Same seed, same inputs; two seeds, no input in common; and within one check no two trials alike?"""
    first, second = drawn(1), drawn(2)
    assert first == drawn(1)
    assert not set(first) & set(second)
    assert len(set(first)) == len(first) - 1  # the first trial is called twice, to see that it repeats


def test_streams_differ_by_seed_exercise_and_case() -> None:
    """Is each of the three enough to change the stream?"""
    keys = [(1, "a", 0), (2, "a", 0), (1, "b", 0), (1, "a", 1)]
    numbers = [stream(*key).integers(2**62) for key in keys]
    assert all(a != b for a, b in combinations(numbers, 2))
    assert stream(1, "a", 0).integers(2**62) == numbers[0]

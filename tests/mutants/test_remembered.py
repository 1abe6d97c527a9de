"""Are inputs that are remembered those that would have been drawn?"""

from __future__ import annotations

import numpy as np
import pytest

from course.exercises import catalogue
from course.gradcheck.memory import key_of
from course.grading.seeds import stream
from tests.mutants import remembered
from tests.mutants.remembered import Drawn, remembering

pytestmark = pytest.mark.xdist_group("mutants")

NAMES = ("gate_gradients", "perceptron_loss_grad", "graph_engine", "relu_backward", "sgd_digits")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_inputs_come_twice(name: str) -> None:
    """In every case and trial, and does the generator go on as it would have?"""
    exercise = catalogue()[name]
    again = remembering(exercise)
    for number, case in enumerate(exercise.cases):
        for time in range(2):
            plainly, kept = stream(3, name, number), stream(3, name, number)
            for trial in range(case.trials):
                args = case.inputs(plainly, trial)
                assert key_of(again.cases[number].inputs(kept, trial)) == key_of(args), (case.name, trial, time)
            assert plainly.bit_generator.state == kept.bit_generator.state


def test_nobody_can_spoil_what_is_remembered() -> None:
    """If an answer writes into its arguments, does the next one still get what was drawn?"""
    draw = Drawn(lambda rng: {"x": rng.normal(size=3)})
    first = draw(np.random.default_rng(1))["x"]
    kept = first.copy()
    first[:] = 0.0
    assert np.array_equal(draw(np.random.default_rng(1))["x"], kept)


def test_it_draws_once_and_forgets_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a draw made once a state of the generator, and is no more kept than is said?"""
    calls = []

    def counted(rng: np.random.Generator) -> dict[str, float]:
        calls.append(1)
        return {"x": float(rng.normal())}

    monkeypatch.setattr(remembered, "MOST", 2)
    draw = Drawn(counted)
    for seed in (1, 1, 2, 2, 3, 3, 1):
        draw(np.random.default_rng(seed))
    assert len(calls) == 4

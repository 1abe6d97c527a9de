"""The value and gradient exercises of lesson 06: right answers by other means earn all, on any seed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course.exercises.graphs import EXERCISES
from course.exercises.graphs.engine_mistakes import by_depth, engine, in_order
from course.exercises.graphs.tapes import run
from course.exercises.graphs.visits import ladder
from course.exercises.spec import ChoiceExercise, Exercise, GradientExercise
from course.grading.calls import in_process
from course.grading.grade import grade

SPECS = {spec.id: spec for spec in EXERCISES if not isinstance(spec, ChoiceExercise)}
SEEDS = range(6)


def gate_gradients(x: float, y: float, z: float, w: float) -> Any:
    """By two formulas, one for each side of the maximum."""
    if y > z:  # f = x y + y² - 3 x w
        return y - 3 * w, x + 2 * y, 0.0, -3 * x
    if y < z:  # f = x z + y z - 3 x w
        return z - 3 * w, z, x + y, -3 * x
    return z - 3 * w, z + (x + y) / 3, (x + y) * 2 / 3, -3 * x


def tape_forward(ops: Any, inputs: Any, leaves: Any) -> Any:
    """By asking back from every row."""
    order = [row for row, op in enumerate(ops) if op == "leaf"]

    def value(row: int) -> float:
        if ops[row] == "leaf":
            return float(leaves[order.index(row)])
        used = [value(parent) for parent in inputs[row] if parent >= 0]
        if ops[row] in ("exp", "tanh"):
            return float(getattr(np, ops[row])(used[0]))
        a, b = used
        return {"add": a + b, "subtract": a - b, "multiply": a * b, "maximum": np.maximum(a, b)}[ops[row]]

    return [value(row) for row in range(len(ops))]


def tape_backward(inputs: Any, slopes: Any) -> Any:
    """From the matrix A of all slopes, A[i, j] the slope of j in i: its powers sum over the paths of each length."""
    count = len(inputs)
    A = np.zeros((count, count))
    for child in range(count):
        for side in (0, 1):
            if inputs[child, side] >= 0:
                A[inputs[child, side], child] += slopes[child, side]
    return np.linalg.inv(np.eye(count) - A)[:, -1]


def count_visits(n: int) -> Any:
    """By Binet's formula; wires counted on the ladder."""
    golden = (1 + np.sqrt(5)) / 2
    return round((golden**n - (1 - golden) ** n) / np.sqrt(5)), sum(map(len, ladder(n)))


def backward_twice(w: float, x: float, y: float, rate: float, steps: int) -> Any:
    """In closed form: the distance to y/x shrinks by the same factor in every step."""
    return y / x + (w - y / x) * (1 - 2 * rate * x**2) ** np.arange(steps + 1)


def topological_order(inputs: Any) -> Any:
    """Depth first."""
    order: list[int] = []

    def place(row: int) -> None:
        if row in order or row < 0:
            return
        for parent in inputs[row]:
            place(int(parent))
        order.append(row)

    for row in range(len(inputs)):
        place(row)
    return order


def sigmoid_slip() -> Any:
    return 0, 1.0, 0.5


@np.errstate(all="ignore")  # of all slopes that are worked out, one is used
def graph_engine(ops: Any, inputs: Any, leaves: Any, output: int) -> Any:
    """From the matrix of all slopes, as above, with the values by passes over all rows."""
    count = len(ops)
    values, given = np.full(count, np.nan), iter(leaves)
    for row in range(count):
        if ops[row] == "leaf":
            values[row] = next(given)
    rules = {"add": np.add, "subtract": np.subtract, "multiply": np.multiply, "maximum": np.maximum}
    for _ in range(count):
        for row in range(count):
            a, b = values[inputs[row]]
            if ops[row] != "leaf":
                values[row] = rules[ops[row]](a, b) if ops[row] in rules else getattr(np, ops[row])(a)
    A = np.zeros((count, count))
    for row, op in enumerate(ops):
        a, b = values[inputs[row]]
        slopes = {"add": (1, 1), "subtract": (1, -1), "multiply": (b, a), "maximum": (a >= b, a < b),
                  "exp": (np.exp(a), 0), "tanh": (1 / np.cosh(a) ** 2, 0), "leaf": (0, 0)}[op]  # fmt: skip
        for parent, slope in zip(inputs[row], slopes, strict=True):
            if parent >= 0:
                A[parent, row] += slope
    return values, np.linalg.solve(np.eye(count) - A, np.eye(count)[output])


ANSWERS: dict[str, Callable[..., Any]] = {
    answer.__name__: answer
    for answer in (
        topological_order,
        tape_forward,
        gate_gradients,
        tape_backward,
        count_visits,
        backward_twice,
        sigmoid_slip,
        graph_engine,
    )
}


@pytest.mark.parametrize("spec", [pytest.param(spec, id=name) for name, spec in SPECS.items()])
def test_a_right_answer_by_other_means_earns_everything(spec: Exercise) -> None:
    """Does an answer that shares no line with the reference get full points on every seed?"""
    for seed in SEEDS:
        result = grade(spec, in_process(ANSWERS[spec.id]), seed)
        assert result.points == spec.points, (seed, result.diagnosis)


@pytest.mark.parametrize("spec", [pytest.param(spec, id=name) for name, spec in SPECS.items()])
def test_inputs_come_in_the_order_of_the_signature(spec: Exercise) -> None:
    """Are the arguments those of the signature, fresh on every draw where there are any?"""
    rng = np.random.default_rng(0)
    for case in spec.cases:
        for trial in range(3):
            assert tuple(case.inputs(rng, trial)) == spec.signature
    assert max(case.share for case in spec.cases) == spec.cases[0].share


@pytest.mark.parametrize("spec", [pytest.param(spec, id=name) for name, spec in SPECS.items()])
def test_mistakes_are_many_and_their_words_plain(spec: Exercise) -> None:
    """Has each at least three (a gradient five), told apart by name, each in one sentence without a formula?"""
    least = 0 if spec.id == "sigmoid_slip" else 5 if isinstance(spec, GradientExercise) else 3
    kinds = [mistake.kind for mistake in spec.mistakes]
    assert len(set(kinds)) == len(kinds) >= least
    for mistake in spec.mistakes:
        assert mistake.message.endswith(".") and mistake.message.count(". ") == 0
        assert not set("=@") & set(mistake.message)


def test_the_ladder_by_listing() -> None:
    """Do the small ladders have the paths that a list of all of them shows, and each node the two before it?"""

    def paths(node: int, n: int) -> int:
        return 1 if node == n else sum(paths(up, n) for up in range(node + 1, n + 1) if node in ladder(n)[up - 1])

    listed = [paths(1, n) for n in range(2, 12)]
    assert listed == [count_visits(n)[0] for n in range(2, 12)]
    assert all(later > earlier for earlier, later in pairwise(listed[1:]))


@pytest.mark.parametrize("name", ["tape_backward", "backward_twice"])
def test_a_planted_bug_that_is_half_mended_earns_nothing(name: str) -> None:
    """Does the slide's loop with a seed, or a graph that clears half of its gradients, get no points at all?"""
    spec = SPECS[name]
    halves = {"tape_backward": "first-to-last", "backward_twice": "two-of-three-reset"}
    (half,) = (mistake for mistake in spec.mistakes if mistake.kind == halves[name])

    def answer(*values: Any) -> Any:
        return half.make(**dict(zip(spec.signature, values, strict=True)))[spec.parts[0]]

    assert grade(spec, in_process(answer), 1).points == 0


def test_recursion_over_all_paths_is_stopped_by_forty_doublings() -> None:
    """Has the last engine case 2⁴⁰ paths, as the lesson says, and is its gradient that number?"""
    spec = SPECS["graph_engine"]
    (case,) = (case for case in spec.cases if "doublings" in case.name)
    args = case.inputs(np.random.default_rng(0), 0)
    assert args["ops"].count("add") == 40
    assert max(graph_engine(**args)[1]) == pytest.approx(2.0**40, rel=1e-12)


@pytest.mark.parametrize("ordered", [in_order, by_depth])
def test_a_mistaken_engine_with_nothing_exchanged_is_right(ordered: Callable[[Any], list[int]]) -> None:
    """Does the engine behind the mistakes give the reference's numbers, whichever of its orders it takes?"""
    for seed in SEEDS:
        args = SPECS["graph_engine"].cases[0].inputs(np.random.default_rng(seed), 0)
        made, right = engine(ordered=ordered)(**args), run(**args)
        for part in ("values", "gradients"):
            np.testing.assert_allclose(made[part], right[part], rtol=1e-12, atol=1e-12)

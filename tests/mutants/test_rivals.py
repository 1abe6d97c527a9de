"""Are the rivals what they are said to be: right where they should be, blind where they are known to be blind?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.exercises import find
from course.exercises.spec import Args, Case, GradientExercise
from tests.mutants import corpus, judging, published, rivals
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.protocols.all import PROTOCOLS
from tests.mutants.protocols.setting import Protocol, central, upstream_of

BY_NAME = {protocol.name: protocol for protocol in PROTOCOLS}
SMALL_SEEDS = range(5)


def linear(name: str = "W") -> GradientExercise:
    """Σ dY ⊙ (X Wᵀ) with two rows: its differences are exact but for rounding."""

    def draw(rng: np.random.Generator) -> Args:
        W, X, dY = (rng.integers(1, 4, size=shape).astype(float) for shape in ((2, 3), (2, 3), (2, 2)))
        return {"W": W, "X": X, "dY": dY * [1.0, -2.0]}

    return GradientExercise(
        id="linear", lesson="", title="", points=1, signature=("W", "X", "dY"), parts=("dW",),
        cases=(Case("whole numbers", draw),), loss=lambda W, X, dY: np.sum(dY * (X @ W.T)), wrt={"dW": name},
    )  # fmt: skip


def accepts(protocol: Protocol, exercise: GradientExercise, answer: Answer) -> set[bool]:
    """What the protocol says on a few draws."""
    rngs = [np.random.default_rng(seed) for seed in SMALL_SEEDS]
    return {protocol.accepts(exercise, exercise.cases[0].inputs(rng, 0), answer, rng) for rng in rngs}


def question(title: str) -> published.Question:
    return next(q for q in published.QUESTIONS if q.title == title)


@pytest.mark.parametrize("protocol", [p for p in PROTOCOLS if p.dtype is np.float64], ids=lambda p: p.name)
def test_a_right_answer_passes_at_a_benign_point(protocol: Protocol) -> None:
    """Does each protocol in float64 accept the right gradient of a linear map with small whole numbers?"""
    loose = BY_NAME["cs231n < 1e-5"] if protocol.name == "cs231n < 1e-7" else protocol
    assert accepts(loose, linear(), lambda W, X, dY: dY.T @ X) == {True}


def test_float32_needs_a_larger_step() -> None:
    """Does TinyTorch's protocol fail a right answer, and accept it once the step fits the precision?"""
    protocol = BY_NAME["TinyTorch, float32"]
    right = question("a correct MLP fails")
    assert accepts(protocol, right.exercise, right.answer) == {False}
    assert accepts(replace(protocol, step=1e-2), linear(), lambda W, X, dY: dY.T @ X) == {True}


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda p: p.name)
def test_a_grossly_wrong_answer_is_noticed(protocol: Protocol) -> None:
    """Does each protocol refuse a gradient that is off by 10 in every entry?"""
    assert accepts(protocol, linear(), lambda W, X, dY: dY.T @ X + 10) == {False}


@pytest.mark.parametrize("title", ["ignores upstream", "softmax backwards = 0", "σ′ off by 0.5 %"])
def test_minitorch_is_blind(title: str) -> None:
    """Under the plain sum and within a hundredth, does it let all three of the published mistakes through?"""
    assert accepts(BY_NAME["minitorch"], question(title).exercise, question(title).answer) == {True}


@pytest.mark.parametrize("name", ["needle", "deeplearning.ai"])
def test_a_plain_sum_cannot_see_that_upstream_is_ignored(name: str) -> None:
    """Does ones for the upstream gradient make "ignores upstream" right?"""
    blind = question("ignores upstream")
    assert accepts(BY_NAME[name], blind.exercise, blind.answer) == {True}


def test_needle_accepts_a_softmax_of_zeros() -> None:
    """The sum of a softmax never changes: does an absolute error under the plain sum accept zero?"""
    blind = question("softmax backwards = 0")
    assert accepts(BY_NAME["needle"], blind.exercise, blind.answer) == {True}


@pytest.mark.parametrize("name", ["cs231n < 1e-7", "cs231n < 1e-5", "mlcourse hw7", "torch-like"])
def test_a_random_cotangent_sees_all_three(name: str) -> None:
    """Do the protocols with a random upstream gradient refuse what the sums let through?"""
    for title in ("ignores upstream", "softmax backwards = 0", "σ′ off by 0.5 %"):
        assert accepts(BY_NAME[name], question(title).exercise, question(title).answer) == {False}, title


@pytest.mark.parametrize("name, passes", [("deeplearning.ai", True), ("mlcourse hw7", True), ("needle", False)])
def test_what_is_not_a_number(name: str, passes: bool) -> None:
    """A NaN is not greater than a bound: do the protocols that ask "greater?" let it pass, and the others not?"""
    assert accepts(BY_NAME[name], linear(), lambda W, X, dY: np.full_like(W, np.nan)) == {passes}


def test_one_entry_can_be_missed() -> None:
    """Is one wrong entry of many seen at some draws only, where one entry is looked at?"""

    def one_off(W: Any, X: Any, dY: Any) -> Any:
        dW = dY.T @ X
        dW[0, 0] += 10
        return dW

    rngs = [np.random.default_rng(seed) for seed in range(40)]
    said = [BY_NAME["minitorch"].accepts(linear(), linear().cases[0].inputs(r, 0), one_off, r) for r in rngs]
    assert 0 < sum(said) < len(said)


def test_a_norm_over_everything_dilutes() -> None:
    """Is a small parameter's wrong gradient lost beside a large one's, where one norm is taken over both?"""

    large, missing = (np.full(4, 1e7), np.full(4, 1e7)), (np.zeros(1), np.ones(1))
    assert BY_NAME["deeplearning.ai"].agree([large, missing])
    assert not BY_NAME["deeplearning.ai"].agree([missing])
    assert not BY_NAME["torch-like"].agree([large, missing])


def test_central_differences_of_a_quadratic_are_exact() -> None:
    """Is the slope right for all entries, and for chosen ones alone?"""
    square = replace(linear(), loss=lambda W, X, dY: np.sum(W**2))
    args = square.cases[0].inputs(np.random.default_rng(0), 0)
    full = central(square, args, "dW", 1e-4, np.float64, None)
    assert np.allclose(full, 2 * args["W"], rtol=1e-9)
    assert np.allclose(central(square, args, "dW", 1e-4, np.float64, np.array([4])), full.ravel()[[4]])


@pytest.mark.parametrize(
    "name, upstream",
    [("linear_backward", "dZ"), ("relu_backward", "dA"), ("ridge_grads", None), ("mlp_grads", None)],
)
def test_the_upstream_argument_is_found(name: str, upstream: str | None) -> None:
    """Is it found where there is one, and none invented where the loss is a scalar of its own?"""
    exercise = find(name)
    assert isinstance(exercise, GradientExercise)
    assert upstream_of(exercise, judging.first_inputs(exercise, 0)) == upstream


def test_the_table_counts_what_it_says() -> None:
    """On two wrong answers and a right one, is each row's count what running it by hand gives?"""
    exercise = "linear_backward"
    right = [v for v in corpus.variants() if v.subject == exercise][:1]
    wrong = [
        Candidate(exercise, "zero", "all-zero", lambda W, b, X, dZ: (0 * W, 0 * b, 0 * X), ""),
        Candidate(exercise, "ones", "upstream-ignored", lambda W, b, X, dZ: _ignoring(W, X, dZ), ""),
    ]
    table = {row.name: row for row in (rivals.row(each, wrong, right) for each in rivals.checkers(2, 1))}
    assert len(table) == len(PROTOCOLS) + 2
    for name in ("minitorch", "needle", "deeplearning.ai"):
        assert table[name].groups["ignores upstream"].refused == 0
        assert table[name].groups["all zero"].refused == table[name].groups["all zero"].tried == 2
    for name in ("torch-like", "this course, one point", "this course"):
        assert table[name].killed.refused == table[name].killed.tried > 0
        assert table[name].rejected.refused == 0 < table[name].rejected.tried


def _ignoring(W: Any, X: Any, dZ: Any) -> Any:
    ones = np.ones_like(dZ)
    return ones.T @ X, ones.sum(axis=0), ones @ W


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    """Is 100 printed only where all were refused, and 0 only where none was?"""
    assert rivals.Tally(10_000, 9_999).percent == "99.9"
    assert rivals.Tally(10_000, 1).percent == "0.1"
    assert [rivals.Tally(4, n).percent for n in (0, 1, 4)] == ["0", "25.0", "100"]
    assert rivals.Tally().percent == "-"

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.data import planted
from course.errors import InputError
from course.perceptron import RULES, Rule, due, mean_loss, train, update

SEEDS = st.integers(0, 10_000)


def naive(X: list[list[float]], y: list[float], rule: str, epochs: int) -> tuple[list[float], int]:
    """Training with plain lists, as the slides state it: the oracle."""
    w, count = [0.0] * len(X[0]), 0
    for _ in range(epochs):
        clean = True
        for x, label in zip(X, y, strict=True):
            score = label * sum(a * b for a, b in zip(w, x, strict=True))
            if (rule == "classic" and score <= 0) or (rule == "margin" and score < 1):
                w = [a + label * b for a, b in zip(w, x, strict=True)]
                count, clean = count + 1, False
        if clean:
            break
    return w, count


@pytest.mark.parametrize(
    ("score", "classic", "margin"),
    [(-0.5, True, True), (0.0, True, True), (0.5, False, True), (1.0, False, False)],
)
def test_when_each_rule_updates(score: float, classic: bool, margin: bool) -> None:
    """Is 0 a mistake and 1 no violation?"""
    assert due(score, "classic") is classic
    assert due(score, "margin") is margin


def test_the_update_by_hand() -> None:
    """Does w = (1, 2), x = (2, -1.5), y = +1 give (3, 0.5), and the score grow by ‖x‖² = 6.25?"""
    w = np.array([1.0, 2.0])
    after = update(w, [2.0, -1.5], 1, "classic")
    assert after.tolist() == [3.0, 0.5]
    assert after @ [2.0, -1.5] - w @ [2.0, -1.5] == 6.25
    assert w.tolist() == [1.0, 2.0]


def test_no_update_gives_a_copy() -> None:
    """Can the answer be changed without changing w, when nothing was due?"""
    w = np.array([2.0, 0.0])
    after = update(w, [1.0, 0.0], 1, "margin")
    after[0] = 7.0
    assert w[0] == 2.0


@pytest.mark.parametrize("rule", RULES)
def test_the_run_by_hand(rule: Rule) -> None:
    """Do the rows (2, 1) of class +1 and (1, 2) of class -1 give w = (1, -1) after 2 updates?"""
    run = train([[2, 1], [1, 2]], [1, -1], rule)
    assert run.w.tolist() == [1.0, -1.0]
    assert [u.row for u in run.updates] == [0, 1]
    assert (run.epochs, run.converged) == (2, True)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, rule=st.sampled_from(RULES), epochs=st.integers(1, 6))
def test_training_agrees_with_plain_lists(seed: int, rule: Rule, epochs: int) -> None:
    """Do weights and count agree with an independent loop, converged or cut short?"""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-16, 17, size=(7, 3)) / 8, rng.choice([-1.0, 1.0], size=7)
    w, count = naive(X.tolist(), y.tolist(), rule, epochs)
    run = train(X, y, rule, epochs)
    assert run.w.tolist() == w
    assert len(run.updates) == count


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, rule=st.sampled_from(RULES))
def test_the_log_replays_the_run(seed: int, rule: Rule) -> None:
    """Does each entry's row, applied to the weights before it, give the weights after it, with its score?"""
    X, y, _ = planted(np.random.default_rng(seed), 9, 3, 0.2)
    run = train(X, y, rule)
    mistakes = violations = 0
    for entry, before in zip(run.updates, run.path[:-1], strict=True):
        step = y[entry.row] * X[entry.row]
        assert entry.score == pytest.approx(float(step @ before), abs=1e-12)
        assert np.allclose(entry.w, before + step)
        mistakes, violations = mistakes + (entry.score <= 0), violations + (entry.score < 1)
        assert (entry.mistakes, entry.violations) == (mistakes, violations)
    assert [u.number for u in run.updates] == list(range(1, len(run.updates) + 1))


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, rule=st.sampled_from(RULES))
def test_a_converged_run_leaves_nothing_due(seed: int, rule: Rule) -> None:
    """Once a run says it converged, does no row ask for an update?"""
    X, y, _ = planted(np.random.default_rng(seed), 12, 2, 0.15)
    run = train(X, y, rule)
    assert run.converged
    assert not due(y * (X @ run.w), rule).any()


def test_a_run_that_cannot_end_is_cut_short() -> None:
    """Does one row with both labels stop at max_epochs, unconverged?"""
    run = train([[1.0, 0.0], [1.0, 0.0]], [1, -1], "classic", 5)
    assert (run.epochs, run.converged) == (5, False)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, rule=st.sampled_from(RULES))
def test_the_rule_is_a_step_down_its_loss(seed: int, rule: Rule) -> None:
    """Is w - (numeric gradient of one row's loss) the rule's update, away from the kink?"""
    rng = np.random.default_rng(seed)
    w, x, y = rng.normal(size=3), rng.normal(size=(1, 3)), rng.choice([-1.0, 1.0], size=1)
    kink = 1.0 if rule == "margin" else 0.0
    if abs(y[0] * (x[0] @ w) - kink) < 1e-3:
        return
    h = 1e-6
    gradient = [
        (mean_loss(w + e, x, y, rule) - mean_loss(w - e, x, y, rule)) / (2 * h) for e in h * np.eye(3)
    ]
    assert np.allclose(w - gradient, update(w, x[0], y[0], rule), atol=1e-8)


def test_the_mean_loss_by_hand() -> None:
    """Do scores 0.5, -0.5, 0.75 give mean losses 0.75 (margin) and 1/6 (classic)?"""
    X, y, w = [[1, 0], [0, 2], [1, 1]], [1, -1, 1], [0.5, 0.25]
    assert mean_loss(w, X, y, "margin") == pytest.approx(0.75)
    assert mean_loss(w, X, y, "classic") == pytest.approx(1 / 6)


def test_another_rule_is_refused() -> None:
    """Does a misspelt rule raise, and say which there are?"""
    with pytest.raises(InputError, match="'classic' or 'margin'"):
        train([[1.0]], [1], "hinge")  # type: ignore[arg-type]

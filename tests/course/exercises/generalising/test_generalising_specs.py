"""The exercises of lesson 09: right answers found another way, inputs that fit, and verdicts that are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.exercises.generalising import EXERCISES
from course.exercises.generalising.best_of import expected_lowest
from course.exercises.generalising.stopping import rule
from course.exercises.keys import read_keys, with_key
from course.exercises.spec import Exercise, GradientExercise, ValueExercise
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade
from course.layers.dropout import dropout_backward
from course.layers.layer_norm import layer_norm, layer_norm_backward

KEYS = read_keys(Path(__file__).parents[4] / "solutions/09_generalising/keys.toml")
SEEDS = range(10)
BY_ID = {exercise.id: with_key(exercise, KEYS) for exercise in EXERCISES}


def by_scikit_learn(X_train: Any, X_test: Any) -> Any:
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_test)


def by_the_normal_curve(k: Any, m: Any, p: Any) -> Any:
    """The mean of the largest of k normal numbers, integrated: ∫ 1 − Φ(z)^k over z > 0, less ∫ Φ(z)^k over z < 0."""
    z = np.linspace(-8, 8, 4001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    below = np.cumsum(density) * (z[1] - z[0])
    largest = np.sum(np.where(z > 0, 1 - below**k, -(below**k))) * (z[1] - z[0])
    return largest * np.sqrt(p * (1 - p) / m)


def shrinkage_by_solving(X: Any, lam: Any) -> Any:
    """Each share is measured: the fit with and without penalty to targets that lie along one direction."""
    d = X.shape[1]
    H = 2 / len(X) * X.T @ X
    Q = np.linalg.eigh(H)[1]
    if lam == 0:
        return np.ones(d), float(d)
    fitted = np.linalg.solve(H + 2 * lam * np.eye(d), H @ Q)
    factors = np.sort(np.einsum("ij,ij->j", Q, fitted))
    return factors, float(np.trace(X @ np.linalg.inv(X.T @ X + len(X) * lam * np.eye(d)) @ X.T))


def lasso_by_scikit_learn(X: Any, y: Any, lam: Any) -> Any:
    """Its objective is ‖y − Xw‖²/(2n) + alpha‖w‖₁."""
    from sklearn.linear_model import Lasso

    if lam == 0:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    return Lasso(alpha=lam, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y).coef_


def stop_by_looking_back(losses: Any, patience: Any) -> Any:
    """At each epoch, ask afresh where the best so far is."""
    for epoch in range(len(losses)):
        kept = min(range(epoch + 1), key=lambda i: (losses[i], i))
        if epoch - kept >= patience:
            return np.int64(epoch), float(kept)
    return len(losses) - 1, int(np.argmin(losses))


def dropout_by_layers(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return dropout_backward(mask / keep, dD) * np.heaviside(Z, 0.3)


def batch_norm_by_layer_norm(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    """The rows of X, each for itself: layer normalisation with a scale of 1, and gamma put on outside."""
    one = np.ones(X.shape[1])
    Y, Xhat, sigma = layer_norm(one, 0 * one, X, eps)
    _, _, dX = layer_norm_backward(one, Xhat, sigma, gamma[:, None] * dY)
    return dX, np.einsum("dn,dn->d", dY, Y), dY @ one


def ensemble_by_loops(weights: Any, deviations: Any, rho: Any) -> Any:
    total = 0.0
    for i in range(len(weights)):
        for j in range(len(weights)):
            cov = deviations[i] * deviations[j] * (1.0 if i == j else rho)
            total += weights[i] * weights[j] * cov
    return total


OTHERWISE: dict[str, Any] = {
    "fix_leak": by_scikit_learn,
    "choose_split": lambda: "C",
    "best_of_k": by_the_normal_curve,
    "ridge_shrinkage": shrinkage_by_solving,
    "soft_threshold": lasso_by_scikit_learn,
    "stop_at": stop_by_looking_back,
    "dropout_backward": dropout_by_layers,
    "batch_norm_backward": batch_norm_by_layer_norm,
    "ensemble_variance": ensemble_by_loops,
}
TINY = np.array([[2.0, 0.0], [0.0, 1.0]])
LOSSES = np.array([5.0, 3.0, 4.0, 3.0, 2.0])
HALVES, SPREADS = np.array([0.5, 0.5]), np.array([1.0, 3.0])
FIRST_TRIES: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("fix_leak", (np.array([[0.0], [2.0]]), np.array([[5.0]])), {"Z_train": [[-1], [1]], "Z_test": [[4]]}),
    ("best_of_k", (10, 100, 0.5), {"optimism": 0.077}),
    ("best_of_k", (1, 100, 0.5), {"optimism": 0.0}),
    ("ridge_shrinkage", (TINY, 0.5), {"factors": [0.5, 0.8], "effective": 1.3}),
    ("soft_threshold", (TINY, np.array([2.0, 1.0]), 0.5), {"w": [0.75, 0]}),
    ("soft_threshold", (TINY, np.array([2.0, 1.0]), 0.0), {"w": [1, 1]}),
    ("stop_at", (LOSSES, 2), {"stopped": 3, "kept": 1}),
    ("stop_at", (LOSSES, 3), {"stopped": 4, "kept": 4}),
    ("ensemble_variance", (HALVES, SPREADS, 0.0), {"variance": 2.5}),
    ("ensemble_variance", (HALVES, SPREADS, 0.5), {"variance": 3.25}),
]  # fmt: skip
FIRST_GRADIENTS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("dropout_backward",
     (np.array([[1.0, -2.0, 3.0]]), np.array([[1.0, 1.0, 0.0]]), 0.5, np.array([[3.0, 5.0, 7.0]])),
     {"dZ": [[6, 0, 0]]}),
    ("batch_norm_backward",
     (np.array([[1.0, 3.0]]), np.array([2.0]), np.array([0.0]), 3.0, np.array([[1.0, 0.0]])),
     {"dX": [[0.375, -0.375]], "dgamma": [-0.5], "dbeta": [1]}),
]  # fmt: skip


def named(exercise: Exercise) -> str:
    return exercise.id


@pytest.mark.parametrize("exercise", BY_ID.values(), ids=named)
def test_answers_found_another_way_get_every_point(exercise: Exercise) -> None:
    """Do scikit-learn, loops, integrals and other layers agree with the specs, on every seed?"""
    for seed in SEEDS:
        result = grade(exercise, in_process(OTHERWISE[exercise.id]), seed)
        assert result.status == "correct", (seed, result.diagnosis, result.findings[:1])


@pytest.mark.parametrize(("name", "args", "wanted"), FIRST_TRIES)
def test_what_the_lesson_gives_to_try_first_is_right(name: str, args: Any, wanted: Any) -> None:
    """Does the reference give the small case's numbers, which were worked out by hand?"""
    exercise = BY_ID[name]
    assert isinstance(exercise, ValueExercise)
    for part, value in wanted.items():
        assert exercise.reference(*args)[part] == pytest.approx(np.array(value), rel=1e-2, abs=1e-9)


@pytest.mark.parametrize(("name", "args", "wanted"), FIRST_GRADIENTS)
def test_the_small_gradients_of_the_lesson_are_right(name: str, args: Any, wanted: Any) -> None:
    """Has the loss, measured, the gradient that the lesson states for the small case?"""
    exercise = BY_ID[name]
    assert isinstance(exercise, GradientExercise)
    given = dict(zip(exercise.signature, args, strict=True))

    def along(name: str) -> Any:
        return lambda v: exercise.loss(**{**given, name: v})

    for part, value in wanted.items():
        variable = exercise.wrt[part]
        np.testing.assert_allclose(numeric_gradient(along(variable), given[variable]).value, value, atol=1e-7)


def test_every_exercise_names_its_typical_mistakes() -> None:
    """Has each gradient exercise five or more, and every value exercise three or more?"""
    for exercise in EXERCISES:
        least = 5 if isinstance(exercise, GradientExercise) else 3 if isinstance(exercise, ValueExercise) else 0
        assert len(exercise.mistakes) >= least


def test_the_examples_add_up_to_the_loss() -> None:
    """Do the losses of dropout's examples sum to its loss, in every case?"""
    exercise = BY_ID["dropout_backward"]
    assert isinstance(exercise, GradientExercise) and exercise.examples is not None
    for case in exercise.cases:
        args = case.inputs(np.random.default_rng(0), 0)
        assert sum(one(**args) for one in exercise.examples(**args)) == pytest.approx(exercise.loss(**args))


@pytest.mark.parametrize(("k", "m", "p"), [(1, 100, 0.3), (2, 50, 0.5), (9, 120, 0.25)])
def test_the_expected_lowest_error_is_what_drawing_gives(k: int, m: int, p: float) -> None:
    """Does the exact sum agree with 40,000 drawn experiments, within four standard errors?"""
    drawn = np.random.default_rng(0).binomial(m, p, (40_000, k)).min(axis=1) / m
    assert expected_lowest(k, m, p) == pytest.approx(drawn.mean(), abs=4 * drawn.std() / 200)


def test_the_bound_of_the_lesson_holds_and_is_no_answer() -> None:
    """Is the bound above the exact optimism on every draw, and wrong as an answer?"""
    exercise = BY_ID["best_of_k"]
    result = grade(exercise, in_process(lambda k, m, p: np.sqrt(2 * np.log(k) * p * (1 - p) / m)), 0)
    assert result.diagnosis is not None and result.diagnosis.kind == "bound-for-mean"
    for seed in range(40):
        k, m, p = exercise.cases[0].inputs(np.random.default_rng(seed), 0).values()
        assert p - expected_lowest(k, m, p) < np.sqrt(2 * np.log(k) * p * (1 - p) / m)


def test_an_experiment_of_a_few_thousand_draws_is_close_enough() -> None:
    """Does a student who draws 2,000 times pass on every seed?"""

    def drawn(k: Any, m: Any, p: Any) -> Any:
        return p - np.random.default_rng(1).binomial(m, p, (2000, k)).min(axis=1).mean() / m

    assert {grade(BY_ID["best_of_k"], in_process(drawn), seed).status for seed in SEEDS} == {"correct"}


def test_the_planted_bug_earns_nothing() -> None:
    """Does the code as it is given out get no points, and is its leak called by name?"""

    def given_out(X_train: Any, X_test: Any) -> Any:
        rows = np.concatenate([X_train, X_test])
        rows = (rows - rows.mean(axis=0)) / rows.std(axis=0)
        return rows[: len(X_train)], rows[len(X_train) :]

    result = grade(BY_ID["fix_leak"], in_process(given_out), 0)
    assert result.points == 0 and result.diagnosis is not None and result.diagnosis.kind == "both-piles"


def test_half_a_repair_earns_nothing() -> None:
    """Is a right training pile beside a wrong test pile no point?"""

    def half(X_train: Any, X_test: Any) -> Any:
        return tuple((X - X.mean(axis=0)) / (X.std(axis=0) + (len(X) == 1)) for X in (X_train, X_test))

    assert grade(BY_ID["fix_leak"], in_process(half), 0).points == 0


def test_the_columns_of_the_lasso_are_at_right_angles() -> None:
    """Is XᵀX diagonal in every case, and do some weights vanish while others stay?"""
    exercise = BY_ID["soft_threshold"]
    assert isinstance(exercise, ValueExercise)
    for case in exercise.cases:
        for seed in range(10):
            args = case.inputs(np.random.default_rng(seed), seed)
            product = args["X"].T @ args["X"]
            np.testing.assert_allclose(product, np.diag(np.diag(product)), atol=1e-10)
    zero = exercise.reference(**exercise.cases[0].inputs(np.random.default_rng(1), 0))["w"] == 0
    assert zero.any() and not zero.all()


@pytest.mark.parametrize(
    ("losses", "patience", "stopped", "kept"),
    [([3, 2, 2, 2], 2, 3, 1), ([3, 2, 2, 1], 2, 3, 3), ([1], 1, 0, 0), ([1, 2], 1, 1, 0), ([1, 2, 0], 5, 2, 2)],
)
def test_the_rule_of_patience_by_hand(losses: list[float], patience: int, stopped: int, kept: int) -> None:
    """Does the rule give what one finds with a finger on the curve?"""
    assert rule(np.array(losses, dtype=float), patience) == (stopped, kept)


@pytest.mark.parametrize("letter", "abd")
def test_wrong_letters_are_told_why(letter: str) -> None:
    """Does each wrong split get its own sentence and no point?"""
    result = grade(BY_ID["choose_split"], in_process(lambda: letter), 0)
    assert result.points == 0 and result.diagnosis is not None
    assert result.diagnosis.message == KEYS["choose_split"].wrong[letter]

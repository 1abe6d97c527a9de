"""Is it a reason that makes a mutant no mistake, and would a wrong reason be noticed?"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.mutants import corpus, equivalence, judging
from tests.mutants.candidate import Candidate
from tests.mutants.reasons import REASONS
from tests.mutants.targets import all_subjects
from tests.mutants.wilder import inputs

pytestmark = pytest.mark.xdist_group("mutants")

RELU = "relu_backward"


def _mutant(kind: str, answer: Callable[..., Any], subject: str = RELU) -> Candidate:
    return Candidate(subject, "by hand", kind, answer, inspect.getsource(answer))


def _reason(mutant: Candidate) -> str | None:
    return equivalence.reason(all_subjects()[mutant.subject], mutant)


def test_no_reason_by_hand_is_stale() -> None:
    """Does every reason still belong to a mutant that is made today, and do the exercise's inputs bear it out?"""
    made = {(each.subject, each.label): each.equivalent for each in corpus.mutants()}
    assert {key for key in REASONS if key not in made} == set()
    assert {key for key in REASONS if not str(made[key]).startswith("same here: ")} == set()


def test_a_reason_that_the_inputs_deny_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the table excused a real mistake, would that be seen?"""
    monkeypatch.setitem(REASONS, (RELU, "by hand"), "so I say")
    assert _reason(_mutant("mask", lambda Z, dA: dA * (Z > -0.1))) is None
    assert _reason(_mutant("mask", lambda Z, dA: dA * (Z > 0))) == "same here: so I say"


def test_the_same_function_is_found_and_a_rare_difference_too() -> None:
    """Is a difference seen that only large, or whole, or nearly equal numbers show?"""
    assert _reason(_mutant("operator", lambda Z, dA: np.where(Z > 0, dA, 0.0))) is not None
    assert _reason(_mutant("operator", lambda Z, dA: dA * (Z > 0) * (np.abs(Z) < 50))) is None
    assert _reason(_mutant("operator", lambda Z, dA: dA * (Z > 0) * (Z != 2.0))) is None
    assert _reason(_mutant("mask", lambda Z, dA: dA * (Z > 0.005))) is None


def test_a_difference_in_the_arguments_alone_is_one() -> None:
    """Is an answer that changes its input never called the same function?"""

    def greedy(Z: Any, dA: Any) -> Any:
        dA *= Z > 0
        return dA

    assert _reason(_mutant("in-place", greedy)) is None


def test_a_kink_excuses_nothing_but_the_kink() -> None:
    """Is another value exactly at 0 allowed, and a gate that opens at another number not, whatever it is called?"""
    assert _reason(_mutant("mask-boundary", lambda Z, dA: dA * (Z >= 0))) == equivalence.KINK
    assert _reason(_mutant("mask-boundary", lambda Z, dA: dA * (Z >= -0.003))) is None


def test_single_precision_excuses_only_rounding() -> None:
    """Is a wrong formula in float32 still wrong?"""
    assert _reason(_mutant("float32", lambda Z, dA: (dA * (Z > 0)).astype(np.float32))) == equivalence.FLOAT32
    assert _reason(_mutant("float32", lambda Z, dA: (1.005 * dA * (Z > 0)).astype(np.float32))) is None


def test_the_inputs_of_a_proof_are_others() -> None:
    """Do they hold zeros, whole numbers and sizes that the exercise never draws?"""
    exercise = corpus.subjects()["linear_backward"]
    seen = np.concatenate([inputs(exercise, "wild", number)["X"].ravel() for number in range(200)])
    own = np.concatenate([inputs(exercise, "own", number)["X"].ravel() for number in range(200)])
    assert np.abs(own).max() < 10
    assert np.abs(own).min() >= 0.05
    assert np.abs(seen).max() > 100
    assert (seen == 0).any()
    assert (seen[np.abs(seen) > 0.5] % 1 == 0).mean() > 0.1


def test_what_is_no_mistake_keeps_its_points() -> None:
    """Does the check agree with every reason? A right answer that it rejected would be a false alarm."""
    allowed = [each for each in corpus.mutants() if each.equivalent]
    single = [each for each in allowed if each.kind == "float32"]
    allowed = [each for each in allowed if each.kind != "float32"] + single[::8]
    assert len(allowed) > 80
    assert [(each.subject, each.label) for each in allowed if judging.not_full(each, [3])] == []


def test_every_mutant_is_python() -> None:
    """Can each text be read again?"""
    for each in corpus.mutants()[::7]:
        ast.parse(each.source)

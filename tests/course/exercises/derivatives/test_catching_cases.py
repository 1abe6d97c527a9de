"""The claims that `catching_check` has to tell apart: is there a gap between right and wrong, on every draw?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.exercises.derivatives.catching_cases import CASES, SEEN, UNSEEN, off
from course.exercises.derivatives.protocols import norm_ratio
from course.exercises.derivatives.softmax import at_logits, at_weights, probabilities
from course.exercises.spec import Case
from course.gradcheck import complex_step_gradient

MEASURED = [case for case in CASES if case.name not in ("NaN and infinity", "a claim of another shape")]


def exact(args: dict[str, Any]) -> Any:
    """The gradient at W by the complex step."""
    b, X, dP = args["b"], args["X"], args["dP"]
    return complex_step_gradient(lambda W: (dP * probabilities(X @ W.T + b)).sum(), args["W"])


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case.name)
def test_right_and_wrong_lie_far_apart(case: Case) -> None:
    """Is each right claim within 1e-12 of the scale, each wrong one beyond 1e-8, as the lesson says?"""
    for seed in range(30):
        rng = np.random.default_rng(seed)
        for trial in range(case.trials):
            args = case.inputs(rng, trial)
            size = np.abs(args["dP"]).max() * np.abs(args["X"]).max()
            error = np.abs(args["claimed"] - exact(args))
            if trial % 2 == 0:
                assert error.max() < 1e-12 * size
            else:
                at = np.unravel_index(error.argmax(), error.shape)
                assert error[at] > 1e-8 * size
                assert error[at] >= 0.0049 * np.abs(exact(args)[at])


def test_half_of_the_claims_are_right_where_both_can_be() -> None:
    """Can no constant verdict earn a case?"""
    for case in MEASURED:
        rng = np.random.default_rng(1)
        wrong = [off(case.inputs(rng, trial))[0] > 1e-10 for trial in range(case.trials)]
        assert sum(wrong) * 2 == len(wrong)


def test_the_small_entry_is_clear_and_yet_lost_in_one_norm() -> None:
    """Does the wrong small entry stand clear of rounding, below the famous bound of the norm?"""
    (case,) = [case for case in CASES if case.name.startswith("a small entry")]
    for seed in range(20):
        args = case.inputs(np.random.default_rng(seed), 1)
        right = at_weights(args["W"], args["b"], args["X"], args["dP"])
        assert off(args)[0] >= SEEN
        assert norm_ratio(args["claimed"], right) <= UNSEEN


def test_softmax_backwards_agrees_with_the_complex_step() -> None:
    """Is the right answer right?"""
    rng = np.random.default_rng(0)
    Z, C = rng.standard_normal((4, 3)), rng.standard_normal((4, 3))
    wanted = complex_step_gradient(lambda Z: (C * probabilities(Z)).sum(), Z)
    np.testing.assert_allclose(at_logits(Z, C), wanted, atol=1e-15)
    np.testing.assert_allclose(probabilities(Z).sum(axis=1), 1)

"""The eight published checks and the bench: are they what the sources say, and do they miss what the lesson says?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course.exercises.derivatives import protocols as ours
from course.exercises.derivatives.bench import BUGS, CLAIMS, SOFTMAX, TANH, Layer, refused, refused_by, run
from course.exercises.derivatives.protocols import PROTOCOLS, Array, Protocol, norm_ratio
from course.gradcheck import complex_step_gradient
from tests.mutants.protocols.all import PROTOCOLS as THEIRS
from tests.mutants.protocols.setting import Protocol as Rival

NUMBER = st.one_of(st.floats(-1e3, 1e3), st.sampled_from([0.0, float("nan"), float("inf")]), st.floats(-1e-6, 1e-6))
PAIR = st.tuples(
    arrays.arrays(np.float64, (2, 3), elements=NUMBER), arrays.arrays(np.float64, (2, 3), elements=st.floats(-9, 9))
)
PAIRS = list(zip(PROTOCOLS, THEIRS, strict=True))
BUG = {bug.name: bug for bug in BUGS}


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[one.name for one in PROTOCOLS])
@given(pair=PAIR, close=st.booleans())
def test_agreement_is_the_published_formula(
    one: Protocol, other: Rival, pair: tuple[Array, Array], close: bool
) -> None:
    """Does each say what the rebuilt rival of the mutation tests says, near agreement as far from it?"""
    claimed, numeric = pair
    if close:
        claimed = numeric + 1e-7 * np.nan_to_num(claimed, posinf=1.0)
    with np.errstate(all="ignore"):
        assert one.agree(claimed, numeric) == bool(other.agree([(claimed, numeric)]))
    assert (one.step, one.plain_sum, one.dtype) == (other.step, other.plain_sum, other.dtype)


@pytest.mark.parametrize("layer", [TANH, SOFTMAX], ids=lambda layer: layer.name)
def test_the_bench_itself_is_right(layer: Layer) -> None:
    """Is the gradient that counts as right the true one, by the complex step?"""
    rng = np.random.default_rng(2)
    W, b = rng.standard_normal((4, 3)), rng.standard_normal(4)
    X, C = rng.standard_normal((5, 3)), rng.standard_normal((5, 4))
    wanted = complex_step_gradient(lambda V: (C * layer.forward(X @ V.T + b)).sum(), W)
    np.testing.assert_allclose(layer.backward(W, b, X, C), wanted, atol=1e-14)


@pytest.mark.parametrize(
    ("protocol", "bug", "share"),
    [
        (ours.MINITORCH, "upstream ignored", 0.0),
        (ours.NEEDLE, "softmax carried back as 0", 0.0),
        (ours.DEEPLEARNING_AI, "one NaN", 0.0),
        (ours.DEEPLEARNING_AI, "none: right, softmax", 1.0),
        (ours.CS231N, "none: right, small column", 1.0),
        (ours.MLCOURSE, "one NaN", 0.0),
        (ours.TORCH_LIKE, "small column turned round", 0.0),
        (ours.TORCH_LIKE, "upstream ignored", 1.0),
    ],
)
def test_each_blind_spot_is_there(protocol: Protocol, bug: str, share: float) -> None:
    """Does the check accept, or refuse, this claim on every draw, as the lesson says?"""
    assert refused([protocol], [BUG[bug]], seeds=15)[0, 0] == share


def test_one_entry_in_twelve() -> None:
    """Does a check of one random entry see a bug in one of twelve about once in twelve draws?"""
    seen = sum(not run(ours.MINITORCH, BUG["one entry halved"], seed).passes for seed in range(240))
    assert 8 <= seen <= 36


def test_verdicts_say_whether_they_are_right() -> None:
    """Does an outcome say that a bug passed, was caught, and that a right gradient was refused?"""
    assert run(ours.NEEDLE, BUG["upstream ignored"], 0).verdict == "passes a WRONG gradient"
    assert run(ours.CS231N, BUG["upstream ignored"], 0).verdict == "refuses: a bug caught"
    assert run(ours.CS231N, BUG["none: right, small column"], 0).verdict == "refuses a RIGHT gradient"
    assert run(ours.CS231N, BUG["none: right, tanh"], 0).verdict == "passes: right"


def test_a_check_that_knows_the_answer_is_right_on_all_claims() -> None:
    """On the claims for the reader's own check, does the truth with a floor refuse the wrong ones and no other?"""

    def check(W: Array, b: Array, X: Array, dP: Array, claimed: Array) -> bool:
        right = SOFTMAX.backward(W, b, X, dP)
        floor = 1e-10 * np.abs(dP).max() * np.abs(X).max()
        return bool((np.abs(claimed - right) <= 1e-6 * np.abs(right) + floor).all())

    assert refused_by(check, seeds=5).tolist() == [0.0 if claim.right else 1.0 for claim in CLAIMS]


def test_the_ratio_of_norms() -> None:
    """Is it √2/2 for two gradients of equal length at a right angle, and 0 for equal ones?"""
    a, n = np.array([3.0, 0.0]), np.array([0.0, 3.0])
    assert norm_ratio(a, n) == pytest.approx(np.sqrt(2) / 2)
    assert norm_ratio(a, a) == 0.0

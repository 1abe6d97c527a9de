"""Are the losses the numbers that their definitions give, and their gradients the right ones?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course import losses
from course.errors import LabelError, ShapeError
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.perceptron import due

off_the_kinks = st.floats(-3, 3).filter(lambda s: min(abs(s), abs(s - 1)) > 1e-3)
vectors = arrays(np.float64, st.integers(1, 6), elements=st.floats(-4, 4))
logits = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(2, 5)), elements=st.floats(-4, 4))


def targets(shape: Any, seed: int = 0) -> Any:
    return np.random.default_rng(seed).random(shape)


def labels(Z: Any) -> Any:
    return np.random.default_rng(Z.size).integers(0, Z.shape[1], size=len(Z))


@given(logits)
def test_softmax_cross_entropy(Z: Any) -> None:
    """Is it the mean of −log softmax at the labels, and its gradient the complex step's?"""
    y = labels(Z)
    by_definition = [-np.log(np.exp(row[c]) / np.exp(row).sum()) for row, c in zip(Z, y, strict=True)]
    assert np.isclose(losses.softmax_cross_entropy(Z, y), np.mean(by_definition))
    exact = complex_step_gradient(lambda V: losses.softmax_cross_entropy(V, y), Z)
    np.testing.assert_allclose(losses.softmax_cross_entropy_grad(Z, y), exact, rtol=1e-9, atol=1e-14)


def test_extreme_logits_give_exact_finite_answers() -> None:
    """At ±1,000, is the loss 2,000 and the gradient ±1, with no warning on the way?"""
    Z, y = np.array([[1000.0, -1000.0]]), np.array([1])
    with np.errstate(all="raise", under="ignore"):
        assert losses.softmax_cross_entropy(Z, y) == 2000.0
        np.testing.assert_array_equal(losses.softmax_cross_entropy_grad(Z, y), [[1.0, -1.0]])
        assert losses.binary_cross_entropy([1000.0], [0.0]) == 1000.0
        assert losses.binary_cross_entropy([-1000.0], [0.0]) == 0.0


@given(vectors)
def test_binary_cross_entropy(z: Any) -> None:
    """Is it the textbook formula, does soft labels' gradient agree, and do two classes give the same?"""
    y, s = targets(z.shape), 1 / (1 + np.exp(-z))
    assert np.isclose(losses.binary_cross_entropy(z, y), np.mean(-y * np.log(s) - (1 - y) * np.log(1 - s)))
    exact = complex_step_gradient(lambda v: losses.binary_cross_entropy(v, y), z)
    np.testing.assert_allclose(losses.binary_cross_entropy_grad(z, y), exact, rtol=1e-9, atol=1e-14)
    hard = (y > 0.5).astype(int)
    pair = np.stack([np.zeros_like(z), z], axis=1)
    assert np.isclose(losses.binary_cross_entropy(z, hard), losses.softmax_cross_entropy(pair, hard))


@given(logits)
def test_mean_squared_error(prediction: Any) -> None:
    """Is it a mean over all entries, with the gradient to match?"""
    y = targets(prediction.shape)
    assert np.isclose(losses.mean_squared_error(prediction, y), ((prediction - y) ** 2).sum() / prediction.size)
    exact = complex_step_gradient(lambda v: losses.mean_squared_error(v, y), prediction)
    np.testing.assert_allclose(losses.mean_squared_error_grad(prediction, y), exact, rtol=1e-9, atol=1e-14)


@given(logits, st.floats(0, 3))
def test_penalties(W: Any, lam: float) -> None:
    """Are λ Σ w² and λ Σ |w| right, with gradients 2λw and λ sign w, and slope 0 at 0?"""
    assert np.isclose(losses.l2_penalty(W, lam), lam * sum(w * w for w in W.flat))
    assert np.isclose(losses.l1_penalty(W, lam), lam * sum(abs(w) for w in W.flat))
    exact = complex_step_gradient(lambda v: losses.l2_penalty(v, lam) + 0j, W)
    np.testing.assert_allclose(losses.l2_penalty_grad(W, lam), exact, rtol=1e-9, atol=1e-14)
    np.testing.assert_array_equal(losses.l1_penalty_grad([-2.0, 0.0, 3.0], 0.5), [-0.5, 0, 0.5])


def test_one_hot() -> None:
    """Does each row hold a single 1, in its class's column?"""
    np.testing.assert_array_equal(losses.one_hot([2, 0], 3), [[0, 0, 1], [1, 0, 0]])


def test_a_silent_broadcast_is_refused() -> None:
    """Is (n,) against (n, 1), which NumPy would spread to (n, n), refused?"""
    for loss in (losses.mean_squared_error, losses.binary_cross_entropy):
        with pytest.raises(ShapeError, match=r"\(3,\).*\(3, 1\)"):
            loss(np.zeros(3), np.zeros((3, 1)))


@pytest.mark.parametrize(
    ("y", "said"), [([0, 3], "0..2"), ([-1, 0], "-1..0"), ([0.0, 1.0], "float64"), ([[0], [1]], r"\(2, 1\)")]
)
def test_labels_out_of_range_are_refused(y: Any, said: str) -> None:
    """Is a label that is no class index refused, and does the message say what arrived?"""
    with pytest.raises(LabelError, match=said):
        losses.softmax_cross_entropy(np.zeros((2, 3)), np.array(y))


def test_shapes_of_logits() -> None:
    """Are a single row, and too few labels, refused with a hint?"""
    with pytest.raises(ShapeError, match="None"):
        losses.softmax_cross_entropy(np.zeros(3), np.array([0]))
    with pytest.raises(ShapeError, match="one label a row"):
        losses.softmax_cross_entropy_grad(np.zeros((2, 3)), np.array([0]))


def test_margin_losses_by_hand() -> None:
    """Do scores 2, 1, ½, 0, −1 cost 0, 0, ½, 1, 2 by the hinge, and 0, 0, 0, 0, 1 by the perceptron's loss?"""
    scores = np.array([2.0, 1.0, 0.5, 0.0, -1.0])
    assert losses.hinge_loss(scores) == pytest.approx(3.5 / 5)
    assert losses.perceptron_loss(scores) == pytest.approx(1 / 5)
    np.testing.assert_allclose(losses.hinge_loss_grad(scores), [0, 0, -0.2, -0.2, -0.2])
    np.testing.assert_allclose(losses.perceptron_loss_grad(scores), [0, 0, 0, -0.2, -0.2])


@given(arrays(np.float64, st.integers(1, 6), elements=off_the_kinks))
def test_margin_losses_slopes(scores: Any) -> None:
    """Away from the kinks, are the slopes those of central differences?"""
    for loss, grad in (
        (losses.hinge_loss, losses.hinge_loss_grad),
        (losses.perceptron_loss, losses.perceptron_loss_grad),
    ):
        estimate = numeric_gradient(loss, scores)
        assert (np.abs(grad(scores) - estimate.value) <= estimate.error + 1e-12).all()


@given(arrays(np.float64, st.integers(1, 6), elements=st.sampled_from([-2.0, 0.0, 0.5, 1.0, 3.0])))
def test_margin_losses_move_exactly_the_rows_that_the_rules_update(scores: Any) -> None:
    """On the kinks too, is the slope −1/n where an update is due, and 0 elsewhere?"""
    n = len(scores)
    np.testing.assert_allclose(-n * losses.hinge_loss_grad(scores), due(scores, "margin"))
    np.testing.assert_allclose(-n * losses.perceptron_loss_grad(scores), due(scores, "classic"))


@pytest.mark.parametrize("y", [np.array([0, 1, 1]), np.array([0.0, 1.0, 0.5]), np.array([False, True, True])])
def test_targets_never_widen_float32(y: Any) -> None:
    """Are gradients float32 for float32 predictions, whatever type the targets come in?"""
    z = np.array([0.3, -1.0, 2.0], dtype=np.float32)
    assert losses.mean_squared_error_grad(z, y).dtype == np.float32
    assert losses.binary_cross_entropy_grad(z, y).dtype == np.float32
    assert losses.softmax_cross_entropy_grad(np.stack([z, -z], axis=1), (y > 0.4).astype(int)).dtype == np.float32
    assert losses.hinge_loss_grad(z).dtype == losses.perceptron_loss_grad(z).dtype == np.float32

"""Do the examples that lectures work by hand come out of the graph with the same numbers?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.gradcheck import numeric_gradient
from course.graph import Node, copy, exp, log, maximum, relu, sigmoid, topological_order


def leaves(**values: Any) -> list[Node]:
    return [Node(value, name) for name, value in values.items()]


def test_gate_patterns() -> None:
    """f = 2 (x y + max(z, w)) at 3, −4, 2, −1: −20, with gradients −8, 6, 2, 0 (cs231n, optimization-2)."""
    x, y, z, w = leaves(x=3.0, y=-4.0, z=2.0, w=-1.0)
    f = 2.0 * (x * y + maximum(z, w))
    f.backward()
    assert f.value == -20.0
    assert [node.gradient for node in (x, y, z, w)] == [-8.0, 6.0, 2.0, 0.0]


def test_single_gates() -> None:
    """Add distributes 2 to both; multiply swaps 2, 3 under 5 to 15, 10; copy adds 4 and 2; max routes all 9."""
    a, b = leaves(a=3.0, b=4.0)
    (a + b).backward(2.0)
    assert (a.gradient, b.gradient) == (2.0, 2.0)
    a, b = leaves(a=2.0, b=3.0)
    (a * b).backward(5.0)
    assert (a.gradient, b.gradient) == (15.0, 10.0)
    (a,) = leaves(a=7.0)
    both = copy(a)
    (both * 4.0 + both * 2.0).backward()
    assert (both.value, a.gradient) == (7.0, 6.0)
    a, b = leaves(a=4.0, b=5.0)
    maximum(a, b).backward(9.0)
    assert (a.gradient, b.gradient) == (0.0, 9.0)


def test_the_first_circuit() -> None:
    """f = (x + y) z at −2, 5, −4: q = 3, f = −12; df/dz = 3, df/dq = −4 = df/dx = df/dy."""
    x, y, z = leaves(x=-2.0, y=5.0, z=-4.0)
    q = x + y
    f = q * z
    f.backward()
    assert (q.value, f.value) == (3.0, -12.0)
    assert (z.gradient, q.gradient, x.gradient, y.gradient) == (3.0, -4.0, -4.0, -4.0)


def test_the_sigmoid_circuit() -> None:
    """1 / (1 + exp(−(w₀x₀ + w₁x₁ + w₂))), gate by gate, and through σ' = σ (1 − σ) as a single gate."""
    w0, x0, w1, x1, w2 = leaves(w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, w2=-3.0)
    dot = w0 * x0 + w1 * x1 + w2
    minus = dot * -1.0
    power = exp(minus)
    plus = power + 1.0
    f = 1.0 / plus
    f.backward()
    order = [node.value for node in topological_order(f) if node.rule]
    assert [round(value, 2) for value in order] == [-2.0, 6.0, 4.0, 1.0, -1.0, 0.37, 1.37, 0.73]
    chain = [node.gradient for node in (f, plus, power, minus, dot)]
    assert [round(gradient, 2) for gradient in chain] == [1.0, -0.53, -0.53, -0.2, 0.2]
    inputs = (w0, w1, w2, x0, x1)
    gradients = [node.gradient for node in inputs]
    assert [round(gradient, 2) for gradient in gradients] == [-0.2, -0.39, 0.2, 0.39, -0.59]
    sigmoid(dot).backward()
    assert [node.gradient for node in inputs] == pytest.approx(gradients, rel=1e-14)
    assert dot.gradient == pytest.approx(np.exp(-1) / (1 + np.exp(-1)) ** 2, rel=1e-14)


def test_relu_on_a_vector() -> None:
    """z = relu(1, −2, 3, −1) = (1, 0, 3, 0), and (4, −1, 5, 9) upstream becomes (4, 0, 5, 0)."""
    x = Node(np.array([1.0, -2.0, 3.0, -1.0]), "x")
    z = relu(x)
    z.backward(np.array([4.0, -1.0, 5.0, 9.0]))
    assert z.value.tolist() == [1.0, 0.0, 3.0, 0.0]
    assert x.gradient.tolist() == [4.0, 0.0, 5.0, 0.0]


def test_the_squared_norm() -> None:
    """f = ‖W x‖²: q = (.22, .26), f = .116, ∇q = (.44, .52), ∇W = 2 q xᵀ, ∇x = 2 Wᵀ q."""
    W, x = leaves(W=np.array([[0.1, 0.5], [-0.3, 0.8]]), x=np.array([0.2, 0.4]))
    q = W @ x
    f = (q * q).sum()
    f.backward()
    assert np.allclose(q.value, [0.22, 0.26], rtol=1e-14) and f.value == pytest.approx(0.116, rel=1e-14)
    assert np.allclose(q.gradient, [0.44, 0.52], rtol=1e-14)
    assert np.allclose(W.gradient, [[0.088, 0.176], [0.104, 0.208]], rtol=1e-14)
    assert np.allclose(x.gradient, [-0.112, 0.636], rtol=1e-14)


@pytest.mark.parametrize("y", [0.0, 1.0, 0.3])
def test_the_logistic_unit(y: float) -> None:
    """ℓ = −y log ŷ − (1 − y) log(1 − ŷ): ∂ℓ/∂ŷ = (1−y)/(1−ŷ) − y/ŷ, ∂ℓ/∂w = (ŷ − y) x, ∂ℓ/∂x = (ŷ − y) w."""
    w, x, b = leaves(w=0.7, x=-1.3, b=0.2)
    p = sigmoid(w * x + b)
    (-y * log(p) - (1 - y) * log(1 - p)).backward()
    assert p.gradient == pytest.approx((1 - y) / (1 - p.value) - y / p.value, rel=1e-13)
    assert w.gradient == pytest.approx((p.value - y) * x.value, rel=1e-12)
    assert x.gradient == pytest.approx((p.value - y) * w.value, rel=1e-12)


def test_two_layers() -> None:
    """∂ℓ/∂a₁ = (ŷ−y) v₁, ∂ℓ/∂w₁ = (ŷ−y) v₁ a₁(1−a₁) x, and ∂ℓ/∂x is the sum over both hidden units."""
    x, w1, w2, v1, v2 = leaves(x=0.8, w1=1.1, w2=-0.6, v1=0.9, v2=1.7)
    a1, a2 = sigmoid(w1 * x), sigmoid(w2 * x)
    p = sigmoid(v1 * a1 + v2 * a2)
    (-log(1 - p)).backward()  # y = 0, so ŷ − y = ŷ
    g, d1, d2 = p.value, a1.value * (1 - a1.value), a2.value * (1 - a2.value)
    assert a1.gradient == pytest.approx(g * v1.value, rel=1e-13)
    assert w1.gradient == pytest.approx(g * v1.value * d1 * x.value, rel=1e-13)
    assert x.gradient == pytest.approx(g * (v1.value * d1 * w1.value + v2.value * d2 * w2.value), rel=1e-13)


def test_the_penalised_unit_with_its_minus_sign() -> None:
    """L = ½ (y − σ(wx + b))² + λw²: ∂L/∂w = −(y−σ) σ' x + 2λw, with the minus that one lecture leaves out."""
    x, y, lam = 1.4, 1.0, 0.1

    def loss(w: float) -> float:
        return float(0.5 * (y - 1 / (1 + np.exp(-w * x - 0.3))) ** 2 + lam * w**2)

    for value in np.random.default_rng(0).normal(size=5):
        w, b = leaves(w=float(value), b=0.3)
        s = sigmoid(w * x + b)
        (0.5 * (y - s) ** 2 + lam * w**2).backward()
        slope = (y - s.value) * s.value * (1 - s.value)
        assert w.gradient == pytest.approx(-slope * x + 2 * lam * w.value, rel=1e-12)
        assert b.gradient == pytest.approx(-slope, rel=1e-12)
        difference = numeric_gradient(loss, w.value)
        assert abs(w.gradient - difference.value) <= difference.error
        assert abs(slope * x + 2 * lam * w.value - difference.value) > 1e-3


def test_least_squares_and_ridge() -> None:
    """ŷ = wᵀx + b, r = y − ŷ, ℓ = r², J = ℓ + λ wᵀw: ∂J/∂r = 2r, ∂J/∂ŷ = −2r, ∂J/∂w = −2r x + 2λw, ∂J/∂b = −2r."""
    x = np.array([1.0, -2.0, 0.5])
    w, b = leaves(w=np.array([0.4, 0.1, -0.7]), b=0.25)
    prediction = w @ x + b
    r = 1.5 - prediction
    loss = r**2
    loss.backward()
    assert r.gradient == 2 * r.value and prediction.gradient == b.gradient == -2 * r.value
    assert np.allclose(w.gradient, -2 * r.value * x, rtol=1e-14)
    objective = loss + 0.3 * (w * w).sum()
    objective.backward()
    assert np.allclose(w.gradient, -2 * r.value * x + 0.6 * w.value, rtol=1e-14)
    assert b.gradient == -2 * r.value


def test_a_gradient_step_on_least_squares_goes_down() -> None:
    """Does w ← w − η ∂ℓ/∂w, by assigning to the leaves and running forwards again, lower the loss each time?"""
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    w, b = leaves(w=np.zeros(3), b=0.0)
    loss = ((Node(X, "X") @ w + b - y) ** 2).mean()
    losses = [loss.value]
    for _ in range(200):
        loss.backward()
        w.value = w.value - 0.1 * w.gradient
        b.value = b.value - 0.1 * b.gradient
        losses.append(loss.forward())
    assert (np.diff(losses[:50]) < 0).all()
    best = np.linalg.lstsq(np.column_stack([X, np.ones(20)]), y, rcond=None)[0]
    assert np.allclose([*w.value, b.value], best, atol=1e-2)

"""Does the activation layer pair each function with its own rule?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import InputError
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.layers import ACTIVATIONS, Activation
from tests.course.layers.layer_oracles import keeps_the_contract

RECTIFIERS = ("relu", "leaky_relu")
side = st.integers(1, 5)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_contract(name: str) -> None:
    """Does it stack: float32 stays, inputs are left alone, going back first is refused?"""
    keeps_the_contract(lambda dtype: Activation(name), (4, 3), np.random.default_rng(0))


@pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - set(RECTIFIERS)))
@given(n=side, d=side, seed=st.integers(0, 999))
def test_smooth_rules_agree_with_the_complex_step(name: str, n: int, d: int, seed: int) -> None:
    """Is dZ exact for a random upstream gradient?"""
    rng = np.random.default_rng(seed)
    Z, dA = rng.normal(size=(n, d)), rng.normal(size=(n, d))
    layer = Activation(name)
    layer.forward(Z)
    exact = complex_step_gradient(lambda V: np.sum(dA * Activation(name).forward(V)), Z)
    np.testing.assert_allclose(layer.backward(dA), exact, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("name", RECTIFIERS)
@given(n=side, d=side, seed=st.integers(0, 999))
def test_rectifiers_agree_with_differences_and_their_closed_form(name: str, n: int, d: int, seed: int) -> None:
    """Away from the kink, is dZ that of Z although the layer keeps A alone?"""
    rng = np.random.default_rng(seed)
    Z, dA = rng.normal(size=(n, d)), rng.normal(size=(n, d))
    Z += np.copysign(0.1, Z)
    layer = Activation(name)
    layer.forward(Z)
    dZ = layer.backward(dA)
    shut = 0.0 if name == "relu" else 0.01
    np.testing.assert_array_equal(dZ, [[u if z > 0 else shut * u for z, u in zip(*row, strict=True)]
                                       for row in zip(Z, dA, strict=True)])  # fmt: skip
    estimate = numeric_gradient(lambda V: float(np.sum(dA * Activation(name).forward(V))), Z)
    assert (np.abs(dZ - estimate.value) <= estimate.error + 1e-9).all()


def test_the_slope_at_the_kink_is_the_left_one() -> None:
    """At Z = 0, does ReLU let nothing through, as the course has it?"""
    layer = Activation("relu")
    layer.forward(np.zeros((1, 2)))
    assert not layer.backward(np.ones((1, 2))).any()


def test_an_unknown_name_is_refused() -> None:
    """Does the error list what there is?"""
    with pytest.raises(InputError, match=r"activation: expected one of relu, .*got 'gelu'"):
        Activation("gelu")

"""Is the complex step exact, and does it refuse what it cannot differentiate?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError
from course.gradcheck import complex_step_gradient


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from([(), (1,), (5,), (1, 4), (3, 2), (0, 3)]))
def test_it_is_exact_to_rounding(seed: int, shape: tuple[int, ...]) -> None:
    """Does it agree with the closed form to a few units in the last place, where differences have 1e-10?"""
    rng = np.random.default_rng(seed)
    x, a = np.asarray(rng.normal(size=shape)), np.asarray(rng.normal(size=shape))
    gradient = complex_step_gradient(lambda x: np.sum(a * np.exp(x) * np.sin(x)), x)
    true = a * np.exp(x) * (np.sin(x) + np.cos(x))
    assert gradient.shape == shape
    assert np.allclose(gradient, true, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize("f", [lambda x: np.abs(x).sum(), lambda x: x.real.sum(), lambda x: x, lambda x: 1.0])
def test_it_refuses_an_f_that_stays_real(f: Any) -> None:
    """Is an f that drops the imaginary part, or returns no number, refused and not given a zero gradient?"""
    with pytest.raises(InputError, match="expected one complex number"):
        complex_step_gradient(f, np.ones(2))


def test_it_refuses_float32_and_slopes_without_end() -> None:
    """Are float32 and an infinite slope refused by name?"""
    with pytest.raises(DtypeError, match="expected float64"):
        complex_step_gradient(np.sum, np.ones(2, np.float32))
    with pytest.raises(NotFiniteError, match="a finite derivative"):
        complex_step_gradient(lambda x: np.log(x).sum() * np.inf, np.ones(1))

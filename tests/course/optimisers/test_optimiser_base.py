"""Does every optimiser keep the contract: in place, by name, on schedule, in the type of its parameters?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import optimisers
from course.optimisers import GD, SGD, AdaGrad, Adam, Momentum, Nesterov, Optimiser, RMSProp
from course.schedules import InverseTime

KINDS: list[type[Any]] = [SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam]


def params(dtype: Any = np.float64, seed: int = 0) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return {"W": rng.normal(size=(3, 2)).astype(dtype), "b": rng.normal(size=3).astype(dtype)}


def copied(arrays: dict[str, Any]) -> dict[str, Any]:
    return {name: array.copy() for name, array in arrays.items()}


def test_all_of_them_are_here() -> None:
    """Does the list of this file hold every optimiser that the package gives?"""
    public = {getattr(optimisers, name) for name in optimisers.__all__}
    assert public == {*KINDS, Optimiser}
    assert GD is SGD


@pytest.mark.parametrize("kind", KINDS)
def test_parameters_change_in_place_and_gradients_stay(kind: Callable[..., Any]) -> None:
    """Are the arrays the same objects with other numbers, while no gradient is touched, step after step?"""
    w, g = params(), params(seed=1)
    arrays, kept = list(w.values()), copied(g)
    optimiser = kind(0.1)
    for _ in range(3):
        before = copied(w)
        optimiser.step(w, g)
        assert all(a is b for a, b in zip(w.values(), arrays, strict=True))
        assert all((w[name] != before[name]).all() for name in w)
        assert all(np.array_equal(g[name], kept[name]) for name in g)
    assert optimiser.t == 3


@pytest.mark.parametrize("kind", KINDS)
def test_float32_stays_float32(kind: Callable[..., Any]) -> None:
    """In the parameters and in what is kept, under a schedule of NumPy numbers, and near the float64 run?"""
    single, double = params(np.float32), params(np.float32)
    double = {name: array.astype(np.float64) for name, array in double.items()}
    optimisers_ = [kind(lambda t: np.float64(0.1) / (t + 1)) for _ in range(2)]
    for seed in range(5):
        g = params(np.float32, seed + 1)
        optimisers_[0].step(single, g)
        optimisers_[1].step(double, {name: array.astype(np.float64) for name, array in g.items()})
    everything = [*single.values(), *(array for kept in optimisers_[0].kept.values() for array in kept)]
    assert {array.dtype for array in everything} == {np.dtype(np.float32)}
    for name, array in single.items():
        np.testing.assert_allclose(array, double[name], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rate_of_numpys_own_type_changes_no_bit(kind: Callable[..., Any]) -> None:
    """Is a float32 step the same, to the last bit, under Python's 0.1 and NumPy's float64 of it?"""
    one, two = params(np.float32), params(np.float32)
    plain, numpys = kind(lambda t: 0.1), kind(lambda t: np.float64(0.1))
    for seed in range(5):
        g = params(np.float32, seed + 1)
        plain.step(one, g)
        numpys.step(two, g)
    assert all(np.array_equal(one[name], two[name]) for name in one)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kept_goes_by_name(kind: Callable[..., Any]) -> None:
    """Is a parameter's path the same alone, beside another, and with the names in another order?"""
    both, alone = params(), params()
    del alone["b"]
    one, two = kind(0.1), kind(0.1)
    for seed in range(4):
        g = params(seed=seed + 1)
        one.step(both, g if seed % 2 else dict(reversed(g.items())))
        two.step(alone, {"W": g["W"]})
    np.testing.assert_array_equal(both["W"], alone["W"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_schedule_is_asked_for_each_step_from_0(kind: Callable[..., Any]) -> None:
    """Is a step under a schedule the step of length η_t, and is the schedule asked once a step?"""
    asked: list[int] = []

    def schedule(t: int) -> float:
        asked.append(t)
        return InverseTime(0.5, 1.0)(t)

    steady, falling = {"w": np.zeros(2)}, {"w": np.zeros(2)}
    one, two = kind(1.0), kind(schedule)
    for t in range(4):
        g = {"w": np.random.default_rng(t).normal(size=2)}
        before = [steady["w"].copy(), falling["w"].copy()]
        one.step(steady, g)
        two.step(falling, g)
        direction = steady["w"] - before[0]
        np.testing.assert_allclose(falling["w"] - before[1], 0.5 / (1 + t) * direction, rtol=1e-12)
    assert asked == [0, 1, 2, 3]


@pytest.mark.parametrize("kind", KINDS)
def test_each_finds_the_bottom_of_a_bowl(kind: Callable[..., Any]) -> None:
    """With a falling rate, does each come within 0.01 of the least of ½ Σ λ (w − a)²?"""
    curvature, a = np.array([1.0, 3.0, 0.5]), np.array([0.4, -0.3, 0.2])
    w = {"w": np.zeros(3)}
    optimiser = kind(InverseTime(0.1, 0.01))
    for _ in range(1500):
        optimiser.step(w, {"w": curvature * (w["w"] - a)})
    np.testing.assert_allclose(w["w"], a, atol=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_odd_shapes(kind: Callable[..., Any]) -> None:
    """Are a number in an array without axes, an empty array and a view of another array all served in place?"""
    table = np.ones((4, 4))
    w = {"number": np.array(1.0), "none": np.zeros((0, 3)), "view": table[:2, ::2]}
    kind(0.5).step(w, {name: np.ones_like(array) for name, array in w.items()})
    assert w["number"] < 1.0 and (table[:2, ::2] < 1.0).all() and (table[2:] == 1.0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_step_changes_nothing(kind: Callable[..., Any]) -> None:
    """If the second gradient does not fit, is the first parameter still as it was, and t too?"""
    w = params()
    before = copied(w)
    optimiser = kind(0.1)
    with pytest.raises(ValueError, match="b"):
        optimiser.step(w, {"W": np.ones((3, 2)), "b": np.ones(4)})
    assert optimiser.t == 0 and all(np.array_equal(w[name], before[name]) for name in w)

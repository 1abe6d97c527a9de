"""Do the oracles that all other tests lean on catch a rule that is wrong?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.graph.node import apply
from course.graph.rules.rule import Rule
from tests.course.graph.oracles import check

WRONG: dict[str, Any] = {
    "turned sign": lambda up, out, a, b: (-(up @ b.T), a.T @ up),
    "off by a millionth": lambda up, out, a, b: (up @ b.T, a.T @ up * (1 + 1e-6)),
    "off by 3 in a thousand million": lambda up, out, a, b: (up @ b.T * (1 + 3e-9), a.T @ up),
    "upstream ignored": lambda up, out, a, b: (np.ones_like(up) @ b.T, a.T @ up),
    "one entry wrong": lambda up, out, a, b: (up @ b.T + np.eye(*a.shape) * 1e-5, a.T @ up),
    "gradients swapped": lambda up, out, a, b: (a.T @ up, up @ b.T),
    "one input forgotten": lambda up, out, a, b: (up @ b.T, np.zeros_like(b)),
}


def planted(back: Any) -> Any:
    rule = Rule("@", "{a} @ {b}", value=np.matmul, back=back, local=("", ""))
    return lambda a, b: apply(rule, a, b)


def product(np: Any, a: Any, b: Any) -> Any:
    return np.matmul(a, b)


def inputs(seed: int) -> tuple[list[Any], np.random.Generator]:
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(3, 3)), rng.normal(size=(3, 3))], rng


@pytest.mark.parametrize("back", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_rule_is_caught(back: Any) -> None:
    """Does each planted mistake fail, on square matrices where no shape gives it away?"""
    arrays, rng = inputs(0)
    with pytest.raises(AssertionError):
        check(planted(back), product, arrays, rng)


def test_the_right_rule_passes() -> None:
    """Does the same rule without a mistake pass, so that it is the mistakes that fail?"""
    arrays, rng = inputs(0)
    check(planted(lambda up, out, a, b: (up @ b.T, a.T @ up)), product, arrays, rng)


def test_a_wrong_value_is_caught() -> None:
    """Is a forward pass that is slightly off caught, though its own gradient fits it?"""
    arrays, rng = inputs(1)
    with pytest.raises(AssertionError):
        check(lambda a, b: (a @ b) * 1.00001, product, arrays, rng)

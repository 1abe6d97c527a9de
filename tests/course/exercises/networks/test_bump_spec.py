"""`bump_weights`: what passes, what does not, and what is said."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from course.exercises.networks.bumps import BUMP_WEIGHTS, EPS, MOST, STEEPEST, net, right
from course.grading.seeds import stream

DRAWN = [
    (number, case.inputs(stream(seed, "bump_weights", number), 0))
    for number, case in enumerate(BUMP_WEIGHTS.cases)
    for seed in range(6)
]


def said(args: Any, **changed: Any) -> str:
    verdict = BUMP_WEIGHTS.verify(args=args, answer=right(**args) | changed)
    assert len(set(verdict.values())) == 1
    return str(verdict["w"])


def test_the_net_is_the_sum_of_sigmoids() -> None:
    """Does `net` agree with the formula, one unit and one point at a time?"""
    rng = np.random.default_rng(0)
    x, (w, b, v) = rng.standard_normal(5), rng.standard_normal((3, 4))
    slow = [sum(vk / (1 + math.exp(-(wk * p + bk))) for wk, bk, vk in zip(w, b, v, strict=True)) + 0.3 for p in x]
    assert np.allclose(net(x, w, b, v, 0.3), slow, rtol=1e-12)


@pytest.mark.parametrize(("number", "args"), DRAWN)
def test_curves_are_as_the_lesson_says(number: int, args: Any) -> None:
    """Is the largest slope times the width 8 (0 for the level line), and are ε and the limit those promised?"""
    x, y = args["x"], args["y"]
    steepest = np.abs(np.gradient(y, x)).max() * (x[-1] - x[0])
    assert math.isclose(steepest, 0.0 if number == 2 else STEEPEST, rel_tol=1e-6, abs_tol=1e-9)
    assert (args["eps"], args["most"]) == (EPS, MOST) == (0.1, 100)
    assert said(args) == "None"


def test_marks_do_not_hang_on_how_close_a_good_staircase_comes() -> None:
    """Does the reference stay well inside ε, whatever the draw?"""
    for _, args in DRAWN:
        made = right(**args)
        assert np.abs(net(args["x"], made["w"], made["b"], made["v"], made["c"]) - args["y"]).max() < 0.06


def test_each_way_to_miss_has_its_sentence() -> None:
    """Are the level, the steps' places, their number and their lengths told apart?"""
    args = DRAWN[6][1]
    made = right(**args)
    assert "look at c" in said(args, c=made["c"] - 1.0)
    assert "outside the interval" in said(args, b=10 * made["w"])
    assert "at most 100 are allowed" in said(args, **dict.fromkeys("wbv", np.zeros(101)))
    assert "one entry a hidden unit; they have 99, 99 and 3" in said(args, v=np.zeros(3))
    flat = said(args, v=np.zeros(99))
    assert flat.startswith("the largest error is") and flat.endswith("it may be 0.1")


@pytest.mark.parametrize("end", [0, -1])
def test_a_step_on_the_end_of_the_interval_is_named(end: int) -> None:
    """Is a unit that is half up at the first or last point named, and one just beyond it not?"""
    args = DRAWN[0][1]
    made = right(**args)
    width = np.ptp(args["x"])
    for beyond, named in ((0.0, True), (0.01 * width, False)):
        place = args["x"][end] + (beyond if end else -beyond)
        w, b, v = (np.append(made[name], one) for name, one in zip("wbv", (1e4, -1e4 * place, 9.0), strict=True))
        level = made["c"] - (0.0 if end else 9.0)
        sentence = said(args, w=w, b=b, v=v, c=level)
        assert ("is half up" in sentence) is named
        assert named or sentence == "None"


def test_a_net_without_units_is_judged_by_its_level_alone() -> None:
    """Is the level line of the last case reached with no hidden unit at all, and no curve by that?"""
    empty = dict.fromkeys("wbv", np.zeros(0))
    level = DRAWN[-1][1]
    assert said(level, **empty, c=float(level["y"][0])) == "None"
    assert said(DRAWN[0][1], **empty) != "None"

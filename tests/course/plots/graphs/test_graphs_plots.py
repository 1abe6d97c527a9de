"""Do lesson 06's figures show the numbers that they are given?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.gradcheck import numeric_gradient
from course.graph import Node, trace
from course.plots.graphs import arcs, descent, keeping, layout, matches, paths, slip, steps, viewer, visits
from course.plots.graphs.examples import EXAMPLES

NAMES = list(EXAMPLES)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts(fig: Any) -> list[str]:
    fig.draw_without_rendering()
    return [text.get_text() for axes in fig.axes for text in axes.texts]


def gradients(name: str) -> dict[str, Any]:
    return {record.label: record.gradient for record in EXAMPLES[name].records()}


@pytest.mark.parametrize("name", NAMES)
def test_examples_stand_apart(name: str) -> None:
    """Does no node stand on another, and every gate to the right of its parents?"""
    example = EXAMPLES[name]
    records = example.records()
    where = layout.places(records, example.rows)
    for one, other in combinations(where.values(), 2):
        assert abs(one[0] - other[0]) > 0.5 or abs(one[1] - other[1]) > 0.5
    for record in records:
        assert all(where[parent][0] < where[record.index][0] for parent in record.parents if parent in where)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_can_be_drawn(name: str) -> None:
    """Does each step have words, and do values and gradients appear one after the other, none before its turn?"""
    example = EXAMPLES[name]
    records = example.records()
    last, shown = steps.count(records), []
    for step in range(last + 1):
        assert all(steps.said(records, step))
        shown.append((len(steps.computed(records, step)), len(steps.visited(records, step))))
    assert shown == sorted(shown) and shown[-1] == (len(records), len(steps.backwards(records)))
    assert shown[len(steps.gates(records))][1] == 0
    for step in (0, last // 2, None):
        viewer.draw(records, step, rows=example.rows)


def test_the_first_example_in_numbers() -> None:
    """At the end, are −12, 3 and the gradients −4, −4, 3 on the wires, and at step 0 only what is given?"""
    records = EXAMPLES["(x + y) z"].records()
    first, last = texts(viewer.draw(records, 0)), texts(viewer.draw(records, 99))
    assert {"−2", "5", "−4"} <= set(first) and "−12" not in first and not any("◂" in text for text in first)
    assert {"−12", "◂ −4", "◂ 3", "◂ 1", "3"} <= set(last)
    assert any("∂f/∂q = −4" in text for text in last)


def test_a_node_of_several_children_bears_its_sum() -> None:
    """Is the sum written out at the node and in words?"""
    records = EXAMPLES["b = a + a, c = b + b"].records()
    assert {"2 + 2 = 4", "b: 1 + 1 = 2"} <= set(texts(viewer.draw(records)))
    words = steps.said(records, steps.count(records))
    assert words[0].endswith("a hears from 2 wires") and words[-1].endswith("2 + 2 = 4")


@pytest.mark.parametrize("step", [0, 99])
def test_the_slopes_name_only_what_is_on_the_picture(step: int) -> None:
    """Does every inner node bear its name, before and after the way back?"""
    shown = texts(viewer.draw(EXAMPLES["a sigmoid unit, in small gates"].records(), step))
    assert {"p₀", "p₁", "s", "z", "n", "e", "u", "f"} <= set(shown)


def test_the_ring_marks_the_node_whose_turn_it_is() -> None:
    """Is there one ring at a step and none on a finished picture?"""
    records = EXAMPLES["(x + y) z"].records()

    def rings(step: int | None) -> int:
        return sum(line.get_markersize() == 40 for line in viewer.draw(records, step).axes[0].lines)

    assert [rings(step) for step in (None, 0, 1, 5)] == [0, 0, 1, 1]


def test_the_lectures_numbers() -> None:
    """Do the examples give the gradients that the lectures work out?"""
    assert gradients("gate: add") == {"f": 2, "x": 2, "y": 2}
    assert gradients("gate: multiply") == {"f": 5, "x": 15, "y": 10}
    assert gradients("gate: max") == {"f": 9, "x": 0, "y": 9}
    assert gradients("gate: copy")["x"] == 6
    four = gradients("2 (x y + max(z, w))")
    assert [four[name] for name in "xyzw"] == [-8, 6, 2, 0]
    for name in ("a sigmoid unit, in small gates", "a sigmoid unit, σ as one gate"):
        unit = gradients(name)
        assert [round(unit[leaf], 2) for leaf in ("w₀", "w₁", "w₂", "x₀", "x₁")] == [-0.2, -0.39, 0.2, 0.39, -0.59]
    assert gradients("ReLU of a vector")["x"].tolist() == [4, 0, 5, 0]
    assert all(abs(gradients("saturated: next to nothing comes back")[leaf]) < 1e-9 for leaf in ("w₀", "w₁", "x₁"))


@pytest.mark.parametrize(
    ("name", "formula", "at"),
    [
        ("one weight, with a penalty", lambda w: (3 - 2 * w) ** 2 + 0.1 * w**2, 0.5),
        ("a penalised sigmoid unit", lambda w: 0.5 * (1 - 1 / (1 + np.exp(0.2 - 1.5 * w))) ** 2 + 0.1 * w**2, 0.8),
        ("least squares", lambda w: (1.5 - (w @ np.array([2.0, 1.0]) + 0.25)) ** 2, [0.5, -1.0]),
        ("ridge", lambda w: (1.5 - (w @ np.array([2.0, 1.0]) + 0.25)) ** 2 + 0.1 * w @ w, [0.5, -1.0]),
        ("a logistic unit", lambda w: np.log1p(np.exp(0.2 - 1.5 * w)), 0.8),
    ],
)
def test_weights_of_the_losses_agree_with_differences(name: str, formula: Any, at: Any) -> None:
    """Is the gradient of w in each loss what differences of its formula measure?"""
    np.testing.assert_allclose(gradients(name)["w"], numeric_gradient(formula, np.array(at)).value, rtol=1e-6)


def test_two_layers_agree_with_differences() -> None:
    """Is the gradient at x, the sum over both hidden units, what differences measure?"""

    def sigmoid(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    measured = numeric_gradient(
        lambda x: -np.log(sigmoid(0.9 * sigmoid(1.1 * x) + 1.7 * sigmoid(-0.6 * x))), np.array(0.8)
    )
    assert gradients("two layers")["x"] == pytest.approx(float(measured.value), rel=1e-6)


def test_constants_stand_in_their_gate() -> None:
    """Has '2.0 *' no node of its own, and the gate the sign '2 ×'?"""
    a = Node(3.0, "a")
    records = trace((2.0 * a).named("f"))
    assert len(layout.places(records)) == 2 and len(steps.backwards(records)) == 2
    assert "2 ×" in texts(viewer.draw(records))


def test_wires_to_the_left_are_counted() -> None:
    """Are the wires that lead to a node on the left counted in the title, and drawn dashed?"""
    wires = [("x", "q"), ("y", "q"), ("q", "f")]
    fig = arcs.draw(wires, {"good": ["x", "y", "q", "f"], "bad": ["q", "x", "f", "y"]})
    good, bad = (axes.get_title(loc="left") for axes in fig.axes)
    assert "every wire leads to the right" in good and "2 of 3 wires lead back" in bad
    arrows = [text.arrow_patch for text in fig.axes[1].texts if getattr(text, "arrow_patch", None) is not None]
    assert sorted(arrow.get_linestyle() for arrow in arrows) == ["-", "--", "--"]


def test_paths_and_their_sum() -> None:
    """Is there a panel for each path with its product, and their sum below?"""
    slopes = {("x", "u"): 2.0, ("u", "f"): 5.0, ("x", "v"): 3.0, ("v", "f"): -1.0, ("x", "f"): 4.0}
    places = {"x": (0.0, 0.0), "u": (1.0, 1.0), "v": (1.0, -1.0), "f": (2.0, 0.0)}
    fig = paths.draw(slopes, places, "x", "f")
    assert [axes.get_title() for axes in fig.axes] == ["2 · 5 = 10", "3 · −1 = −3", "4 = 4"]
    assert fig.get_supxlabel().endswith("= 11")


def test_visits_keep_their_numbers() -> None:
    """Are the counts on the axes, on a logarithmic scale, and a size marked?"""
    fig = visits.draw([1, 2, 3], {"one": [3, 7, 15], "other": [2, 3, 4]}, label="size", mark=2)
    (axes,) = fig.axes
    assert axes.get_yscale() == "log" and axes.get_xlabel() == "size"
    assert axes.lines[0].get_ydata().tolist() == [3, 7, 15] and set(axes.lines[2].get_xdata()) == {2}


def test_ways_of_keeping_are_labelled() -> None:
    """Is each way named with its two numbers?"""
    fig = keeping.draw({"all": (256, 256), "some": (32, 512)}, 256)
    assert {"all\n(256, 256)", "some\n(32, 512)"} <= set(texts(fig))


def test_gradients_that_are_kept_add_up() -> None:
    """With nothing kept, is it plain descent; with the weight's kept, is each step the sum of all slopes so far?"""
    setting = {"w": 0.3, "x": 1.2, "y": 0.9, "rate": 0.1, "steps": 4}
    plain = descent.forgetful("", **setting)
    weights = [0.3]
    for _ in range(4):
        weights.append(weights[-1] - 0.1 * 2 * 1.2 * (weights[-1] * 1.2 - 0.9))
    assert plain == pytest.approx(weights)
    kept, total = descent.forgetful("w", **setting), 0.0
    for before, after in pairwise(kept):
        total += 2 * 1.2 * (before * 1.2 - 0.9)
        assert after == pytest.approx(before - 0.1 * total)
    assert descent.forgetful("rpw", **setting)[2] != pytest.approx(kept[2])


def test_descent_keeps_to_its_frame() -> None:
    """Does a curve that runs away leave the picture as it is?"""
    (axes,) = descent.draw({"wild": [0, 1e6], "tame": [0, 1]}, best=1.0, reach=2.0).axes
    assert axes.get_ylim() == (-1.0, 3.0)


def test_the_slip_cannot_be_seen_in_the_product() -> None:
    """Do the two value curves differ while the two products are one?"""
    values, products = slip.draw(1.0).axes
    right, slide = (values.lines[number].get_ydata() for number in (0, 1))
    assert np.abs(right - slide).max() > 0.9
    np.testing.assert_allclose(products.lines[0].get_ydata(), products.lines[1].get_ydata(), atol=1e-15)


@pytest.mark.parametrize(("yours", "said"), [(None, "not there yet"), (0.0, "yours against ours")])
def test_matches_say_whose_they_are(yours: float | None, said: str) -> None:
    """Does a figure without an answer say so, and are answers that differ drawn as open squares?"""
    ours = np.array([1.0, 2.0])
    (axes,) = matches.draw(ours, None if yours is None else ours + 0.1).axes
    assert said in axes.get_title()
    assert axes.lines[1].get_marker() == ("o" if yours is None else "s")

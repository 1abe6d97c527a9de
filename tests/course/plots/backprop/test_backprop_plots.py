"""Do lesson 07's figures show the numbers that they are given?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.plots import graph
from course.plots.backprop import agreement, counts, jacobian, shapes, training, worked
from course.plots.graph import Node, Wire

LAYOUTS = [
    pytest.param(layout, id=name) for name, layout in vars(worked).items() if isinstance(layout, worked.Layout)
]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts(fig: Any) -> list[str]:
    """Every text in a figure's axes."""
    fig.draw_without_rendering()
    return [text.get_text() for axes in fig.axes for text in axes.texts]


def boxes(fig: Any) -> list[Any]:
    """The extents, in pixels, of every text that is not empty."""
    fig.canvas.draw()
    renderer = fig.canvas.get_renderer()
    return [t.get_window_extent(renderer) for axes in fig.axes for t in axes.texts if t.get_text()]


def test_numbers_are_short() -> None:
    """At most 3 digits unless more are asked for, a true minus, no '-0'?"""
    assert graph.shown(-12.0) == "−12"
    assert graph.shown(-0.0) == "0"
    assert graph.shown(0.19661) == "0.197"
    assert graph.shown(0.6875, 4) == "0.6875"
    assert graph.shown([0.22, -0.26]) == "[0.22, −0.26]"
    assert graph.shown(None) == ""
    assert graph.shown("∂L") == "∂L"


def test_values_stand_above_and_gradients_below_with_an_arrow() -> None:
    """Can value and gradient be told apart without the colour?"""
    nodes = {"x": Node(0, 0, "x", "input"), "g": Node(2, 0, "+"), "f": Node(4, 0, "f", "output")}
    fig = graph.draw(nodes, [Wire("x", "g", 3.0, -2.0), Wire("g", "f", 7.0, 1.0)])
    places = {text.get_text(): text.get_position()[1] for text in fig.axes[0].texts}
    assert places["3"] > 0 > places["◂ −2"]
    assert {"3", "◂ −2", "7", "◂ 1", "x", "+", "f"} == set(places)


def test_a_forward_picture_has_no_gradients() -> None:
    """Are gradients left out where only the forward pass is shown?"""
    values = dict.fromkeys("xyzqf", 1.0)
    assert not any("◂" in text for text in texts(worked.draw(worked.SUM_TIMES, values)))
    assert sum("◂" in text for text in texts(worked.draw(worked.SUM_TIMES, values, values))) == 5


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_label_covers_another(layout: worked.Layout) -> None:
    """With wide numbers on every wire, do any two texts overlap, or any leave the figure?"""
    values: dict[str, Any] = {line.value: -0.1234 for line in layout.lines}
    backs: dict[str, Any] = {line.gradient or line.value: -0.5678 for line in layout.lines}
    fig = worked.draw(layout, values, backs, title="a title")
    extents = boxes(fig)
    frame = fig.bbox
    for i, one in enumerate(extents):
        assert frame.x0 <= one.x0 and one.x1 <= frame.x1
        assert not any(one.overlaps(other) for other in extents[i + 1 :])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_hang_together(layout: worked.Layout) -> None:
    """Does every line join two nodes, left to right, and has every node a line?"""
    for line in layout.lines:
        assert layout.nodes[line.source].column < layout.nodes[line.target].column
    assert {n for line in layout.lines for n in (line.source, line.target)} == set(layout.nodes)


def test_missing_numbers_are_an_error() -> None:
    """Is a wire without its value refused rather than drawn bare?"""
    with pytest.raises(KeyError):
        worked.draw(worked.SUM_TIMES, {"x": 1.0})
    with pytest.raises(KeyError):
        graph.draw({"x": Node(0, 0, "x")}, [Wire("x", "nowhere")])


def test_the_jacobian_picture_multiplies() -> None:
    """Does the picture show J transposed, the upstream gradient and their product?"""
    J = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    said = texts(jacobian.draw(J, [10.0, 100.0]))
    assert said[:6] == ["1", "4", "2", "5", "3", "6"]
    assert said[6:8] == ["10", "100"]
    assert said[8:11] == ["410", "520", "630"]
    assert said[-3:] == ["(∂z/∂x)ᵀ", "∂L/∂z", "∂L/∂x"]


def test_the_jacobian_picture_names_its_variables() -> None:
    """Can the picture say that the map runs from z to p?"""
    assert texts(jacobian.draw(np.eye(2), [1.0, 2.0], to="p", at="z"))[-3:] == ["(∂p/∂z)ᵀ", "∂L/∂p", "∂L/∂z"]


def test_entries_stay_inside_their_squares() -> None:
    """Do entries that need many characters keep clear of the sides of their squares?"""
    J = np.array([[-0.004134, -0.1368], [0.02941, -12345.6]])
    fig = jacobian.draw(J, [-0.006789, 1.0])
    fig.canvas.draw()
    axes = fig.axes[0]
    side = np.diff(axes.transData.transform([(0, 0), (1, 0)])[:, 0])[0]
    entries = [text for text in axes.texts if "∂" not in text.get_text()]
    assert max(text.get_window_extent().width for text in entries) < 0.9 * side


def test_memory_is_labelled_in_words() -> None:
    """Are bytes written in units of 1,000, with a Jacobian hatched apart from the rest?"""
    assert [jacobian.in_words(n) for n in (512, 1.6e8, 4.11e10, 2e15)] == ["512 B", "160 MB", "41.1 GB", "2e+03 TB"]
    fig = jacobian.memory({"W": 1e6, "∂Z/∂W": 4e10})
    assert texts(fig) == ["1 MB", "40 GB"]
    assert sorted(str(patch.get_hatch()) for patch in fig.axes[0].patches) == ["////", "None"]


def test_blocks_have_sides_to_scale() -> None:
    """Do equal names get equal sides, and are all names written?"""
    fig = shapes.draw([(("dX", "n", "in"), [("dZ", "n", "out"), ("W", "out", "in")])], {"n": 3, "in": 2, "out": 1})
    spans = [np.ptp(patch.get_xy(), axis=0).tolist() for patch in fig.axes[0].patches]
    np.testing.assert_allclose(spans, [[2, 3], [1, 3], [2, 1]])
    assert {"dX", "dZ", "W", "=", "·"} <= set(texts(fig))


def test_a_vector_has_one_side_and_signs_stand_clear() -> None:
    """Is a block without a name for its rows labelled once, and does no text touch another?"""
    fig = shapes.draw([(("db", "", "out"), [("1ᵀ", "", "n"), ("dZ", "n", "out")])], {"n": 3.0, "out": 1.5})
    assert [text for text in texts(fig) if text] == ["db", "out", "=", "1ᵀ", "n", "·", "dZ", "out", "n"]
    wide = shapes.draw(
        [(("dX", "n", "in"), [("dZ", "n", "out"), ("W", "out", "in")])], {"n": 3, "in": 2, "out": 1.5}
    )
    for extents in (boxes(fig), boxes(wide)):
        for i, one in enumerate(extents):
            assert not any(one.expanded(1.1, 1.0).overlaps(other) for other in extents[i + 1 :])


def test_counts_keep_their_numbers() -> None:
    """Does each way's curve carry its counts, with a mark and a line of its own?"""
    fig = counts.draw([1, 2], {"paths": [3, 30], "sweep": [2, 4]})
    lines = fig.axes[0].lines
    assert [list(line.get_ydata()) for line in lines] == [[3, 30], [2, 4]]
    assert len({line.get_marker() for line in lines}) == len({line.get_linestyle() for line in lines}) == 2


def test_training_shows_both_curves_and_the_regions() -> None:
    """Is each loss drawn, and does the region plot ask the model itself?"""
    rng = np.random.default_rng(0)
    asked: list[tuple[int, ...]] = []

    def predict(rows: Any) -> Any:
        asked.append(rows.shape)
        return (rows[:, 0] > 0).astype(int)

    curves = {"the reference": np.array([2.0, 1.0]), "yours": np.array([2.0, 1.5])}
    fig = training.draw(rng.standard_normal((9, 2)), np.arange(9.0) % 2, predict, curves)
    assert asked == [(training.GRID**2, 2)]
    assert [list(line.get_ydata()) for line in fig.axes[1].lines] == [[2, 1], [2, 1.5]]


def test_rates_say_how_many_of_how_many() -> None:
    """Is each bar labelled with its count?"""
    assert texts(training.rates([2, 4], [0.65, 1.0], seeds=40)) == ["26 of 40", "40 of 40"]


def test_agreement_marks_failure_by_shape() -> None:
    """Are a passing and a failing check told apart by the mark, and is rounding noise not blown up to data?"""
    _, (left, right) = plt.subplots(1, 2)
    agreement.draw_on(left, np.array([0.0, 1e-15]), np.array([1e-12, 0.0]), title="", agrees=True)
    agreement.draw_on(right, np.array([1.0]), np.array([2.0]), title="", agrees=False)
    assert [axes.lines[1].get_marker() for axes in (left, right)] == ["o", "s"]
    assert left.get_xlim() == (-1.0, 1.0)

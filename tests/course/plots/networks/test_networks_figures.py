"""The figures of lesson 02: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.gates import INPUTS, NETS, rows_of_table, table
from course.plots.networks import activations, bumps, cube, curves, fold, lifted, net, outputs, restaurant, sawtooth
from course.plots.networks.curves import Panel

LINE = np.linspace(0, 1, 11)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def xnor_fold() -> Any:
    built = NETS["XNOR"]
    W, b = (np.array(part) for part in zip(*built.hidden, strict=True))
    return fold.draw(table("XNOR"), W, b, np.array(built.out[0]), built.out[1])


def one_panel() -> Panel:
    return Panel(LINE, LINE**2, LINE, LINE, np.column_stack([LINE, -LINE]))


def drawn() -> list[Any]:
    x = np.array([-2.0, -0.5, 0.3, 1.7])
    return [
        restaurant.draw(),
        lifted.draw(x, np.where(abs(x) < 1, 1.0, -1.0), np.array([0.0, -1.0]), 1.0),
        net.draw({"a": net.plain((3, 9, 1)), "b": net.plain((2, 2, 1), layers=("in", "hidden", "out"))}),
        xnor_fold(),
        cube.draw({"parity": rows_of_table(3).sum(axis=1) % 2}),
        activations.draw(marks=(0.5,)),
        outputs.draw(("a", "b"), np.array([1.0, -2.0]), np.array([0.9, 0.1])),
        sawtooth.draw(LINE, [LINE, LINE**2]),
        sawtooth.pieces({"deep": ([2, 4], [2, 4]), "wide": ([2, 4], [3, 5])}),
        curves.draw({"one": one_panel(), "two": one_panel()}),
        curves.ends({"one": {"1": np.array([0.1, 0.2]), "2": np.array([0.0, 0.1])}}, good=0.02, ylabel="error"),
        bumps.draw(LINE, {"up": LINE}, LINE, title="a bump"),
        bumps.against(LINE, LINE, {"flat": 0 * LINE, "right": LINE}),
    ]


def test_every_figure_renders_on_white_and_names_its_axes() -> None:
    """Do all render, and has each axis that is drawn a label of its own or of the panel beside or below it?"""
    for figure in drawn():
        figure.canvas.draw()
        assert figure.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
        framed = [axes for axes in figure.axes if axes.axison]
        assert not framed or (
            any(axes.get_xlabel() for axes in framed) and any(axes.get_ylabel() for axes in framed)
        )


def test_the_fold_puts_the_mixed_inputs_on_one_place() -> None:
    """Does the hidden plane show (0, 1) and (1, 0) together, and the other two each alone?"""
    _, hidden = xnor_fold().axes
    said = {text.get_text(): text.xy for text in hidden.texts}
    assert said == {"01, 10": (0.0, 0.0), "00": (0.0, 1.0), "11": (1.0, 0.0)}


def test_points_that_fall_together_are_drawn_side_by_side() -> None:
    """Are four points in one place all to be seen, and their middle where they belong?"""
    apart = fold._apart(np.zeros((4, 2)))
    assert len(np.unique(apart, axis=0)) == 4
    assert np.allclose(apart.mean(axis=0), 0.0)
    assert np.array_equal(fold._apart(INPUTS), INPUTS)


def test_a_diagram_has_a_line_for_each_weight_that_is_not_0() -> None:
    """Is a connection left out where its weight is 0, dashed where it is negative, and its number written?"""
    W = np.array([[1.0, 0.0, -2.0]])
    (axes,) = net.draw(
        {"sparse": net.Diagram((("a", "b", "c"), ("o",)), weights=(W,), biases=(np.array([-0.5]),))}
    ).axes
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert [line.get_linestyle() for line in lines] == ["-", "--"]
    assert {text.get_text() for text in axes.texts} >= {"1", "−2", "−0.5"}
    (full,) = net.draw({"full": net.plain((3, 4, 2))}).axes
    assert sum(len(line.get_xdata()) == 2 for line in full.lines) == 3 * 4 + 4 * 2


def test_the_cube_has_twelve_edges_and_eight_corners() -> None:
    """Are the edges those between rows that differ in one input, and is each corner filled by its output?"""
    (axes,) = cube.draw({"majority": rows_of_table(3).sum(axis=1) >= 2}).axes
    assert len(axes.lines) == 12
    assert [len(corners.get_offsets()) for corners in axes.collections] == [4, 4]


@pytest.mark.parametrize("name", activations.SHAPES)
def test_each_slope_is_that_of_its_value(name: str) -> None:
    """Do central differences agree with the slope that is drawn, away from jumps and kinks?"""
    z, h = np.array([-3.1, -0.4, 0.2, 2.7]), 1e-6
    shape = activations.SHAPES[name]
    assert np.allclose(shape.slope(z), (shape.value(z + h) - shape.value(z - h)) / (2 * h), atol=1e-8)


def test_saturation_begins_where_the_lesson_says() -> None:
    """Is the sigmoid flat from 3.64 on and tanh from half of that, ReLU below 0 and the step everywhere?"""
    edge = np.arccosh(np.sqrt(10))  # sech² of it is a tenth
    for name, at in (("sigmoid", 2 * edge), ("tanh", edge), ("ReLU", 0.0)):
        sign = -1 if name == "ReLU" else 1
        assert activations.saturated(name, np.array([at + sign * 0.01, at - sign * 0.01])).tolist() == [True, False]
    assert activations.saturated("step", np.array([-1.0, 0.0, 1.0])).all()


def test_the_largest_error_is_marked_where_it_is() -> None:
    """Does the upright bar stand at the point where curve and net are furthest apart?"""
    wave = np.sin(7 * LINE)
    (axes,) = bumps.against(LINE, wave, {"flat": 0 * LINE}).axes
    (bar,) = [line for line in axes.lines if line.get_label() == "largest error"]
    at = np.abs(wave).argmax()
    assert np.allclose(bar.get_xdata(), LINE[at]) and np.allclose(sorted(bar.get_ydata()), sorted([0.0, wave[at]]))


def test_dots_of_all_starts_are_drawn() -> None:
    """Is every start a dot, those below the floor on the floor?"""
    (axes,) = curves.ends({"one": {"1": np.array([1e-9, 0.1, 0.2])}}, good=0.02, ylabel="error").axes
    assert axes.lines[0].get_ydata().tolist() == [1e-5, 0.1, 0.2]

"""Do lesson 05's figures show the numbers that they are given?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.plots.derivatives import entries, kink, notices, nudge, paths, secants, slices, vcurve, wiggle

M = np.array([[1.0, -2.0], [0.5, 3.0], [0.0, 1.5]])


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts(fig: Any) -> list[str]:
    """Every text in a figure's axes."""
    fig.draw_without_rendering()
    return [text.get_text() for axes in fig.axes for text in axes.texts if text.get_text()]


def line(axes: Any, label: str) -> tuple[Any, Any]:
    """The numbers of the line with this label."""
    (found,) = [one for one in axes.lines if one.get_label() == label]
    return found.get_xdata(), found.get_ydata()


def test_secants_go_through_both_points() -> None:
    """Does each secant have the slope of its quotient, and the tangent the one that was given?"""
    fig = secants.draw(lambda x: x**3, 1.0, (0.5, -0.25), 3.0)
    for label, slope in (("t = 0.5", 4.75), ("t = -0.25", 2.3125), ("tangent", 3.0)):
        x, y = line(fig.axes[0], label)
        assert (y[-1] - y[0]) / (x[-1] - x[0]) == pytest.approx(slope)
    assert len({one.get_linestyle() for one in fig.axes[0].lines[:4]}) >= 3


def test_the_quotient_is_never_asked_at_0() -> None:
    """Is the right panel free of a division by 0?"""
    with np.errstate(all="raise"):
        fig = secants.draw(lambda x: x**3, 1.0, (0.5,), 3.0)
    assert all(np.isfinite(one.get_ydata()).all() for one in fig.axes[1].lines)


def test_slices_touch_at_the_point() -> None:
    """Does each dotted tangent pass through the point with its partial slope?"""
    fig = slices.draw(lambda a, b: a**2 * b + b**3, (2.0, 1.0), (4.0, 7.0))
    for axes, here, slope in ((fig.axes[1], 2.0, 4.0), (fig.axes[2], 1.0, 7.0)):
        (x, y) = next(one.get_data() for one in axes.lines if one.get_linestyle() == ":")
        assert np.interp(here, x, y) == pytest.approx(5.0)
        assert (y[-1] - y[0]) / (x[-1] - x[0]) == pytest.approx(slope)


def test_the_wiggle_is_zero_at_its_rings_and_stays_between_the_parabolas() -> None:
    """Is g 0 at every ring, and never farther from 0 than x²?"""
    fig = wiggle.draw()
    for axes in fig.axes:
        (rings,) = [one for one in axes.lines if one.get_marker() == "o" and len(one.get_xdata()) > 1]
        assert np.abs(wiggle.g(rings.get_xdata())).max() < 1e-12
    x = np.linspace(-1, 1, 1001)
    assert (np.abs(wiggle.g(x)) <= x**2).all()
    assert wiggle.g(0.0) == 0.0


def test_paths_show_products_and_their_sum() -> None:
    """Is the product of each path written, a negative one in brackets, and the sum in the title?"""
    fig = paths.draw(["u", "v"], [2.0, -1.0], [3.0, 1.5])
    assert fig.axes[0].get_title() == "dc/da = 6 + (−1.5) = 4.5"
    assert {"2 · 3 = 6", "−1 · 1.5 = −1.5", "u", "v", "a", "c"} <= set(texts(fig))


def test_a_path_left_out_is_dashed_and_says_so() -> None:
    """Can a path that does not count be told without its colour? And does a single path draw?"""
    _, axes = plt.subplots()
    paths.draw_on(axes, ["u", "v"], [1.0, 1.0], [1.0, 1.0], [0])
    assert [one.get_linestyle() for one in axes.lines] == ["-", "--"]
    assert sum("not counted" in text.get_text() for text in axes.texts) == 1
    assert paths.draw(["u"], [2.0], [3.0]).axes[0].get_title() == "dc/da = 6 = 6"


def test_the_nudge_shows_its_column() -> None:
    """Are all entries of M there, and does each output move by its entry times the nudge?"""
    before = np.array([1.0, 0.0, -1.0])
    fig = nudge.draw(M, 1, before, before + 0.2 * M[:, 1], 0.2)
    said = texts(fig)
    assert {"1", "−2", "0.5", "3", "0", "1.5"} <= set(said)
    assert "−2 · 0.2 = −0.4" in said
    np.testing.assert_allclose(line(fig.axes[1], "b after")[0], [0.6, 0.6, -0.7])


def test_the_v_curve_marks_the_best_step() -> None:
    """Does the star stand at the least error, and is an error of 0 on the ground and without a star?"""
    steps = np.array([1e-3, 1e-2, 1e-1])
    fig = vcurve.draw(steps, {"forward": np.array([3e-4, 1e-5, 2e-3]), "complex step": np.zeros(3)})
    stars = [one for one in fig.axes[0].lines if one.get_marker() == "*"]
    assert [star.get_xdata()[0] for star in stars] == [1e-2]
    assert set(line(fig.axes[0], "complex step")[1]) == {vcurve.FLOOR}
    markers = {one.get_marker() for one in fig.axes[0].lines}
    assert {"o", "^"} <= markers
    assert [text.get_text() for text in fig.axes[0].get_legend().get_texts()].count("best step") == 1
    assert not [one for one in vcurve.draw(steps, {"central": np.zeros(3)}).axes[0].lines if one.get_marker() == "*"]


def test_the_v_curve_says_whether_its_errors_are_shares() -> None:
    """Does the axis tell an error from a relative one?"""
    steps, errors = np.array([1e-3, 1e-2]), {"central": np.array([1e-4, 1e-3])}
    assert vcurve.draw(steps, errors).axes[0].get_ylabel() == "error of the slope"
    assert vcurve.draw(steps, errors, relative=True).axes[0].get_ylabel() == "relative error of the slope"


def test_no_level_is_written_on_a_cut() -> None:
    """Do the numbers of the level lines stand clear of the two cuts, at the height that they name?"""
    fig = slices.draw(lambda a, b: a**2 * b + b**3, (2.0, 1.0), (4.0, 7.0))
    fig.canvas.draw()
    plane = fig.axes[0]
    assert len(plane.texts) >= 3
    for text in plane.texts:
        box = text.get_window_extent().transformed(plane.transData.inverted())
        assert not box.x0 < 2.0 < box.x1 and not box.y0 < 1.0 < box.y1
        a, b = text.get_position()
        assert a**2 * b + b**3 == pytest.approx(float(text.get_text()), rel=0.1)


def test_the_kink_mixes_sides_within_h() -> None:
    """Is the drawn central difference ½ at the kink, and a true slope from h on?"""
    fig = kink.draw(0.1)
    x, y = line(fig.axes[1], "central difference")
    np.testing.assert_allclose(np.interp([-0.15, 0.0, 0.03, 0.2], x, y), [0, 0.5, 0.65, 1], atol=1e-9)


def test_notices_fill_what_is_right_and_print_the_share() -> None:
    """Is a field as full as the check is right there, whether the claim is right or wrong?"""
    fig = notices.draw(["one"], ["fine", "wrong"], [True, False], np.array([[0.25, 0.3]]))
    assert texts(fig) == ["25", "30"]
    widths = [np.ptp(patch.get_xy()[:, 0]) for patch in fig.axes[0].patches]
    np.testing.assert_allclose(widths, [1, 0.75, 1, 0.3])
    weights = [text.get_weight() for text in fig.axes[0].texts]
    assert weights == ["normal", "bold"]


def test_headings_of_the_columns_do_not_touch() -> None:
    """Do the long names of the claims stay clear of each other?"""
    from course.exercises.derivatives.bench import BUGS, CLAIMS

    for bugs in (BUGS, CLAIMS):
        fig = notices.draw(["x"], [b.name for b in bugs], [b.right for b in bugs], np.zeros((1, len(bugs))))
        fig.canvas.draw()
        boxes = [label.get_window_extent() for label in fig.axes[0].get_xticklabels()]
        assert not any(one.x1 > other.x0 for one, other in pairwise(boxes))


@pytest.mark.parametrize("accepted", [True, False])
def test_entries_show_nan_and_verdict_by_shape(accepted: bool) -> None:
    """Is a NaN drawn and named, and accepted told from refused by the mark?"""
    fig, axes = plt.subplots()
    right = np.array([[1.0, 1e-7], [2.0, 0.0]])
    entries.draw_on(axes, np.array([[1.5, -1e-7], [np.nan, 0.0]]), right, title="", accepted=accepted)
    marks = axes.lines[0]
    assert marks.get_marker() == ("o" if accepted else "s")
    assert sorted(marks.get_ydata()) == pytest.approx([3 * entries.ERRORS[0], 2e-7, 0.5])
    assert "NaN" in texts(fig)

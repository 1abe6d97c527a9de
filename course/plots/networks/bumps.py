"""Steps, bumps and staircases: how sigmoids add up to a curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, LIGHT, ORANGE, figure


def draw(x: Array, units: Mapping[str, Array], total: Array, *, title: str = "") -> Any:
    """Single units at x (m,), by name, and the sum that they add up to, (m,)."""
    fig, axes = figure(width=6.4, height=3.2)
    for (name, values), style in zip(units.items(), ("--", ":", "-."), strict=False):
        axes.plot(x, values, style, color=GREY, linewidth=1.8, label=name)
    axes.plot(x, total, color=ORANGE, linewidth=2.4, label="their sum")
    axes.set(xlabel="$x$", ylabel="value", xlim=(x[0], x[-1]), title=title)
    axes.margins(y=0.12)
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return fig


def against(x: Array, curve: Array, nets: Mapping[str, Array]) -> Any:
    """A curve (m,) and each of ``nets`` (m,) against it, one panel a net, the largest error marked."""
    fig, axes = figure(1, len(nets), width=2.7 * len(nets) + 0.5, height=3.0, squeeze=False, sharey=True)
    for axis, (title, net) in zip(axes[0], nets.items(), strict=True):
        on(axis, x, curve, net)
        axis.set_title(title, fontsize=11)
    axes[0, 0].set_ylabel("value")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return fig


def on(axes: Any, x: Array, curve: Array, net: Array) -> None:
    """A curve, a net, and an upright bar where they are furthest apart."""
    axes.fill_between(x, curve, net, color=LIGHT, linewidth=0)
    axes.plot(x, curve, "--", color=BLUE, linewidth=2.0, label="the curve")
    axes.plot(x, net, color=ORANGE, linewidth=1.8, label="the net")
    at = int(np.abs(net - curve).argmax())
    axes.plot([x[at]] * 2, [curve[at], net[at]], color=INK, linewidth=2.4, label="largest error")
    beyond = 0.02 * (x[-1] - x[0])  # a bar at an end would lie on the frame
    axes.set(xlabel="$x$", xlim=(x[0] - beyond, x[-1] + beyond))

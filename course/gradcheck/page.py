"""The card of a gradient check: verdict, worst entries, a map of right and wrong ones.

One self-contained element without script or outside resource. It brings its own ground and ink, and a sign stands
beside every colour. Everything that is not ours to choose (names of parameters) is escaped.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from course.gradcheck.report import KINK, RIGHT, UNSURE, WRONG, Report

GREEN, RED = ("#007A5A", "#E8F5F0"), ("#B3261E", "#FCEDEB")
CELLS = {
    RIGHT: ("·", "#007A5A", "#D7EEE6", "right"),
    WRONG: ("✗", "#FFFFFF", "#B3261E", "wrong"),
    UNSURE: ("?", "#1A1A1A", "#E8C46A", "too near a kink to tell"),
    KINK: ("^", "#1A1A1A", "#A9D3EE", "on a kink, and right"),
}
"""State to sign, ink, ground and word; the four grounds differ in lightness as well."""


def card(report: Report) -> str:
    """The report as one HTML element."""
    edge, ground = GREEN if report.ok else RED
    sign, word = ("✓", "gradient agrees") if report.ok else ("✗", "gradient differs")
    body = [f'<div style="margin-top:4px">{escape(report.summary)}</div>']
    if report.wrong:
        body.append(_table(report))
    maps = [(name, states) for name, states in report.maps if states.any()]  # all right is soon said
    body += [_map(name, states) for name, states in maps]
    if maps:
        body.append(_key({int(state) for _, states in maps for state in np.unique(states)}))
    details = " · ".join(escape(line) for line in report.details())
    body.append(f'<div style="margin-top:8px;color:#4A4A4A;font-size:12px">{details}</div>')
    return (
        f'<div role="status" style="border-left:6px solid {edge};background:{ground};color:#1A1A1A;'
        "padding:10px 14px;margin:4px 0;border-radius:4px;font-family:system-ui,sans-serif;font-size:14px;"
        f'line-height:1.45;max-width:60em;overflow-x:auto"><b style="color:{edge}">{sign} {word}</b>'
        f"{''.join(body)}</div>"
    )


def _table(report: Report) -> str:
    head = "".join(_cell("th", name) for name in ("where", "expected", "received", "± of expected"))
    rows = "".join(
        "<tr style='background:none'>"
        + "".join(_cell("td", text) for text in (w.place, w.expected, f"{w.received:.6g}", f"{w.error:.1g}"))
        + "</tr>"
        for w in report.wrong
    )
    more = report.wrong_count - len(report.wrong)
    tail = f'<div style="font-size:12px">and {more} more</div>' if more > 0 else ""
    return (
        '<table style="margin:8px 0 0 0;border-collapse:collapse;color:inherit;font-size:13px">'
        f"<tr style='background:none'>{head}</tr>{rows}</table>{tail}"
    )


def _cell(tag: str, text: str) -> str:
    font = "font-family:ui-monospace,monospace;" if tag == "td" else ""
    return (
        f'<{tag} style="text-align:left;padding:1px 18px 1px 0;border:0;border-bottom:1px solid #00000022;'
        f'background:none;{font}">{escape(text)}</{tag}>'
    )


def _map(name: str, states: NDArray[np.int8]) -> str:
    lines = "".join(f"<div>{_line(row)}</div>" for row in np.atleast_2d(states))
    wrong = int((states == WRONG).sum())
    shape = " × ".join(map(str, states.shape))
    label = f"{name or 'gradient'}, {shape}: {wrong} of {states.size} wrong"
    return (
        f'<div style="margin-top:10px;font-size:12px">{escape(label)}</div>'
        f'<div role="img" aria-label="{escape(label)}" style="font-family:ui-monospace,monospace;font-size:11px;'
        f'line-height:13px;white-space:pre">{lines}</div>'
    )


def _line(row: NDArray[np.int8]) -> str:
    """One row of entries; neighbours of one state share an element, as most of a map is one colour."""
    return "".join(_signs(state, len(list(run))) for state, run in groupby(int(state) for state in row))


def _signs(state: int, count: int) -> str:
    sign, ink, ground, _ = CELLS[state]
    return f'<span style="color:{ink};background:{ground};letter-spacing:4px">{sign * count}</span>'


def _key(states: set[int]) -> str:
    parts = [f"{_signs(state, 1)} {CELLS[state][3]}" for state in sorted(states)]
    return f'<div style="margin-top:4px;font-size:12px">{"&ensp; ".join(parts)}</div>'

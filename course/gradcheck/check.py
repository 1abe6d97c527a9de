"""`check_gradient`: hold a gradient of your own against differences, and read where it is off.

Few entries are measured one by one. More are moved in blocks, and only blocks that disagree are opened. A great many
are moved all at once, and a disagreement is traced to its entry by halving.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError
from course.gradcheck.blocks import BLOCK, suspects
from course.gradcheck.compare import RTOL, Comparison, compare
from course.gradcheck.directions import search
from course.gradcheck.layout import Layout, layout
from course.gradcheck.noise import rounding_noise
from course.gradcheck.numeric import Estimate, estimate_entries
from course.gradcheck.report import KINK, RIGHT, UNSURE, WRONG, How, Report, WrongEntry
from course.gradcheck.values import Array, Function, Values

__all__ = ["EACH", "IN_BLOCKS", "check_gradient"]

EACH = 1_000
"""Up to so many entries, each is measured alone."""
IN_BLOCKS = 20_000
"""Up to so many, in blocks; beyond, along directions."""
SHOWN = 8
"""Wrong entries that a report lists."""
MAPPED = 2_500
"""Entries that a report draws a map of, at most."""
COARSE = 1e-4
"""Differences less exact than this, relative to the largest entry, are worth a note."""
SCATTERED = 4.0
"""If every entry is within rtol, three directions see no more than so many times rtol of the gradient's size."""


def check_gradient(
    f: Function,
    x: Any,
    gradient: Any,
    *,
    rtol: float = RTOL,
    stacked: Function | None = None,
    rng: np.random.Generator | None = None,
    how: How | None = None,
) -> Report:
    """Compare ``gradient`` with the slopes of the scalar function ``f`` at ``x``.

    Parameters
    ----------
    f
        Takes what ``x`` is and returns one real number.
    x
        A float64 array, a float, or a dict of float64 arrays, as a network's ``params``.
    gradient
        Of x's form: what is to be checked.
    rtol
        How far an entry may be off, relative to itself, beyond the error of the differences.
    stacked
        f for many points at once, much faster: every array has an axis more, in front; returns one value a point.
        It is held against f, and nothing is called wrong on its word alone.
    rng
        For random blocks and directions; needed for more than `EACH` entries.
    how
        'entries': each alone; 'blocks': several at once; 'directions': all at once. None chooses by size.

    Raises
    ------
    ShapeError, InputError, DtypeError
        If the gradient has not x's shape or names, or holds no real numbers; as `numeric_gradient` does for f and x.

    Examples
    --------
    >>> check_gradient(lambda x: float((x ** 2).sum()), np.array([1.0, -3.0]), np.array([2.0, 6.0]))
    1 of 2 entries differ; worst at [1]: expected -6, received 6
    """
    form = layout(x)
    point, claim = form.vector(x), form.gradient(gradient)
    if not np.isfinite(claim).all():
        return Report(False, "the gradient holds a NaN or an infinity", entries=claim.size)
    values = Values(_on_vectors(f, form), point, None if stacked is None else _on_vectors(stacked, form))
    values.noise = rounding_noise(values)
    chosen: How = how or ("entries" if claim.size <= EACH else "blocks" if claim.size <= IN_BLOCKS else "directions")
    if chosen == "entries" or not claim.size:
        return _by_entries(form, values, claim, np.arange(claim.size), rtol, "entries")
    if not isinstance(rng, np.random.Generator):
        raise InputError("rng", expected=f"a numpy.random.Generator, to check {claim.size} entries together",
                         got=repr(rng), hint="rng=np.random.default_rng(0)")  # fmt: skip
    if chosen == "blocks":
        return _by_entries(form, values, claim, suspects(values, claim, rng), rtol, chosen)
    return _by_directions(form, values, claim, rng, rtol)


def _on_vectors(f: Function, form: Layout) -> Function:
    return lambda vector: f(form.unpack(vector))


def _by_entries(
    form: Layout, values: Values, claim: Array, entries: NDArray[np.intp], rtol: float, how: How
) -> Report:
    """Measure ``entries`` alone; the others are known to agree."""
    estimate = _among(claim, entries, estimate_entries(values, entries))
    result = compare(claim, estimate, rtol)
    if not result.ok and values.stacked is not None:
        values.stacked = None  # nothing is called wrong that the plain function does not call so
        entries = np.flatnonzero(~result.right)
        estimate = _among(claim, entries, estimate_entries(values, entries), estimate)
        result = compare(claim, estimate, rtol)
    notes = list(result.notes)
    scale = float(np.abs(estimate.value).max(initial=0.0))
    error = float(estimate.error[~estimate.inconclusive & ~estimate.kink].max(initial=0.0))
    if error > COARSE * max(scale, 1e-2):
        notes.append(f"rounding inside f is large: its differences are good to ±{error:.1g} only")
    if result.ok:
        seen = f"all {claim.size} entries agree with the differences"
        summary = "; ".join([seen + (f", in blocks of {BLOCK}" if how == "blocks" else ""), *notes])
    else:
        first = _row(form, claim, estimate, result.worst[0])
        summary = f"{int((~result.right).sum())} of {claim.size} entries differ; worst at {first.place}: "
        summary += f"expected {first.expected}, received {first.received:.6g}"
    return _report(form, values, claim, estimate, result, Report(result.ok, summary, how, notes=tuple(notes)))


def _by_directions(form: Layout, values: Values, claim: Array, rng: np.random.Generator, rtol: float) -> Report:
    def wrong(entry: int, estimate: Estimate) -> bool:
        return not compare(claim, _among(claim, np.array([entry]), estimate), rtol, single=False).ok

    found = search(values, claim, rng, wrong)
    estimate = _among(claim, np.arange(0), None)
    for entry, measured in (found.wrong | found.aside).items():
        estimate = _among(claim, np.array([entry]), measured, estimate)
    # Single precision rounds every entry. Where all but the wrong ones are exact, it excuses nothing.
    result = compare(claim, estimate, rtol, single=found.remains > 0)
    size, lost = float(np.linalg.norm(claim)), found.remains
    left = f"what is left is off by {lost:.2g}, where the whole gradient measures {size:.2g}"
    if not found.directions:
        return Report(False, "every direction crosses kinks: nothing could be judged", "directions", claim.size,
                      values.passes, notes=("try another point, or how='entries'",))  # fmt: skip
    along = f"along {found.directions} random directions"
    scattered = lost > SCATTERED * rtol * size
    if not result.ok:
        first = _row(form, claim, estimate, result.worst[0])
        count = int((~result.right).sum())
        summary = f"{count} wrong {'entry' if count == 1 else 'entries'} found; worst at {first.place}: "
        summary += f"expected {first.expected}, received {first.received:.6g}; "
        summary += f"there are more: {left}" if lost else f"all others agree {along}"
    elif scattered:
        summary = f"the gradient differs {along}, but no single entry could be named: {left}"
    else:
        digits = [f"to the last digits, {left}"] if lost else []
        summary = "; ".join([f"all {claim.size} entries agree {along}", *result.notes, *digits])
    made = Report(result.ok and not scattered, summary, "directions", detectable=found.detectable)
    return _report(form, values, claim, estimate, result, made)


def _among(
    claim: Array, entries: NDArray[np.intp], measured: Estimate | None, base: Estimate | None = None
) -> Estimate:
    """An estimate of all entries (n,): ``measured`` at ``entries``, else ``base``, else what is claimed."""
    no = np.zeros(claim.shape, dtype=bool)
    whole = base or Estimate(claim, np.zeros_like(claim), claim, claim, no, no)
    if measured is None:
        return whole
    columns = {}
    for name in ("value", "error", "low", "high", "kink", "inconclusive"):
        columns[name] = getattr(whole, name).copy()
        columns[name][entries] = getattr(measured, name)
    return Estimate(**columns)


def _row(form: Layout, claim: Array, estimate: Estimate, entry: int) -> WrongEntry:
    low, high = float(estimate.low[entry]), float(estimate.high[entry])
    return WrongEntry(form.place(entry), low, high, float(claim[entry]), float(estimate.error[entry]))


def _report(
    form: Layout, values: Values, claim: Array, estimate: Estimate, result: Comparison, made: Report
) -> Report:
    """``made`` with all that the comparison tells."""
    wrong = np.flatnonzero(~result.right)
    excess = np.abs(claim - np.clip(claim, estimate.low, estimate.high))[wrong] - estimate.error[wrong]
    worst = wrong[np.argsort(-excess, kind="stable")][:SHOWN]
    states = np.select([~result.right, estimate.inconclusive, estimate.kink], [WRONG, UNSURE, KINK], RIGHT)
    maps = () if made.how == "directions" or claim.size > MAPPED else tuple(
        (name, states[start:end].reshape(form.shapes[name]).astype(np.int8))
        for name, (start, end) in form.bounds.items() if end - start > 1 and len(form.shapes[name]) <= 2
    )  # fmt: skip
    return replace(
        made,
        entries=claim.size,
        passes=values.passes,
        wrong=tuple(_row(form, claim, estimate, int(entry)) for entry in worst),
        wrong_count=len(wrong),
        kinks=int(estimate.kink.sum()),
        inconclusive=int(estimate.inconclusive.sum()),
        maps=maps,
    )

"""A small circuit backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("gate_gradients")


@slip("last-path-only")
def assigns_twice(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    dx = dy = m
    dz = 0.0
    if y > z:
        dy = s
    else:
        dy, dz = 0.0, s
    dx = -3 * w
    return dx, dy, dz, -3 * x


@slip("first-path-only")
def forgets_the_second_use(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    dx, dy = m * 1, m * 1
    return dx, dy, s if z >= y else 0.0, -3 * x


@slip("minus-lost")
def reads_a_plus(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    to_y = y > z
    return m + 3 * w, m + s * to_y, s * (not to_y), 3 * x


@slip("factor-lost")
def drops_the_three(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    dy, dz = (m + s, 0.0) if y > z else (m, s)
    return m - w, dy, dz, -x


@slip("max-to-both")
def treats_max_as_a_sum(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    return m - 3 * w, m + s, s, -3 * x


@slip("max-to-smaller")
def compares_the_wrong_way_round(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    dy, dz = (m + s, 0.0) if y < z else (m, s)
    return m - 3 * w, dy, dz, -3 * x


@slip("max-splits")
def shares_the_maximum_out(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    return m - 3 * w, m + s / 2, s / 2, -3 * x


@slip("max-forgets-upstream")
def routes_a_one(x: Any, y: Any, z: Any, w: Any) -> Any:
    m = max(y, z)
    return m - 3 * w, m + (1 if y > z else 0), 1 if z >= y else 0, -3 * x


@slip("product-not-swapped")
def hands_each_its_own_value(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    ds, dm = s, m
    dy, dz = (ds + dm, 0.0) if y > z else (ds, dm)
    return ds - 3 * x, dy, dz, -3 * w


@slip("sum-splits")
def halves_at_the_sum(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    dx = dy = 0.5 * m
    if y > z:
        return dx - 3 * w, dy + s, 0.0, -3 * x
    return dx - 3 * w, dy, s, -3 * x


@slip("sign-flipped", "sign")
def subtracts_the_other_way(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    return 3 * w - m, -m - s * (y > z), -s * (z >= y), 3 * x


@slip("swapped")
def returns_in_another_order(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    return m - 3 * w, -3 * x, s * (z >= y), m + s * (y > z)


@slip(NONE, "minus-lost", "max-to-both", "sign")
def two_slips_at_once(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    return m + 3 * w, m + s, s, 3 * x


CANDIDATES = slip.candidates

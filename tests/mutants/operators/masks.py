"""A gate that opens at another number, the wrong way round, or always."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site

BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
}
INVERTED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
}
SHIFT = 0.1


def boundary(site: Site) -> Iterator[tuple[str, Put]]:
    """``>`` → ``>=`` and the like: another answer only where both sides are equal."""
    found = _comparison(site)
    if found is not None:
        yield "mask-boundary", ast.Compare(found.left, [BOUNDARY[type(found.ops[0])]()], found.comparators)


def moved(site: Site) -> Iterator[tuple[str, Put]]:
    """``z > 0`` → ``z < 0``, ``z > 0.1``, ``z > -0.1``, and 1 everywhere."""
    found = _comparison(site)
    if found is None:
        return
    yield "mask", ast.Compare(found.left, [INVERTED[type(found.ops[0])]()], found.comparators)
    for shift in (ast.Add(), ast.Sub()):
        limit = ast.BinOp(found.comparators[0], shift, ast.Constant(SHIFT))
        yield "mask", ast.Compare(found.left, found.ops, [limit])
    yield "mask", ast.BinOp(found, ast.BitOr(), ast.Constant(True))


def _comparison(site: Site) -> ast.Compare | None:
    node = site.node
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in BOUNDARY:
        return node
    return None

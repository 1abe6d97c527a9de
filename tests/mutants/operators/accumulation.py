"""Overwritten where it should add up, added to what is left from before, or taken away."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site

OTHER_WAY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


def overwritten(site: Site) -> Iterator[tuple[str, Put]]:
    """``x += y`` → ``x = y``."""
    node = site.node
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        yield "overwritten", _with(site, ast.Assign([node.target], node.value, lineno=node.lineno))


def added(site: Site) -> Iterator[tuple[str, Put]]:
    """``x[i] = y`` → ``x[i] += y``; ``x = y`` → ``x += y`` where x has a value already."""
    node = site.node
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return
    target = node.targets[0]
    again = isinstance(target, ast.Name) and target.id in site.bound
    if again or isinstance(target, ast.Subscript):
        assert isinstance(target, ast.Name | ast.Subscript)
        yield "accumulated", _with(site, ast.AugAssign(target, ast.Add(), node.value))


def other_way(site: Site) -> Iterator[tuple[str, Put]]:
    """``x -= y`` → ``x += y``, ``x /= y`` → ``x *= y``."""
    node = site.node
    if isinstance(node, ast.AugAssign) and type(node.op) in OTHER_WAY:
        yield "operator", _with(site, ast.AugAssign(node.target, OTHER_WAY[type(node.op)](), node.value))


def _with(site: Site, statement: ast.stmt) -> list[ast.stmt]:
    body = site.body
    body[site.index or 0] = statement
    return body

"""A line forgotten, or two lines the wrong way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, loaded, skipped

MOVABLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.For)


def dropped_statements(site: Site) -> Iterator[tuple[str, Put]]:
    """A line left out, unless a name would then have no value at all: that is no mistake of the mathematics."""
    node = site.node
    changes_something = isinstance(node, ast.AugAssign | ast.Expr | ast.For) or (
        isinstance(node, ast.Assign)
        and all(_has_value(target, site.bound) for target in node.targets)
    )
    if not changes_something or isinstance(site.parent, ast.While):
        return
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div) and "len(" in ast.unparse(node.value):
        kind = "dropped-reduction"
    else:
        kind = "dropped-statement"
    rest = [each for each in site.body if each is not node]
    yield kind, rest or [ast.Pass()]


def swapped_statements(site: Site) -> Iterator[tuple[str, Put]]:
    """A line and the next one exchanged, where all that the next one needs has a value by then."""
    if not isinstance(site.node, MOVABLE) or site.index is None or site.index + 1 >= len(site.body):
        return
    body, at = site.body, site.index
    following = body[at + 1]
    if not isinstance(following, MOVABLE) or skipped(following):
        return
    if not (loaded(following) & _locals(site.parent)) <= site.bound:
        return
    body[at], body[at + 1] = body[at + 1], body[at]
    yield "order", body


def _has_value(target: ast.expr, bound: frozenset[str]) -> bool:
    return isinstance(target, ast.Subscript) or (isinstance(target, ast.Name) and target.id in bound)


def _locals(parent: ast.AST) -> frozenset[str]:
    found = {each.id for each in ast.walk(parent) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return frozenset(found)

"""A sign flipped, or a factor on the whole: 2, a half, half a per cent."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, expression


def flipped(site: Site) -> Iterator[tuple[str, Put]]:
    """``-a`` → ``a``; and a minus before whatever is assigned or returned."""
    node = site.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign", node.operand
    elif _is_result(site):
        yield "sign", expression("-e", e=node)


def scaled(site: Site) -> Iterator[tuple[str, Put]]:
    """Twice, half and half a per cent more of whatever is assigned or returned."""
    if _is_result(site):
        for kind, text in (("scale", "2 * e"), ("scale", "e / 2"), ("half-per-cent", "1.005 * e")):
            yield kind, expression(text, e=site.node)


def _is_result(site: Site) -> bool:
    whole = ast.Tuple | ast.Dict | ast.List | ast.Starred | ast.Constant | ast.Subscript
    return site.result and not isinstance(site.node, whole)

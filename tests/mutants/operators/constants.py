"""Another number: 0, 1, 2, half, double, one more, half a per cent more."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site


def other_number(site: Site) -> Iterator[tuple[str, Put]]:
    """Each number of a formula by others. Indices and axes have operators of their own."""
    node = site.node
    if isinstance(site.parent, ast.keyword | ast.Subscript | ast.Slice | ast.Tuple):
        return
    value = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    for other in dict.fromkeys((0, 1, 2, value / 2, value + 1, value * 2, value * 1.005)):
        if other != value:
            yield "constant", ast.Constant(other)

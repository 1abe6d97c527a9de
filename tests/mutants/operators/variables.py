"""One variable for another of the same shape: A for Z, W for dW, the wrong upstream."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site


def swapped(site: Site) -> Iterator[tuple[str, Put]]:
    """Each local name by every other that holds numbers of the same shape and has a value by then."""
    node = site.node
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in sorted(site.alike.get(node.id, frozenset()) & site.bound):
            yield "variable", ast.Name(other, ast.Load())

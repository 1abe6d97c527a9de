"""A term of a sum left out, or a factor of a product."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, expression

COUNTS = ("len(", ".size", ".shape")


def terms(site: Site) -> Iterator[tuple[str, Put]]:
    """``a + b`` → ``a``, ``b``; ``a - b`` → ``a``, ``-b``."""
    node = site.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield "dropped-term", node.left
        yield "dropped-term", node.right if isinstance(node.op, ast.Add) else expression("-e", e=node.right)


def factors(site: Site) -> Iterator[tuple[str, Put]]:
    """``a * b`` → ``a``, ``b``; ``a / b`` → ``a``; ``a @ b`` → ``a``, ``b``; ``/=`` and ``*=`` are statements."""
    node = site.node
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult | ast.Div | ast.MatMult):
        return
    mean = isinstance(node.op, ast.Div) and any(count in ast.unparse(node.right) for count in COUNTS)
    yield "dropped-reduction" if mean else "dropped-factor", node.left
    if not isinstance(node.op, ast.Div):
        yield "dropped-factor", node.right

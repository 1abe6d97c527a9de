"""Another operator: a sum for a difference, a product for a quotient, entry by entry for a matrix product."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site

OTHERS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}


def other_operator(site: Site) -> Iterator[tuple[str, Put]]:
    """``a + b`` → ``a - b`` and so on; ``a - b`` and ``a / b`` with their sides exchanged."""
    node = site.node
    if not isinstance(node, ast.BinOp):
        return
    for other in OTHERS.get(type(node.op), ()):
        yield "operator", ast.BinOp(node.left, other(), node.right)
    if isinstance(node.op, ast.Sub | ast.Div):
        yield "operator", ast.BinOp(node.right, node.op, node.left)

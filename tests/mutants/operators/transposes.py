"""Transposes left out, put in, and the two sides of a matrix product exchanged."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called, expression


def dropped(site: Site) -> Iterator[tuple[str, Put]]:
    """``A.T`` → ``A``, ``A.swapaxes(1, 2)`` → ``A``."""
    node = site.node
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose", node.value
    if called(node) in ("swapaxes", "transpose") and isinstance(node, ast.Call):
        yield "transpose", node.func.value if isinstance(node.func, ast.Attribute) else node.args[0]


def added(site: Site) -> Iterator[tuple[str, Put]]:
    """``A @ B`` → ``A.T @ B`` and ``A @ B.T``; a returned name or product transposed."""
    node, parent = site.node, site.parent
    in_product = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.MatMult)
    returned = site.result and not isinstance(parent, ast.Assign)
    if isinstance(node, ast.Name | ast.BinOp) and (in_product or returned):
        yield "transpose", expression("e.T", e=node)


def operands_swapped(site: Site) -> Iterator[tuple[str, Put]]:
    """``A @ B`` → ``B @ A``, ``np.outer(a, b)`` → ``np.outer(b, a)``."""
    node = site.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield "operand-order", ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.Call) and called(node) in ("outer", "matmul", "dot", "tensordot"):
        first, second, *rest = node.args
        yield "operand-order", ast.Call(node.func, [second, first, *rest], node.keywords)

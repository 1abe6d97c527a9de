"""The slope of another activation, or the right one at the wrong value."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called, expression

RULES = ("sigmoid_backward", "tanh_backward", "relu_backward")


def wrong_slope(site: Site) -> Iterator[tuple[str, Put]]:
    """``x ** 2`` → ``x``; ``1 - a ** 2`` → ``a * (1 - a)``, ``1 - a`` and ReLU's; ``1 - a`` → ``1 - a ** 2``."""
    node = site.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield "activation-slope", node.left
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and ast.unparse(node.left) in ("1", "1.0"):
        yield from _after_one_minus(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and called(node) in RULES:
        for rule in RULES:
            if rule != node.func.id:
                yield "activation-slope", ast.Call(ast.Name(rule, ast.Load()), node.args, node.keywords)


def _after_one_minus(right: ast.expr) -> Iterator[tuple[str, Put]]:
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Pow):
        for text in ("a * (1 - a)", "1 - a", "(a > 0) * 1.0"):
            yield "activation-slope", expression(text, a=right.left)
    elif isinstance(right, ast.Name):
        yield "activation-slope", expression("1 - a ** 2", a=right)
        yield "activation-slope", expression("(a > 0) * 1.0", a=right)

"""Another function of the same form: sigmoid for tanh, ones for zeros, the smaller for the larger."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called, expression, of_numpy

OTHERS = {
    "exp": ("expm1", "exp2"),
    "tanh": ("sin", "arctan"),
    "log": ("log1p", "log2"),
    "maximum": ("minimum",),
    "zeros_like": ("ones_like",),
    "zeros": ("ones",),
    "sqrt": ("square",),
    "abs": ("sign",),
    "sign": ("abs", "ceil"),
}
ONE_ARGUMENT = ("exp", "tanh", "log", "sqrt", "abs", "sign", "sigmoid", "softmax", "cosh")


def exchanged(site: Site) -> Iterator[tuple[str, Put]]:
    """``np.tanh(z)`` → ``np.sin(z)`` and ``z``; ``sigmoid(z)`` → ``np.tanh(z)`` and ``z``."""
    node = site.node
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = called(node)
    if of_numpy(node):
        for other in OTHERS.get(name, ()):
            yield "function", ast.Call(expression(f"np.{other}"), node.args, node.keywords)
    if name == "sigmoid":
        yield "function", ast.Call(expression("np.tanh"), node.args, [])
    if name == "sqrt" and isinstance(node.func, ast.Attribute) and not of_numpy(node):
        yield "function", node.args[0]  # math.sqrt
    elif name in ONE_ARGUMENT and (of_numpy(node) or isinstance(node.func, ast.Name)):
        yield "function", node.args[0]

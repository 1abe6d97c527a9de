"""A sum or mean left out, or one taken for the other."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called, of_numpy

OTHERS = {"sum": ("mean", "max"), "mean": ("sum",), "max": ("min", "sum"), "min": ("max",), "prod": ("sum",)}


def dropped(site: Site) -> Iterator[tuple[str, Put]]:
    """``x.sum(axis=0)`` → ``x``, ``np.mean(x)`` → ``x``."""
    node = site.node
    if isinstance(node, ast.Call) and called(node) in OTHERS and isinstance(node.func, ast.Attribute):
        yield "dropped-reduction", node.args[0] if of_numpy(node) else node.func.value


def exchanged(site: Site) -> Iterator[tuple[str, Put]]:
    """A mean for a sum, a sum for a mean, the smallest for the largest."""
    node = site.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for other in OTHERS.get(called(node), ()):
            yield "reduction", ast.Call(ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords)

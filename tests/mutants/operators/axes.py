"""Along another axis: 0 for 1, the last for the first, all of them; with or without the axis kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called

AXES = (0, 1, -1, None)


def exchanged(site: Site) -> Iterator[tuple[str, Put]]:
    """Another axis in ``axis=…``, and in a tuple of axes one of them left out."""
    if not isinstance(site.parent, ast.keyword) or site.parent.arg != "axis":
        return
    for axis in AXES:
        if ast.unparse(site.node) != str(axis):
            yield "axis", ast.parse(str(axis), mode="eval").body  # so that -1 reads as a person writes it
    if isinstance(site.node, ast.Tuple):
        for left_out in site.node.elts:
            yield "axis", ast.Tuple([each for each in site.node.elts if each is not left_out], ast.Load())


def keepdims(site: Site) -> Iterator[tuple[str, Put]]:
    """``keepdims=True`` left out; and the two axes of ``swapaxes`` or ``concatenate`` moved by one."""
    node = site.node
    if not isinstance(node, ast.Call):
        return
    without = [each for each in node.keywords if each.arg != "keepdims"]
    if len(without) < len(node.keywords):
        yield "axis", ast.Call(node.func, node.args, without)
    if called(node) == "swapaxes":
        yield "axis", ast.Call(node.func, [ast.Constant(0), ast.Constant(1)], [])

"""A loop one step short, one step late, or in the other direction; another row than the one meant."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.operators.site import Put, Site, called, expression


def shortened(site: Site) -> Iterator[tuple[str, Put]]:
    """``range(n)`` → ``range(n - 1)``, ``range(1, n)``; ``reversed(x)`` → ``x``; a loop over all but an end."""
    node = site.node
    name = called(node)
    if isinstance(node, ast.Call) and name == "range" and len(node.args) == 1:
        yield "range", expression("range(n - 1)", n=node.args[0])
        yield "range", expression("range(1, n)", n=node.args[0])
    elif isinstance(node, ast.Call) and name in ("reversed", "sorted") and len(node.args) == 1:
        yield "order", node.args[0]
    elif isinstance(site.parent, ast.For) and site.name == "iter" and name != "range":
        yield "range", expression("list(e)[1:]", e=node)
        yield "range", expression("list(e)[:-1]", e=node)


def other_index(site: Site) -> Iterator[tuple[str, Put]]:
    """``x[:-1]`` → ``x[1:]``, ``x[0]`` → ``x[-1]``, ``x[-1]`` → ``x[0]``."""
    node = site.node
    in_index = isinstance(site.parent, ast.Subscript) and site.name == "slice"
    in_tuple = isinstance(site.parent, ast.Tuple) and isinstance(node, ast.Slice)
    if not (in_index or in_tuple):
        return
    text = ast.unparse(node)
    for here, there in ((":-1", "1:"), ("1:", ":-1"), ("0", "-1"), ("-1", "0")):
        if text == here:
            index = ast.parse(f"x[{there}]", mode="eval").body
            assert isinstance(index, ast.Subscript)
            yield "index", index.slice

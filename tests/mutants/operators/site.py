"""A place in a function where something can be put in another's stead, and how all of them are found."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

CHECKS = frozenset(
    {"gradient", "kept", "floats", "_alike", "_same_shape", "_logits_and_labels", "_scores", "_weights", "_fitting"}
)
"""The engine's functions that only refuse unusable arguments: no answer to a usable one depends on them."""

Put = ast.expr | list[ast.stmt]
"""An expression in place of one; statements in place of a whole body."""
Operator = Callable[["Site"], Iterator[tuple[str, Put]]]
"""Yields the kind of a mistake and what it puts at the site; it never changes the site's own nodes."""


@dataclass(frozen=True)
class Site:
    """An expression, or one statement of a body."""

    node: ast.AST
    parent: ast.AST
    name: str
    """The parent's field that holds the node."""
    index: int | None
    """The node's place in that field, where it is a list."""
    bound: frozenset[str]
    """The local names that have a value before this statement."""
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Local name to the others that hold numbers of the same shape."""
    result: bool = False
    """Whether it is the whole of what is assigned or returned, or one item of a tuple or dict that is returned."""

    @property
    def body(self) -> list[ast.stmt]:
        """The statements that this one stands among."""
        return list(getattr(self.parent, self.name))


def sites(function: ast.FunctionDef, alike: Mapping[str, frozenset[str]] | None = None) -> Iterator[Site]:
    """Every statement and every expression of ``function`` that computes something, in the order of the text."""
    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from _body(function, frozenset(argument.arg for argument in every), alike or {})


def _body(parent: ast.AST, bound: frozenset[str], alike: Mapping[str, frozenset[str]]) -> Iterator[Site]:
    for name in ("body", "orelse"):
        before = bound
        for index, statement in enumerate(getattr(parent, name, ())):
            if not skipped(statement):
                yield Site(statement, parent, name, index, before, alike)
                inside = before | stored(statement) if isinstance(statement, ast.For) else before
                if isinstance(statement, ast.FunctionDef):
                    inside |= {argument.arg for argument in statement.args.args}
                yield from _expressions(statement, inside, alike, _gives_result(statement))
                yield from _body(statement, inside, alike)
            before |= stored(statement)


def _gives_result(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return isinstance(statement.targets[0], ast.Name | ast.Subscript)
    return isinstance(statement, ast.Return)


def _expressions(
    node: ast.AST, bound: frozenset[str], alike: Mapping[str, frozenset[str]], result: bool = False
) -> Iterator[Site]:
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.While) and name == "test":
            continue  # a mutant that never ends would say nothing about the check
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.keyword):
                yield from _expressions(child, bound, alike)
            elif isinstance(child, ast.expr) and not _is_check(child):
                here = result and name in ("value", "elts", "values")
                if not isinstance(getattr(child, "ctx", None), ast.Store | ast.Del):
                    yield Site(child, node, name, index, bound, alike, here)
                yield from _expressions(child, bound, alike, here and isinstance(child, ast.Tuple | ast.Dict))


def skipped(statement: ast.stmt) -> bool:
    """Docstrings, and statements that only refuse unusable arguments."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.If):
        return all(isinstance(inner, ast.Raise) for inner in statement.body)
    return isinstance(statement, ast.Assign) and _is_check(statement.value)


def _is_check(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CHECKS


def stored(node: ast.AST) -> frozenset[str]:
    """The names that get a value anywhere in ``node``."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return frozenset(names | ({node.name} if isinstance(node, ast.FunctionDef) else set()))


def loaded(node: ast.AST) -> frozenset[str]:
    """The names whose value is used anywhere in ``node``."""
    return frozenset(
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    )


def called(node: ast.AST) -> str:
    """The last name of what is called: 'sum' for ``np.sum(x)`` and for ``x.sum()``; '' if ``node`` is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def of_numpy(node: ast.Call) -> bool:
    """Whether it is a function of NumPy's, ``np.sum(x)``, and not a method, ``x.sum()``."""
    return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "np"


def expression(text: str, **parts: Any) -> ast.expr:
    """The expression ``text`` with the nodes ``parts`` in place of the names: expression("-e", e=node)."""

    class Filled(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> Any:
            return parts.get(node.id, node)

    filled: ast.expr = Filled().visit(ast.parse(text, mode="eval").body)
    return filled

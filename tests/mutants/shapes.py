"""Which local variables of a right answer hold numbers of the same shape: those that are easily mixed up.

The answer runs once on its own inputs, whose sizes all differ, from a copy of its code that hands its variables
over where it returns. (A trace function would need no copy; in CPython 3.11 one was seen to spin for ever.)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np

from course.answers import plain
from tests.mutants.subject import Subject

Alike = dict[str, frozenset[str]]
SEEN = "_seen"
"""The name under which the copy finds the function that it hands its variables to."""


def alike(subject: Subject) -> dict[str, Alike]:
    """For each function of ``subject`` by its qualified name: local name to the others of its shape."""
    return {name: _alike(values) for name, values in _locals(subject).items()}


def _locals(subject: Subject) -> dict[str, dict[str, Any]]:
    """What each function's variables hold when it returns; of the last time, where it returns more than once."""
    found: dict[str, dict[str, Any]] = {}

    def seen(name: str, values: Mapping[str, Any], returned: Any) -> Any:
        found[name] = dict(values)
        return returned

    telling = tuple(ast.fix_missing_locations(_Telling().visit(deepcopy(each))) for each in subject.definitions)
    watched = replace(subject, definitions=telling, namespace={**subject.namespace, SEEN: seen}, codes={})
    args = plain(subject.exercise.cases[0].inputs(np.random.default_rng(1), 0))
    watched.compiled()(*args.values())
    return found


class _Telling(ast.NodeTransformer):
    """``return x`` becomes ``return _seen(name, locals(), x)``; a function that ends without says so too."""

    def __init__(self) -> None:
        self.inside: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._named(node, node.name)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body.append(ast.Return(ast.Constant(None)))
        within = f"{'.'.join(self.inside)}." if self.inside else ""
        return self._named(node, f"{within}{node.name}", ".<locals>")

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        here = ".".join(self.inside).removesuffix(".<locals>")
        told: list[ast.expr] = [ast.Constant(here), ast.Call(ast.Name("locals", ast.Load()), [], [])]
        value = ast.Call(ast.Name(SEEN, ast.Load()), [*told, node.value or ast.Constant(None)], [])
        return ast.copy_location(ast.Return(value), node)

    def _named(self, node: ast.AST, name: str, mark: str = "") -> ast.AST:
        outer, self.inside = self.inside, [name + mark]
        self.generic_visit(node)
        self.inside = outer
        return node


def _alike(values: Mapping[str, Any]) -> Alike:
    shapes = {name: np.shape(value) for name, value in values.items() if isinstance(value, np.ndarray | float)}
    return {
        name: frozenset(other for other, also in shapes.items() if also == shape and other != name)
        for name, shape in shapes.items()
    }

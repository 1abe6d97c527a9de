"""A subject: an exercise, its right answer, and the code that the answer runs, ready to be changed.

A right answer is often more than one function: a layer's method, the function that it calls, that function's
helper. All of them may be mutated. They are compiled into one fresh namespace, so that the changed one is the
one that the others call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from course.exercises.spec import GradientExercise
from tests.mutants.candidate import Answer

Namespace = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """``make`` turns the namespace in which ``definitions`` were run into the answer."""

    exercise: GradientExercise
    definitions: tuple[ast.FunctionDef | ast.ClassDef, ...]
    """The functions and classes that are compiled anew for each mutant, in order."""
    functions: Mapping[str, ast.FunctionDef]
    """What is mutated, by qualified name; each is one of ``definitions`` or a method in one."""
    namespace: Namespace
    """What the definitions see around them."""
    make: Callable[[Namespace], Answer]
    codes: dict[str, CodeType] = field(default_factory=dict)
    """The definitions as they are, compiled once."""

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    def compiled(self, changed: ast.AST | None = None) -> Answer:
        """The answer that the definitions make; ``changed`` is the one whose tree was changed, if any was."""
        namespace = dict(self.namespace)
        for definition in self.definitions:
            exec(self._code(definition, fresh=definition is changed), namespace)
        return self.make(namespace)

    def _code(self, definition: ast.FunctionDef | ast.ClassDef, *, fresh: bool) -> CodeType:
        if fresh or definition.name not in self.codes:
            tree = ast.Module(body=[definition], type_ignores=[])
            code = compile(tree, f"<{self.id}>", "exec", dont_inherit=True)
            if fresh:
                return code
            self.codes[definition.name] = code
        return self.codes[definition.name]

    def definition_of(self, name: str) -> ast.FunctionDef | ast.ClassDef:
        """The definition that holds the function of this qualified name."""
        return next(each for each in self.definitions if each.name == name.partition(".")[0])


def functions_in(
    definitions: tuple[ast.FunctionDef | ast.ClassDef, ...], names: tuple[str, ...]
) -> dict[str, ast.FunctionDef]:
    """The functions called ``names`` ('relu', 'Dense.backward') among ``definitions``.

    Raises
    ------
    LookupError
        If one is missing: the engine was changed, and the list of what is mutated was not.
    """
    found: dict[str, ast.FunctionDef] = {}
    for node in definitions:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        found |= {prefix + one.name: one for one in inner if isinstance(one, ast.FunctionDef)}
    missing = [name for name in names if name not in found]
    if missing:
        raise LookupError(f"expected the functions {', '.join(missing)}, found {', '.join(found)}")
    return {name: found[name] for name in names}

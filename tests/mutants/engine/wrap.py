"""How a part of the engine becomes an exercise: a random upstream gradient, and the engine's own forward pass."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal
from course.exercises.spec import Args, Case, Draw, GradientExercise
from tests.mutants.candidate import Answer
from tests.mutants.subject import Namespace, Subject, functions_in

Forward = Callable[..., Any]


def layer(
    name: str,
    forward: Forward,
    wrt: Mapping[str, str],
    draws: Mapping[str, Draw | tuple[Draw, ...]],
    *,
    analytic: bool = True,
) -> GradientExercise:
    """The exercise 'the gradients of Σ dY · forward(…)'.

    ``draws`` give all arguments but dY, by the name of the case, the main one first.
    """

    def upstream(draw: Draw) -> Draw:
        def with_upstream(rng: np.random.Generator) -> Args:
            args = draw(rng)
            return args | {"dY": normal(rng, *np.shape(forward(**args)))}

        return with_upstream

    def loss(**args: Any) -> Any:
        dY = args.pop("dY")
        return np.sum(dY * forward(**args))

    every = {
        case: tuple(map(upstream, draw)) if isinstance(draw, tuple) else upstream(draw)
        for case, draw in draws.items()
    }
    return exercise(name, loss, wrt, every, analytic=analytic)


def exercise(
    name: str,
    loss: Callable[..., Any],
    wrt: Mapping[str, str],
    draws: Mapping[str, Draw | tuple[Draw, ...]],
    *,
    analytic: bool = True,
) -> GradientExercise:
    """The exercise 'the gradients of loss(…)', with the arguments of its first draw in their order."""
    cases = tuple(Case(case, draw, trials=2 if number else 3) for number, (case, draw) in enumerate(draws.items()))
    signature = tuple(cases[0].inputs(np.random.default_rng(0), 0))
    return GradientExercise(
        id=name,
        lesson="engine",
        title=name,
        points=1,
        signature=signature,
        parts=tuple(wrt),
        form="tuple" if len(wrt) > 1 else "single",
        cases=cases,
        loss=loss,
        wrt=wrt,
        analytic=analytic,
    )


def subject(
    exercise: GradientExercise, module: ModuleType, names: tuple[str, ...], make: Callable[[Namespace], Answer]
) -> Subject:
    """The subject whose mutants change the functions ``names`` ('relu', 'Dense.backward') of ``module``."""
    tops = {name.partition(".")[0] for name in names}
    tree = ast.parse(inspect.getsource(module))
    definitions = tuple(
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in tops
    )
    return Subject(exercise, definitions, functions_in(definitions, names), dict(vars(module)), make)

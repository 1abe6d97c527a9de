"""Activations: the rule of each, given what its forward pass keeps, and the layer that picks the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course import activations
from course.exercises.backprop.draws import normal, sizes
from course.exercises.spec import Args, Array
from course.layers import activation
from tests.mutants.candidate import Answer
from tests.mutants.engine.wrap import layer, subject
from tests.mutants.subject import Namespace, Subject

KEPT: dict[str, Callable[[Array], Array]] = {
    "relu": activations.identity,
    "leaky_relu": activations.identity,
    "tanh": activations.tanh,
    "sigmoid": activations.sigmoid,
    "softmax": activations.softmax,
}
"""Name to what its rule is given from the forward pass: Z itself, or A."""


def subjects() -> tuple[Subject, ...]:
    """One an activation, and one for the layer."""
    rules = (_rule(name) for name in KEPT)
    chosen = layer("layer:activation", activations.tanh, {"dZ": "z"}, {"ordinary inputs": _smooth})
    return (*rules, subject(chosen, activation, ("Activation.backward",), _layer))


def _rule(name: str) -> Subject:
    kinked = name.endswith("relu")
    cases = {"ordinary inputs": _signs, "entries that are 0": _kinks} if kinked else {"ordinary inputs": _smooth}
    draws = {case: _named(_variable(name), draw) for case, draw in cases.items()}
    forward = getattr(activations, name)
    exercise = layer(f"activation:{name}", forward, {"dZ": _variable(name)}, draws, analytic=not kinked)

    def make(made: Namespace) -> Answer:
        return lambda Z, dY: made[f"{name}_backward"](KEPT[name](Z), dY)

    return subject(exercise, activations, (f"{name}_backward",), make)


def _variable(name: str) -> str:
    return "Z" if name == "softmax" else "z"


def _named(variable: str, draw: Callable[[np.random.Generator], Args]) -> Callable[[np.random.Generator], Args]:
    return lambda rng: {variable: draw(rng)["z"]}


def _smooth(rng: np.random.Generator) -> Args:
    n, units = sizes(rng, 2)
    return {"z": normal(rng, n, units)}


def _signs(rng: np.random.Generator) -> Args:
    z = _smooth(rng)["z"]
    z.flat[0], z.flat[1] = abs(z.flat[0]), -abs(z.flat[1])  # one gate of each kind in every batch,
    z.flat[3], z.flat[-1] = 0.02, -0.02  # and one just to either side
    return {"z": z}


def _kinks(rng: np.random.Generator) -> Args:
    z = _signs(rng)["z"]
    z.flat[2::3] = 0.0
    return {"z": z}


def _layer(made: Namespace) -> Answer:
    def answer(z: Array, dY: Array) -> Any:
        own = made["Activation"]("tanh")
        own.forward(z, training=True)
        return own.backward(dY)

    return answer

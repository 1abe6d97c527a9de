"""The recurrent layer and attention, plain and causal."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, sizes
from course.exercises.spec import Args, Array
from course.layers import attention, recurrent
from tests.mutants.candidate import Answer
from tests.mutants.engine.wrap import layer, subject
from tests.mutants.subject import Namespace, Subject


def subjects() -> tuple[Subject, ...]:
    """Each with the code that its backward pass runs through."""
    states = {"dWx": "Wx", "dWh": "Wh", "db": "b", "dX": "X", "dh0": "h0"}
    heads = {"dWq": "Wq", "dWk": "Wk", "dWv": "Wv", "dX": "X"}
    return (
        subject(layer("layer:recurrent", recurrent.recurrent, states,
                      {"ordinary inputs": _sequences, "one step": _one_step}),
                recurrent, ("Recurrent.backward", "recurrent_backward"), _unrolled),
        subject(layer("layer:attention", _attention, heads, {"ordinary inputs": (_looking, _looking_back)}),
                attention, ("Attention.backward", "attention_backward"), _attended),
    )  # fmt: skip


def _sequences(rng: np.random.Generator) -> Args:
    n, T, h, d = sizes(rng, 4)
    # weights below 1 keep the states off the flat ends of tanh
    weights = {"Wx": 0.4 * normal(rng, h, d), "Wh": 0.4 * normal(rng, h, h), "b": normal(rng, h)}
    return weights | {"X": normal(rng, n, T, d), "h0": normal(rng, n, h)}


def _one_step(rng: np.random.Generator) -> Args:
    args = _sequences(rng)
    return args | {"X": args["X"][:, :1]}


def _unrolled(made: Namespace) -> Answer:
    def answer(Wx: Array, Wh: Array, b: Array, X: Array, h0: Array, dY: Array) -> Any:
        own = made["Recurrent"](Wx, Wh)
        own.params["b"][...] = b
        own.h0 = h0
        own.forward(X, training=True)
        dX = own.backward(dY)
        return own.grads["Wx"], own.grads["Wh"], own.grads["b"], dX, own.dh0

    return answer


def _looking(rng: np.random.Generator) -> Args:
    n, T, d, v, f = rng.permutation(np.arange(2, 7))
    weights = {"Wq": (d, f), "Wk": (d, f), "Wv": (v, f)}
    drawn = {name: 0.6 * normal(rng, *shape) for name, shape in weights.items()}
    return drawn | {"X": normal(rng, n, T, f), "causal": 0.0}


def _looking_back(rng: np.random.Generator) -> Args:
    return _looking(rng) | {"causal": 1.0}


def _attention(Wq: Array, Wk: Array, Wv: Array, X: Array, causal: float) -> Any:
    return attention.attention(X @ Wq.T, X @ Wk.T, X @ Wv.T, causal=bool(causal))[0]


def _attended(made: Namespace) -> Answer:
    def answer(Wq: Array, Wk: Array, Wv: Array, X: Array, causal: float, dY: Array) -> Any:
        own = made["Attention"](Wq, Wk, Wv, causal=bool(causal))
        own.forward(X, training=True)
        dX = own.backward(dY)
        return own.grads["Wq"], own.grads["Wk"], own.grads["Wv"], dX

    return answer

"""What optimisers, clipping, encodings, losses, gates, data and least squares refuse: one table.

Each message says what was expected, what arrived and what to try.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import activations, clipping, data, encodings, gates, least_squares, losses, optimisers, schedules
from course.errors import DtypeError, InputError, LabelError, NotFiniteError, ShapeError

NAN = float("nan")
ONES = np.ones((3, 2))


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def step(params: Any, grads: Any, rate: Any = 0.1) -> Callable[[], Any]:
    return lambda: optimisers.SGD(rate).step(params, grads)


def grown() -> None:
    """A second step on a parameter that has changed its shape."""
    optimiser = optimisers.Adam()
    optimiser.step({"w": np.ones(3)}, {"w": np.ones(3)})
    optimiser.step({"w": np.ones(4)}, {"w": np.ones(4)})


CASES: list[tuple[str, Callable[[], Any], type[Exception], str]] = [
    ("rate 0", lambda: optimisers.SGD(0.0), InputError, "rate: expected a positive"),
    ("rate below 0", lambda: optimisers.Adam(-0.1), InputError, "got -0.1"),
    ("rate NaN", lambda: optimisers.SGD(NAN), InputError, "got nan"),
    ("rate a word", lambda: optimisers.SGD("fast"), InputError, "got 'fast'"),  # type: ignore[arg-type]
    ("rate a boolean", lambda: optimisers.SGD(True), InputError, "got True"),
    ("schedule gives NaN", step({"w": ONES.copy()}, {"w": ONES}, lambda t: NAN), InputError, "t = 0"),
    ("momentum 1", lambda: optimisers.Momentum(0.1, 1.0), InputError, r"mu: expected a number in \[0, 1\)"),
    ("beta above 1", lambda: optimisers.Adam(0.1, beta2=1.5), InputError, "beta2"),
    ("eps 0", lambda: optimisers.AdaGrad(0.1, eps=0.0), InputError, "eps"),
    ("decay below 0", lambda: schedules.Exponential(0.1, -1.0), InputError, "kappa"),
    ("decay infinite", lambda: schedules.InverseTime(0.1, float("inf")), InputError, "kappa"),
    ("gradient missing", step({"w": ONES, "b": ONES}, {"w": ONES}), InputError, "expected one .* b, w, got w"),
    ("gradient transposed", step({"w": ONES}, {"w": ONES.T}), ShapeError, r"\(3, 2\), got shape \(2, 3\)"),
    ("whole-number weights", step({"w": np.ones(2, int)}, {"w": np.ones(2)}), DtypeError, "int64"),
    ("whole-number gradient", step({"w": np.ones(2)}, {"w": np.ones(2, int)}), DtypeError, r"grads\['w'\]"),
    ("weights in a list", step({"w": [1.0]}, {"w": np.ones(1)}), DtypeError, "got list"),
    ("another network", grown, ShapeError, "a new optimiser"),
    ("limit 0", lambda: clipping.clip_by_norm({"w": ONES}, 0.0), InputError, "limit"),
    ("limit NaN", lambda: clipping.clip_by_value({"w": ONES}, NAN), InputError, "limit"),
    ("NaN to clip", lambda: clipping.clip_by_norm({"b": ONES, "w": np.array([1, NAN])}, 1.0), NotFiniteError, "'w'"),
    ("infinity to clip", lambda: clipping.clip_by_value({"w": np.array([np.inf])}, 1.0), NotFiniteError, "'w'"),
    ("label too large", lambda: encodings.one_hot([0, 3], 3), LabelError, "labels 0..2, got labels 0..3"),
    ("label below 0", lambda: encodings.thermometer([-1], 3), LabelError, "-1"),
    ("labels not whole", lambda: encodings.one_hot([0.0, 1.0], 2), LabelError, "float64"),
    ("labels in a table", lambda: encodings.one_hot([[0], [1]], 2), LabelError, "argmax"),
    ("no classes", lambda: encodings.one_hot([], 0), InputError, "k: expected a whole number, 1 or more"),
    ("NaN to standardise", lambda: encodings.Standardiser.fit([[NAN]]), NotFiniteError, "isfinite"),
    ("words to standardise", lambda: encodings.Standardiser.fit([["a"]]), DtypeError, "real numbers"),
    ("no rows", lambda: encodings.Standardiser.fit(np.zeros((0, 2))), ShapeError, r"\(0, 2\)"),
    ("other columns", lambda: encodings.Standardiser.fit(ONES).apply(np.ones((3, 4))), ShapeError, "2 columns"),
    ("empty batch, mean square", lambda: losses.mean_squared_error([], []), ShapeError, "an example at least"),
    ("empty batch, logits", lambda: losses.binary_cross_entropy_grad([], []), ShapeError, "an example at least"),
    ("empty batch, classes", lambda: losses.softmax_cross_entropy(np.zeros((0, 3)), np.zeros(0, int)), ShapeError,
     "an example at least"),
    ("no scores", lambda: losses.hinge_loss([]), ShapeError, "scores"),
    ("scores in a table", lambda: losses.perceptron_loss_grad(ONES), ShapeError, r"\(3, 2\)"),
    ("leaky gradient of another shape", lambda: activations.leaky_relu_backward(ONES, ONES.T), ShapeError, "dA"),
    ("table of three rows", lambda: gates.net_of((0, 1, 1)), ShapeError, r"2\^d outputs"),
    ("no table", lambda: gates.net_of(()), ShapeError, r"2\^d outputs"),
    ("output 2", lambda: gates.net_of((0, 2)), InputError, "0 and 1 only"),
    ("two weights, one input", lambda: gates.unit([[0.0]], [1.0, 1.0], 0.5), ShapeError, "one weight a column"),
    ("no points", lambda: data.moons(rng(), 0), InputError, "n: expected a whole number"),
    ("half a point", lambda: data.xor(rng(), 2.5), InputError, "got 2.5"),  # type: ignore[arg-type]
    ("spread below 0", lambda: data.spirals(rng(), 5, spread=-1.0), InputError, "spread"),
    ("another curve", lambda: data.curve(rng(), "cosine"), InputError, "square, sine, absolute, heaviside"),
    ("another speaker", lambda: data.vowels(rng(), 5, "robots"), InputError, "'robots'"),
    ("one spread", lambda: data.vowels(rng(), 5, spread=(0.1,)), InputError, "F1"),  # type: ignore[arg-type]
    ("all for the test", lambda: data.split(rng(), ONES, ONES, test=1.0), InputError, "both sides"),
    ("share NaN", lambda: data.digits(rng(), NAN), InputError, "both sides"),
    ("fewer labels than rows", lambda: data.split(rng(), ONES, np.ones(2)), ShapeError, "for each row"),
    ("targets in a column", lambda: least_squares.closed_form(ONES, np.ones((3, 1))), ShapeError, "ravel"),
    ("NaN in a table", lambda: least_squares.largest_stable_rate([[NAN]]), NotFiniteError, "X"),
    ("empty table", lambda: least_squares.closed_form(np.zeros((0, 2)), []), ShapeError, r"\(0, 2\)"),
    ("too many weights", lambda: least_squares.gradient(np.ones(3), ONES, np.ones(3)), ShapeError, "w"),
    ("steps below 0", lambda: least_squares.descend(ONES, np.ones(3), 0.1, -1), InputError, "steps"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "error", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_is_refused_with_a_message_that_helps(call: Any, error: type[Exception], said: str) -> None:
    """Is the error of the course's own kind, and does it say what was expected, what arrived, what to try?"""
    with pytest.raises(error) as caught:
        call()
    message = str(caught.value)
    assert re.search(said, message), message
    assert re.fullmatch(r".+: expected .+, got .+\. Try: .+", message, re.DOTALL)

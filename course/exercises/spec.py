"""What an exercise is: data and small functions, with no way to run an answer in it.

A spec says how inputs are drawn, what the answer must be, and which mistakes have a name. The visible check
(`course.check`) and the grader's judge read the same spec; only their seeds differ.

Arguments travel as a dict from parameter name to value, in the order of the student's signature. A value is an
array, a number, a string, or a dict of arrays. Answers come back as a dict from *part* to value, one part for
each thing that the student's function returns.

The answer to a multiple choice is in no spec: it comes from a file that students never get
(`course.exercises.keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Args = dict[str, Any]
Draw = Callable[[np.random.Generator], Args]
Form = Literal["single", "tuple", "dict"]


@dataclass(frozen=True)
class Case:
    """One family of inputs: ``draw`` makes one trial's arguments from a generator.

    The first case of an exercise is its main one. A part of a later case counts only if the main case got that
    part right: else a wrong formula would earn points on the small inputs where it happens to agree.
    """

    name: str
    """How the card speaks of it: 'ordinary inputs', 'a batch of one'."""
    draw: Draw | tuple[Draw, ...]
    """Several are taken in turn, one a trial: then no seed can miss one of them, and marks do not hang on luck."""
    share: float = 1.0
    """Its share of the exercise's points, relative to the other cases'."""
    trials: int = 3
    alone: bool = False
    """True where it counts whatever became of the main case: another question, not the same one harder."""

    def inputs(self, rng: np.random.Generator, trial: int) -> Args:
        """The arguments of one trial, counted from 0."""
        draws = self.draw if isinstance(self.draw, tuple) else (self.draw,)
        return draws[trial % len(draws)](rng)


@dataclass(frozen=True)
class Mistake:
    """A mistake with a name: ``make(**args)`` returns what a student who makes it would return.

    ``make`` returns the whole answer as a dict from part to value; it may leave out parts that it says
    nothing about. ``message`` is one sentence that says what is off and where, never the formula.
    """

    kind: str
    """A short kebab-case name that stands in the result file: 'missing-mean', 'transposed'."""
    message: str
    make: Callable[..., Mapping[str, Any]]
    hint: str = ""
    """Where to look next, for who has tried twice more: a question or a check to do oneself, never the formula."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What all exercises share. ``id`` is the name of the function that the student writes."""

    id: str
    lesson: str
    """The folder of the lesson: '07_backprop'."""
    title: str
    points: float
    signature: tuple[str, ...]
    """Parameter names, in order; each case's arguments have exactly these keys."""
    parts: tuple[str, ...]
    """What is returned, in order: ('dW', 'db', 'dX'). A function that returns one thing has one part."""
    form: Form = "single"
    """How the parts come: one value, a tuple in this order, or a dict with these keys."""
    cases: tuple[Case, ...]
    mistakes: tuple[Mistake, ...] = ()
    withheld: frozenset[str] = frozenset()
    """Modules of `course` that import but raise on use while this exercise is graded."""
    shapes: Mapping[str, str] = field(default_factory=dict)
    """Part to its shape in words, for cards: {'dW': '(out, in), as W'}."""
    all_or_nothing: bool = False
    """True where points come only if every part of every case is right: a planted bug that gets some right must
    earn nothing as it is given out."""
    hints: tuple[str, ...] = ()
    """How to go on, for any wrong answer: the last level of hint, after the mistake's own. Never the formula."""


@dataclass(frozen=True, kw_only=True)
class GradientExercise(Exercise):
    """The answer is one gradient or several of a scalar loss, which the check differentiates numerically.

    The gradient itself is stored nowhere. An upstream gradient is one of the arguments, drawn at random, and
    the loss is its inner product with the output.
    """

    loss: Callable[..., Any]
    """``loss(**args)``: the scalar whose gradient is asked. Written with functions that continue to complex
    numbers where it is smooth, so that the complex step can give a second, independent opinion."""
    wrt: Mapping[str, str]
    """Part to the argument it belongs to, dots for entries of a dict: {'dW': 'W'}, {'W1': 'params.W1'}."""
    terms: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """Terms that sum to the loss, by a name that the card can use: {'the data term': …, 'the penalty': …}.
    From their gradients the doctor tells a missing or mis-scaled term."""
    examples: Callable[..., list[Callable[..., Any]]] | None = None
    """``examples(**args)`` returns one loss per example (they sum to the loss); the doctor uses their
    gradients to tell that only some examples were counted. None where there are no examples."""
    analytic: bool = True
    """False where the loss has kinks or ``max``: then only real differences are used."""
    rtol: float = 1e-6
    numeric_answers: Literal["noted", "refused"] = "noted"
    """What becomes of an answer that is itself a numeric derivative. The instructor is told in any case; 'noted'
    lets its points stand, 'refused' takes them."""


@dataclass(frozen=True, kw_only=True)
class ValueExercise(Exercise):
    """The answer is a value, compared with a reference's."""

    reference: Callable[..., Mapping[str, Any]]
    """``reference(**args)`` returns every part of the right answer."""
    rtol: float = 1e-6
    atol: float = 1e-9
    explain: Callable[..., str | None] | None = None
    """``explain(args=…, part=…, expected=…, received=…)`` may give a better sentence than "expected, received"."""
    reveals: bool = True
    """False where the expected value would be the answer itself, as for a prediction of one number: no card, hint
    or replay then shows it."""


@dataclass(frozen=True, kw_only=True)
class PropertyExercise(Exercise):
    """Many answers are right (weights that make a unit compute AND); a property decides."""

    verify: Callable[..., Mapping[str, str | None]]
    """``verify(args=…, answer=…)`` returns, for each part, None if it is right, else one sentence that says
    what is off ('on the input (1, 0) the unit gives 1, AND gives 0'). ``answer`` maps parts to plain values;
    their shapes and types are anything, so it must survive them all. It never gives the answer away."""


def _no_arguments(rng: np.random.Generator) -> Args:
    return {}


CHOOSING = Case("your choice", _no_arguments, trials=1)


@dataclass(frozen=True)
class Key:
    """The answer to a multiple choice, and what is said to each wrong option."""

    answer: tuple[str, ...]
    """The right letters, sorted; one, unless several are asked for."""
    wrong: Mapping[str, str]
    """Wrong letter to one sentence, which never names a right one."""


@dataclass(frozen=True, kw_only=True)
class ChoiceExercise(Exercise):
    """One letter of several is the answer, or a set of them. The options stand in the lesson's text.

    The student's function takes nothing and returns the letter; where ``several`` are asked for, a string, tuple or
    set of letters.
    """

    options: str
    """The letters: 'abcd'."""
    several: bool = False
    signature: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("choice",)
    cases: tuple[Case, ...] = (CHOOSING,)
    key: Key | None = None
    """Never set in the course: `course.exercises.keys.with_key` sets it, where the keys are at hand."""

"""The demo class: who hands in what, and the score that honest grading must give it.

``lost`` is stated by hand, question by question, from the exercises' points; nothing here is read off a grader.
Some students hand in every lesson that there is. What no hand states they lose there is all of a question's points.
A part of an answer is one of the values it returns: `linear_backward` (4 points, three parts) loses a third of its
points with one wrong part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from nbformat import NotebookNode

from grader.demo import wrong_ways as ways
from grader.demo.edits import (
    Edit,
    add_on_top,
    answer,
    delete,
    duplicate,
    leave,
    move_to_end,
)
from grader.demo.everywhere import Habit, first_half, no_change, noise, slip_everywhere

PERCEPTRON, BACKPROP = "01_perceptron", "07_backprop"


@dataclass(frozen=True)
class Sample:
    """One student of the demo class."""

    student: str
    what: str
    """In a few words, for the table."""
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    """Assignment to what differs from the reference there; an assignment that is not named is not handed in."""
    lost: Mapping[str, float] = field(default_factory=dict)
    """Question to the points that honest grading takes away."""
    blank: bool = False
    """The lesson as it was given out; every point is lost."""
    raw: bytes | None = None
    """These bytes in place of a notebook; it cannot be graded."""
    needs_sandbox: bool = False
    """Only a sandbox can stop it from finding what it looks for."""
    habit: Habit | None = None
    """What the student does in every lesson that ``edits`` does not name; None where those are all."""


def in_every_lesson(sample: Sample, releases: Mapping[str, NotebookNode]) -> Sample:
    """The sample as it is in a class that gives out ``releases``, assignment to notebook."""
    if sample.habit is None:
        return sample
    edits, lost = dict(sample.edits), dict(sample.lost)
    for assignment, release in releases.items():
        if assignment not in edits:
            edits[assignment], more = sample.habit(release)
            lost |= more
    return replace(sample, edits=edits, lost=lost)


def _backprop(student: str, what: str, *edits: Edit, needs_sandbox: bool = False, **lost: float) -> Sample:
    return Sample(student, what, {BACKPROP: edits}, lost, needs_sandbox=needs_sandbox)


def _perceptron(student: str, what: str, *edits: Edit, **lost: float) -> Sample:
    return Sample(student, what, {PERCEPTRON: edits}, lost)


def _for(question: str, template: str) -> Edit:
    return answer(question, template.replace("{question}", question).replace("{{", "{").replace("}}", "}"))


SAMPLES: tuple[Sample, ...] = (
    Sample("complete", "the reference", {PERCEPTRON: (), BACKPROP: ()}, habit=no_change),
    Sample("blank", "nothing written", {PERCEPTRON: (), BACKPROP: ()}, blank=True, habit=no_change),
    Sample(
        "loops",
        "right, written with loops",
        {
            PERCEPTRON: (answer("margin", ways.LOOPS_MARGIN),),
            BACKPROP: (
                answer("linear_backward", ways.LOOPS_LINEAR),
                answer("squared_norm_grads", ways.LOOPS_NORM),
            ),
        },
    ),
    Sample(
        "einsum",
        "right, written with einsum",
        {
            PERCEPTRON: (answer("mistake_bound", ways.EINSUM_BOUND),),
            BACKPROP: (
                answer("linear_backward", ways.EINSUM_LINEAR),
                answer("softmax_cross_entropy_grad", ways.EINSUM_SOFTMAX),
            ),
        },
    ),
    Sample(
        "float32",
        "right, computed in float32",
        {
            PERCEPTRON: (answer("train_perceptron", ways.FLOAT32_TRAIN),),
            BACKPROP: (
                answer("linear_backward", ways.FLOAT32_LINEAR),
                answer("ridge_grads", ways.FLOAT32_RIDGE),
            ),
        },
    ),
    Sample("noisy", "right, with prints and warnings", habit=noise),
    Sample(
        "half",
        "half of it written",
        {BACKPROP: (leave("ridge_grads", "two_layer_dx", "softmax_cross_entropy_grad", "mlp_grads"),)},
        {"ridge_grads": 3, "two_layer_dx": 3, "softmax_cross_entropy_grad": 4, "mlp_grads": 5},
        habit=first_half,
    ),
    Sample("slips", "a mistake in every answer", habit=slip_everywhere),
    _backprop("sign", "wrong sign", answer("squared_norm_grads", ways.SIGN), squared_norm_grads=3),
    _backprop("factor", "factor 2 missing", answer("squared_norm_grads", ways.NO_FACTOR), squared_norm_grads=3),
    _backprop(
        "no-mean", "mean forgotten", answer("softmax_cross_entropy_grad", ways.NO_MEAN), softmax_cross_entropy_grad=4
    ),
    _backprop(
        "mean-twice", "mean taken twice", answer("linear_backward", ways.MEAN_TWICE), linear_backward=4 * 2 / 3
    ),
    _backprop("transposed", "dW transposed", answer("linear_backward", ways.TRANSPOSED), linear_backward=4 / 3),
    _backprop("no-penalty", "penalty forgotten", answer("ridge_grads", ways.NO_PENALTY), ridge_grads=3 / 2),
    _backprop("upstream", "upstream gradient ignored", answer("relu_backward", ways.UPSTREAM), relu_backward=2),
    _backprop("last-path", "overwritten, not added", answer("two_layer_dx", ways.LAST_PATH), two_layer_dx=3),
    _backprop("no-slope", "activation's slope missing", answer("mlp_grads", ways.NO_SLOPE), mlp_grads=5 / 2),
    _backprop(
        "overflow",
        "right, but overflows at logits of 1,000",
        answer("softmax_cross_entropy_grad", ways.OVERFLOW),
        softmax_cross_entropy_grad=4 / 8,
    ),
    _backprop(
        "the-slide",
        "the slide's missing minus",
        answer("regularised_unit_grads", ways.THE_SLIDE),
        regularised_unit_grads=2 / 2,
    ),
    _backprop("in-place", "changes its input", answer("relu_backward", ways.IN_PLACE), relu_backward=2),
    _perceptron("unsigned", "the unsigned margin", answer("margin", ways.UNSIGNED), margin=2),
    _perceptron(
        "slide-sign", "the slide's sign", answer("perceptron_loss_grad", ways.SLIDE_SIGN), perceptron_loss_grad=4
    ),
    _perceptron(
        "passes",
        "counts passes, not updates",
        answer("train_perceptron", ways.COUNTS_PASSES),
        train_perceptron=4 / 2,
    ),
    _perceptron("one-rule", "one bound for both rules", answer("mistake_bound", ways.ONE_RULE), mistake_bound=2),
    _perceptron(
        "and-only", "the same weights for every gate", answer("gate_weights", ways.AND_ONLY), gate_weights=1.5
    ),
    _backprop("crash", "a crash in one answer", _for("two_layer_dx", ways.CRASH), two_layer_dx=3),
    _backprop("endless", "an endless loop in one answer", _for("ridge_grads", ways.ENDLESS), ridge_grads=3),
    _backprop(
        "endless-cell", "an endless loop in one cell", _for("relu_backward", ways.ENDLESS_CELL), relu_backward=2
    ),
    _backprop("memory", "asks for all memory", _for("mlp_grads", ways.MEMORY), mlp_grads=5),
    _backprop("exit", "ends the process in one answer", _for("relu_backward", ways.EXIT), relu_backward=2),
    _backprop("deleted", "an answer's cell deleted", delete("squared_norm_grads"), squared_norm_grads=3),
    _backprop("duplicated", "an answer's cell duplicated", duplicate("linear_backward")),
    _backprop("moved", "an answer's cell moved to the end", move_to_end("relu_backward")),
    _backprop(
        "differences",
        "answers with the course's own differences",
        answer("squared_norm_grads", ways.DIFFERENCES),
        squared_norm_grads=3,
    ),
    _backprop(
        "forger",
        "patches np.allclose and the check",
        add_on_top(ways.FORGER),
        _for("relu_backward", ways.FORGED),
        _for("softmax_cross_entropy_grad", ways.FORGED),
        relu_backward=2,
        softmax_cross_entropy_grad=4,
    ),
    _backprop(
        "reader",
        "searches the disk for the answers",
        add_on_top(ways.READER),
        _for("linear_backward", ways.READ),
        _for("mlp_grads", ways.READ),
        needs_sandbox=True,
        linear_backward=4,
        mlp_grads=5,
    ),
    Sample("not-json", "a file that is no notebook", {BACKPROP: ()}, raw=b'{"cells": [ the rest was lost'),
)

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import get_args

import numpy as np
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from course.grading.calls import in_process
from course.grading.grade import grade
from course.grading.results import Result, Status
from grader.errors import UnreadableSubmissionError
from grader.judge.judge import MAX_CELL_EVENTS, Judgement, untouched
from grader.judge.plan import make_plan
from tests.grader.judge.conftest import SEED
from tests.grader.judge.lesson import (
    BODIES,
    FULL,
    LESSON,
    POINTS,
    SPECS,
    as_bytes,
    function,
    place,
    release,
    right,
    solved,
)

Judge = Callable[..., Judgement]
TRANSPOSED = function("linear_backward", "return X.T @ dZ, dZ.sum(axis=0), dZ @ W")
NOT_IN_TIME = "while True:\n        pass"
FATAL = "import os\n    os._exit(0)"
HOARD = "hoard = []\n    while True:\n        hoard.append(np.empty(10_000_000))"
WITHHELD = "from course.gradcheck import numeric_gradient\n    return numeric_gradient(abs, x)"


@pytest.fixture(scope="module")
def full(judged: Judge) -> Judgement:
    """The honest notebook, judged once."""
    return judged(solved())


@pytest.fixture(scope="module")
def gallery(judged: Judge) -> Judgement:
    """One notebook in which every question ends in another way."""
    return judged(
        solved(
            relu_backward=function("relu_backward", NOT_IN_TIME),
            linear_backward=TRANSPOSED,
            squared_norm_grads=function("squared_norm_grads", WITHHELD),
            ridge_grads=function("ridge_grads", FATAL),
            regularised_unit_grads="def another_name(w, b, x, y, lam):\n    return 0.0, 0.0",
            two_layer_dx=function("two_layer_dx", HOARD),
            softmax_cross_entropy_grad=function("softmax_cross_entropy_grad", "raise NotImplementedError()"),
            mlp_grads=function("mlp_grads", "return {name: -value for name, value in params.items()}"),
        )
    )


def lost(judgement: Judgement) -> dict[str, str]:
    """Question to status, of those that are not right."""
    return {q.id: q.status for q in judgement.result.questions if q.status != "correct"}


def test_the_reference_earns_every_point(full: Judgement) -> None:
    """Does an honest notebook get full marks, and does the result say all that it must?"""
    result = full.result
    assert (result.score, result.max_score, lost(full)) == (FULL, FULL, {})
    assert [(q.id, q.points, q.max_points) for q in result.questions] == [(n, p, p) for n, p in POINTS.items()]
    assert (result.student, result.assignment, result.seed, result.sandbox) == ("ada", LESSON, SEED, "bwrap")
    assert result.submission_sha256 == sha256(as_bytes(solved())).hexdigest()
    assert result.events == ()


EXPECTED: dict[str, tuple[Status, str]] = {
    "relu_backward": ("timeout", "loop that never ends"),
    "linear_backward": ("partial", "dW"),
    "squared_norm_grads": ("withheld", "not available"),
    "ridge_grads": ("crashed", "ended by itself"),
    "regularised_unit_grads": ("missing", "defines no function named regularised_unit_grads"),
    "two_layer_dx": ("memory", "more memory"),
    "softmax_cross_entropy_grad": ("not_attempted", ""),
    "mlp_grads": ("wrong", ""),
}


@pytest.mark.parametrize("question", POINTS)
def test_every_status_is_reached_through_the_sandbox(gallery: Judgement, question: str) -> None:
    """Does each way to fail get its own status and sentence, and cost its own question alone?"""
    status, words = EXPECTED[question]
    result = gallery.details[question]
    assert result.status == status
    assert words in (result.diagnosis.message if result.diagnosis else "")
    assert (result.points > 0) == (status == "partial")
    assert result.points < POINTS[question]


def test_every_status_is_covered(gallery: Judgement) -> None:
    """Is there no status that the sandbox was not seen to give?"""
    assert {status for status, _ in EXPECTED.values()} | {"correct"} == set(get_args(Status))
    assert gallery.result.score == pytest.approx(gallery.details["linear_backward"].points, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("relu_backward", "while True:\n    pass\n" + right("relu_backward")),
        ("ridge_grads", function("ridge_grads", NOT_IN_TIME)),
        ("two_layer_dx", "import os\nos.kill(os.getpid(), 9)\n" + right("two_layer_dx")),
    ],
    ids=["endless cell", "endless call", "killed process"],
)
def test_what_ends_the_worker_costs_its_own_question_alone(judged: Judge, question: str, code: str) -> None:
    """Do all other questions get full points beside an endless cell, an endless call and a killed process?"""
    found = judged(solved(**{question: code}))
    assert list(lost(found)) == [question]
    assert found.result.score == FULL - POINTS[question]


def as_function(code: str, name: str) -> object:
    space: dict[str, object] = {"np": np}
    exec(code, space)
    return space[name]


def same(a: Result, b: Result) -> bool:
    """Whether two results say the same about the same inputs; seconds are nobody's promise."""
    if (a.status, a.points, a.diagnosis, a.others, a.notes, a.parts) != (
        b.status, b.points, b.diagnosis, b.others, b.notes, b.parts
    ):
        return False
    return [(f.message, repr(f.args)) for f in a.findings] == [(f.message, repr(f.args)) for f in b.findings]


def test_the_sandbox_gives_what_the_visible_judgement_gives(full: Judgement, gallery: Judgement) -> None:
    """On one seed, is the judge's result for an answer exactly the one that grading in this process gives?"""
    space = {"np": np}
    for question, body in BODIES.items():
        exec(function(question, body), space)
        here = grade(SPECS[question], in_process(space[question]), SEED)
        assert same(full.details[question], here), question
    for question, code in (("linear_backward", TRANSPOSED),):
        here = grade(SPECS[question], in_process(as_function(code, question)), SEED)
        assert here.findings
        assert same(gallery.details[question], here)
        other = grade(SPECS[question], in_process(as_function(code, question)), SEED + 1)
        assert not same(gallery.details[question], other)


def test_each_seed_draws_other_inputs(judged: Judge) -> None:
    """Is a second judgement on a second seed made on inputs that nobody has seen, and the same seed on the same?"""
    wrong = solved(linear_backward=TRANSPOSED)
    inputs = [judged(wrong, seed).details["linear_backward"].findings[0].args["X"] for seed in (1, 2, 1)]
    assert inputs[0].shape != inputs[1].shape or not np.array_equal(inputs[0], inputs[1])
    assert np.array_equal(inputs[0], inputs[2])


def test_no_output_of_a_cell_counts(judged: Judge) -> None:
    """Does a blank notebook whose stored outputs claim every point get any?"""
    notebook = release()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("execute_result", data={"text/plain": "99"}, execution_count=1)]
    notebook.metadata["score"] = 99
    found = judged(notebook)
    assert found.result.score == 0.0
    assert set(lost(found).values()) == {"not_attempted"}


def test_a_syntax_error_is_told_with_its_line(judged: Judge) -> None:
    """Does a cell that is no Python give its question the error and the line, and the others their points?"""
    found = judged(solved(relu_backward="def relu_backward(Z, dA):\n    return dA * (Z > 0"))
    (question,) = [q for q in found.result.questions if q.status != "correct"]
    assert (question.id, question.status) == ("relu_backward", "crashed")
    assert question.diagnosis is not None
    assert question.diagnosis.message.startswith("Python cannot read the cell. SyntaxError")
    assert "your line 2" in question.diagnosis.message
    assert found.result.score == FULL - POINTS["relu_backward"]


def rename_helper(notebook: NotebookNode) -> None:
    """Let two answers bring a helper of the same name, each with its own meaning."""
    for question, helper in (("relu_backward", "lambda Z: Z > 0"), ("linear_backward", "lambda Z: Z.T")):
        use = {"relu_backward": "return dA * h(Z)", "linear_backward": "return h(dZ) @ X, dZ.sum(axis=0), dZ @ W"}
        cell = notebook.cells[place(notebook, f"{question}_code")]
        cell.source = f"h = {helper}\n\n" + function(question, use[question])


def test_a_students_own_habits_cost_nothing(judged: Judge) -> None:
    """Full points with helpers of one name, a helper in an edited demonstration, no set-up cell, failing cells?"""
    notebook = solved(squared_norm_grads=function("squared_norm_grads", "return double(W, x)"))
    rename_helper(notebook)
    notebook.cells[2].source = "def double(W, x):\n    return 2 * np.outer(W @ x, x), 2 * W.T @ (W @ x)"
    notebook.cells[1].source = "import numpy as np, a_module_that_nobody_has"
    notebook.cells.insert(4, new_code_cell("print(1 / 0)"))
    notebook.cells.append(new_code_cell("%matplotlib inline\nnp.set_printoptions(2)"))
    found = judged(notebook)
    assert lost(found) == {}
    assert found.result.score == FULL
    assert [event.split(":")[0] for event in found.result.events] == [
        "a cell that the student added or changed ended with crashed",
    ] * 2
    assert "ZeroDivisionError" in found.result.events[1]


@pytest.mark.parametrize("first", ["%reset -f", "import math as np"])
def test_what_stands_above_the_setup_costs_nothing(judged: Judge, first: str) -> None:
    """Full points with the habit of clearing all names first, or with a name that the set-up gives its meaning?"""
    notebook = solved()
    notebook.cells.insert(0, new_code_cell(first))
    assert judged(notebook).result.score == FULL


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("# def relu_backward", False),
        ("def relu_backward_helper(): pass", False),
        ("def relu_backward(Z, dA): return dA", True),
        ("relu_backward = lambda Z, dA: dA", True),
    ],
)
def test_an_answer_written_elsewhere_is_an_attempt(code: str, written: bool) -> None:
    """Beside an untouched answer cell, does a cell count that defines the function, and no other?"""
    notebook = release()
    notebook.cells.insert(3, new_code_cell(code))
    assert ("relu_backward" not in untouched(release(), make_plan(release(), notebook))) == written


def test_a_call_cannot_change_what_the_next_question_sees(judged: Judge) -> None:
    """Does an answer that breaks NumPy while it is called take only its own points with it?"""
    code = function("mlp_grads", "np.exp = None\n    np.random.seed(0)\n    return {}")
    found = judged(solved(mlp_grads=code))
    assert lost(found) == {"mlp_grads": "wrong"}


def test_a_flood_of_failing_cells_leaves_a_short_result(judged: Judge) -> None:
    """Do hundreds of cells that fail fill the result file?"""
    notebook = solved()
    notebook.cells += [new_code_cell(f"raise ValueError({number} * 'x')") for number in range(300)]
    found = judged(notebook)
    assert found.result.score == FULL
    assert len(found.result.events) == MAX_CELL_EVENTS + 1
    assert found.result.events[-1] == f"and {300 - MAX_CELL_EVENTS} more such cells"


def test_half_of_a_letter_in_a_source_is_no_obstacle(judged: Judge) -> None:
    """Is a notebook judged whose text holds what no encoding takes, or a null character?"""
    notebook = solved()
    notebook.cells.append(new_code_cell("mark = 'HALF'"))
    notebook.cells.append(new_code_cell("nought = 'NULL'"))
    data = as_bytes(notebook).replace(b"HALF", b"\\ud800").replace(b"NULL", b"\\u0000")
    assert judged(data).result.score == FULL


def test_what_is_no_notebook_is_not_judged(judged: Judge) -> None:
    """Does an unreadable submission raise its reason, and no result with points?"""
    with pytest.raises(UnreadableSubmissionError, match="not JSON"):
        judged(b"{")

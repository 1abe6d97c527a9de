"""A short 07_backprop with the catalogue's real exercises, so that judging can be tested without the real lesson."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode

from course.exercises import of_lesson
from grader.build.cells import ANSWER_SUFFIX, grade_id
from grader.build.release import release_notebook
from grader.build.source import read_source
from grader.demo.edits import hand_in

LESSON, TOPIC = "07_backprop", "backprop"
SETUP = "import numpy as np\n\nfrom course import attempt, check"
DEMO = "scale = 1.0\nattempt(np.tanh, scale)"
BODIES = {
    "relu_backward": "return dA * (Z > 0)",
    "linear_backward": "return dZ.T @ X, dZ.sum(axis=0), dZ @ W",
    "squared_norm_grads": "return 2 * np.outer(W @ x, x), 2 * W.T @ (W @ x)",
    "ridge_grads": "r = X @ w + b - y\n    return 2 * X.T @ r / len(y) + 2 * lam * w, 2 * r.mean()",
    "regularised_unit_grads": (
        "s = 1 / (1 + np.exp(-(w * x + b)))\n    g = -(y - s) * s * (1 - s)\n    return g * x + 2 * lam * w, g"
    ),
    "two_layer_dx": (
        "s = lambda t: 1 / (1 + np.exp(-t))\n    a = s(W1 @ x + b1)\n"
        "    return (s(w2 @ a + b2) - y) * W1.T @ (w2 * a * (1 - a))"
    ),
    "softmax_cross_entropy_grad": (
        "P = np.exp(Z - Z.max(axis=1, keepdims=True))\n    P = P / P.sum(axis=1, keepdims=True)\n"
        "    P[np.arange(len(y)), y] -= 1\n    return P / len(y)"
    ),
    "mlp_grads": (
        'W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))\n    A = np.tanh(X @ W1.T + b1)\n'
        "    dZ = softmax_cross_entropy_grad(A @ W2.T + b2, y)\n    dH = dZ @ W2 * (1 - A**2)\n"
        "    return dict(W1=dH.T @ X, b1=dH.sum(0), W2=dZ.T @ A, b2=dZ.sum(0))"
    ),
}
SPECS = {exercise.id: exercise for exercise in of_lesson(LESSON)}
POINTS = {name: exercise.points for name, exercise in SPECS.items()}
FULL = sum(POINTS.values())


def function(question: str, body: str) -> str:
    """The source of an answer: the question's function with this body."""
    return f'def {question}({", ".join(SPECS[question].signature)}):\n    """Doc."""\n    {body}\n'


def right(question: str) -> str:
    """The source of the reference answer."""
    return function(question, BODIES[question])


def source_text() -> str:
    """The lesson's source, as it stands in ``solutions/``."""
    mark = '"schema_version": 3, "task": false'
    cells = ["# %% [markdown]\n# # Backpropagation", f'# %% tags=["setup"]\n{SETUP}', f"# %%\n{DEMO}"]
    for question, points in POINTS.items():
        body = f"### BEGIN SOLUTION\n    {BODIES[question]}\n    ### END SOLUTION"
        head = f'"grade": false, "grade_id": "{question}_code", "locked": false, "solution": true, {mark}'
        cells.append(f"# %% nbgrader={{{head}}}\n{function(question, body)}")
        head = f'"grade": true, "grade_id": "{question}", "locked": true, "points": {points:g}, "solution": false'
        cells.append(f'# %% nbgrader={{{head}, {mark}}}\ncheck("{question}", {question})')
    return "\n\n".join(cells) + "\n"


def write_source(solutions: Path) -> Path:
    """Write the source under ``solutions`` and return its path."""
    path = solutions / LESSON / f"{TOPIC}.py"
    path.parent.mkdir(parents=True)
    path.write_text(source_text(), encoding="utf-8")
    return path


@cache
def _notebooks() -> tuple[NotebookNode, NotebookNode]:
    with TemporaryDirectory() as folder:
        source = read_source(write_source(Path(folder)))
    return source, release_notebook(source)


def release() -> NotebookNode:
    """The notebook that is given out."""
    return deepcopy(_notebooks()[1])


def solved(**answers: str) -> NotebookNode:
    """What a student with full marks hands in, but for these answers' cells."""
    source, given = _notebooks()
    notebook = hand_in(given, source)
    for question, code in answers.items():
        notebook.cells[place(notebook, question + ANSWER_SUFFIX)].source = code
    return notebook


def place(notebook: NotebookNode, name: str) -> int:
    """Where the cell with this grade_id stands."""
    (found,) = (index for index, cell in enumerate(notebook.cells) if grade_id(cell) == name)
    return found


def as_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file."""
    return str(nbformat.writes(notebook)).encode()

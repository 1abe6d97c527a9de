from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.shell import Card, NotebookError, run_checks


def checking(name: str, points: float, code: str | None = None, **fields: Any) -> Any:
    mark = {"grade": True, "solution": False, "grade_id": name, "points": points}
    return new_code_cell(f'check("{name}", {name})' if code is None else code, metadata={"nbgrader": mark}, **fields)


def save(path: Path, *cells: Any) -> Path:
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Card], bytes, bytes]:
    """The cards of a notebook with every kind of trouble, run once; its bytes before and after."""
    full = new_output("execute_result", data={"text/plain": "2"}, execution_count=1)
    path = save(
        tmp_path_factory.mktemp("shell") / "mine.ipynb",
        new_markdown_cell("# Mine", metadata={"nbgrader": {"grade": True, "solution": True, "points": 5}}),
        new_code_cell("import numpy as np\nfrom course import check\nopen('beside.txt', 'w').write('here')"),
        new_code_cell("1 / 0"),
        new_code_cell("def relu_backward(Z, dA):\n    return dA * (Z > 0)"),
        checking("relu_backward", 2),
        new_code_cell("def linear_backward(W, b, X, dZ):\n    raise NotImplementedError()"),
        checking("linear_backward", 4),
        checking("ridge_grads", 3),
        checking("two_layer_dx", 3, "print('I took the check out')"),
        checking("mlp_grads", 5, "", outputs=[full]),
        new_code_cell("check('relu_backward', relu_backward)"),
    )
    before = path.read_bytes()
    cards = list(run_checks(path))
    assert (path.parent / "beside.txt").is_file(), "cells run beside the notebook, as in the browser"
    return cards, before, path.read_bytes()


def test_every_check_cell_gives_a_card_and_no_other(ran: tuple[list[Card], bytes, bytes]) -> None:
    """Is there a card for each check in order, though an earlier cell failed, and none for other cells?"""
    assert [(card.points, card.max_points) for card in ran[0]] == [(2, 2), (0, 4), (0, 3), (0, 3), (0, 5)]


def test_the_cards_say_what_happened(ran: tuple[list[Card], bytes, bytes]) -> None:
    """Passed, not written, stopped, changed, emptied: does each card say which?"""
    words = ("✓ relu_backward", "not written yet", "NameError", "shows no card", "shows no card")
    for card, said in zip(ran[0], words, strict=True):
        assert said in card.text


def test_the_notebook_is_left_as_it_was(ran: tuple[list[Card], bytes, bytes]) -> None:
    """Is a student's file not written to?"""
    assert ran[1] == ran[2]


@pytest.mark.parametrize("content", ["", "not a notebook", "[]", '{"cells": 3}', '{"nbformat": 9}'])
def test_what_is_no_notebook_is_refused_by_name(tmp_path: Path, content: str) -> None:
    """Does the message name the file, in one line?"""
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(NotebookError, match=r"expected a notebook, got notes\.txt: \S[^\n]*$"):
        list(run_checks(path))


def test_a_kernel_that_dies_is_told(tmp_path: Path) -> None:
    """Does a notebook that ends its own kernel end with a sentence and not with a traceback?"""
    path = save(tmp_path / "a.ipynb", new_code_cell("import os\nos._exit(1)"))
    with pytest.raises(NotebookError, match="the kernel died"):
        list(run_checks(path))


def test_an_endless_cell_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a loop that never ends interrupted, and does the next check still give its card?"""
    monkeypatch.setattr("course.shell.CELL_SECONDS", 3)
    source = "from course import check\ndef relu_backward(Z, dA):\n    return dA * (Z > 0)"
    cells = [new_code_cell(source), new_code_cell("while True: pass"), checking("relu_backward", 2)]
    (card,) = run_checks(save(tmp_path / "a.ipynb", *cells))
    assert card.points == 2


def test_a_choice_waits_for_its_marks(tmp_path: Path) -> None:
    """Are the points of a choice, which only the instructor's key can give, neither missing nor earned?"""
    cells = [
        new_code_cell('from course import check\ndef choose_linear():\n    return "a"'),
        checking("choose_linear", 1),
    ]
    (card,) = run_checks(save(tmp_path / "a.ipynb", *cells))
    assert (card.points, card.max_points, card.waits) == (0, 0, 1)

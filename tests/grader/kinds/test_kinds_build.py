"""Does every kind of exercise go through the build, with nothing of its answer in what a student gets?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from nbformat import NotebookNode

from course.exercises.keys import read_keys
from grader.build.cells import grade_id, role
from grader.build.errors import BuildError, SourceError
from grader.build.execute import execute
from grader.build.lessons import Lesson, made, write
from grader.build.reference import earned, prove_reference, refuse_gifts
from grader.build.release import release_notebook
from grader.build.source import read_source
from tests.grader.kinds.conftest import KEYS, SOURCE

ROOT = Path(__file__).resolve().parents[3]
FULL = {
    "distance_grad": 2, "and_numbers": 1, "which_bends": 1, "which_linear": 2, "column_means_mended": 2,
    "predict_kept_share": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The lesson as `grader build` writes it, after the reference was proved."""
    notebook = tmp_path_factory.mktemp("built") / "02_kinds" / "kinds.ipynb"
    said: list[str] = []
    assert write(Lesson("02_kinds", SOURCE, notebook), said.append)
    assert said == ["02_kinds: the reference earns 9 of 9 points", "02_kinds: written"]
    return notebook.read_bytes()


def test_the_lesson_holds_no_answer(lesson: bytes, source: NotebookNode) -> None:
    """Are keys, their sentences, model answer, rubric and the mended code out of the lesson, outputs included?"""
    text = lesson.decode()
    sentences = [sentence for key in read_keys(KEYS).values() for sentence in key.wrong.values()]
    prose = ("RUBRIC", "names the product", "linear combinations")
    for secret in (*sentences, *prose, "X.shape[0]", "SOLUTION", "STUB"):
        assert secret not in text
    assert 'return \\"b\\"' not in text and "COURSE_KEYS" not in text


def test_the_released_cells_ask_for_an_answer(release: NotebookNode) -> None:
    """Does the bug stand in its cell, in place, and a sentence where prose is asked for?"""
    shown = {grade_id(cell): cell.source for cell in release.cells if role(cell) in ("answer", "manual")}
    assert shown["column_means_mended_code"].splitlines()[2:] == [
        "    totals = X.sum(axis=0)", "    return totals / X.shape[1]",
    ]
    assert shown["explain_collapse"] == "*Write your answer here, in place of this line.*"
    assert shown["which_bends_code"].endswith("raise NotImplementedError()")


def test_without_keys_a_choice_is_noted_and_no_reference_is_proved(source: NotebookNode) -> None:
    """Do choices earn nothing in a run without the keys, all else in full, and is a build without them refused?"""
    executed = execute(source)
    choices = {"which_bends": 0, "which_linear": 0}
    assert earned(executed) == {**FULL, **choices}
    cards = [cell.outputs[0].data["text/html"] for cell in executed.cells if grade_id(cell) in choices]
    assert all("✎" in card and "marked when you hand in" in card for card in cards)
    assert "Noted: b." in cards[0] and "Noted: ac." in cards[1]
    with pytest.raises(BuildError, match="reference of 'which_linear' to earn 2 points, its check shows 0"):
        prove_reference(source)


def test_a_wrong_key_is_found_by_the_reference(source: NotebookNode, tmp_path: Path) -> None:
    """Is a key that disagrees with the source's own answer found when the reference runs?"""
    (tmp_path / "keys.toml").write_text(KEYS.read_text().replace('answer = "b"', 'answer = "a"'))
    with pytest.raises(BuildError, match="'which_bends' to earn 1 points, its check shows 0"):
        prove_reference(source, tmp_path / "keys.toml")


def test_a_bug_that_earns_points_is_refused(source: NotebookNode) -> None:
    """Is a lesson refused whose untouched answers earn a point, and the question named?"""
    lucky = release_notebook(source)
    for cell in lucky.cells:
        if grade_id(cell) == "column_means_mended_code":
            cell.source = "def column_means_mended(X):\n    return X.mean(axis=0)"
    lucky.cells = [cell for cell in lucky.cells if "means" in (grade_id(cell) or "") or role(cell) == "setup"]
    with pytest.raises(BuildError, match=r"'column_means_mended' to earn 0 points as it is given out, .* shows 2"):
        refuse_gifts(execute(lucky))


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ("# ### RUBRIC\n", "", r"cell 22 \(explain_collapse\): expected one line '### RUBRIC'"),
        ("# - 2 points: names", "# - 1 point: names", "add up to 3, got 2"),
        ('"points": 3, ', '"points": 0, ', "expected more than 0 points, got 0"),
        ('"explain_collapse"', '"explain_collapse_code"', "expected a grade_id without '_code'"),
        ("    ### END STUB\n", "", "expected one stub, between"),
        ("    # return totals / X", "    return totals / X", "expected every line of the stub"),
        ("    # totals = X.sum(axis=0)\n    # return totals / X.shape[1]\n", "", "expected a stub of at least one"),
        ("    ### BEGIN STUB\n", "    ## BEGIN STUB\n", "expected '### BEGIN STUB' or '### END STUB' alone"),
        ("# ### BEGIN SOLUTION\n# The", "# The", "expected '### BEGIN SOLUTION' before '### END SOLUTION'"),
    ],
)  # fmt: skip
def test_the_format_is_held(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    """Is each slip in a stub or a written answer found, with its cell?"""
    path = tmp_path / "02_kinds" / "kinds.py"
    path.parent.mkdir()
    text = SOURCE.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    (path.parent / "keys.toml").write_text(KEYS.read_text())
    with pytest.raises(SourceError, match=complaint):
        read_source(path)


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ("[which_bends]", "[which_bend]", "expected the key of 'which_bends' in solutions/02_kinds/keys.toml"),
        ("[which_bends]", "[which_bend]", "keys of this lesson's choices alone, got one for 'which_bend'"),
        ('answer = "b"', 'answer = "z"', "expected an answer among 'abc', got 'z'"),
        ('answer = "b"', 'answer = "ab"', "expected one letter as the answer, got 'ab'"),
        ('answer = "b"', "answer = 2", "expected answer as letters"),
        ('d = "At x', 'e = "At x', "expected a sentence for each wrong option, found none for d"),
        ("leaves it straight", "leaves it straight; (b) does not", "the sentence for a names a right letter"),
        ('"Two linear layers make one linear layer, and that keeps a line straight."', '""', "an empty text"),
        ('answer = "b"', "answer =", "expected TOML"),
    ],
)  # fmt: skip
def test_the_keys_are_held(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    """Is each slip in a key file found before anything is built?"""
    path = tmp_path / "02_kinds" / "kinds.py"
    path.parent.mkdir()
    path.write_text(SOURCE.read_text())
    text = KEYS.read_text()
    assert old in text
    text = text.replace(old, new, 1)
    (path.parent / "keys.toml").write_text(text.replace("[which_bends.wrong]", f"{text.split(']')[0]}.wrong]"))
    with pytest.raises(SourceError, match=complaint):
        read_source(path)


def test_a_solution_shown_elsewhere_is_a_leak_and_a_shared_line_is_none(source: NotebookNode) -> None:
    """Is a lesson refused that quotes a model answer, though the line that bug and solution share is let through?"""
    quoted = read_source(SOURCE)
    quoted.cells[0].source += "\n\n- 2 points: names the product of the matrices as the one layer."
    with pytest.raises(BuildError, match="shows a line of a solution: - 2 points: names the product"):
        made(quoted)


def test_no_key_is_in_the_package() -> None:
    """Do the wheel's folders hold no key file, and no sentence of one?"""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    folders = [ROOT / name for name in (*build["packages"], *build["shared-data"])]
    assert [path.name for path in folders] == ["course", "grader", "lessons"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert files and not [path for path in files if path.suffix == ".toml" and "keys" in path.name]
    keys = [key for path in ROOT.glob("solutions/*/keys.toml") for key in read_keys(path).values()]
    sentences = [sentence for key in keys for sentence in key.wrong.values()]
    texts = [path.read_text(errors="replace") for path in files]
    assert not [sentence for sentence in sentences for text in texts if sentence in text]

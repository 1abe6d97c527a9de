"""Can a run be narrowed, and does only a run over everything write figures?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from course.exercises import catalogue
from tests.mutants import corpus, run
from tests.mutants.candidate import Candidate
from tests.mutants.scope import Scope, unknown
from tests.mutants.workers import shares, spread

pytestmark = pytest.mark.xdist_group("mutants")

FIGURES = '{"mutants": "as they were"}\n'


class Here(Executor):
    """A pool that works at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture
def figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of figures of its own, and every process this one."""
    path = tmp_path / "figures.json"
    path.write_text(FIGURES, encoding="utf-8")
    monkeypatch.setattr(run, "FIGURES", path)
    monkeypatch.setattr(run, "ProcessPoolExecutor", lambda jobs: Here())
    yield path


def only(monkeypatch: pytest.MonkeyPatch, candidates: list[Candidate]) -> None:
    """The list of mutants for the time of a test."""
    monkeypatch.setitem(run.LISTS, "mutants", lambda: candidates)


def made(subject: str, label: str, answer: Any) -> Candidate:
    return Candidate(subject, label, "by hand", answer, "")


def wrong_and_right() -> list[Candidate]:
    right = corpus.subject("relu_backward").compiled()
    return [made("relu_backward", "off", lambda Z, dA: 2 * dA), made("loss:l2_penalty", "survives", _l2(right=True)),
            made("relu_backward", "survives", right)]  # fmt: skip


def _l2(*, right: bool) -> Any:
    return lambda W, lam: (2.0 if right else 1.0) * lam * W


@pytest.mark.parametrize(
    "names, held",
    [
        ((), {"relu_backward", "logistic_grad", "layer:dense"}),
        (("relu_backward",), {"relu_backward"}),
        (("03_losses", "layer:dense"), {"logistic_grad", "layer:dense"}),
        (("engine",), {"layer:dense"}),
    ],
)
def test_a_name_is_a_subject_or_a_lesson(names: tuple[str, ...], held: set[str]) -> None:
    """Do ids, lessons and the engine as a whole narrow a run, and no name at all not?"""
    three = [corpus.subjects()[name] for name in ("relu_backward", "logistic_grad", "layer:dense")]
    assert {each.id for each in three if Scope(names=frozenset(names)).holds(each)} == held


def test_a_name_that_nothing_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Does a slip in a name stop the run, before it says that nothing survived among nothing?"""
    assert unknown(["relu_backward", "01_perceptron", "engine", *catalogue()]) == []
    with pytest.raises(SystemExit):
        run.main(["--subjects", "relu_backwards"])
    assert "relu_backwards" in capsys.readouterr().err


def test_a_narrow_run_judges_these_alone_and_writes_nothing(
    figures: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is a survivor of the named subject found, that of another left alone, and the file as it was?"""
    only(monkeypatch, wrong_and_right())
    assert run.main(["--only", "mutants", "--subjects", "relu_backward"]) == 1
    said = capsys.readouterr().out
    assert "survived, or a false alarm: relu_backward" in said and "l2_penalty" not in said
    assert figures.read_text(encoding="utf-8") == FIGURES


def test_a_quick_run_writes_nothing(figures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are the figures of one seed kept out of the file?"""
    only(monkeypatch, wrong_and_right()[:1])
    assert run.main(["--only", "mutants", "--quick"]) == 0
    assert figures.read_text(encoding="utf-8") == FIGURES


def test_a_run_over_everything_writes(figures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does it, and does it count what was killed and what survived?"""
    only(monkeypatch, wrong_and_right())
    assert run.main(["--only", "mutants"]) == 1
    text = figures.read_text(encoding="utf-8")
    assert '"as they were"' not in text
    assert '"killed": 1' in text and '"survived": 2' in text


@pytest.mark.parametrize("table", ["mutants", "misconceptions", "variants"])
def test_a_table_of_nothing_is_empty(table: str, figures: Path) -> None:
    """Is a run over an exercise that has no mutants (it asks for a choice) no error?"""
    assert run.main(["--only", table, "--subjects", "decision_rule"]) == 0


def test_shares_leave_nothing_out() -> None:
    """Is every answer in a share with every seed, once, and none with answers to another exercise?"""
    subjects = [(number, "a" if number % 3 else "b") for number in range(200)]
    cut = list(shares(subjects, range(60)))
    pairs = [(number, seed) for numbers, seeds in cut for number in numbers for seed in seeds]
    assert len(pairs) == len(set(pairs)) == 200 * 60
    assert all(len({number % 3 == 0 for number in numbers}) == 1 for numbers, _ in cut)


def test_what_fails_in_a_process_is_not_lost() -> None:
    """Does an error in a worker stop the run?"""
    with ProcessPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError):
        list(spread(pool, Console(), "failing", _fails, iter([([1], range(1))])))


def _fails(numbers: list[int], seeds: range) -> float:
    return 1 / 0

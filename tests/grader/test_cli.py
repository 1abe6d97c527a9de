from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader import cli
from grader.cli import main
from grader.errors import ClassFolderError
from tests.grader.judge.lesson import FULL, LESSON, as_bytes, solved
from tests.grader.run.classes import SEED, graded, new_class, result_of, submit


def grader(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a class that has been graded."""
    return Path(shutil.copytree(graded().folder, tmp_path / "class"))


def test_every_promised_command_is_there() -> None:
    """Does the command line offer all that the design fixes, and show it with -h?"""
    said = grader("-h").output
    for command in ("build", "init", "collect", "grade", "replay", "feedback", "report", "export", "demo"):
        assert f"\n  {command} " in said
        assert grader(command, "--help").exit_code == 0


def test_a_class_with_a_bad_notebook_ends_with_3_and_names_it(folder: Path) -> None:
    """Does the run end with 3, one line for the bad one with its reason, and a line for the assignment?"""
    result = grader("grade", folder)
    assert result.exit_code == 3
    lines = result.output.splitlines()
    (named,) = [line for line in lines if line.startswith("not graded: ")]
    assert named.startswith(f"not graded: not-json, {LESSON}: it is not a notebook: not JSON")
    (row,) = [line.split() for line in lines if line.startswith(LESSON)]
    mean = (FULL * 2 + FULL - 4 / 3 + FULL - 3) / 5
    assert row == [LESSON, "6", "1", "1", f"{mean:.2f}", "of", f"{FULL:g}", "2"]


def test_a_class_that_is_all_graded_ends_with_0(folder: Path) -> None:
    """Is 0 the exit code when everything stands or was judged, here without a sandbox, which the result says?"""
    result = grader("grade", folder, LESSON, "--student", "ada", "--student", "bob", "--jobs", 1)
    assert result.exit_code == 0
    assert "not graded:" not in result.output
    result = grader("grade", folder, "--student", "ada", "--sandbox", "none", "--seed", 3, "--jobs", 1)
    assert result.exit_code == 0
    now = result_of(folder, "ada")
    assert (now.sandbox, now.seed, now.score) == ("none", 3, FULL)
    assert now.events == ("instructor: graded without a sandbox (--sandbox none)",)


def test_fresh_judges_again_with_the_seed_that_is_given(tmp_path: Path) -> None:
    """Do --fresh and --seed reach the judge?"""
    folder = new_class(tmp_path / "class")
    submit(folder, "ada", as_bytes(solved()))
    assert grader("grade", folder, "--seed", SEED, "--jobs", 1).exit_code == 0
    first = result_of(folder, "ada")
    assert grader("grade", folder, "--fresh", "--jobs", 1).exit_code == 0
    again = result_of(folder, "ada")
    assert (first.seed, first.score, again.score) == (SEED, FULL, FULL)
    assert again.seed != SEED


def test_an_empty_class_is_no_error(tmp_path: Path) -> None:
    """Does a class without submissions end with 0 and say how they get there?"""
    result = grader("grade", new_class(tmp_path / "class"))
    assert result.exit_code == 0
    assert "grader collect ZIP" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "{}/none"),
        ("grade", "{}", "99_none"),
        ("grade", "{}", "--student", "nobody"),
        ("grade", "{}", "--sandbox", "maybe"),
        ("grade", "{}", "--jobs", "0"),
        ("grade", "{}", "--seed", "-1"),
        ("grade", "{}", "--seed", "many"),
        ("grade",),
        ("replay", "{}", "nobody", LESSON),
        ("replay", "{}", "not-json", LESSON),
        ("replay", "{}", "ada"),
        ("init", "{}/gradebook.db"),
        ("demo", "{}"),
        ("export", "{}", "--to", "paper"),
        ("feedback", "{}/none"),
        ("report", "{}/none"),
        ("export", "{}/none", "--to", "csv"),
        ("nothing",),
    ],
)
def test_a_refusal_ends_with_2_and_a_message(arguments: tuple[str, ...]) -> None:
    """Does wrong usage end with 2, a message on stderr and no traceback?"""
    folder = graded().folder
    result = grader(*(argument.format(folder) for argument in arguments))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert not (folder / "none").exists()


def test_two_runs_at_once_are_refused(folder: Path) -> None:
    """Does a second run end with 2 and say that another one is at work?"""
    with (folder / ".grading.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = grader("grade", folder)
    assert result.exit_code == 2
    assert "another run is grading" in result.stderr


def test_a_replay_prints_the_card_and_the_inputs() -> None:
    """Does the instructor see the lost question, the mistake and inputs to paste?"""
    result = grader("replay", graded().folder, "bob", LESSON)
    assert result.exit_code == 0
    assert "✗ linear_backward:" in result.output
    assert "        X = np.array([[" in result.output


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make `grader init` raise."""
    def arrange(error: BaseException) -> None:
        def fails(folder: Path, db_url: str | None) -> list[str]:
            raise error

        monkeypatch.setattr("grader.classroom.init", fails)

    return arrange


def test_an_interrupt_is_no_traceback(raising: Callable[[BaseException], None], tmp_path: Path) -> None:
    """Does Ctrl-C end with a sentence and the shell's own code for it?"""
    raising(KeyboardInterrupt())
    result = grader("init", tmp_path / "class")
    assert result.exit_code == 130
    assert "goes on from here" in result.stderr


def test_our_own_errors_are_messages_and_bugs_keep_their_traceback(
    raising: Callable[[BaseException], None], tmp_path: Path
) -> None:
    """Is a refusal told in one message, and a bug not hidden behind one?"""
    raising(ClassFolderError("said so"))
    assert grader("init", tmp_path / "class").stderr == "said so\n"
    raising(ZeroDivisionError("a bug"))
    result = CliRunner().invoke(main, ["init", str(tmp_path / "class")])
    assert isinstance(result.exception, ZeroDivisionError)


def test_init_says_what_it_made_and_the_pages_are_written(folder: Path) -> None:
    """Do feedback, report and export write what they name?"""
    assert grader("feedback", folder).output.startswith("6 pages in")
    assert Path(grader("report", folder).output.strip()).read_text().count("<html") == 1
    path = Path(grader("export", folder, "--to", "csv").output.strip())
    assert path == folder / "grades-csv.csv"
    assert "ada" in path.read_text()


def test_build_check_tells_differences_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is 1 the exit code of a check that failed, with the file's name, and 0 when nothing differs?"""
    lesson = Path(cli.__file__).parents[1] / "lessons" / LESSON / "backprop.ipynb"
    for changed, code, words in (([lesson], 1, f"differs: lessons/{LESSON}/backprop.ipynb"), ([], 0, "is what")):
        monkeypatch.setattr("grader.build.lessons.build", lambda *a, changed=changed, **k: changed)
        result = grader("build", "--check")
        assert result.exit_code == code
        assert words in result.output


def test_marks_without_their_gradebook_are_refused(folder: Path) -> None:
    """Where the gradebook is elsewhere and nobody says so, does nothing go out without the marks given by hand?"""
    (folder / "gradebook.db").unlink()
    for arguments in (("export", folder, "--to", "csv"), ("report", folder), ("feedback", folder)):
        result = grader(*arguments)
        assert result.exit_code == 2 and "Try: --db URL" in result.stderr
    assert not (folder / "gradebook.db").exists() and not (folder / "report.html").exists()


def test_an_export_can_be_narrowed_to_an_assignment(folder: Path) -> None:
    """Does one assignment's export have a file of its own, and is an unknown one refused with advice?"""
    said = grader("export", folder, LESSON, "--to", "moodle").output.strip()
    assert Path(said) == folder / f"grades-moodle-{LESSON}.csv" and Path(said).is_file()
    result = grader("export", folder, "backprop", "--to", "moodle")
    assert result.exit_code == 2 and result.stderr.endswith(f"Try: {LESSON}\n")


def test_a_submission_at_the_wrong_place_is_not_lost(folder: Path) -> None:
    """Does a run end with 3 and name it, and does the report?"""
    wrong = folder / "submitted" / "zoe" / "backprop.ipynb"
    wrong.parent.mkdir()
    wrong.write_bytes(as_bytes(solved()))
    result = grader("grade", folder, LESSON, "--jobs", 1)
    assert result.exit_code == 3
    assert "passed over: submitted/zoe/backprop.ipynb: expected submitted/" in result.output
    assert "submitted/zoe/backprop.ipynb" in Path(grader("report", folder).output.strip()).read_text()
    assert grader("grade", folder, "--student", "ada").exit_code == 0


def test_a_replay_of_what_is_not_there_says_which_name_is_wrong(folder: Path) -> None:
    """Is a wrong assignment told from a wrong student, instead of advice that fails as well?"""
    assert grader("replay", folder, "ada", "7").stderr.endswith(f"Try: {LESSON}\n")
    assert "expected submissions of nobody" in grader("replay", folder, "nobody", LESSON).stderr


def test_feedback_on_nothing_says_what_comes_first(tmp_path: Path) -> None:
    """Before anything is graded, is the next step named?"""
    assert "Try: grader grade" in grader("feedback", new_class(tmp_path / "class")).output

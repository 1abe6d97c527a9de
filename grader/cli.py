"""The command line of the grader. Each command is a thin layer: the work is in the module it calls.

Exit codes: 0 all done; 1 a check failed; 2 refused, or wrong usage; 3 graded, but some submissions could not be.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from grader.errors import GraderError, from_the_system

OK, CHECK_FAILED, REFUSED, SOME_NOT_GRADED = 0, 1, 2, 3
BUG = (
    "This is a fault of the grader's own, not of the class folder's. What was graded is kept. "
    "Please report it with the lines above."
)

folder_argument = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
sandbox_option = click.option(
    "--sandbox",
    type=click.Choice(["bwrap", "none"]),
    default="bwrap",
    show_default=True,
    help="'none' runs students' code with your rights, and says so in every result.",
)
db_option = click.option(
    "--db",
    "db_url",
    envvar="GRADER_DB",
    show_envvar=True,
    default=None,
    metavar="URL",
    help="nbgrader's db_url, if the gradebook is not DIR/gradebook.db.",
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes side by side."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build the lessons, and grade a class of them without trusting a line of student code."""


def refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the grader's own errors, and the system's, into a message and exit code 2; a bug keeps its traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GraderError as error:
            click.echo(str(error), err=True)
            sys.exit(REFUSED)
        except BrokenPipeError:  # whoever read our output went away: click ends in silence
            raise
        except OSError as error:
            click.echo(from_the_system(error), err=True)
            sys.exit(REFUSED)
        except KeyboardInterrupt:
            click.echo("Stopped. What was graded is kept; the same command goes on from here.", err=True)
            sys.exit(130)
        except Exception as error:
            error.add_note(BUG)
            raise

    return run


def _see_class(folder: Path, db_url: str | None) -> None:
    """Refuse what is no class folder, and marks without the gradebook: those given by hand would be left out."""
    from grader.classroom import assignments
    from grader.errors import ClassFolderError

    assignments(folder)
    if db_url is None and not (folder / "gradebook.db").is_file():
        raise ClassFolderError(
            f"expected {folder / 'gradebook.db'}: without it, marks given by hand would be left out. "
            f"Try: --db URL (or GRADER_DB), if the gradebook is elsewhere; "
            f"else grader init {folder}, then grader grade {folder}"
        )


@main.command()
@click.argument("only", metavar="[LESSON]...", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files if they differ.")
@jobs_option
@refusing
def build(only: tuple[str, ...], check: bool, jobs: int) -> None:
    """Make lessons/ from solutions/; with LESSONs ('07_backprop') only those."""
    from grader.build.lessons import build as make
    from grader.classroom import SOLUTIONS

    lessons = SOLUTIONS.parent / "lessons"
    changed = make(
        SOLUTIONS, lessons, check=check, only=only, jobs=jobs, on_progress=lambda line: click.echo(line, err=True)
    )
    for path in changed:
        click.echo(f"{'differs' if check else 'wrote'}: {path.relative_to(lessons.parent)}")
    if not changed:
        click.echo(f"lessons/ is what solutions/ says{': ' if only else ''}{', '.join(only)}.")
    elif check:
        click.echo("Try: grader build", err=True)
        sys.exit(CHECK_FAILED)


@main.command()
@folder_argument
@db_option
@refusing
def init(folder: Path, db_url: str | None) -> None:
    """Make DIR a class folder in nbgrader's standard layout."""
    from grader.classroom import init as make

    for line in make(folder, db_url=db_url):
        click.echo(line)


@main.command()
@click.argument("archive", metavar="ZIP", type=click.Path(path_type=Path))
@click.option(
    "--to", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The class folder."
)
@click.option("--replace", is_flag=True, help="Let the archive's version win where an earlier one lies there.")
@refusing
def collect(archive: Path, folder: Path, replace: bool) -> None:
    """Unpack submissions from a Canvas or Moodle download into DIR/submitted."""
    from grader.collect import collect as unpack
    from grader.show import counting

    with counting("reading the archive") as told:
        report = unpack(archive, folder, replace=replace, on_progress=told)
    for line in report.lines():
        click.echo(line)
    sys.exit(report.exit_code)


@main.command()
@folder_argument
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--student", "students", metavar="ID", multiple=True, help="Only this student; may be repeated.")
@jobs_option
@click.option(
    "--cluster", default=None, metavar="ADDR", help="A dask scheduler, tcp://HOST:PORT, whose workers judge instead."
)
@sandbox_option
@click.option("--fresh", is_flag=True, help="Judge everything again, not only what changed.")
@click.option(
    "--seed", type=click.IntRange(0), default=None, help="The seed of the inputs; by default a fresh one each."
)
@db_option
@refusing
def grade(folder: Path, **chosen: Any) -> None:
    """Judge the submissions of a class, and record them in its gradebook."""
    from grader.run.grade import Options
    from grader.show import follow, summary
    from grader.strays import strays

    graded = follow(folder, Options(**chosen))
    passed_over = strays(folder, chosen["students"])
    summary(folder, graded, chosen["db_url"], chosen["assignments"], passed_over)
    if passed_over or any(one.result.not_graded for one in graded):
        sys.exit(SOME_NOT_GRADED)


@main.command()
@folder_argument
@click.argument("student")
@click.argument("assignment")
@sandbox_option
@refusing
def replay(folder: Path, student: str, assignment: str, sandbox: Any) -> None:
    """Show the failing inputs of each point that a submission lost."""
    from grader.run.replay import describe, recorded
    from grader.run.replay import replay as again
    from grader.text import visible

    old = recorded(folder, student, assignment)
    for line in describe(again(folder, student, assignment, sandbox), old):
        click.echo(visible(line))


@main.command()
@folder_argument
@db_option
@refusing
def feedback(folder: Path, db_url: str | None) -> None:
    """Write a page for each submission under DIR/feedback."""
    from grader.feedback import write_feedback
    from grader.show import counting

    _see_class(folder, db_url)
    with counting("writing pages") as told:
        count = write_feedback(folder, told, db_url)
    advice = "" if count else f". Nothing is graded yet. Try: grader grade {folder}"
    click.echo(f"{count} pages in {folder / 'feedback'}{advice}")


@main.command()
@folder_argument
@db_option
@refusing
def report(folder: Path, db_url: str | None) -> None:
    """Write DIR/report.html: the class on one page."""
    from grader.report import write_report

    _see_class(folder, db_url)
    click.echo(str(write_report(folder, db_url)))


@main.command()
@folder_argument
@click.argument("only", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--to", "kind", type=click.Choice(["csv", "canvas", "moodle"]), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="The file; by default DIR/grades-KIND.csv, or grades-KIND-ASSIGNMENT.csv.",
)
@db_option
@refusing
def export(folder: Path, only: tuple[str, ...], kind: Any, out: Path | None, db_url: str | None) -> None:
    """Write the class's marks for a spreadsheet or an LMS; with ASSIGNMENTs only theirs.

    One ASSIGNMENT alone makes Moodle's grading worksheet of it, several its grade import.
    """
    from grader.classroom import release_path
    from grader.export import export as write
    from grader.export import unmarked

    _see_class(folder, db_url)
    for assignment in only:
        release_path(folder, assignment)
    name = "-".join(("grades", kind, *only))
    click.echo(str(write(folder, kind, out or folder / f"{name}.csv", db_url, only)))
    if count := unmarked(folder, db_url, only):
        click.echo(f"{count} submissions have answers to mark by hand: their scores are without them.", err=True)


@main.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("demo-class"))
@jobs_option
@click.option(
    "--sandbox", type=click.Choice(["bwrap", "none"]), default=None, help="By default bwrap where it is there."
)
@refusing
def demo(folder: Path, jobs: int, sandbox: Any) -> None:
    """Make a class, grade it, print the table, and write feedback and report."""
    from grader.demo.demo import run

    sys.exit(OK if run(folder, jobs=jobs, sandbox=sandbox) else CHECK_FAILED)

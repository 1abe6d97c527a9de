"""The command line of the course: `course lab` opens the lessons, `course check` runs a notebook's checks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from course.errors import ChainRuleError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Learn what really happens inside a neural network."""


@main.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("my-lessons"))
@click.option("--no-browser", is_flag=True, help="Only copy the lessons; do not open JupyterLab.")
def lab(folder: Path, no_browser: bool) -> None:
    """Copy the lessons to DIR (never over work that is there) and open JupyterLab in it."""
    from course.lab import copy_lessons

    try:
        report = copy_lessons(folder)
    except ChainRuleError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for line in report.lines():
        click.echo(line)
    if not no_browser:
        # exec: Ctrl-C and the exit code are JupyterLab's own.
        os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(folder)])


@main.command()
@click.argument("notebook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(notebook: Path) -> None:
    """Run NOTEBOOK from top to bottom and print its cards as text. Exit code 1 if points are missing."""
    from course.shell import run_checks

    try:
        cards = list(run_checks(notebook))
    except ChainRuleError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for card in cards:
        click.echo(card.text)
    earned, most = sum(card.points for card in cards), sum(card.max_points for card in cards)
    waits = sum(card.waits for card in cards)
    later = f"; {waits:.4g} more are marked when you hand in" if waits else ""
    click.echo(f"{earned:.4g} of {most:.4g} points{later}")
    sys.exit(0 if cards and earned == most else 1)

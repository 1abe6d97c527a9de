"""A PostgreSQL server for the tests of this folder, and a database of its own for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from grader.classroom import init
from tests.grader.judge.lesson import as_bytes, release, solved, write_source
from tests.grader.postgres.server import server
from tests.grader.run.classes import BROKEN, TRANSPOSED, submit

_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server's URL, with a place for the name of a database."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Callable[[str], str]:
    """Make a database, empty or a copy of another; its URL."""

    def make(like: str = "template1") -> str:
        name = f"book_{next(_numbers)}"
        with psycopg.connect(postgres.format("postgres").replace("+psycopg", ""), autocommit=True) as database:
            database.execute(f'create database "{name}" template "{like.rpartition("/")[2]}"'.encode())
        return postgres.format(name)

    return make


@pytest.fixture(scope="session")
def _made(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> tuple[Path, str, list[str]]:
    """A class of four that nobody graded yet, its gradebook in a database, and what was said when it was made."""
    home = tmp_path_factory.mktemp("elsewhere")
    write_source(home / "solutions")
    url = new_database()
    said = init(home / "class", solutions=home / "solutions", db_url=url)
    submit(home / "class", "ada", solved())
    submit(home / "class", "bob", solved(linear_backward=TRANSPOSED))
    submit(home / "class", "Zoë", as_bytes(release()), "backprop (1).ipynb")
    submit(home / "class", "not-json", BROKEN)
    return home / "class", url, said


@pytest.fixture
def said(_made: tuple[Path, str, list[str]]) -> list[str]:
    """What `grader init --db` said."""
    return _made[2]


@pytest.fixture
def elsewhere(
    _made: tuple[Path, str, list[str]], new_database: Callable[[str], str], tmp_path: Path
) -> tuple[Path, str]:
    """A copy of the class and of its gradebook."""
    folder = Path(shutil.copytree(_made[0], tmp_path / "elsewhere"))
    return folder, new_database(_made[1])

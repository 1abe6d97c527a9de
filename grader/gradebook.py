"""nbgrader's gradebook, opened with patience, and its failures told in plain words.

Another program may hold it for a while: a formgrader that saves, a database browser with unsaved changes, a backup.
So work on it is done again until it is let go, and what cannot be mended by waiting becomes one clear refusal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from nbgrader import api
from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError

from grader.errors import GradebookError

PATIENCE = 60.0
"""Seconds to wait until another program lets go of the gradebook."""
ATTEMPT = 1.0
"""Seconds that SQLite waits by itself before it says 'locked': short, so that whoever looks on is told early."""
PAUSE = 0.05
KEPT = "then the same command again; what was graded is kept"
_RENEW = "put a copy back; or move it away and run grader init, then grader grade, which fills a new one"

T = TypeVar("T")
_log = logging.getLogger(__name__)

_HELD = ("locked", "duplicate key", "deadlock", "could not serialize")
"""What a database says where another program was faster; done again, the work finds what that one wrote."""

# What SQLite says, in parts, and what a person can do about it.
_ADVICE = {
    "locked": f"close the formgrader's page or the database browser that holds it, {KEPT}",
    "full": f"free some space on its disk, {KEPT}",
    "readonly": f"make the file and its folder writable, {KEPT}",
    "unable to open": f"see that the file and its folder can be read and written, {KEPT}",
    "disk i/o": f"see that its disk is neither full nor damaged, {KEPT}",
    "not a database": _RENEW,
    "malformed": _RENEW,
    "connect": f"see that the database server runs and lets you in, {KEPT}",
    "no such": "nbgrader db upgrade, in the class folder; another version of nbgrader made this gradebook",
}


def address(folder: Path) -> URL:
    """The class folder's own gradebook, whatever characters its path holds."""
    path = str((folder / "gradebook.db").absolute())
    return URL.create("sqlite", database=path, query={"timeout": str(ATTEMPT)})


def open_gradebook(url: URL | str) -> Any:
    """Open the gradebook (nbgrader's ``api.Gradebook``).

    Raises
    ------
    GradebookError
        If there is no such database, or it cannot be used.
    """
    return _explained(lambda: api.Gradebook(make_url(url)), url)


def is_empty(url: URL | str) -> bool:
    """Whether the database at ``url`` holds no gradebook yet. Raises as `open_gradebook` does."""

    def look() -> bool:
        engine = create_engine(url)
        try:
            return not inspect(engine).get_table_names()
        finally:
            engine.dispose()

    return _explained(look, url)


def _explained(work: Callable[[], T], url: URL | str) -> T:
    try:
        return patiently(work, spoken(url))
    except ArgumentError:  # also where SQLAlchemy knows no such kind of database
        got = str(url)[:80]
        raise GradebookError(f"expected a database URL such as postgresql://host/name, got {got!r}") from None
    except ImportError as error:
        said = f"expected a driver for {spoken(url)}, got: {error}"
        raise GradebookError(f"{said}. Try: pip install 'chainrule[postgres]' for PostgreSQL") from None


def spoken(url: URL | str) -> str:
    """How a message names the gradebook: a file's path, else the URL without its password."""
    place = make_url(url)
    file = place.database if place.get_backend_name() == "sqlite" else None
    return str(file or place.render_as_string(hide_password=True))


def patiently(work: Callable[[], T], where: str) -> T:
    """Return ``work()``, begun anew as long as another program holds the gradebook ``where``.

    Raises
    ------
    GradebookError
        If it is still held after `PATIENCE` seconds, or fails in a way that waiting does not mend.
    """
    end = monotonic() + PATIENCE
    told = False
    while True:
        try:
            return work()
        except DBAPIError as error:
            said = str(error.orig).strip().partition("\n")[0]
            if isinstance(error, ProgrammingError) and "permission denied" not in said:
                raise  # a wrong query is a fault of ours, and keeps its traceback
            if not any(part in said for part in _HELD) or monotonic() >= end:
                raise GradebookError(_refusal(said, where)) from error
        if not told:
            _log.warning("%s is held by another program; waiting for it, at most %g s", where, PATIENCE)
            told = True
        sleep(PAUSE)


def _refusal(said: str, where: str) -> str:
    advice = next((advice for part, advice in _ADVICE.items() if part in said.lower()), f"mend that, {KEPT}")
    return f"expected a gradebook that can be used, got {where}: {said}. Try: {advice}"

"""nbgrader's formgrader, really served, on what the recorder and the autograded notebooks hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
import pytest
from nbformat import v4

from grader.recorder import Recorder, keep
from tests.grader import browser
from tests.grader.samples import (
    ASSIGNMENT,
    HOSTILE,
    TOPIC,
    new_class,
    question,
    release_notebook,
    result,
    submitted_notebook,
)

ATTEMPTS = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_class(tmp_path_factory.mktemp("formgrader") / "class", manual=True)
    extra = [v4.new_markdown_cell(text) for text in HOSTILE] + [v4.new_raw_cell(text) for text in HOSTILE]
    bad = [question("double", 0.0, 2.0, "crashed", "crash", " ".join(HOSTILE), HOSTILE[0])]
    with Recorder(folder) as recorder:
        for one in (result("ada"), result("mallory", bad, events=HOSTILE)):
            submitted = submitted_notebook({"double": "\n".join(HOSTILE)}, extra)
            keep(recorder, one, release_notebook(manual=True), submitted, TOPIC)
            place = folder / "submitted" / one.student / ASSIGNMENT
            place.mkdir(parents=True)
            nbformat.write(submitted, place / f"{TOPIC}.ipynb")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = str(tmp_path_factory.mktemp("home"))
    places = dict.fromkeys(("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"), home)
    options = ["no-browser", "port=0", "ip=127.0.0.1", "allow-root", "IdentityProvider.token="]
    options += ["ServerApp.password=", "ServerApp.disable_check_xsrf=True", f"ServerApp.root_dir={folder}"]
    options += ["ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"]
    command = [sys.executable, "-m", "jupyter_server", *(f"--{option}" for option in options)]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **places}, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        try:
            said = list[str]()
            for line in server.stderr:
                said.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    break
            else:
                pytest.fail("the server did not start:\n" + "".join(said))
            yield found.group() + "/formgrader"
        finally:
            server.kill()


def get(url: str, data: dict[str, Any] | None = None) -> Any:
    """The answer's text, or data where it is JSON. The server announces its port a moment before it listens."""
    body = None if data is None else json.dumps(data).encode()
    request = Request(url, body, method="GET" if body is None else "PUT")
    for attempt in range(ATTEMPTS):
        try:
            with urlopen(request, timeout=20) as answer:
                text = answer.read().decode()
                return json.loads(text) if "/api/" in url else text
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or attempt == ATTEMPTS - 1:
                raise
    return None


def notebooks(address: str) -> dict[str, Any]:
    listed = get(f"{address}/api/submitted_notebooks/{ASSIGNMENT}/{TOPIC}")
    return {item["student"]: item for item in listed}


def test_the_lists_show_the_judges_scores(address: str) -> None:
    """Do the formgrader's tables of assignments, submissions and notebooks hold what was recorded?"""
    assert [item["num_submissions"] for item in get(f"{address}/api/assignments")] == [2]
    submissions = {item["student"]: item for item in get(f"{address}/api/submissions/{ASSIGNMENT}")}
    assert {name: (item["score"], item["autograded"]) for name, item in submissions.items()} == {
        "ada": (2.5, True),
        "mallory": (0.0, True),
    }
    assert {name: item["score"] for name, item in notebooks(address).items()} == {"ada": 2.5, "mallory": 0.0}


def test_a_submission_opens_and_can_be_graded_by_hand(address: str, folder: Path) -> None:
    """Does the grading page open, take a score, and does recording again leave that score alone?"""
    found = notebooks(address)["ada"]["id"]
    page = get(f"{address}/submissions/{found}/")
    assert "Partly right: 0.5 of 1" in page and "The student&#39;s answer" in page.replace("'", "&#39;")
    grades = {grade["name"]: grade for grade in get(f"{address}/api/grades?submission_id={found}")}
    scores = {name: grade["auto_score"] for name, grade in grades.items()}
    assert scores == {"double": 2.0, "halve": 0.5, "why": None}
    get(f"{address}/api/grade/{grades['halve']['id']}", {"manual_score": 0.9, "extra_credit": None})
    assert len(get(f"{address}/api/comments?submission_id={found}")) == 3
    with Recorder(folder) as recorder:
        recorder.record(result("ada"))
        assert recorder.recorded("ada", ASSIGNMENT) == 2.9


def test_no_planted_script_acts_in_the_instructors_browser(address: str) -> None:
    """Does a submission full of scripts do nothing in a real browser, on every page that shows it?"""
    found = notebooks(address)["mallory"]["id"]
    pages = [f"submissions/{found}/", f"gradebook/{ASSIGNMENT}/{TOPIC}", "manage_students/mallory"]
    with browser.page() as page:
        assert [browser.acted(page, f"{address}/{name}") for name in pages] == [False, False, False]
        page.set_content(HOSTILE[0])
        assert page.evaluate("document.documentElement.dataset.owned") == "yes"  # the script would act

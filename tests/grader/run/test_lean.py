from __future__ import annotations

import subprocess
import sys

LOOK = """
import sys
import grader.run
before = "rfc3987_syntax" in sys.modules
import jsonschema, nbformat
from nbformat.v4 import new_notebook, new_code_cell
good, bad = new_notebook(cells=[new_code_cell("1")]), new_notebook(cells=[new_code_cell("1")])
bad.cells[0].source = 3
nbformat.validate(good)
try:
    nbformat.validate(bad)
except nbformat.ValidationError:
    print(before, "rfc3987_syntax" in sys.modules, "refused")
import rfc3987_syntax
print(rfc3987_syntax.__name__)
"""


def test_the_slow_import_is_left_out_and_nothing_else() -> None:
    """Is the grammar not compiled, are notebooks held to their schema all the same, and can others import it?"""
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False refused", "rfc3987_syntax"]


def test_a_module_that_is_there_already_stays() -> None:
    """Where jsonschema was imported before, is nothing touched?"""
    look = "import jsonschema, sys\nhad = set(sys.modules)\nimport grader.run\nprint(had - set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

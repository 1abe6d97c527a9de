"""nbval runs the lessons as they were built: each lab draws its static figure, since no browser is there."""

from __future__ import annotations

import os
from typing import Any


def pytest_configure(config: Any) -> None:
    """Set what `grader build` sets, before nbval starts a kernel."""
    if config.getoption("nbval", False) or config.getoption("nbval_lax", False):
        os.environ["COURSE_STATIC"] = "1"

"""What every session would load anyway, loaded once: the modules of the student view.

A session finds them as if it had imported them itself. What is withheld stands there as stubs.
"""

from __future__ import annotations

import contextlib
import sys
from importlib import import_module
from pkgutil import walk_packages


def everything() -> None:
    """Import all modules of `course` that can be imported; those that cannot are left to whoever asks for them."""
    course = import_module("course")
    for found in walk_packages(course.__path__, "course.", onerror=lambda name: None):
        with contextlib.suppress(Exception):
            import_module(found.name)
    sys.path_importer_cache.clear()

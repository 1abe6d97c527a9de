"""Leave out one import that a grading run never needs and that would take half of its start.

nbformat brings jsonschema, which compiles a grammar of internationalised addresses (RFC 3987) when it is imported:
about a second of processor time in each process. Notebooks hold no such addresses, and jsonschema leaves the format
out where the package is missing; so it is made to seem missing while jsonschema is imported, and no longer.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

SLOW, USER = "rfc3987_syntax", "jsonschema"


def skip_slow_imports() -> None:
    """Import `USER` without `SLOW`; nothing is done where either is there already, or `USER` is not installed."""
    if SLOW in sys.modules or USER in sys.modules or find_spec(USER) is None:
        return
    sys.modules[SLOW] = None  # type: ignore[assignment]  # how Python marks a module that is not to be found
    try:
        import_module(USER)
    finally:
        del sys.modules[SLOW]

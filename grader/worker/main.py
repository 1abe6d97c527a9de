"""Where the worker begins: ``python -I -S -B main.py LIMITS PATH…``.

LIMITS is the JSON of `grader.sandbox.limits.Limits`; the PATHs go in front of the import path. The worker confines
itself first, and only then imports NumPy, IPython and the student view of `course`.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main(limits_json: str, *paths: str) -> None:
    """Confine this process, then serve the judge until it closes."""
    limits = json.loads(limits_json)
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here.parent))
    confine = import_module(f"{here.name}.confine")
    requests, replies = confine.take_pipes()
    events = [*confine.limit(limits), *confine.renounce()]
    sys.path[:1] = paths
    # the package is known by now, so its modules load whatever the import path says
    loop = import_module(f"{here.name}.loop")
    loop.serve(requests, replies, int(limits["frame_mib"]) << 20, events)


if __name__ == "__main__":
    main(*sys.argv[1:])

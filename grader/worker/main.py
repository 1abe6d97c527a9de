"""Where the worker begins: ``python -I -S -B main.py OPTIONS PATH…``, with a socket to the judge at descriptor 0.

OPTIONS is JSON: ``scratch`` is the folder that each session has for itself under bubblewrap, or null where there are
no namespaces; ``preload`` says whether to load beforehand what sessions usually load. The PATHs go in front of the
import path. This process becomes the warm parent (`parent`).
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main(options_json: str, *paths: str) -> None:
    """Protect this process, then serve the judge until it closes."""
    options = json.loads(options_json)
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here.parent))
    confine = import_module(f"{here.name}.confine")
    control = confine.take_control()
    confine.protect()
    confine.die_with_parent()
    sys.path[:1] = paths
    # the package is known by now, so its modules load whatever the import path says
    parent = import_module(f"{here.name}.parent")
    parent.serve(control, options["scratch"], preload=options["preload"])


if __name__ == "__main__":
    main(*sys.argv[1:])

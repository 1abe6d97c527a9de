"""A copy of this process, which runs one function and ends."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable


def start(run: Callable[[], int]) -> int:
    """Run ``run`` in a copy of this process, which ends with the code that it returns; give the copy's number.

    A copy that fails says so on stderr and ends with code 1.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = run()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)

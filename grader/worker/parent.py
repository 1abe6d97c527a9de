"""The warm parent: it has NumPy, IPython and the course loaded, and starts each session as a copy of itself.

Loading all that takes a good part of a second, a copy a few milliseconds. This process never runs a line of student
code and never reads what a session says; it holds no secret, since a session is a copy of its memory. A session is
three processes: a keeper outside the session's namespaces, which starts it and ends it at the judge's word; the
first process inside, with which all others end; and the one that runs the notebook (`loop`).
"""

from __future__ import annotations

import gc
import os
import socket
from functools import partial

from . import cells, control, keeper, walls
from .copies import start
from .preload import everything


def serve(judge: socket.socket, scratch: str | None, *, preload: bool) -> None:
    """Start sessions, one at a time, until the judge closes its end.

    ``scratch`` is the folder that is made anew for each session together with its namespaces; None where there are
    no namespaces to make. The first message says whether more than one session can be had.
    """
    shell = cells.open_shell()
    if preload:
        everything()
    renews = scratch is not None and walls.possible(scratch)
    if scratch is not None and not renews:
        walls.drop_capabilities()
    gc.collect()
    gc.freeze()  # a collection in a copy would touch, and so copy, all that is shared
    control.say(judge, {"ready": True, "reusable": renews or scratch is None})
    while True:
        try:
            request, pipes = control.hear(judge)
        except control.ControlError:
            return
        keeping = start(partial(keeper.keep, judge, request, pipes, scratch if renews else None, shell))
        control.close(pipes)
        if os.waitpid(keeping, 0)[1] != 0:
            return  # something is wrong here: the judge takes another sandbox
        control.say(judge, {"ended": "gone"})

"""The worker's loop: read a request, carry it out, answer with the request's own id.

Requests are ``{"op": "run", "id": …, "source": …}`` and ``{"op": "call", "id": …, "function": …, "args": {…}}``.
The id is a number that nobody can guess, so no reply can be made before its request.
"""

from __future__ import annotations

from typing import Any

from . import cells, frames

_RESERVE = 8 << 20  # bytes kept back, so that there is memory left to say that there is none


def serve(shell: cells.Shell, requests: int, replies: int, limit: int, events: list[str]) -> None:
    """Answer requests until the judge closes; the first frame says that the worker is ready."""
    reserve = bytearray(_RESERVE)
    frames.send(replies, frames.encode({"id": "ready", "events": tuple(events)}))
    while True:
        try:
            request = frames.receive(requests, limit=limit)
        except frames.FrameClosedError:
            return
        mine = {"id": request["id"]}
        try:
            frame = frames.encode(mine | answer(shell, request), limit)
        except frames.FrameError as error:
            frame = frames.encode(mine | {"status": "unusable", "error": cells.clip(str(error))})
        except MemoryError:
            reserve.clear()
            frame = frames.encode(mine | {"status": "memory", "error": ""})
        frames.send(replies, frame)


def answer(shell: cells.Shell, request: dict[str, Any]) -> dict[str, Any]:
    """What one request gives, without its id."""
    if request["op"] == "call":
        return cells.call(shell, request["function"], request["args"])
    return cells.run(shell, request["source"])

"""What the judge and the warm parent say to each other: small JSON objects, with open descriptors beside them.

They travel on a socket that keeps messages apart (SOCK_SEQPACKET). No student's code ever holds this socket.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from typing import Any

MAX_BYTES = 8192
MAX_DESCRIPTORS = 2


class ControlError(Exception):
    """The other side is gone, is late, or sent what is no message."""


def say(control: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send ``message``; the other side gets copies of ``descriptors``. Raises `ControlError` if nobody is there."""
    try:
        socket.send_fds(control, [json.dumps(message).encode()], descriptors)
    except OSError as error:
        raise ControlError(f"the message could not be sent: {error}") from None


def hear(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message and its descriptors, which are the caller's to close.

    Waits as long as the socket's own time-out says.

    Raises
    ------
    ControlError
        If the other side has closed or does not speak in time, or if what comes is no JSON object.
    """
    descriptors: list[int] = []
    try:
        data, descriptors, flags, _ = socket.recv_fds(control, MAX_BYTES, MAX_DESCRIPTORS)
        if not data or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            raise ControlError("the other side closed" if not data else "the message is too long")
        message = json.loads(data)
    except (OSError, ValueError, RecursionError, ControlError) as error:
        close(descriptors)
        raise ControlError(f"expected a message, got: {error}") from None
    if type(message) is not dict:
        close(descriptors)
        raise ControlError("expected a JSON object, got another value")
    return message, descriptors


def close(descriptors: Sequence[int]) -> None:
    """Close them all."""
    for descriptor in descriptors:
        os.close(descriptor)

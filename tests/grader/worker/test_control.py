from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.worker.control import MAX_BYTES, ControlError, close, hear, say

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Both ends."""
    ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in ends:
        end.settimeout(0.05)
    yield ends
    for end in ends:
        end.close()


def opened() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_message_and_its_descriptors(pair: Pair) -> None:
    """Does the other side get the object, and descriptors that lead to the same pipe?"""
    read, write = os.pipe()
    say(pair[0], {"op": "start", "n": 1}, (read, write))
    message, (theirs, ours) = hear(pair[1])
    assert message == {"op": "start", "n": 1}
    os.write(ours, b"through")
    assert os.read(read, 10) == b"through"
    close((read, write, theirs, ours))


def test_messages_stay_apart(pair: Pair) -> None:
    """Are two messages that came before anybody listened two messages?"""
    say(pair[0], {"op": "a"})
    say(pair[0], {"op": "b"})
    assert [hear(pair[1])[0]["op"] for _ in range(2)] == ["a", "b"]


@pytest.mark.parametrize("data", [b"[]", b"null", b"{", b"\xff", b"x" * (MAX_BYTES + 1), b"[" * 5000])
def test_what_is_no_message_is_an_error_and_leaks_nothing(pair: Pair, data: bytes) -> None:
    """Is anything but a short JSON object refused, and the descriptor beside it closed?"""
    before = opened()
    socket.send_fds(pair[0], [data], [0])
    with pytest.raises(ControlError):
        hear(pair[1])
    assert opened() == before


def test_more_descriptors_than_agreed_are_refused(pair: Pair) -> None:
    """Does nobody get more descriptors than the protocol has?"""
    before = opened()
    socket.send_fds(pair[0], [b"{}"], [0] * 9)
    with pytest.raises(ControlError):
        hear(pair[1])
    assert opened() == before


def test_silence_and_a_closed_end_are_errors(pair: Pair) -> None:
    """Is the listener told when nothing comes in time, when nobody is there, and the speaker likewise?"""
    with pytest.raises(ControlError):
        hear(pair[1])
    pair[0].close()
    with pytest.raises(ControlError, match="closed"):
        hear(pair[1])
    with pytest.raises(ControlError, match="could not be sent"):
        say(pair[1], {})

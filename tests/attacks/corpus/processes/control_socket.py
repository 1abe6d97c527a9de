"""Speaks to every socket and pipe that it was born with, takes descriptors from them, and shuts them down."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, TELL, Attack

FIRST = """
import array, os, socket, stat
loot = []
for number in range(3, 256):
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            continue
        door = socket.socket(fileno=os.dup(number))
        door.setblocking(False)
        for act in (lambda: door.send(b'{"op": "fork"}'), lambda: loot.append(door.recvmsg(4096, 1024)),
                    lambda: door.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))]),
                    lambda: door.shutdown(socket.SHUT_RDWR)):
            act()
    except OSError:
        pass
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_PART)

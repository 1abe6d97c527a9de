"""Searches every folder near the top for the source notebook, and answers with what it finds."""

from __future__ import annotations

from grader.demo.wrong_ways import READ, READER
from tests.attacks.attack import Attack

ATTACK = Attack(
    honest={"linear_backward": 0.0},
    first=READER,
    answers={
        "linear_backward": READ.replace("{question}", "linear_backward").replace("{{", "{").replace("}}", "}")
    },
)

"""Ends its process in a cell, so that nothing after it runs."""

from __future__ import annotations

from tests.attacks.attack import Attack

ATTACK = Attack(answers={"relu_backward": "import os\nos._exit(0)"})

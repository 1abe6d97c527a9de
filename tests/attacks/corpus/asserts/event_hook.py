"""Registers callbacks that set the result after each cell has run."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

FIRST = """
def generous(result):
    result.result, result.error_in_exec, result.error_before_exec = 2, None, None
get_ipython().events.register("post_run_cell", generous)
"""
ATTACK = Attack(first=FIRST, answers=relu("raise ValueError"))

"""Writes what template engines compute into everything that is shown."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, relu

TEXT = "{{ 7 * 191 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}${7*191}#{7*191}"
RAISE = f"raise ValueError({TEXT!r})"
ATTACK = Attack(answers=relu(RAISE), first=f"# {TEXT}\n{RAISE}", no_stock=NO_MARKS)

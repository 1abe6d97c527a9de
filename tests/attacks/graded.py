"""The corpus, a family at a time, graded once a session for all tests that look at it."""

from __future__ import annotations

import atexit
from functools import cache

from tests.attacks.attack import corpus
from tests.attacks.classes import Class, judge, new_class, remove
from tests.attacks.verdict import Verdict, verdicts


@cache
def class_of(family: str) -> Class:
    """The family's class after its run. Not to be changed."""
    made = new_class(corpus(family))
    atexit.register(remove, made)
    judge(made)
    return made


@cache
def verdicts_of(family: str) -> dict[str, Verdict]:
    """What came of each attack of the family, by its name."""
    return {verdict.pair.entry.name: verdict for verdict in verdicts(class_of(family))}

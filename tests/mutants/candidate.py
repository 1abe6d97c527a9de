"""A candidate: one function handed in as an answer, and what is known of it beforehand."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Answer = Callable[..., Any]


@dataclass(frozen=True)
class Candidate:
    """A function to be judged as the answer to ``subject``."""

    subject: str
    """The exercise's id, or 'layer:dense' and the like for a part of the engine."""
    label: str
    """Where it departs from the reference, 'line 2: `/ len(y)` → ``'; unique within its subject and list."""
    kind: str
    """The operator that made it: 'sign', 'dropped-reduction', 'float32' …; for a misconception, its name."""
    answer: Answer
    """Called with the arguments in the order of the exercise's signature, as a student's function is."""
    source: str
    equivalent: str | None = None
    """Why it is no mistake; None where it is one."""


def written(subject: str, kind: str, function: Answer, label: str | None = None) -> Candidate:
    """The candidate made of a function that stands in a file, with its own text as the source."""
    text = textwrap.dedent(inspect.getsource(function))
    return Candidate(subject, label or function.__name__, kind, function, text)

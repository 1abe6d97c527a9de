"""The gradient checker, broken on purpose in many ways; and the questions that must notice each of them.

`noticed` asks the questions of the checker as it stands, and names those that it answers wrongly: none, unless it
is broken. Each breakage is a patch of the real modules for as long as the questions are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

import numpy as np

from tests.mutants.checker_questions import QUESTIONS

Patches = dict[str, Any]
"""'module.name' below `course` to what takes its place."""


def module(name: str) -> Any:
    return import_module(f"course.{name}")  # not the package's attribute: some functions have their module's name


slopes, numeric, compare = module("gradcheck.slopes"), module("gradcheck.numeric"), module("gradcheck.compare")
values, complex_step = module("gradcheck.values"), module("gradcheck.complex_step")
draws = module("exercises.backprop.draws")


def stencil(formula: Callable[..., Any]) -> Patches:
    """Another formula for the slope from the same values."""
    true = slopes.sides

    def sides(here: Any, h: Any, at: Any, values: Any, centre: float, noise: float = 0.0) -> Any:
        found = true(here, h, at, values, centre, noise)
        return replace(found, value=formula(here, at, values, centre))

    return {f"gradcheck.{name}.sides": sides for name in ("slopes", "numeric", "blocks")}


def estimates(change: Callable[[Any], Any], **settings: Any) -> Patches:
    """Estimates that are changed on their way."""
    true = numeric.estimate_entries

    def estimate_entries(*args: Any, **kwargs: Any) -> Any:
        return change(true(*args, **{**kwargs, **settings}))

    return {f"gradcheck.{name}.estimate_entries": estimate_entries for name in ("numeric", "check", "directions")}


def comparison(change: Callable[[Any, Any], tuple[Any, Any]], rtol: float | None = None) -> Patches:
    """A comparison that sees something else."""
    true = compare.compare

    def compared(received: Any, estimate: Any, given: float = compare.RTOL, **kwargs: Any) -> Any:
        return true(*change(received, estimate), given if rtol is None else rtol, **kwargs)

    return {f"gradcheck.{name}.compare": compared for name in ("compare", "check")} | {
        "grading.expected.compare": compared}  # fmt: skip


def one_norm(received: Any, estimate: Any) -> tuple[Any, Any]:
    off = np.linalg.norm(received - estimate.value)
    allowed = 1e-6 * np.linalg.norm(received) + np.linalg.norm(estimate.error)
    return (received, estimate) if off > allowed else (estimate.value, estimate)


def unsigned(received: Any, estimate: Any) -> tuple[Any, Any]:
    sizes = {name: np.abs(getattr(estimate, name)) for name in ("value", "low", "high")}
    return np.abs(received), replace(estimate, **sizes)


def first_only(received: Any, estimate: Any) -> tuple[Any, Any]:
    return np.where(np.arange(received.size).reshape(received.shape) == 0, received, estimate.value), estimate


def in_float32(true: Any = values.Values.at) -> Any:
    return lambda self, moved: true(self, np.asarray(np.float32(moved), dtype=np.float64))


def kinks(wider: float, true: Any = slopes._kink) -> Patches:
    """Intervals at kinks that reach further than their slopes, or not as far."""

    def kink(at: Any, drift: float) -> Any:
        found = true(at, drift)
        return found._replace(low=found.low - wider, high=found.high + wider)

    return {"gradcheck.slopes._kink": kink}


def unsure(found: Any) -> Any:
    return replace(found, inconclusive=np.ones_like(found.inconclusive))


def ones(rng: Any, shape: tuple[int, ...]) -> Any:
    return np.ones(shape)


def breakages() -> dict[str, Patches]:
    """What is broken, in words, to the patches that break it."""
    tiny = {"exercises.backprop.mlp.normal": lambda rng, *shape: 1e-3 * draws.normal(rng, *shape)}
    weights = {f"gradcheck.{name}.random_weights": ones for name in ("blocks", "directions")}
    quiet = {f"gradcheck.{name}.rounding_noise": lambda values: 0.0 for name in ("numeric", "check")}
    slope = complex_step._slope
    return {
        "one-sided step": stencil(lambda x, at, f, c: (f[2] - c) / (at[2] - x)),
        "step doubled on one side": stencil(lambda x, at, f, c: (f[3] - f[1]) / (2 * (at[2] - x))),
        "minus taken for plus": stencil(lambda x, at, f, c: (f[1] - f[2]) / (at[2] - at[1])),
        "a plain sum for the random cotangent": {"gradcheck.backward.cotangent": ones},
        "tolerance 1e-2": comparison(lambda a, n: (a, n), rtol=1e-2),
        "every entry inconclusive, and all such pass": {
            **estimates(unsure), "gradcheck.compare.INCONCLUSIVE": 1.0},
        "error estimate a million times too large": estimates(lambda e: replace(e, error=1e6 * e.error)),
        "error estimate zero": estimates(lambda e: replace(e, error=0 * e.error)),
        "only the first entry compared": comparison(first_only),
        "one norm over all entries": comparison(one_norm),
        "signs dropped on both sides": comparison(unsigned),
        "f evaluated in float32": {"gradcheck.values.Values.at": in_float32()},
        "float32 points let in": {
            f"gradcheck.{name}.as_float64": np.array for name in ("numeric", "layout", "complex_step")},
        "complex step without its sign": {"gradcheck.complex_step._slope": lambda f, x, i: abs(slope(f, x, i))},
        "trial inputs tiny": tiny,
        "kinks ignored": estimates(lambda e: e, kinks=False),
        "kinks that let more pass than their slopes": kinks(1.0),
        "kinks that let only their middle pass": kinks(-0.49),
        "every direction the same, all ones": weights,
        "blocks that never disagree": {"gradcheck.check.suspects": lambda *_: np.arange(0)},
        "halving that always goes left": {"gradcheck.directions._halve": lambda *_: 0},
        "a stack believed unseen": {"gradcheck.values.Values._verify": lambda *_: None},
        "rounding inside f not measured": quiet,
        "a random f let in": {"gradcheck.values.REPEATS": np.inf},
        "a second backward pass not compared": {"gradcheck.backward.SAME": 1e6},
    }  # fmt: skip


@contextmanager
def broken(patches: Patches) -> Iterator[None]:
    """The checker with these patches, and nothing remembered from before."""
    with ExitStack() as stack:
        for name, other in {**patches, "gradcheck.memory.KNOWN": module("gradcheck.memory").Memory()}.items():
            owner, attribute = name.rsplit(".", 1)
            where, kind = (owner.rsplit(".", 1)) if owner.endswith(".Values") else (owner, "")
            target = getattr(module(where), kind) if kind else module(where)
            stack.enter_context(patch.object(target, attribute, other))
        yield


def noticed() -> list[str]:
    """The questions that the checker as it stands answers wrongly, or at which it stops."""
    return [words for words, question in QUESTIONS.items() if not _holds(question)]


def _holds(question: Callable[[], bool]) -> bool:
    try:
        return bool(question())
    except Exception:
        return False


def rows() -> list[tuple[str, str]]:
    """For a table: how the checker was broken, and what noticed."""
    found = []
    for words, patches in breakages().items():
        with broken(patches):
            asked = noticed()
        more = f" (and {len(asked) - 2} more)" if len(asked) > 2 else ""
        found.append((words, "; ".join(asked[:2]) + more if asked else "NOTHING"))
    return found

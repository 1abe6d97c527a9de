"""Does each operator put what it says in place of what it says, and nothing else?"""

from __future__ import annotations

import ast

import numpy as np
import pytest

from course.exercises.spec import Args, Case, GradientExercise
from tests.mutants import make
from tests.mutants.shapes import alike
from tests.mutants.subject import Subject, functions_in

TOY = '''
def toy(Z, dA, W):
    """A toy of everything that operators look at."""
    if Z.shape != dA.shape:
        raise ValueError("shapes")
    A = np.tanh(Z)
    dZ = dA * (1 - A ** 2) + 3 * dA * (Z > 0)
    dX = dZ @ W
    dX += np.zeros_like(dX)
    dX /= len(Z)
    total = dZ.sum(axis=0, keepdims=True)
    for i in range(len(Z)):
        total[0] = total[0] - 0.0 * dZ[i]
    return dZ, dX.T, total[0]
'''


def _draw(rng: np.random.Generator) -> Args:
    return {"Z": rng.normal(size=(4, 3)), "dA": rng.normal(size=(4, 3)), "W": rng.normal(size=(3, 2))}


def _subject(text: str = TOY) -> Subject:
    definition = ast.parse(text).body[0]
    assert isinstance(definition, ast.FunctionDef)
    exercise = GradientExercise(
        id="toy", lesson="00_toy", title="A toy", points=1, signature=("Z", "dA", "W"), parts=("dZ", "dX", "dt"),
        form="tuple", cases=(Case("ordinary inputs", _draw),), loss=lambda **args: 0.0,
        wrt={"dZ": "Z", "dX": "Z", "dt": "Z"},
    )  # fmt: skip
    functions = functions_in((definition,), ("toy",))
    return Subject(exercise, (definition,), functions, {"np": np}, lambda made: made["toy"])


MADE = {(each.kind, each.label) for each in make.in_code(_subject())}

EXPECTED = [
    ("mask-boundary", "line 2: `Z > 0` → `Z >= 0`"),
    ("mask", "line 2: `Z > 0` → `Z < 0`"),
    ("mask", "line 2: `Z > 0` → `Z > 0 + 0.1`"),
    ("mask", "line 2: `Z > 0` → `Z > 0 - 0.1`"),
    ("mask", "line 2: `Z > 0` → `(Z > 0) | True`"),
    ("activation-slope", "line 2: `1 - A ** 2` → `A * (1 - A)`"),
    ("activation-slope", "line 2: `1 - A ** 2` → `(A > 0) * 1.0`"),
    ("activation-slope", "line 2: `1 - A ** 2` → `1 - A`"),
    ("dropped-reduction", "line 6: `dZ.sum(axis=0, keepdims=True)` → `dZ`"),
    ("reduction", "line 6: `dZ.sum(axis=0, keepdims=True)` → `dZ.mean(axis=0, keepdims=True)`"),
    ("dropped-reduction", "line 5: `dX /= len(Z)` dropped"),
    ("axis", "line 6: `0` → `1`"),
    ("axis", "line 6: `0` → `-1`"),
    ("axis", "line 6: `0` → `None`"),
    ("axis", "line 6: `dZ.sum(axis=0, keepdims=True)` → `dZ.sum(axis=0)`"),
    ("transpose", "line 9: `dX.T` → `dX`"),
    ("transpose", "line 3: `W` → `W.T`"),
    ("transpose", "line 9: `dZ` → `dZ.T`"),
    ("operand-order", "line 3: `dZ @ W` → `W @ dZ`"),
    ("dropped-term", "line 2: `1 - A ** 2` → `1`"),
    ("dropped-term", "line 2: `1 - A ** 2` → `-A ** 2`"),
    ("dropped-factor", "line 2: `3 * dA` → `dA`"),
    ("dropped-factor", "line 3: `dZ @ W` → `dZ`"),
    ("overwritten", "line 4: `dX += np.zeros_like(dX)` → `dX = np.zeros_like(dX)`"),
    ("accumulated", "line 8: `total[0] = total[0] - 0.0 * dZ[i]` → `total[0] += total[0] - 0.0 * dZ[i]`"),
    ("operator", "line 5: `dX /= len(Z)` → `dX *= len(Z)`"),
    ("order", "line 4: `dX += np.zeros_like(dX)` and `dX /= len(Z)` exchanged"),
    ("range", "line 7: `range(len(Z))` → `range(len(Z) - 1)`"),
    ("range", "line 7: `range(len(Z))` → `range(1, len(Z))`"),
    ("index", "line 9: `0` → `-1`"),
    ("variable", "line 2: `A` → `Z`"),
    ("variable", "line 2: `dA` → `A`"),
    ("function", "line 1: `np.tanh(Z)` → `np.sin(Z)`"),
    ("function", "line 1: `np.tanh(Z)` → `Z`"),
    ("operator", "line 3: `dZ @ W` → `dZ * W`"),
    ("operator", "line 2: `1 - A ** 2` → `A ** 2 - 1`"),
    ("constant", "line 2: `3` → `6`"),
    ("constant", "line 2: `3` → `0`"),
    ("sign", "line 3: `dZ @ W` → `-(dZ @ W)`"),
    ("scale", "line 3: `dZ @ W` → `2 * (dZ @ W)`"),
    ("half-per-cent", "line 3: `dZ @ W` → `1.005 * (dZ @ W)`"),
]


@pytest.mark.parametrize(("kind", "label"), EXPECTED, ids=[label for _, label in EXPECTED])
def test_an_operator_yields_what_it_says(kind: str, label: str) -> None:
    """Is this mutant made, by this operator, at this line?"""
    near = sorted(text for _, text in MADE if text.partition(":")[0] == label.partition(":")[0])
    assert (kind, label) in MADE, near


def test_the_source_says_what_the_answer_does() -> None:
    """Does running a mutant's text give what its answer gives?"""
    rng = np.random.default_rng(3)
    args = _draw(rng)
    same = 0
    for mutant in make.in_code(_subject()):
        namespace = {"np": np}
        exec(mutant.source, namespace)
        try:
            wanted = namespace["toy"](*args.values())  # type: ignore[operator]
        except Exception:
            continue  # many shapes do not fit any more; the answer stops just so
        for part, again in zip(mutant.answer(*args.values()), wanted, strict=True):
            np.testing.assert_array_equal(part, again)
        same += 1
    assert same > 100


def test_every_mutant_is_another_text_and_the_reference_comes_out_whole() -> None:
    """Are there no two mutants alike, is none the reference, and is the tree as it was afterwards?"""
    subject = _subject()
    before = ast.unparse(subject.functions["toy"])
    texts = [each.source for each in make.in_code(subject)]
    assert ast.unparse(subject.functions["toy"]) == before
    assert len(texts) == len(set(texts))
    assert before not in texts


def test_what_only_refuses_bad_arguments_is_left_alone() -> None:
    """Are the check of shapes and the docstring left as they are in every mutant?"""
    kept = "if Z.shape != dA.shape:\n        raise ValueError('shapes')"
    for each in make.in_code(_subject()):
        assert kept in each.source
        assert "A toy of everything" in each.source


def test_variables_of_one_shape_are_found() -> None:
    """Does the toy's one run show which names could be mixed up?"""
    found = alike(_subject())["toy"]
    assert found["Z"] == {"dA", "A", "dZ"}
    assert found["W"] == frozenset()


def test_a_name_is_used_only_once_it_has_a_value() -> None:
    """Is no variable put where it is not defined yet? That would stop, and prove nothing."""
    assert ("variable", "line 1: `Z` → `dA`") in MADE
    assert ("variable", "line 1: `Z` → `dZ`") not in MADE

"""Each attack of the corpus, judged as a class is judged: does it gain nothing, see nothing, and harm nobody?"""

from __future__ import annotations

import pytest

from tests.attacks.attack import FAMILIES, Entry, everything
from tests.attacks.bait import MARK, leaks
from tests.attacks.graded import class_of, verdicts_of
from tests.attacks.lesson import POINTS
from tests.attacks.verdict import damage

LEAST = 80


# One class a family, and one worker of pytest-xdist (--dist loadgroup) for all tests of it.
def grouped(family: str, *values: object, name: str) -> object:
    return pytest.param(*values, id=name, marks=pytest.mark.xdist_group(f"attacks-{family}"))


@pytest.mark.parametrize("entry", [grouped(entry.family, entry, name=entry.id) for entry in everything()])
def test_an_attack_gains_nothing(entry: Entry) -> None:
    """Is its score the honest one, no secret in any file, and the honest student after it judged as if alone?"""
    verdict = verdicts_of(entry.family)[entry.name]
    assert verdict.unfair == ""
    assert verdict.leaks == ()
    assert verdict.spoiled == ""


@pytest.mark.parametrize("family", [grouped(family, family, name=family) for family in FAMILIES])
def test_a_family_does_no_harm(family: str) -> None:
    """Are the class folder's own files, its gradebook and the machine's processes as a run leaves them?"""
    assert damage(class_of(family)) == []


@pytest.mark.parametrize("family", [grouped(family, family, name=family) for family in FAMILIES[:1]])
def test_a_leak_would_be_noticed(family: str) -> None:
    """Is a secret found where one stands: the victim's own pages, which hold the victim's own submission?"""
    made = class_of(family)
    found = leaks(made.folder, made.bait.needles(made.folder), {"1001"})
    assert {leak.what for leak in found} == {"submission"}
    assert {leak.where.split("/")[0] for leak in found} == {"autograded"}


def test_the_corpus_is_whole() -> None:
    """Are there enough attacks, each with its own words about what it tries, and a score that can be given?"""
    entries = everything()
    assert len(entries) >= LEAST and {entry.family for entry in entries} == set(FAMILIES)
    assert len({entry.says for entry in entries}) == len(entries) and all(
        len(entry.says) > 15 for entry in entries
    )
    for entry in entries:
        given = entry.attack.expected() or {}
        assert all(0 <= points <= POINTS[name] for name, points in given.items()), entry.id
    # An attack may know how a secret begins, and not one.
    assert any(MARK in entry.attack.first for entry in entries)

"""Mutants of a subject: every operator at every place of its code, and its answer spoilt in the ways of `whole`.

What two operators write alike is one mutant. A mutant whose function cannot even be compiled is none.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tests.mutants import equivalence, whole
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.operators import OPERATORS
from tests.mutants.operators.site import Put, Site, sites, skipped
from tests.mutants.shapes import alike
from tests.mutants.subject import Subject


@dataclass(frozen=True)
class Mutant:
    """A change of the code of a subject: what it is called, and what it makes of the subject."""

    kind: str
    label: str
    source: str
    answer: Answer


def mutants(subject: Subject) -> list[Candidate]:
    """All mutants of ``subject``, each with a label of its own and, where it is no mistake, the reason."""
    found = [Candidate(subject.id, each.label, each.kind, each.answer, each.source) for each in in_code(subject)]
    found += whole.spoilt(subject)
    seen = Counter[str]()
    named: list[Candidate] = []
    for candidate in found:
        seen[candidate.label] += 1
        number = seen[candidate.label]
        named.append(replace(candidate, label=f"{candidate.label} ({number})") if number > 1 else candidate)
    return [replace(each, equivalent=equivalence.reason(subject, each)) for each in named]


def in_code(subject: Subject) -> Iterator[Mutant]:
    """Every operator at every place of every function of ``subject`` that gives a text not seen before."""
    known = alike(subject)
    for name, function in subject.functions.items():
        seen = {ast.unparse(function)}
        definition = subject.definition_of(name)
        prefix = f"{name} " if len(subject.functions) > 1 else ""
        first = next((each for each in function.body if not skipped(each)), function.body[0])
        for site in sites(function, known.get(name, {})):
            line = getattr(site.node, "lineno", first.lineno) - first.lineno + 1
            for operator in OPERATORS:
                for kind, put in operator(site):
                    with _placed(site, put):
                        text = ast.unparse(function)
                        answer = None if text in seen else _compiled(subject, definition)
                    seen.add(text)
                    if answer is not None:
                        yield Mutant(kind, f"{prefix}line {line}: {said(site, put)}", text, answer)


def _compiled(subject: Subject, definition: ast.FunctionDef | ast.ClassDef) -> Answer | None:
    """The answer of the subject as it stands; None if it is no Python any more."""
    try:
        return subject.compiled(ast.fix_missing_locations(definition))
    except (SyntaxError, ValueError, TypeError):
        return None


@contextmanager
def _placed(site: Site, put: Put) -> Iterator[None]:
    """The tree with ``put`` at the site, for the time of the block."""
    before = getattr(site.parent, site.name)
    _place(site, put)
    try:
        yield
    finally:
        setattr(site.parent, site.name, before)


def _place(site: Site, put: Put) -> None:
    if isinstance(put, list) or site.index is None:
        setattr(site.parent, site.name, put)
    else:
        items = list(getattr(site.parent, site.name))
        items[site.index] = put
        setattr(site.parent, site.name, items)


def said(site: Site, put: Put) -> str:
    """The change in words: '`a + b` → `a`'; for lines what became of them."""
    if not isinstance(put, list):
        return f"`{_unparsed(site.node)}` → `{_unparsed(put)}`"
    body = site.body
    if len(put) < len(body) or isinstance(put[0], ast.Pass):
        return f"`{_unparsed(site.node)}` dropped"
    changed = [(old, new) for old, new in zip(body, put, strict=True) if old is not new]
    if len(changed) == 2:
        return f"`{_unparsed(changed[0][0])}` and `{_unparsed(changed[1][0])}` exchanged"
    return f"`{_unparsed(changed[0][0])}` → `{_unparsed(changed[0][1])}`"


def _unparsed(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())

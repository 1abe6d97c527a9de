"""What judging the whole corpus gave: the tables that `make mutants` prints, and the figures that it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.mutants.candidate import Candidate
from tests.mutants.equivalence import FLOAT32

COUNTED = {
    "made": "made",
    "equivalent": "no mistake",
    "mistakes": "mistakes",
    "quiet": "in numbers alone",
    "killed": "killed",
    "survived": "survived",
    "false_alarms": "false alarms",
}
"""What is counted of the mutants of a subject, and the heading of its column."""


@dataclass(frozen=True)
class Judged:
    """A list of candidates and, for each, the seeds on which the judgement was not the one that is due."""

    candidates: Sequence[Candidate]
    wrong: Sequence[Sequence[int]]
    seeds: int

    @property
    def failures(self) -> list[tuple[Candidate, Sequence[int]]]:
        """The candidates with such a seed."""
        return [(each, seeds) for each, seeds in zip(self.candidates, self.wrong, strict=True) if seeds]


def mutants(console: Console, judged: Judged, quiet: Mapping[str, int]) -> dict[str, Any]:
    """Print mutants by subject; ``quiet``: by subject, the mistakes with finite numbers of the right shape."""
    table = Table("of", title=f"Mutants: right answers with one thing changed, {judged.seeds} seeds each")
    for column in COUNTED.values():
        table.add_column(column, justify="right")
    figures: dict[str, Any] = {}
    for name in dict.fromkeys(each.subject for each in judged.candidates):
        figures[name] = _counts(judged, name, quiet[name])
        table.add_row(name, *(f"{number:,}" for number in figures[name].values()))
    total = {key: sum(row[key] for row in figures.values()) for key in COUNTED}
    table.add_section()
    table.add_row("together", *(f"{number:,}" for number in total.values()))
    console.print(table)
    return {"by_subject": figures, "total": total, "seeds": judged.seeds}


def _counts(judged: Judged, name: str, quiet: int) -> dict[str, int]:
    mine = [(each, bool(wrong)) for each, wrong in zip(judged.candidates, judged.wrong, strict=True)
            if each.subject == name]  # fmt: skip
    mistakes = [wrong for each, wrong in mine if each.equivalent is None]
    allowed = [wrong for each, wrong in mine if each.equivalent is not None]
    return {
        "made": len(mine),
        "equivalent": len(allowed),
        "mistakes": len(mistakes),
        "quiet": quiet,
        "killed": len(mistakes) - sum(mistakes),
        "survived": sum(mistakes),
        "false_alarms": sum(allowed),
    }


def kinds(console: Console, judged: Judged) -> None:
    """Print the mistakes by the operator that made them."""
    made, killed = Counter[str](), Counter[str]()
    for each, wrong in zip(judged.candidates, judged.wrong, strict=True):
        if each.equivalent is None:
            made[each.kind] += 1
            killed[each.kind] += not wrong
    table = Table("operator", "mistakes", "killed", title="The same mutants by operator")
    for kind, count in made.most_common():
        table.add_row(kind, f"{count:,}", f"{killed[kind]:,}")
    console.print(table)


def equivalents(console: Console, candidates: Sequence[Candidate]) -> None:
    """Print every mutant that is no mistake, with the reason; those in single precision as one line."""
    listed = [each for each in candidates if each.equivalent and each.equivalent != FLOAT32]
    single = sum(each.equivalent == FLOAT32 for each in candidates)
    table = Table("of", "change", "why it is no mistake", title="Mutants that are no mistake", show_lines=False)
    for each in listed:
        table.add_row(each.subject, each.label, each.equivalent)
    table.add_row("all", f"{single} answers in float32", FLOAT32)
    console.print(table)


def answers(console: Console, judged: Judged, title: str, verdict: str) -> dict[str, Any]:
    """Print misconceptions or variants by subject: how many, and how many of the judgements were ``verdict``."""
    table = Table("of", "ways", "judgements", verdict, title=title)
    figures: dict[str, int] = dict(Counter(each.subject for each in judged.candidates))
    wrong = Counter[str]()
    for each, seeds in judged.failures:
        wrong[each.subject] += len(seeds)
    for name, count in figures.items():
        table.add_row(name, str(count), f"{count * judged.seeds:,}", str(wrong[name]))
    total = sum(figures.values())
    table.add_section()
    table.add_row("together", str(total), f"{total * judged.seeds:,}", str(wrong.total()))
    console.print(table)
    key = verdict.replace(" ", "_")
    return {"by_subject": figures, "total": total, "seeds": judged.seeds, key: wrong.total()}


def failures(console: Console, what: str, judged: Judged) -> int:
    """Print the candidates that were not judged as is due, with their first seed; how many there are."""
    for each, seeds in judged.failures:
        rate = f"{len(seeds)} of {judged.seeds} seeds, the first {seeds[0]}"
        console.print(f"[bold red]{what}[/] {each.subject} | {each.kind} | {each.label} | {rate}", highlight=False)
    return len(judged.failures)


def sentence(figures: Mapping[str, Any]) -> str:
    """The sentence of the README, with these figures."""
    made, variants, own = figures["mutants"], figures["variants"], figures["solutions"]
    total = made["total"]
    killed = "all" if total["killed"] == total["mistakes"] else f"{total['killed']:,}"
    rejected = "none" if variants["rejected"] == 0 else f"{variants['rejected']:,}"
    lost = "no point lost" if own["lost"] == 0 else f"points lost {own['lost']:,} times"
    return (
        f"{total['made']:,} mutants of {len(made['by_subject'])} right answers: {total['equivalent']:,} are no "
        f"mistake, each for a stated reason; of the other {total['mistakes']:,}, {killed} lose points on each of "
        f"{made['seeds']} seeds. {variants['total']:,} right answers written in other ways, "
        f"{variants['seeds']:,} seeds each: {rejected} rejected. The lessons' own solutions of {own['exercises']} "
        f"exercises, {own['seeds']} seeds each: {lost}."
    )


def bars(console: Console, hold: bool, unnoticed: int) -> int:
    """Say whether the doctor's bars do not hold, and how often a wrong answer had full points; how much is amiss."""
    if not hold:
        console.print("[bold red]the doctor's bars do not hold:[/] too few right diagnoses, or too many wrong ones")
    if unnoticed:
        console.print(f"[bold red]full points for a wrong answer:[/] {unnoticed} times; told: nothing, in the table")
    return unnoticed + (not hold)


def broken(console: Console, rows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Print how the checker itself was broken, and what noticed; 'NOTHING' where nothing did."""
    table = Table("the checker broken", "noticed by", title="The checker's own planted bugs")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    return {"made": len(rows), "noticed": sum(noticed != "NOTHING" for _, noticed in rows)}

"""What `make attacks` measured, kept beside the corpus and repeated in ``grader/SECURITY.md``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import wrap

FIGURES = Path(__file__).with_name("figures.json")
PAGE = Path(__file__).parents[2] / "grader" / "SECURITY.md"
BEGIN, END = "<!-- printed by `make attacks` -->", "<!-- end of the figures -->"
WIDTH = 110


@dataclass(frozen=True)
class Figures:
    """The sums of one whole run."""

    attacks: int
    other_score: int
    """Attacks whose score was not the honest one."""
    leaked: int
    """Attacks after which a planted secret stood in a file that is handed out."""
    spoiled: int
    """Attacks after which the honest student in the same slot was judged otherwise than alone."""
    stock_run: int
    """How many were also run under stock nbgrader."""
    stock_forged: int
    """How many of these earned more there on a question than its answer deserves."""
    stock_lost: int
    """How many others lost points there that an answer deserves, or were not graded at all."""
    frames: int
    strays: int
    """Frames after which the judge's reader hung, raised an error not its own, or went beyond its cap."""

    def lines(self) -> list[str]:
        """The figures as the page says them."""
        said = (
            f"- {self.attacks} hostile submissions, each followed by an honest one in the same slot. "
            f"{self.other_score} had another score than the honest one. "
            f"{self.leaked} brought a planted secret into a file that is handed out. "
            f"{self.spoiled} changed the result of the honest submission after it.",
            f"- {self.stock_run} of them were also run under stock `nbgrader autograde`. "
            f"{self.stock_forged} earned more there on a question than its answer deserves; "
            f"{self.stock_lost} others cost other answers their points.",
            f"- {self.frames:,} forged frames. {self.strays} made the judge hang, raise an error that is "
            "not its own, or go beyond its cap on memory.",
        )
        return [line for text in said for line in wrap(text, WIDTH, subsequent_indent="  ")]


def stored() -> Figures:
    """The figures of the last whole run."""
    return Figures(**json.loads(FIGURES.read_text()))


def store(figures: Figures) -> None:
    """Keep the figures, and write them into the page between its two marks."""
    FIGURES.write_text(json.dumps(asdict(figures), indent=1) + "\n")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(figures.lines()) + f"\n{END}{after}", encoding="utf-8")

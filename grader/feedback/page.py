"""One student's page for one assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from course import exercises
from course.errors import UnknownExerciseError
from grader.report.pages import code, render
from grader.report.standing import Line, Standing
from grader.results import FOR_INSTRUCTOR, NOT_GRADED
from grader.text import visible


@dataclass(frozen=True)
class Answer:
    """One question as the page shows it."""

    line: Line
    title: str
    text: Markup | None
    """The answer as HTML: code in colours, prose as it was written."""

    @property
    def lost(self) -> float:
        """The points that it lost; none yet while a person is still to mark it."""
        return 0.0 if self.line.waits else max(0.0, self.line.max_points - self.line.points)


def page(standing: Standing, sources: Mapping[str, str] | None) -> str:
    """Return the page as HTML; ``sources`` maps a question to the answer, None if there are none at hand."""
    private = (NOT_GRADED, FOR_INSTRUCTOR)
    lines = standing.lines
    if standing.result.not_graded is not None:  # what a person did in spite of it is all that there is to show
        lines = tuple(line for line in lines if line.manual or line.comment)
    answers = [_answer(line, (sources or {}).get(line.id)) for line in lines]
    return render(
        "feedback.html",
        student=standing.student,
        assignment=standing.assignment,
        score=standing.score,
        max_score=standing.max_score,
        to_mark=standing.to_mark,
        not_graded=standing.result.not_graded,
        code_missing=sources is None and standing.result.not_graded is None,
        events=[event for event in standing.result.events if not event.startswith(private)],
        answers=answers,
        lost=[(number, answer) for number, answer in enumerate(answers, 1) if answer.lost > 0],
    )


def _answer(line: Line, source: str | None) -> Answer:
    if not source or not source.strip() or line.status == "not_attempted":
        return Answer(line, _title(line.id), None)
    judged = line.status is not None
    return Answer(line, _title(line.id), code(source) if judged else escape(visible(source)))


def _title(question: str) -> str:
    try:
        return exercises.find(question).title
    except UnknownExerciseError:  # an older course's question: its name will do
        return question

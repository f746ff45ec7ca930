"""What the benchmark measures: a row a command. A further command is a further line here."""

from __future__ import annotations

from attrs import frozen


@frozen
class Row:
    """One command on a course: what it needs there, and what nbgrader is measured beside it with.

    `command` and `stock` are arguments of npqml and nbgrader; `{cohort}` and `{module}` stand for names. `graded`: the
    submissions have been graded before.
    """

    title: str
    command: str
    submissions: int = 0
    graded: bool = False
    stock: str = ""
    quick: bool = True


AUTOGRADE = "autograde {module}"
NO_CHARTS = "grade {cohort} --no-pictures"
ROWS = (
    Row("grade, nothing to do, 30 graded", "grade {cohort}", 30, graded=True),
    Row("grade, 1 submission, charts drawn", "grade {cohort}", 1, stock=AUTOGRADE),
    Row("grade, 30 submissions, charts drawn", "grade {cohort}", 30, stock=AUTOGRADE),
    Row("grade, 10 submissions, no charts", NO_CHARTS, 10, quick=False),
    Row("grade, 100 submissions, no charts", NO_CHARTS, 100, stock=AUTOGRADE, quick=False),
    Row("build of one module", "build {cohort} --module {module}"),
    Row("feedback of 30 graded", "feedback {cohort}", 30, graded=True, stock="generate_feedback {module}"),
    Row("report of 30 graded", "report {cohort}", 30, graded=True),
    Row("check of one module, nothing known", "check --module {module} --fresh", quick=False),
)


def further(size: int) -> Row:
    """The row of grading so many submissions, ours only."""
    return Row(f"grade, {size:,} submissions, no charts", NO_CHARTS, size)

"""The plan as a Gantt chart: when each step is worked on, by week or, where it is long, by month."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from npqml_widgets.documents.plan.load import monday_of
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Times, schedule
from npqml_widgets.documents.plan.workingdays import WorkingDays, working_days
from npqml_widgets.documents.shared.printing import Table

MOST_WEEKS = 13
"""More weeks than this have no room side by side."""
MOMENT, CRITICAL = "◆", "*"
MEANS = (
    f"A number says on how many working days of that time a step is worked on; {MOMENT} is a moment of no days. "
    f"{CRITICAL} and a shaded cell: no day to spare."
)


@frozen
class Gantt:
    """A step's cells, one for each span of time in `spans`: the days that it is worked on, or the sign of a moment."""

    spans: tuple[str, ...]
    rows: tuple[tuple[Step, Times, tuple[str, ...]], ...]


def gantt(plan: Plan) -> Gantt | None:
    """Return the chart of a plan; None while no step has dates."""
    found, calendar = schedule(plan), working_days(plan)
    placed = [(step, found.times[step.id]) for step in plan.steps if step.id in found.times]
    days = [day for _, times in placed for day in (times.first, times.last) if day]
    if not days or calendar is None:
        return None
    by_week = (monday_of(max(days)) - monday_of(min(days))).days // 7 < MOST_WEEKS
    starts = [day for number in range(found.length) if (day := calendar.day(number)) and day >= min(days)]
    spans = list(dict.fromkeys(_span(day, by_week=by_week) for day in starts))
    rows = tuple((step, times, _cells(times, spans, calendar, by_week=by_week)) for step, times in placed)
    years = len({span.year for span in spans}) > 1
    return Gantt(tuple(_name(span, by_week=by_week, years=years) for span in spans), rows)


def gantt_table(plan: Plan) -> Table | None:
    """Return the chart as a table that can be read aloud, cell by cell; None while no step has dates."""
    found = gantt(plan)
    if found is None:
        return None
    rows = tuple((f"{step.id} {step.what}".strip(), *cells) for step, _, cells in found.rows)
    marked = frozenset(
        (row, place)
        for row, (_, times, cells) in enumerate(found.rows)
        for place, cell in enumerate(cells, 1)
        if cell and times.is_critical
    )
    return Table(f"When each step is worked on. {MEANS}", ("Step", *found.spans), rows, marked, wide=True)


def _cells(times: Times, spans: list[date], calendar: WorkingDays, *, by_week: bool) -> tuple[str, ...]:
    mark = CRITICAL if times.is_critical else ""
    if times.start == times.end:
        at = _span(times.last, by_week=by_week) if times.last else None
        return tuple(f"{MOMENT}{mark}" if span == at else "" for span in spans)
    days = [_span(day, by_week=by_week) for number in range(times.start, times.end) if (day := calendar.day(number))]
    return tuple(f"{days.count(span)}{mark}" if span in days else "" for span in spans)


def _span(day: date, *, by_week: bool) -> date:
    """Return the first day of the week or month that a day is in."""
    return monday_of(day) if by_week else day.replace(day=1)


def _name(span: date, *, by_week: bool, years: bool) -> str:
    if by_week:
        return f"{span.day} {span:%b}"
    return f"{span:%b %Y}" if years else f"{span:%B}"

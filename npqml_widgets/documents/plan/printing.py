"""What stands on a printed plan: steps with dates, the Gantt chart, who has how much, what does not add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from npqml_widgets.documents.plan.consistency import days_words, warnings
from npqml_widgets.documents.plan.gantt import gantt_table
from npqml_widgets.documents.plan.load import loads
from npqml_widgets.documents.plan.model import KINDS, Plan, Step
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.plan.slip import Slip
from npqml_widgets.documents.plan.words import METHOD, slack_words, summary
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.money import decimal_words, rounded
from npqml_widgets.documents.shared.printing import Block, Bullets, Heading, Page, Paragraph, Table, printable

STEP_HEADINGS = ("ID", "What", "Who", "Days", "Waits for", "From", "To", "To spare", "Done")
_WIDTHS = (0, 34, 14, 0, 0, 0, 0, 0, 0)
_NO_DATE = "no date"


def printed(plan: Plan, today: date | None = None) -> Page:
    """Return the plan as a page to print; with a day for today it says what is overdue."""
    setting: list[Block] = [Paragraph(plan.setting)] if plan.setting.strip() else []
    faults = tuple(warning.words for warning in warnings(plan, today))
    drawn, load = gantt_table(plan), load_table(plan)
    chart: list[Block] = [Heading("When"), drawn] if drawn else []
    work: list[Block] = [Heading("Who has how much"), load] if load else []
    closed: list[Block] = [Heading("Closed days"), closed_table(plan)] if plan.closed else []
    blocks: tuple[Block, ...] = (
        *setting,
        *map(Paragraph, summary(plan)),
        Heading("Steps"),
        step_table(plan),
        *chart,
        *work,
        Heading("What does not add up"),
        Bullets(faults) if faults else Paragraph("Nothing was found."),
        *closed,
        Heading("How it is worked out"),
        *map(Paragraph, METHOD),
    )
    return Page(title_of(plan), blocks, across=True)


def title_of(plan: Plan) -> str:
    """Return the title to print."""
    return printable(plan.title.strip()) or "Project plan"


def step_table(plan: Plan) -> Table:
    """Return all steps with their dates; days to spare are marked where there are none."""
    found = schedule(plan)
    rows = tuple(_row(plan, step) for step in plan.steps)
    marked = frozenset(
        (row, 7) for row, step in enumerate(plan.steps) if step.id in found.times and found.times[step.id].is_critical
    )
    return Table("All steps.", STEP_HEADINGS, rows, marked, True, _WIDTHS)


def load_table(plan: Plan) -> Table | None:
    """Return the work of each person in each week; what is more than their days is marked. None without dates."""
    found = loads(plan)
    if not found:
        return None
    rows = tuple(
        (load.person, as_said(load.monday), _days(load.work), _days(load.has), ", ".join(load.steps),
         "too much" if load.is_too_much else "")
        for load in found
    )  # fmt: skip
    marked = frozenset((row, 5) for row, load in enumerate(found) if load.is_too_much)
    headings = ("Who", "Week of", "Days of work", "Days for it", "Steps", "Too much")
    return Table("Work and days of each person, week by week.", headings, rows, marked)


def closed_table(plan: Plan) -> Table:
    """Return the times in which nobody works."""
    rows = tuple((time.what, _said(time.first), _said(time.ends)) for time in plan.closed)
    return Table("No working days, beside weekends.", ("What", "From", "To"), rows)


def slip_table(found: Slip) -> Table:
    """Return which steps a slip moves, from when to when."""
    rows = tuple(
        (f"{moved.step.id} {moved.step.what}".strip(), _said(moved.before), _said(moved.after), days_words(moved.days),
         "missed" if moved.missed else "")
        for moved in found.moved
    )  # fmt: skip
    return Table("What moves", ("Step", "Ended on", "Would end on", "Later by", "Deadline"), rows)


def _row(plan: Plan, step: Step) -> tuple[str, ...]:
    times = schedule(plan).times.get(step.id)
    dates = [f"Not before {as_said(step.not_before)}"] if step.not_before else []
    dates += [f"Deadline {as_said(step.deadline)}"] if step.deadline else []
    kind = KINDS[step.kind] if step.kind else ""
    return (
        step.id,
        "\n".join(filter(None, (step.what, kind, *dates, step.notes))),
        step.owner,
        "" if step.days is None else str(step.days),
        ", ".join(step.after),
        _said(times.first) if times else _NO_DATE,
        _said(times.last) if times else _NO_DATE,
        slack_words(times) if times else "",
        "" if step.done is None else f"{step.done}%",
    )


def _said(day: date | None) -> str:
    return as_said(day) if day else _NO_DATE


def _days(number: Fraction) -> str:
    return decimal_words(rounded(number * 100))

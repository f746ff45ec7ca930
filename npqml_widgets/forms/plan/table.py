"""A plan's steps, closed times and people as rows and columns of the tables on its form."""

from __future__ import annotations

from datetime import date
from typing import Any

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.plan.consistency import PlanWarning
from npqml_widgets.documents.plan.model import CLOSED_LABELS, KINDS, LABELS, PERSON_LABELS, Closed, Person, Plan, Step
from npqml_widgets.documents.plan.schedule import Times, schedule
from npqml_widgets.documents.shared.money import decimal_words

WORKED_OUT = {"start": "Starts", "end": "Ends", "latest": "Ends at the latest", "slack": "Days to spare"}
"""What is worked out for each step, and what people read for it."""
VIEWS = {
    "Steps": "id what owner days after start end slack".split(),
    "Dates": "id what kind days not_before deadline start end latest slack".split(),
    "Who": "id what kind owner days work start end".split(),
    "Progress": "id what owner start end done notes".split(),
    "Everything": (
        "id what kind owner days after start end latest slack not_before deadline work done notes"
    ).split(),
}  # fmt: skip
FILTERS = {
    "critical": "No day to spare",
    "change": KINDS["change"],
    "milestone": "Milestones",
    "open": "Not done",
    "unsound": "Something does not add up",
}
_HELP = {
    "what": "Begin with a verb: ask, order, train.",
    "kind": "A step with people asks, hears or tells those whose work changes.",
    "owner": "One post that answers for it; commas between several.",
    "days": "From its first to its last day, such as 4. A milestone may take 0.",
    "after": "The IDs of the steps that must be done first, such as S1, S3.",
    "not_before": "Only where something outside fixes it, such as a meeting.",
    "deadline": "Only where something outside fixes it.",
    "work": "How much of their time it takes each of them, such as 1.5. Blank: all its days.",
    "done": "In per cent, such as 50.",
}
_WIDE = {
    "id": 4, "what": 18, "owner": 11, "days": 6, "after": 6, "start": 7.5, "end": 7.5, "slack": 6, "done": 5,
    "notes": 16, "work": 6, "kind": 9,
}  # fmt: skip


def columns() -> list[Column]:
    """Return all columns of the table of steps."""
    found = []
    for key in VIEWS["Everything"]:
        label, wide, words = (LABELS | WORKED_OUT)[key], _WIDE.get(key, 8), _HELP.get(key, "")
        if key in ("start", "end", "latest", "slack", "id"):
            found.append(Column(key, label, "fixed", wide=wide))
        elif key == "kind":
            found.append(Column(key, label, "choice", {str(kind): name for kind, name in KINDS.items()}, words, wide))
        elif key in ("not_before", "deadline"):
            found.append(Column(key, label, "date", help=f"{words} Type a date such as 31/03/2026.", wide=wide))
        else:
            kind = "long" if key in ("what", "notes") else "text"
            found.append(Column(key, label, kind, help=words, wide=wide))  # type: ignore[arg-type]
    return found


def rows(plan: Plan, found: tuple[PlanWarning, ...]) -> list[Row]:
    """Return a row for each step, with its dates."""
    unsound = {warning.step for warning in found}
    times = schedule(plan).times
    return [step_row(step, times.get(step.id), unsound=step.id in unsound) for step in plan.steps]


def step_row(step: Step, times: Times | None, *, unsound: bool) -> Row:
    """Return one step as a row: its entries, and when it is worked on."""
    critical = times is not None and times.is_critical
    tags = {
        "critical": critical,
        "change": step.kind == "change",
        "milestone": step.kind == "milestone",
        "open": (step.done or 0) < 100,
        "unsound": unsound,
    }
    cells = {key: _value(key, getattr(step, key)) for key in LABELS}
    notes = {"slack": "no day to spare"} if critical else {}
    return Row(step.id, cells | _worked_out(times), notes, tuple(tag for tag, holds in tags.items() if holds))


def closed_columns() -> list[Column]:
    """Return the columns of the table of closed times."""
    return [
        Column("id", CLOSED_LABELS["id"], "fixed", wide=4),
        Column("first", CLOSED_LABELS["first"], "date", wide=8),
        Column("last", CLOSED_LABELS["last"], "date", help="Blank: one day.", wide=8),
        Column("what", CLOSED_LABELS["what"], "text", help="Such as half-term, training day.", wide=22),
    ]


def closed_rows(plan: Plan) -> list[Row]:
    """Return a row for each closed time."""
    return [_closed_row(time) for time in plan.closed]


def person_columns() -> list[Column]:
    """Return the columns of the table of people."""
    return [
        Column("id", PERSON_LABELS["id"], "fixed", wide=4),
        Column("name", PERSON_LABELS["name"], "text", help="As under “Who” of the steps.", wide=18),
        Column(
            "days", PERSON_LABELS["days"], "text", wide=9,
            help="That they have for this project, such as 0.5. Blank: every working day.",
        ),
    ]  # fmt: skip


def person_rows(plan: Plan) -> list[Row]:
    """Return a row for each person."""
    return [_person_row(person) for person in plan.people]


def _closed_row(time: Closed) -> Row:
    first, last = (day.isoformat() if day else None for day in (time.first, time.last))
    return Row(time.id, {"id": time.id, "first": first, "last": last, "what": time.what})


def _person_row(person: Person) -> Row:
    days = None if person.days is None else decimal_words(person.days)
    return Row(person.id, {"id": person.id, "name": person.name, "days": days})


def _worked_out(times: Times | None) -> dict[str, Any]:
    if times is None:
        return dict.fromkeys(WORKED_OUT)
    days = {"start": times.first, "end": times.last, "latest": times.latest}
    return {key: _shown(day) for key, day in days.items()} | {"slack": str(times.slack).replace("-", "−")}


def _shown(day: date | None) -> str | None:
    return f"{day:%a %d/%m/%Y}" if day else None


def _value(key: str, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if key == "after":
        return ", ".join(value)
    if key == "work":
        return decimal_words(value)
    if key == "done":
        return f"{value}%"
    return value.isoformat() if isinstance(value, date) else str(value)

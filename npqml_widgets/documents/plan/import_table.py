"""Steps out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml_widgets.documents.plan.consistency import days_words
from npqml_widgets.documents.plan.model import LABELS, Plan, Step
from npqml_widgets.documents.plan.reading import read_field
from npqml_widgets.documents.plan.rows import read_steps
from npqml_widgets.documents.plan.workingdays import WorkingDays
from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.table_import import Table, named_field, read_table

SECTIONS = frozenset("milestones tasks actions preparation delivery review evaluation planning implementation".split())
"""Words over the steps of one kind, which nobody calls a step by."""
_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "no", "number", "step no", "task no", "wbs"),
    "what": ("step", "task", "action", "activity", "description", "task name", "what", "actions", "action step"),
    "kind": ("kind", "type", "category"),
    "owner": (
        "who", "owner", "lead", "person", "person responsible", "responsible", "responsibility", "by whom", "led by",
        "assigned to", "resource names", "named person",
    ),
    "days": ("days", "working days", "duration", "school days", "length", "how long"),
    "after": (
        "after", "waits for", "depends on", "dependency", "dependencies", "predecessor", "predecessors",
        "preceded by",
    ),
    "not_before": ("start", "start date", "from", "begin", "begins", "not before", "starts"),
    "deadline": (
        "end", "end date", "deadline", "due", "due date", "by when", "finish", "finish date", "to", "timescale",
    ),
    "work": ("work", "effort", "days of work"),
    "done": ("done", "progress", "complete", "completed", "status", "done share", "percent complete"),
    "notes": ("notes", "note", "comments", "comment", "remarks", "success criteria", "resources"),
}  # fmt: skip


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields of a step that a plain heading may stand for."""
    return named_field(heading, _WORDS, LABELS)


def fits(field: str, cells: Sequence[object]) -> bool:
    """Tell whether the cells of a column, none of them blank, may be those of a field: half of them can be read."""
    return 2 * sum(_can_be_read(field, cell) for cell in cells) >= len(cells)


def read_plan_table(content: bytes, filename: str, *, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of a step that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="step", sheet=sheet, fits=fits, sections=SECTIONS)


def import_steps(table: Table, fields: Sequence[str], plan: Plan) -> Imported[Plan]:
    """Return the plan with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    A step that has two dates and no length takes the working days between them. What cannot be read as its field is
    left blank and kept in the notes, as are the columns that are no field.
    """
    numbered = zip(table.numbers, table.cells(fields), strict=True)
    steps, reports = read_steps(plan, [(f"Row {number}", row) for number, row in numbered])
    counted = tuple(_counted(plan, step) for step in steps)
    said = tuple(
        f"{new.id} takes the {days_words(new.days or 0)} from its first to its last date."
        for old, new in zip(steps, counted, strict=True)
        if old != new
    )
    added = evolve(plan, steps=(*plan.steps, *counted))
    return Imported(added, len(steps), reports, (*table.passed_over, *said))


def _counted(plan: Plan, step: Step) -> Step:
    """Return a step with two dates and no length as one that takes the working days between them."""
    if step.days is not None or step.not_before is None or step.deadline is None or step.deadline < step.not_before:
        return step
    return evolve(step, days=WorkingDays(step.not_before, plan.closed).until(step.deadline))


def _can_be_read(field: str, cell: object) -> bool:
    try:
        read_field(field, cell)
    except Unreadable:
        return False
    return True

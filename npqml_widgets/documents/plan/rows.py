"""Rows of a table read as steps of a plan: what was read, and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.reading import TEXTS, read_field
from npqml_widgets.documents.shared.entry_rows import RowKind, RowReader, any_of
from npqml_widgets.documents.shared.table_import import Cell

_STEP_ROWS = RowKind(
    Step,
    "S",
    TEXTS,
    read_field,
    any_of(("what", "owner", "days", "not_before", "deadline")),
    "says neither what nor when",
)


def read_steps(
    plan: Plan, rows: Sequence[tuple[str, Sequence[Cell]]], *, always: bool = False
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return rows, each with its place in words, as steps with IDs that no step of the plan has, and what was not read.

    A row that says nothing is left out, unless `always`. Where a row's ID is taken, the steps that wait for it wait
    for its new one.
    """
    reader = RowReader(_STEP_ROWS, plan.steps, [row for _, row in rows])
    read = [reader.entry(place, row, always=always) for place, row in rows]
    steps = tuple(_following(step, reader.renamed) for step in read if step is not None)
    return steps, tuple(reader.reports)


def _following(step: Step, renamed: dict[str, str]) -> Step:
    """Return a step that waits for the same steps as before under the IDs that they have now."""
    return evolve(step, after=tuple(renamed.get(name, name) for name in step.after)) if renamed else step

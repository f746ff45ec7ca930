"""Rows of a table read as steps of a plan: what was read, and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from attrs import evolve

from npqml_widgets.documents.plan.model import LABELS, Plan, Step
from npqml_widgets.documents.plan.reading import TEXTS, read_field
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import Cell, read_row, shortened

_SAYS_SOMETHING = ("what", "owner", "days", "not_before", "deadline")


def read_steps(
    plan: Plan, rows: Sequence[tuple[str, Sequence[Cell]]], *, always: bool = False
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return rows, each with its place in words, as steps with IDs that no step of the plan has, and what was not read.

    A row that says nothing is left out, unless `always`. Where a row's ID is taken, the steps that wait for it wait
    for its new one.
    """
    reports: list[str] = []
    used = {step.id for step in plan.steps}
    theirs = {text_of(value) for _, row in rows for field, _, value in row if field == "id"}
    free = (each for each in map("S{}".format, count(1)) if each not in used | theirs)
    renamed: dict[str, str] = {}
    steps: list[Step] = []
    for place, row in rows:
        read = read_row(place, row, TEXTS, read_field)
        found, notes = read.values, list(read.apart)
        reports += [f"{report}; left blank and kept in the notes." for report in read.reports]
        if not (always or any(found.get(field) not in (None, "") for field in _SAYS_SOMETHING)):
            reports.append(f"{place} was left out: it says neither what nor when ({', '.join(_shown(row))}).")
            continue
        own = found.get("id", "")
        if not own or own in used:
            found["id"] = next(free)
        if own and own != found["id"]:
            notes.append(f"{LABELS['id']}: {own}")
            renamed.setdefault(own, found["id"])
            taken = f"its ID {shortened(own)} is taken, so it is {found['id']} here"
            reports.append(f"{place}: {taken}; the old one is kept in the notes.")
        used.add(found["id"])
        steps.append(_with_notes(found, notes))
    return tuple(_following(step, renamed) for step in steps), tuple(reports)


def _with_notes(found: dict[str, Any], notes: list[str]) -> Step:
    if notes:
        found["notes"] = "\n".join([*filter(None, [found.get("notes")]), *notes])
    return Step(**found)


def _following(step: Step, renamed: dict[str, str]) -> Step:
    """Return a step that waits for the same steps as before under the IDs that they have now."""
    return evolve(step, after=tuple(renamed.get(name, name) for name in step.after)) if renamed else step


def _shown(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {shortened(text_of(value))}" for _, heading, value in cells if text_of(value).strip())

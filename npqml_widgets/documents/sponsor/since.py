"""What the candidate has changed since the sponsor saw it: named row by row, on the page, in print and for a marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.sponsor.answer import Answer
from npqml_widgets.documents.sponsor.model import LABELS, Evidence, SponsorComments


def changed_since(sheet: SponsorComments, answer: Answer) -> str:
    """Say what of the sheet is no longer as the sponsor saw it; an empty text where all is."""
    parts = list(_changed(sheet, answer))
    if not parts:
        return ""
    when = f" on {as_said(answer.day)}" if answer.day else ""
    return f"Evidence changed after the sponsor saw it{when}: {'; '.join(parts)}."


def as_seen(sheet: SponsorComments, answer: Answer) -> tuple[Evidence, ...]:
    """Return the rows that are no longer as the sponsor saw them, or gone, as they were then."""
    now = {row.id: row.shown for row in sheet.evidence}
    return tuple(row for row in answer.request.evidence if now.get(row.id) != row)


def _changed(sheet: SponsorComments, answer: Answer) -> Iterator[str]:
    then = {row.id: row for row in answer.request.evidence}
    now = {row.id: row.shown for row in sheet.evidence if row.what.strip() or row.id in then}
    if other := [name for name, row in now.items() if name in then and row != then[name]]:
        fields = {name: _fields(now[name], then[name]) for name in other}
        yield f"{_rows(other)} changed ({'; '.join(f'{name}: {words}' for name, words in fields.items())})"
    if new := [name for name in now if name not in then]:
        yield f"{_rows(new)} added"
    if gone := [name for name in then if name not in now]:
        yield f"{_rows(gone)} taken out"
    if sheet.criteria != answer.request.criteria:
        yield f"the criteria are {_said(sheet.criteria)}, and were {_said(answer.request.criteria)}"
    for label, own, their in (
        ("candidate's id", sheet.candidate, answer.request.candidate),
        ("candidate's name", sheet.name, answer.request.name),
        ("title", sheet.title, answer.request.title),
        ("school", sheet.setting, answer.request.setting),
    ):
        if own != their:
            yield f"the {label} is “{own[:60]}”, and was “{their[:60]}”"


def _fields(now: object, then: object) -> str:
    return ", ".join(label for name, label in LABELS.items() if getattr(now, name) != getattr(then, name))


def _rows(names: Sequence[str]) -> str:
    return f"row{'' if len(names) == 1 else 's'} {', '.join(names)}"


def _said(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"

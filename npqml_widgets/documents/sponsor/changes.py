"""Changes to the evidence and settings: every one gives a new sheet. Nothing here changes an answer."""

from __future__ import annotations

import re

from attrs import evolve

from npqml_widgets.documents.sponsor.model import Evidence, Received, SponsorComments


def with_row(sheet: SponsorComments, row: Evidence) -> SponsorComments:
    """Return the sheet with this evidence in place of that which has its ID, or at the end."""
    if row_of(sheet, row.id) is None:
        return evolve(sheet, evidence=(*sheet.evidence, row))
    return evolve(sheet, evidence=tuple(row if other.id == row.id else other for other in sheet.evidence))


def without_row(sheet: SponsorComments, row_id: str) -> SponsorComments:
    """Return the sheet without a piece of evidence."""
    return evolve(sheet, evidence=tuple(row for row in sheet.evidence if row.id != row_id))


def row_of(sheet: SponsorComments, row_id: str) -> Evidence | None:
    """Return the evidence of an ID, if there is one."""
    return next((row for row in sheet.evidence if row.id == row_id), None)


def next_id(rows: tuple[Evidence, ...]) -> str:
    """Return the first ID of the kind E1, E2 ... that is higher than all those taken."""
    numbers = (re.fullmatch(r"E([0-9]{1,9})", row.id) for row in rows)
    return f"E{max((int(number[1]) for number in numbers if number), default=0) + 1}"


def with_answer(sheet: SponsorComments, received: Received) -> SponsorComments:
    """Return the sheet with an answer that came back; earlier ones stay."""
    return evolve(sheet, answers=(*sheet.answers, received))

"""The evidence sheet behind the sponsor's comments, and what came back from the sponsor, kept whole.

The evidence is the candidate's. An answer is never typed here: it comes in as a file, and is only read.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids

Way = Literal["page", "workbook"]
"""How an answer was given: on the page, which can seal it, or in the workbook, which cannot."""
ASKED_FIRST = ("4.1.1",)
"""The criterion that the framework asks the sponsor's comments for."""
LABELS = {
    "id": "ID",
    "criterion": "Criterion",
    "what": "What was done",
    "partner": "With whom",
    "barrier": "What was in the way, and what helped",
    "day": "Date",
    "place": "Where it can be seen",
    "figure": "Figure",
    "source": "Figure from",
    "notes": "Notes",
}
"""What people read for each field of a piece of evidence, in the order of the table."""


@frozen
class Evidence:
    """One thing that was done, for one criterion, and where the sponsor can see that it was."""

    id: str = field(validator=validators.min_len(1))
    criterion: str = ""
    what: str = ""
    partner: str = ""
    barrier: str = ""
    day: date | None = None
    place: str = ""
    figure: str = ""
    source: str = ""
    notes: str = ""

    @property
    def shown(self) -> Evidence:
        """The evidence as the sponsor sees it: notes are the candidate's own."""
        return evolve(self, notes="")


@frozen
class Received:
    """An answer as it came: what was sealed, to the letter, its seal (empty without a key), and the file in base64."""

    filename: str = ""
    way: Way = field(default="page", validator=validators.in_(get_args(Way)))
    content: str = ""
    seal: str = ""
    file: str = ""
    came: datetime | None = None


@frozen
class SponsorComments:
    """The sheet: whose project it is, which criteria the sponsor is asked about, the evidence, and what came back."""

    title: str = ""
    setting: str = ""
    candidate: str = ""
    name: str = ""
    sponsor: str = ""
    role: str = ""
    starts: date | None = None
    ends: date | None = None
    criteria: tuple[str, ...] = ASKED_FIRST
    evidence: tuple[Evidence, ...] = field(default=(), validator=have_own_ids)
    answers: tuple[Received, ...] = ()

    @property
    def answer(self) -> Received | None:
        """The answer that counts: the one that was brought in last."""
        return self.answers[-1] if self.answers else None


def with_answer(sheet: SponsorComments, received: Received) -> SponsorComments:
    """Return the sheet with an answer that came back; earlier ones stay."""
    return evolve(sheet, answers=(*sheet.answers, received))

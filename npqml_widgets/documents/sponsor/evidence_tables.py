"""The evidence by criterion as tables, and what is said above it: in print, and on the sponsor's workbook."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.printing import Table
from npqml_widgets.documents.sponsor.answer import Request
from npqml_widgets.documents.sponsor.model import Evidence

HEADINGS = ("ID", "What was done", "With whom; what was in the way, and what helped", "Date", "Where it can be seen")
WIDTHS = (0, 30, 30, 0, 22)
WHAT_IS_ASKED = (
    "Say what you have seen yourself, in your own words: what changed between people, what was hard, what you can "
    "show. What you cannot confirm, say so. That is worth more than praise.",
    "Name no pupil and no parent.",
)
OTHERS = "Evidence for no criterion that you are asked about."


def evidence_table(rows: Sequence[Evidence], criterion: str = "", text: str = "") -> Table:
    """Return the evidence for a criterion, or all rows where none is named."""
    wanted = [row for row in rows if not criterion or row.criterion == criterion]
    return Table(_caption(criterion, text), HEADINGS, tuple(map(_cells, wanted)), wide=True, widths=WIDTHS)


def intro(request: Request) -> tuple[str, ...]:
    """Return what the sponsor reads first: who asks, about what, and what is asked of them."""
    who = request.name.strip() or "A candidate"
    of_school = f" at {request.setting.strip()}" if request.setting.strip() else ""
    project = f" “{request.title.strip()}”" if request.title.strip() else ""
    when = f" This is the evidence as it was on {as_said(request.asked)}." if request.asked else ""
    return (
        f"{who} has led a project{project}{of_school} and asks you, as sponsor, for your comments. It takes about "
        f"{5 + 5 * len(request.criteria)} minutes.{when}",
        *WHAT_IS_ASKED,
    )


def _caption(criterion: str, text: str) -> str:
    return f"Evidence for {criterion}: {text}".rstrip(": ") if criterion else OTHERS


def _cells(row: Evidence) -> tuple[str, ...]:
    figure = f"{row.figure} ({row.source})" if row.source.strip() and row.figure.strip() else row.figure
    return (
        row.id,
        "\n".join(filter(str.strip, (row.what, figure))),
        "\n".join(filter(str.strip, (row.partner, row.barrier))),
        as_said(row.day) if row.day else "no date",
        row.place,
    )

"""What stands on a printed document of lists: how it stands, its lists, what does not add up, how it is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from npqml_widgets.documents.shared.lists.columns import EntryList, ListDocument
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.printing import Block, Bullets, Heading, Page, Paragraph, Table, printable


def page(
    kind: ListDocument[Any],
    document: Any,
    summary: Iterable[str],
    blocks: Sequence[Block],
    found: Iterable[ToMend],
    *,
    across: bool = True,
) -> Page:
    """Return a document as a page to print, across where its lists are wide; `blocks` are these."""
    setting: list[Block] = [Paragraph(document.setting)] if document.setting.strip() else []
    faults = tuple(fault.words for fault in found)
    method: list[Block] = [Heading("How it is worked out"), *map(Paragraph, kind.method)] if kind.method else []
    return Page(
        printable(kind.title_of(document)),
        (
            *setting,
            *map(Paragraph, summary),
            *blocks,
            Heading("What does not add up"),
            Bullets(faults) if faults else Paragraph("Nothing was found."),
            *method,
        ),
        across=across,
    )


def list_block(
    each: EntryList,
    document: Any,
    *,
    without: Sequence[str] = (),
    notes_under: str = "",
    widths: Sequence[int] = (),
) -> list[Block]:
    """Return a heading and the table of a list, its columns without some; nothing while it is empty.

    Notes stand in the column `notes_under`, else in the second one; `widths` are the columns' shares of the page.
    """
    entries = getattr(document, each.part)
    if not entries:
        return []
    names = [name for name in each.columns if name not in (*without, "notes")]
    under = notes_under or names[1]
    rows = tuple(tuple(_cell(each, document, entry, name, under) for name in names) for entry in entries)
    headings = tuple(each.columns[name].label for name in names)
    return [Heading(each.name), Table(each.caption, headings, rows, frozenset(), True, tuple(widths))]


def _cell(each: EntryList, document: Any, entry: Any, name: str, under: str) -> str:
    words = each.say(document, entry, name)
    return f"{words}\n{entry.notes}".strip() if name == under and entry.notes.strip() else words

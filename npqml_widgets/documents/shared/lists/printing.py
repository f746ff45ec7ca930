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
) -> Page:
    """Return a document as a page to print, across; `blocks` are its lists."""
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
        across=True,
    )


def list_block(each: EntryList, document: Any, *, names: Sequence[str] = (), widths: Sequence[int] = ()) -> list[Block]:
    """Return a heading and the table of a list, without what is filled in nowhere; nothing while it is empty.

    `names` are its columns, else all; `widths` their shares of the page. Notes stand in the second column.
    """
    entries = getattr(document, each.part)
    if not entries:
        return []
    wanted = [name for name in names or each.columns if name != "notes"]
    rows = tuple(tuple(_cell(each, document, entry, name, wanted) for name in wanted) for entry in entries)
    headings = tuple(each.columns[name].label for name in wanted)
    return [Heading(each.name), Table(f"{each.name}.", headings, rows, frozenset(), True, tuple(widths))]


def _cell(each: EntryList, document: Any, entry: Any, name: str, wanted: Sequence[str]) -> str:
    words = each.say(document, entry, name)
    return f"{words}\n{entry.notes}".strip() if name == wanted[1] and entry.notes.strip() else words

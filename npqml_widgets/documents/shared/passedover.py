"""Rows of somebody's table that are no entry: the headings again, a heading over the rows below, a note under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from npqml_widgets.documents.shared.cells import text_of

_NOTE = re.compile(
    r"(?:key|legend|notes?|n\.?b\.?|source|scor(?:e|es|ing)|ratings?|scale|colou?rs?|date|version)\b[^.]{0,30}[:=]|[*†©]"
    r"|(?:last |next )?(?:reviewed|updated|approved|signed|printed|agreed|adopted)\b|page \d|(?:sub)?totals?\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:section|part|area)\s+\w{1,3}\b", re.IGNORECASE)
AGAIN, SECTION, NOTE = "the headings again", "a heading over the rows below", "a note"


def why_passed_over(
    rows: Sequence[Sequence[object]],
    headings: Collection[tuple[str, ...]],
    *,
    across: Collection[int],
    entry: str,
    sections: Collection[str],
) -> dict[int, str]:
    """Return why rows are no entries of a table, by their places: one of the words above.

    `headings` are the rows of headings, plain; `across` the rows with one cell over several columns; `entry` what a
    row stands for, such as "risk"; `sections` the plain words that nobody calls an entry by, such as "finance".
    """
    again = {place for place, row in enumerate(rows) if _is_headings(row, headings)}
    found = dict.fromkeys(again, AGAIN)
    loud = sum(_is_loud(text) for text in _alone(rows))
    for place, row in enumerate(rows):
        texts = _texts(row)
        if place in again or len(set(texts)) != 1 or _is_number(texts[0]):
            continue
        text, plain = texts[0], _plain(texts[0])
        at_left = any(text_of(cell).strip() for cell in row[:2])
        heads = (
            place + 1 in again
            or (plain.endswith(f"{entry}s") and len(plain.split()) <= 4)
            or plain in sections
            or _SECTION.match(text)
            or (_is_loud(text) and loud < len(rows) / 2)
        )
        if _NOTE.match(text):
            found[place] = NOTE
        elif place in across or len(texts) > 2 or (at_left and heads):
            found[place] = SECTION
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _texts(row: Sequence[object]) -> list[str]:
    return [text for cell in row if (text := " ".join(text_of(cell).split()))]


def _is_headings(row: Sequence[object], headings: Collection[tuple[str, ...]]) -> bool:
    """Tell whether everything in a row is what stands in its column in a row of headings, twice at least."""
    texts = [_plain(text_of(cell)) for cell in row]
    filled = [place for place, text in enumerate(texts) if text]
    least = min(2, len(texts))
    return len(filled) >= least and any(
        all(place < len(heading) and texts[place] == heading[place] for place in filled) for heading in headings
    )


def _alone(rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Return the first text of each row."""
    return (texts[0] for row in rows if (texts := _texts(row)))


def _is_loud(text: str) -> bool:
    """Tell whether a text is written in capitals: four letters at least, as "ICT" is a word like any other."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def _is_number(text: str) -> bool:
    return not any(map(str.isalpha, text))

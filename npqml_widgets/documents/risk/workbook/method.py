"""How a risk register is to be read: the rows of the method sheet, and the settings read back from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.scales import CATEGORIES, CUSTOM, RESPONSE_MEANINGS, SCORED, Category
from npqml_widgets.documents.shared.cells import from_cell, text_of

LAYOUT = 2
"""Raised when a workbook is written in a way that an older version of the course cannot read."""
APPETITE_LABEL = "Appetite"
_LAYOUT_LABEL = "Layout of this workbook"
_READING = (
    ("How to read it", f"{SCORED} Closed risks are not on the heat maps."),
    ("The grid", CUSTOM),
    *(
        (meaning.partition(":")[0], meaning.partition(": ")[2].capitalize() + ".")
        for meaning in RESPONSE_MEANINGS.values()
    ),
    ("Apostrophe", "In front of a text that begins with = + - or @ it keeps the text a text. Leave it there."),
)


def appetite_label(category: Category) -> str:
    """Return the label of a category's own appetite."""
    return f"{APPETITE_LABEL}: {CATEGORIES[category]}"


def level_label(level: int) -> str:
    """Return the label of the row with the words for a level."""
    return f"Level {level}"


def method_rows(register: Register) -> list[tuple[str, *tuple[str | int | None, ...]]]:
    """Return the rows of the method sheet: a label and what belongs to it."""
    own = register.category_appetite
    return [
        ("Title", register.title),
        ("For", register.setting),
        ("Grid", register.size, f"{register.size} levels of likelihood by {register.size} of impact"),
        (APPETITE_LABEL, register.appetite, "The highest score after controls that is accepted without further action"),
        *((appetite_label(one), own.get(one), "Blank: as above") for one in CATEGORIES),
        ("Scale", "Likelihood", "Impact"),
        *(
            (level_label(level), *words)
            for level, words in enumerate(zip(register.likelihood, register.impact, strict=True), 1)
        ),
        *_READING,
        (_LAYOUT_LABEL, LAYOUT),
    ]


def layout_of(rows: Iterable[tuple[Any, ...]]) -> int:
    """Return the layout that a method sheet says it has, 0 where it is no method sheet of ours."""
    found = next((row[1] for row in rows if row and row[0] == _LAYOUT_LABEL), 0)
    return found if isinstance(found, int) else 0


def register_of(rows: Iterable[tuple[Any, ...]], report: Callable[[str], object]) -> Register:
    """Return an empty register with a method sheet's settings; what cannot be read stays as usual, with a report."""
    by_label = {str(row[0]): (*row[1:], None, None) for row in rows if row and row[0] is not None}
    text = {label: tuple(from_cell(text_of(value)) for value in values) for label, values in by_label.items()}
    size = by_label.get("Grid", (5,))[0]
    if size not in (3, 4, 5):
        report(f"Grid: found {text_of(size)}, expected 3, 4 or 5; taken as 5.")
        size = 5
    plain = Register(size=size)
    words = [text.get(level_label(level), ("", ""))[:2] for level in range(1, size + 1)]
    limits = {one: by_label.get(appetite_label(one), (None,))[0] for one in CATEGORIES}
    return Register(
        title=text.get("Title", ("",))[0],
        setting=text.get("For", ("",))[0],
        size=size,
        likelihood=tuple(one for one, _ in words),
        impact=tuple(one for _, one in words),
        appetite=_limit(by_label.get(APPETITE_LABEL, (None,))[0], plain.appetite, size, APPETITE_LABEL, report),
        category_appetite={
            one: _limit(value, plain.appetite, size, appetite_label(one), report)
            for one, value in limits.items()
            if value is not None
        },
    )


def _limit(value: object, usual: int, size: int, label: str, report: Callable[[str], object]) -> int:
    if isinstance(value, int) and 0 <= value <= size**2:
        return value
    report(f"{label}: found {text_of(value) or 'nothing'}, expected a score from 0 to {size**2}; taken as {usual}.")
    return usual

"""Changes to a raw data analysis: each returns a changed document, or says in words why it cannot be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar, cast, get_args

from attrs import evolve

from npqml_widgets.documents.rawdata.consistency import UPN
from npqml_widgets.documents.rawdata.model import TEXTS, CodeUse, Estimate, PupilDocument, RawData, Use
from npqml_widgets.documents.rawdata.numbers import number_of
from npqml_widgets.documents.rawdata.pupils import RULES
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.filegrid import grids_of
from npqml_widgets.documents.shared.table_import import plain_heading
from npqml_widgets.keeping.authored import Refused

D = TypeVar("D", bound=PupilDocument)
NAMED = "A pupil's name or UPN stands in this text. Say it without: no pupil may be found in this document."
_FROM = ("baseline from", "from", "start from", "low", "lower", "start", "ks2 from", "prior attainment from")
_RESULT = ("estimate", "estimated result", "average", "average result", "expected", "mean", "estimated grade")


def with_text(document: RawData, name: str, text: str, names: Collection[str] = ()) -> RawData:
    """Return the document with one of its texts as typed; raises ValueError where a pupil of `names` is named."""
    refuse_names(text, names)
    if name not in (*TEXTS, "system", "units", "comparison"):
        raise ValueError(f"there is no text {name}")
    changes: dict[str, Any] = {name: text}
    return evolve(document, **changes)


def refuse_names(text: str, names: Collection[str]) -> None:
    """Raise ValueError, in words, where a text holds a pupil's UPN or one of these whole names."""
    said = " ".join(text.casefold().split())
    if UPN.search(text) or any(whole in said for whole in names):
        raise ValueError(NAMED)


def with_setting(document: RawData, name: str, typed: str) -> RawData:
    """Return the document with a setting as typed; raises ValueError, in words, where it cannot be."""
    text = typed.strip()
    value: Any = text
    if name == "exported":
        value = date.fromisoformat(text) if text else None
    elif name == "standard":
        value, _ = number_of(text)
        if text and value is None:
            raise ValueError(f"found “{text[:20]}”, expected a number such as 4 or 100.")
    elif name == "limit":
        if not text.isdecimal() or not 3 <= int(text) <= 30:
            raise ValueError(f"found “{text[:20]}”, expected a whole number from 3 to 30, as in your school's rule.")
        value = int(text)
    changes: dict[str, Any] = {name: value}
    return evolve(document, **changes)


def with_code(document: D, place: int, use: str) -> D:
    """Return the document with another use for one of its codes, counted from 0."""
    if use not in get_args(Use) or not 0 <= place < len(document.codes):
        raise ValueError("This code is no longer among those of the table.")
    old = document.codes[place]
    new = CodeUse(old.field, old.code, cast("Use", use))
    changes: dict[str, Any] = {"codes": (*document.codes[:place], new, *document.codes[place + 1 :])}
    return _changed(document, changes)


def with_rule(document: D, rule: str, *, applied: bool) -> D:
    """Return the document with a rule of cleaning applied, or taken back."""
    if rule not in RULES:
        raise ValueError(f"there is no rule {rule}")
    rest = tuple(other for other in document.left_as_is if other != rule)
    return _changed(document, {"left_as_is": rest if applied else (*rest, rule)})


def _changed(document: D, changes: dict[str, Any]) -> D:
    made: Any = document  # an attrs class, which a protocol cannot say
    return cast("D", evolve(made, **changes))


def read_estimates(content: bytes, filename: str) -> tuple[Estimate, ...] | None:
    """Return the estimates in a CSV or XLSX file with columns From and Estimate; None where it has no such columns.

    Raises Refused where a row of them cannot be read.
    """
    for grid in grids_of(content, filename):
        for at, row in enumerate(grid.rows[:10]):
            headings = [plain_heading(text_of(cell)) for cell in row]
            starts = [place for place, heading in enumerate(headings) if heading in _FROM]
            results = [place for place, heading in enumerate(headings) if heading in _RESULT]
            if starts and results and len([heading for heading in headings if heading]) <= 6:
                below = list(zip(grid.numbers, grid.rows, strict=True))[at + 1 :]
                pairs = [(number, line[starts[0]], line[results[0]]) for number, line in below]
                return _estimates(filename, pairs)
    return None


def _estimates(filename: str, pairs: Collection[tuple[int, object, object]]) -> tuple[Estimate, ...]:
    found: list[Estimate] = []
    for number, start, result in pairs:
        low, average = number_of(start)[0], number_of(result)[0]
        if low is None or average is None:
            raise Refused(
                f"{filename}, row {number}: expected two numbers, where a band starts and its estimate. Mend it."
            )
        found.append(Estimate(low, average))
    try:
        return RawData(estimates=tuple(sorted(found, key=lambda estimate: estimate.start))).estimates
    except ValueError as problem:
        raise Refused(f"{filename}: {problem}.") from problem

"""The rows of an export as pupils without a name: read, cleaned by rules of which each can be taken back.

What says who a pupil is only serves to find rows of the same one; it is dropped here and goes no further.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from attrs import evolve, field, frozen

from npqml_widgets.documents.rawdata.codes import code_of
from npqml_widgets.documents.rawdata.headings import DATES, LABELS, NUMBERS, PERSONAL, YES_NO, fields_for, proposed
from npqml_widgets.documents.rawdata.model import Cleaned, ColumnUse, Roll
from npqml_widgets.documents.rawdata.numbers import day_of, number_of, yes_of
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table, read_table
from npqml_widgets.keeping.authored import Refused

RULES = {
    "no-pupil": "Rows without a pupil (totals, averages, notes) go out",
    "left": "Rows of pupils who have left go out",
    "repeated": "Of rows of the same pupil the first stays",
    "percent": "“92.5%” is read as 92.5",
    "comma": "A comma before the decimals is read as a point",
    "share": "A share such as 0.925 in a column of percentages is read as 92.5",
    "words": "Words such as “Yes” or “Female” are read as yes and no",
    "date": "A date in words, or as Excel counts days, is read as a date",
}
"""The rules of cleaning that can be taken back, in the order in which they are told."""
FIXED = {
    "nameless": "What says who a pupil is was dropped: each has a running number",
    "dropped": "Columns that are no field were dropped",
    "spaces": "Spaces round a text went",
}
"""What is done in any case."""
_TOTAL = re.compile(
    r"(?:(?:sub|grand )?totals?|averages?|means?|counts?|sum|median|cohort|class (?:total|average)|all pupils|"
    r"(?:no|number) of (?:pupils|students)|national|school|%|percentage|pass "
    r"rate|printed|report|page|date|key|notes?)\b",
    re.IGNORECASE,
)
_SHARE = 1.0  # up to here a number in a column of percentages is a share


@frozen
class Pupils:
    """What is held of an export while somebody works on it, and never written to any file.

    `rows` has a row for each row of the export, by running number: numbers, dates and Y or N by field, `class` and
    `year` as texts; `pupil` and `cells` are the same where the pupil or all that is read is. `codes` has for each
    column of numbers what stands in a cell without being one, `changed` which cells which rule has changed, `examples`
    a few of these as they stood. `names` are whole names, which no text of the document may hold.
    """

    rows: pd.DataFrame
    columns: tuple[ColumnUse, ...]
    read: int
    passed_over: int
    dropped: int
    spaces: int
    codes: Mapping[str, pd.Series[str]]
    changed: Mapping[str, pd.DataFrame]
    examples: Mapping[str, str]
    names: frozenset[str] = field(factory=frozenset, repr=False)


def read_pupil_table(content: bytes, filename: str, sheet: str = "") -> Table:
    """Return the table of pupils in an export, with the field that each column seems to be; raises Refused."""
    table = read_table(content, filename, fields_for, entry="pupil", sheet=sheet)
    fields = proposed(table.headings, [holds_numbers(column) for column in zip(*table.rows, strict=True)])
    if sum(name != NO_FIELD for name in fields) < 2:
        raise Refused(
            f"{filename} has no row of headings that can be understood, such as UPN, Class, Result. Put headings over "
            "the columns, in one row, and choose the file again."
        )
    return evolve(table, fields=fields)


def holds_numbers(cells: Iterable[object]) -> bool:
    """Tell whether at least a third of what stands in a column are numbers."""
    filled = [cell for cell in cells if text_of(cell).strip()]
    return bool(filled) and sum(number_of(cell)[0] is not None for cell in filled) * 3 >= len(filled)


def what_stands_in(cells: Sequence[object]) -> str:
    """Return what kind of things stand in a column, without showing any that may be about one pupil."""
    filled = [cell for cell in cells if text_of(cell).strip()]
    numbers = [number for cell in filled if (number := number_of(cell)[0]) is not None]
    if not filled:
        return "nothing"
    if len(numbers) * 3 >= len(filled):
        other = len(filled) - len(numbers)
        words = f", and {other} {'cell that is' if other == 1 else 'cells that are'} no number" if other else ""
        return f"{len(numbers)} numbers{words}"
    dates = sum(day_of(cell)[0] is not None for cell in filled)
    if dates * 2 > len(filled):
        return f"{dates} {'date' if dates == 1 else 'dates'}"
    different = Counter(text_of(cell).strip() for cell in filled)
    return f"{len(filled)} texts, {len(different)} of them different"


def pupils_of(
    table: Table,
    fields: Sequence[str],
    *,
    labels: Mapping[str, str] = LABELS,
    numbers: Collection[str] = NUMBERS,
    nameless: bool = False,
) -> Pupils:
    """Return the pupils in a table whose columns are these fields, or NO_FIELD for what is dropped.

    `labels` are the fields' words, `numbers` those of numbers. With `nameless` each row is a pupil where no column
    says whose it is. Raises Refused where two columns are one field, nothing says which rows are the same pupil, or a
    column of numbers holds hardly any.
    """
    twice = [name for name, count in Counter(fields).items() if count > 1 and name != NO_FIELD]
    if twice:
        raise Refused(f"Two columns are “{labels[twice[0]]}”. Choose one of them, and drop the other.")
    if not nameless and not set(fields) & {"id", "name", "surname"}:
        raise Refused("No column says which rows are the same pupil. Choose the one with the pupil's number or name.")
    cells = {name: [row[place] for row in table.rows] for place, name in enumerate(fields) if name != NO_FIELD}
    for name in numbers:
        if name in cells and not holds_numbers(cells[name]) and any(text_of(cell).strip() for cell in cells[name]):
            raise Refused(f"The column for “{labels[name]}” holds hardly any numbers. Choose another one, or drop it.")
    words = _words_of_names(cells)
    rows = pd.DataFrame(index=pd.RangeIndex(1, len(table.rows) + 1, name="Pupil"))
    changed: dict[str, dict[str, list[bool]]] = {}
    codes: dict[str, pd.Series[str]] = {}
    for name, column in cells.items():
        if name in numbers:
            found = [number_of(cell) for cell in column]
            rows[name] = pd.Series([number for number, _ in found], index=rows.index, dtype=float)
            changed[name] = {rule: [used == rule for _, used in found] for rule in ("percent", "comma")}
            texts = ["" if number is not None else code_of(text_of(cell), words)
                     for cell, (number, _) in zip(column, found, strict=True)]  # fmt: skip
            codes[name] = pd.Series(texts, index=rows.index, dtype=object)
        elif name in DATES:
            days = [day_of(cell) for cell in column]
            rows[name] = pd.Series([day for day, _ in days], index=rows.index, dtype=object)
            changed[name] = {"date": [used == "date" for _, used in days]}
        elif name in YES_NO:
            rows[name] = [yes_of(name, cell) for cell in column]
            plain = {"F": "Y", "M": "N"} if name == "sex" else {"Y": "Y", "N": "N", "K": "Y", "E": "Y"}
            changed[name] = {"words": [said != "" and plain.get(text_of(cell).strip()) != said
                                       for cell, said in zip(column, rows[name], strict=True)]}  # fmt: skip
        elif name not in PERSONAL:
            rows[name] = [text_of(cell).strip() for cell in column]
    keys = _keys(cells, len(table.rows))
    rows["no_pupil"] = [
        not key or _is_total(cells, place, row) for place, (key, row) in enumerate(zip(keys, table.rows, strict=True))
    ]
    rows["pupil"], _ = pd.factorize(pd.Series(keys, dtype=object))
    said = [*(rows[name].map(str) for name in rows if name not in ("no_pupil", "pupil")), *codes.values()]
    rows["cells"], _ = pd.factorize(pd.Series(list(zip(*said, strict=True)), dtype=object))
    if "attendance" in rows:
        below = (
            rows["attendance"].le(_SHARE)
            & rows["attendance"].ge(0)
            & ~pd.Series(changed["attendance"]["percent"], index=rows.index)
        )
        changed["attendance"]["share"] = below.tolist()
    return Pupils(
        rows=rows,
        columns=tuple(ColumnUse(table.headings[place], name) for place, name in enumerate(fields)
                      if name != NO_FIELD and name not in PERSONAL),
        read=len(table.rows),
        passed_over=len(table.passed_over),
        dropped=list(fields).count(NO_FIELD),
        spaces=sum(text_of(cell) != text_of(cell).strip() for row in table.rows for cell in row),
        codes=codes,
        changed={name: pd.DataFrame(rules, index=rows.index) for name, rules in changed.items()},
        examples=_examples(cells, changed, words),
        names=_whole_names(cells),
    )  # fmt: skip


def _examples(
    cells: Mapping[str, Sequence[object]], changed: Mapping[str, Mapping[str, list[bool]]], names: set[str]
) -> dict[str, str]:
    """Return for each rule up to three different things that it has changed, none of them a date or about a person."""
    found: dict[str, dict[str, None]] = {}
    for name, rules in changed.items():
        for rule, marked in rules.items():
            for cell, is_changed in zip(cells[name], marked, strict=True):
                text = text_of(cell).strip()
                if is_changed and rule != "date" and len(text) <= 20 and not set(text.lower().split()) & names:
                    found.setdefault(rule, {})[text] = None
    return {rule: ", ".join(f"“{text}”" for text in list(texts)[:3]) for rule, texts in found.items()}


def _keys(cells: Mapping[str, Sequence[object]], count: int) -> list[str]:
    """Return what tells one pupil from another in each row: the number, else name and birthday; "" where neither is.

    Where no column is either, each row is another pupil.
    """
    names = [name for name in ("surname", "forename", "name") if name in cells]
    if not names and "id" not in cells:
        return [f"row {place}" for place in range(count)]

    def key(place: int) -> str:
        number = text_of(cells["id"][place]).strip() if "id" in cells else ""
        if number:
            return number.casefold()
        said = [" ".join(text_of(cells[name][place]).casefold().split()) for name in names]
        if not any(said):
            return ""
        birthday = [text_of(cells["dob"][place]).strip()] if "dob" in cells else []
        return "|".join([*said, *birthday])

    return [key(place) for place in range(count)]


def _is_total(cells: Mapping[str, Sequence[object]], place: int, row: Sequence[object]) -> bool:
    """Tell whether a row without a pupil's number is a total or a note by its first text, or holds nothing else."""
    if any(sign.isdigit() for sign in text_of(cells["id"][place] if "id" in cells else "")):
        return False
    if all(text_of(cells[name][place]).strip() if name in cells else "" for name in ("forename", "surname")):
        return False
    texts = [text for cell in row if (text := text_of(cell).strip())]
    return len(texts) < 2 or (bool(_TOTAL.match(texts[0])) and "," not in texts[0])


def _words_of_names(cells: Mapping[str, Sequence[object]]) -> set[str]:
    """Return each word of a name that stands in the export, in lower case."""
    texts = (text_of(cell) for name in ("forename", "surname", "name") for cell in cells.get(name, ()))
    return {word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text.lower())}


def _whole_names(cells: Mapping[str, Sequence[object]]) -> frozenset[str]:
    """Return each pupil's whole name, forename first, in lower case."""
    pairs = zip(cells.get("forename", ()), cells.get("surname", ()), strict=False)
    both = {f"{text_of(first).strip()} {text_of(last).strip()}".lower() for first, last in pairs}
    for cell in cells.get("name", ()):
        last, comma, first = text_of(cell).strip().lower().partition(",")
        both.add(f"{first.strip()} {last.strip()}" if comma else last)
    return frozenset(name for name in both if len(name.split()) > 1)


def cleaned(
    pupils: Pupils, left_as_is: Collection[str], noughts: Collection[tuple[str, str]], exported: date | None
) -> tuple[pd.DataFrame, Roll, tuple[Cleaned, ...]]:
    """Return the pupils on roll, how they were come by, and what each rule has changed.

    `left_as_is` are rules that are taken back, `noughts` fields with a code that counts as 0. Somebody whose day of
    leaving lies after the day of the export is still on roll.
    """
    rows = pupils.rows.copy()
    found = Counter(dict.fromkeys(RULES, 0))
    for name, rules in pupils.changed.items():
        for rule in map(str, rules):
            marked = rules[rule]
            found[rule] += int(marked.sum())
            if rule == "share":
                factor = 1 if rule in left_as_is else 100
                rows.loc[marked, name] = (rows.loc[marked, name].astype(float) * factor).round(10)
            elif rule in left_as_is:
                rows.loc[marked, name] = "" if name in YES_NO else None
    for name, code in noughts:
        if name in pupils.codes:
            rows.loc[pupils.codes[name] == code, name] = 0.0
    here, counts = rows, {"no-pupil": 0, "left": 0, "repeated": 0}
    otherwise = 0
    for rule, marks in (
        ("no-pupil", _no_pupil),
        ("left", lambda some: _has_left(some, exported)),
        ("repeated", _repeated),
    ):
        out = marks(here)
        found[rule] = int(out.sum())
        if rule == "repeated":
            otherwise = int((out & ~here.duplicated(["pupil", "cells"])).sum())
        if rule not in left_as_is:
            counts[rule], here = found[rule], here[~out]
    joined = int(here["joined"].notna().sum()) if "joined" in here else 0
    roll = Roll(len(rows), counts["no-pupil"], counts["left"], counts["repeated"], otherwise, joined, len(here))
    steps = [Cleaned("nameless", len(rows), "names, numbers and dates of birth")]
    steps += [Cleaned(rule, count) for rule, count in (("dropped", pupils.dropped), ("spaces", pupils.spaces)) if count]
    steps += [
        Cleaned(rule, found[rule], pupils.examples.get(rule, "")) for rule in RULES if found[rule] or rule in left_as_is
    ]
    return here, roll, tuple(steps)


def _no_pupil(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["no_pupil"]


def _repeated(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows.duplicated("pupil")


def _has_left(rows: pd.DataFrame, exported: date | None) -> pd.Series[bool]:
    if "left" not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows["left"].map(lambda day: isinstance(day, date) and (exported is None or day <= exported)).astype(bool)


def codes_in(pupils: Pupils, here: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return how often each code stands in each column of numbers, for the pupils on roll; a blank is one too."""
    found: dict[str, dict[str, int]] = {}
    for name, texts in pupils.codes.items():
        counted: Any = texts[here.index].loc[lambda column: column != ""].value_counts()
        found[name] = {str(code): int(count) for code, count in counted.items()}
    return found

"""What is wrong with a line that TOML does not allow, and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from npqml.course.right_form import QUOTES, mended, no_such_day, right_form, value_of
from npqml.course.toml_kinds import heading_of, kind_at, known_keys, nearest
from npqml.course.toml_lines import Line, lines_of
from npqml.refusal import Refusal

EXPECTED: dict[object, str] = {
    int: "a whole number, without quotation marks",
    float: "a number, without quotation marks",
    float | None: "a number, without quotation marks",
    bool: "true or false, without quotation marks",
    date: "a date such as 2026-09-01, without quotation marks",
    date | datetime: "a date such as 2026-12-18 or 2026-12-18T17:00:00, without quotation marks",
    str: "words in quotation marks",
    int | str: "a whole number or words",
}
"""What each type of value is, in words."""
_LINES = 'lines such as title = "..."'
_NO_SIGN = re.compile(r"(?<=[^\W\d])[”\"’']?\s*[:=]+")  # what stands between a key and its value; in 17:00 it is none


def expected_words(kind: Any) -> str:
    """Return what belongs there, in words."""
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(map(repr, get_args(kind)))
    return EXPECTED.get(kind, "a value as TOML has it")


def wrong_brackets(file: Path, text: str, kind: Any) -> Iterator[Refusal]:
    """Go through headings with one pair of brackets for two, or two for one."""
    seen: set[str] = set()
    for line in lines_of(text):
        if not line.brackets:
            continue
        name, found = str(line.table[0]), len([step for step in line.table if isinstance(step, str)])
        right = heading_of(kind, name) if found == 1 else ""
        wanted = right.count("[")
        if right and wanted != line.brackets:
            pairs = {1: "one pair of brackets", 2: "two pairs of brackets"}
            why = "two, since there may be several" if wanted == 2 else "one, with all its lines below it"
            again = wanted == 1 and name in seen
            do = f"Put its lines below the first {right}, and take this line out." if again else f"Write: {right}"
            yield Refusal(
                file, f"line {line.number}, {line.text.strip()[:60]}", found=pairs[line.brackets], expected=why, do=do
            )
        seen.add(name)


def not_toml(file: Path, text: str, reason: str, kind: Any) -> Refusal:
    """Return what is wrong with the line that TOML stumbles over; `reason` is what the reader of TOML says."""
    lines = list(lines_of(text))
    told = re.search(r"\(at line (\d+)", reason)
    line = _to_blame(lines, int(told[1]) if told else len(lines))
    reason = reason.partition(" (at ")[0]
    if line is None:
        do = "Look whether a quotation mark or a bracket is missing."
        return Refusal(file, "the end of the file", found=f"text that TOML does not allow ({reason})",
                       expected=_LINES, do=do)  # fmt: skip
    written = line.text.strip()
    if refusal := _twice(file, line, lines) or _heading(file, line, kind) or _value(file, line, kind):
        return refusal
    if key := line.key:
        return Refusal(
            file, f"line {line.number}, {key}", found=f"text that TOML does not allow: {written[:200]} ({reason})",
            expected=expected_words(kind_at(kind, line.steps)), do="Mend the value.",
        )  # fmt: skip
    if refusal := _no_sign(file, line, kind):
        return refusal
    found = f"text that TOML does not allow: {written[:200]} ({reason})"
    do = "Mend it, or put # before it if it is a remark."
    return Refusal(file, f"line {line.number}", found=found, expected=_LINES, do=do)


def _to_blame(lines: Sequence[Line], told: int) -> Line | None:
    """The line where the reader stopped, if it is wrong by itself, else the first one above it that is."""
    here = lines[min(told, len(lines)) - 1]
    if not _is_sound(here):
        return here
    above = next((line for line in lines[: here.number] if not _is_sound(line)), None)
    return above or (here if here.text.strip() else None)


def _is_sound(line: Line) -> bool:
    try:
        tomllib.loads(line.text)
    except (ValueError, RecursionError):
        return False
    return True


def _twice(file: Path, line: Line, lines: Sequence[Line]) -> Refusal | None:
    """Refuse a key, or a table, that is there already."""
    if not _is_sound(line) or not (line.key or line.brackets):
        return None
    first = next((other for other in lines[: line.number - 1] if other.steps == line.steps), None)
    if first is None:
        return None
    name = line.key or line.text.strip()
    of_list = next((step for step in line.table if isinstance(step, int)), None) is not None
    do = f"Put its lines below line {first.number}, and take this line out."
    if line.key:
        do = "Take one of the two lines out"
        do += f", or put a line [[{line.table[0]}]] before what is another one." if of_list else "."
    found = f"{name} for the second time; it stands in line {first.number} as well"
    return Refusal(file, f"line {line.number}, {name}", found=found, expected="each once", do=do)


def _heading(file: Path, line: Line, kind: Any) -> Refusal | None:
    """Refuse a heading of a table whose brackets are not whole, or that is no heading."""
    written = line.text.partition("#")[0].strip()
    name = re.sub(r"[^\w.-]", "", written)
    right = heading_of(kind, name)
    if not (written.startswith(("[", "(", "{")) or (right and written.strip("]}):") == name)):
        return None
    do = f"Write: {right}" if right else "Mend the brackets."
    return Refusal(
        file, f"line {line.number}", found=written[:200],
        expected="a name in brackets, such as [deadline] or [[term]]", do=do,
    )  # fmt: skip


def _value(file: Path, line: Line, kind: Any) -> Refusal | None:
    """Refuse a value that is not as TOML has it, where the right form can be told."""
    if not line.key:
        return None
    wanted = kind_at(kind, line.steps)
    expected, entry = expected_words(wanted), f"line {line.number}, {line.key}"
    value = value_of(line.text)
    if not value:
        do = "Add what belongs behind the =, or take the line out."
        return Refusal(file, entry, found="nothing behind the =", expected=expected, do=do)
    if wanted in (None, date, date | datetime) and (day := no_day(file, entry, line.key, value, expected)):
        return day
    right = mended(line.text, wanted)
    if not right or line.text.partition("#")[0].strip() == right:
        return None
    return Refusal(file, entry, found=line.text.strip()[:200], expected=expected, do=f"Write: {right}")


def no_day(file: Path, entry: str, key: str, value: str, expected: str) -> Refusal | None:
    """Refuse a day that no calendar has; None where it is something else."""
    why, meant = no_such_day(value)
    if not why:
        return None
    do = f"Write: {key} = {meant} (if that is the day that is meant)" if meant else "Mend the date."
    return Refusal(file, entry, found=f"{value[:60]}, a day that does not exist: {why}", expected=expected, do=do)


def _no_sign(file: Path, line: Line, kind: Any) -> Refusal | None:
    """Refuse a line in which the = was left out, a colon stands for it, or a key has a space in it."""
    words = _NO_SIGN.sub(" ", line.text.partition("#")[0]).split()
    known = known_keys(kind, line.table)
    for split in range(len(words) - 1 if known else min(len(words) - 1, 1), 0, -1):
        key = "_".join(words[:split]).strip(QUOTES)
        key = nearest(key, known, 0.85) if known else key
        if key and (right := right_form(" ".join(words[split:]), kind_at(kind, (*line.table, key)))):
            return Refusal(
                file, f"line {line.number}, {key}", found=line.text.strip()[:200],
                expected="a key, an = and a value", do=f"Write: {key} = {right}",
            )  # fmt: skip
    return None

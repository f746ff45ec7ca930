"""Read the course's TOML files into frozen objects; what is wrong is named by file and entry."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin

from attrs import frozen
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)

from npqml.course.right_form import no_such_day, right_form
from npqml.course.toml_faults import EXPECTED, expected_words, not_toml, wrong_brackets
from npqml.course.toml_kinds import heading_of, homes, kind_at, known_keys, nearest
from npqml.course.toml_lines import Line, Steps, lines_of, where
from npqml.disk import in_words
from npqml.refusal import Refusal, Refusals

Kind = TypeVar("Kind")
OUR_TIME = range(1900, 3000)
"""The years of a date: in any other one a figure is wrong, and a clock cannot reckon with the first and the last."""


class _WrongValueError(TypeError):
    """A value of the wrong kind; its text says which kind was expected."""


def read_toml(file: Path, kind: type[Kind]) -> Kind:
    """Return the contents of a TOML file as an object of an attrs class.

    Raises Refusal, or Refusals when there is more than one: no such file, not TOML (with the line), a key
    that is not known or is missing, a value of another type.
    """
    text = _text_of(file)
    try:
        raw = tomllib.loads(text)
    except RecursionError:
        raise Refusal(file, "", found="brackets in brackets without end", expected="a TOML file") from None
    except ValueError as error:  # of a TOMLDecodeError, and of a number with thousands of figures
        refuse([*wrong_brackets(file, text, kind)][:1] or [not_toml(file, text, str(error), kind)])
    try:
        return _converter.structure(raw, kind)
    except BaseValidationError as error:
        brackets = {str(refusal): refusal for refusal in wrong_brackets(file, text, kind)}
        faults = list(_faults(error, raw, "", ()))
    found = _Faults(file, kind, list(lines_of(text)))
    refuse([*brackets.values()] or [refusal for fault in faults for refusal in found.refusals(*fault)])


def refuse(refusals: Iterable[Refusal]) -> NoReturn:
    """Raise the one refusal, or all of them together."""
    found = list(refusals)
    raise found[0] if len(found) == 1 else Refusals(found)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        found, do = error.strerror or "nothing to read", "Put it back."
        raise Refusal(file, "", found=found, expected="a TOML file", do=do) from None
    except OSError as error:
        raise in_words(error, file) from None
    except UnicodeDecodeError as error:
        found, do = "a character that is not UTF-8", "Save the file again as UTF-8."
        raise Refusal(file, f"byte {error.start}", found=found, expected="UTF-8 text", do=do) from None


def _faults(
    error: BaseException, value: Any, entry: str, steps: Steps
) -> Iterator[tuple[BaseException, Any, str, Steps]]:
    """Walk through nested errors and give each fault, the value there, the name of its entry and the way to it."""
    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield error, value, entry, steps
        return
    with_notes, without = error.group_exceptions()
    for inner, note in with_notes:
        step = note.name if isinstance(note, AttributeValidationNote) else note.index
        try:
            inside = value[step]
        except (KeyError, IndexError, TypeError):
            inside = None
        yield from _faults(inner, inside, _entry(entry, note, inside), (*steps, step))
    for inner in without:
        yield inner, value, entry, steps


def _entry(outer: str, note: AttributeValidationNote | IterableValidationNote, inside: Any) -> str:
    if isinstance(note, AttributeValidationNote):
        return f"{outer}, {note.name}" if outer else note.name
    if isinstance(note.index, str):
        return f"{outer} {note.index}"
    named = inside if isinstance(inside, dict) else {}
    return f"{outer} {named.get('id') or named.get('name') or f'number {note.index + 1}'}"


@frozen
class _Faults:
    """Says what is wrong with the values of a file that is TOML."""

    file: Path
    kind: Any
    lines: list[Line]

    def refusals(self, error: BaseException, value: Any, entry: str, steps: Steps) -> Iterator[Refusal]:
        """Go through what is wrong at one place."""
        if isinstance(error, ForbiddenExtraKeysError):
            yield from (self._unknown(key, value, entry, steps) for key in sorted(error.extra_fields))
        elif isinstance(error, KeyError):
            yield self._refusal(entry, steps, found="nothing", expected="a value", do="Add the key.")
        else:
            yield self._wrong_value(error, value, entry, steps)

    def _unknown(self, key: str, table: Any, entry: str, steps: Steps) -> Refusal:
        known, value = known_keys(self.kind, steps), table.get(key) if isinstance(table, dict) else None
        do = "Mend its spelling, or take it out."
        if key in known_keys(self.kind, ()):
            do = "Move the line up, above the first line in brackets."
        elif near := nearest(key, known):
            do = f"Write: {heading_of(self.kind, near) if not steps and isinstance(value, dict | list) else near}"
        elif not steps and (headings := list(homes(self.kind, key, type(value)))):
            do = f"Put it below the line {' or '.join(headings)}."
        found, expected = f"a key that is not known here: {key}", f"only {', '.join(known)}"
        return self._refusal(entry, (*steps, key), found=found, expected=expected, do=do)

    def _wrong_value(self, error: BaseException, value: Any, entry: str, steps: Steps) -> Refusal:
        expected = str(error) if isinstance(error, _WrongValueError) else "a table with keys"
        wanted, key, do = kind_at(self.kind, steps), steps[-1] if steps else "", "Mend the value."
        right = right_form(str(value), wanted) if type(value) in (str, int) else ""
        if isinstance(key, str) and isinstance(value, str) and wanted in (date, date | datetime):
            why, meant = no_such_day(value)
            expected += f" ({why})" if why else ""
            right = meant or right
        if len(steps) > 1 and key in known_keys(self.kind, ()):
            do = f"{key} belongs further up: move the line above the first line in brackets."
        elif isinstance(key, str) and right and (isinstance(value, str) or right != str(value)):
            do = f"Write: {key} = {right}"
        return self._refusal(entry, steps, found=_shown(value), expected=expected, do=do)

    def _refusal(self, entry: str, steps: Steps, *, found: str, expected: str, do: str) -> Refusal:
        named = ", ".join(part for part in (where(self.lines, steps), entry) if part)
        return Refusal(self.file, named, found=found, expected=expected, do=do)


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def _whole(value: Any, _: Any) -> Any:
    return _of(value, (int,), EXPECTED[int])


def _number(value: Any, _: Any) -> Any:
    return _of(value, (int, float), EXPECTED[float])


def _truth(value: Any, _: Any) -> Any:
    return _of(value, (bool,), EXPECTED[bool])


def _day(value: Any, _: Any) -> Any:
    return _of_our_time(_of(value, (date,), EXPECTED[date]))


def _moment(value: Any, _: Any) -> Any:
    return _of_our_time(_of(value, (date, datetime), EXPECTED[date | datetime]))


def _of_our_time(day: date) -> date:
    if day.year not in OUR_TIME:
        raise _WrongValueError(f"a year from {OUR_TIME.start} to {OUR_TIME.stop - 1}")
    return day


def _words(value: Any, _: Any) -> Any:
    if type(value) is str and not value.strip():
        raise _WrongValueError("words; leave the key out where there is nothing to say")
    return _of(value, (str,), EXPECTED[str])


def _words_or_whole(value: Any, _: Any) -> Any:
    return _words(value, str) if isinstance(value, str) else _of(value, (int,), EXPECTED[int | str])


def _of(value: Any, kinds: tuple[type, ...], expected: str) -> Any:
    # By exact type: true is an int to Python, and a date with a time is a date.
    if type(value) not in kinds:
        raise _WrongValueError(expected)
    return value


def _one_of(value: Any, kind: Any) -> Any:
    if value not in get_args(kind):
        raise _WrongValueError(expected_words(kind))
    return value


_converter = Converter(forbid_extra_keys=True)
for _kind, _hook in ((str, _words), (int, _whole), (float, _number), (bool, _truth), (date, _day)):
    _converter.register_structure_hook(_kind, _hook)
_converter.register_structure_hook(int | str, _words_or_whole)
_converter.register_structure_hook(date | datetime, _moment)


def _is(outer: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is outer


_converter.register_structure_hook_func(_is(Literal), _one_of)


@_converter.register_structure_hook_factory(_is(tuple))
def _list_factory(kind: Any, converter: Converter) -> Any:
    inner = homogenous_tuple_structure_factory(kind, converter)

    def hook(value: Any, wanted: Any) -> Any:
        # A string can be gone through too, letter by letter: take nothing but a list.
        return inner(_of(value, (list,), "a list in [ ]"), wanted)

    return hook

"""Read the course's TOML files into frozen objects; what is wrong is named by file and entry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)

from npqml.course.right_form import key_of, mended, right_form
from npqml.disk import in_words
from npqml.refusal import Refusal, Refusals

Kind = TypeVar("Kind")


class _WrongValueError(TypeError):
    """A value of the wrong kind; its text says which kind was expected."""


def read_toml(file: Path, kind: type[Kind]) -> Kind:
    """Return the contents of a TOML file as an object of an attrs class.

    Raises Refusal, or Refusals when there is more than one: no such file, not TOML (with the line), a key
    that is not known or is missing, a value of another type.
    """
    raw = _parsed(file)
    try:
        return _converter.structure(raw, kind)
    except BaseValidationError as error:
        found = [_refusal(file, *fault) for fault in _faults(error, raw, "")]
    refuse(found)


def refuse(refusals: Iterable[Refusal]) -> NoReturn:
    """Raise the one refusal, or all of them together."""
    found = list(refusals)
    raise found[0] if len(found) == 1 else Refusals(found)


def _parsed(file: Path) -> dict[str, Any]:
    text = ""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except FileNotFoundError as error:
        found, do = error.strerror or "nothing to read", "Put it back."
        raise Refusal(file, "", found=found, expected="a TOML file", do=do) from None
    except OSError as error:
        raise in_words(error, file) from None
    except UnicodeDecodeError as error:
        found, do = "a character that is not UTF-8", "Save the file again as UTF-8."
        raise Refusal(file, f"byte {error.start}", found=found, expected="UTF-8 text", do=do) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, *str(error).partition(" (at ")[::2]) from None


def _not_toml(file: Path, text: str, reason: str, place: str) -> Refusal:
    line = re.match(r"line (\d+)", place)
    written = text.split("\n")[int(line[1]) - 1].rstrip("\r") if line else ""
    entry, key = line[0] if line else "the end of the file", key_of(written)
    if right := mended(written):
        found, expected = written.strip()[:200], "a value as TOML has it"
        return Refusal(file, f"{entry}, {key}", found=found, expected=expected, do=f"Write: {right}")
    found = f"text that TOML does not allow{f' for {key}' if key else ''} ({reason})"
    do = "Look at this line and the one above it."
    return Refusal(file, entry, found=found, expected='lines such as title = "..."', do=do)


def _faults(error: BaseException, value: Any, entry: str) -> Iterator[tuple[str, BaseException, Any]]:
    """Walk through nested errors and give each fault with the name of its entry and the value found there."""
    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield entry, error, value
        return
    with_notes, without = error.group_exceptions()
    for inner, note in with_notes:
        step = note.name if isinstance(note, AttributeValidationNote) else note.index
        try:
            inside = value[step]
        except (KeyError, IndexError, TypeError):
            inside = None
        yield from _faults(inner, inside, _entry(entry, note, inside))
    for inner in without:
        yield entry, inner, value


def _entry(outer: str, note: AttributeValidationNote | IterableValidationNote, inside: Any) -> str:
    if isinstance(note, AttributeValidationNote):
        return f"{outer}, {note.name}" if outer else note.name
    if isinstance(note.index, str):
        return f"{outer} {note.index}"
    named = inside if isinstance(inside, dict) else {}
    return f"{outer} {named.get('id') or named.get('name') or f'number {note.index + 1}'}"


def _refusal(file: Path, entry: str, error: BaseException, value: Any) -> Refusal:
    if isinstance(error, ForbiddenExtraKeysError):
        known = ", ".join(field.name for field in attrs.fields(error.cl))
        found = f"a key that is not known here: {', '.join(sorted(error.extra_fields))}"
        do = "Mend its spelling, or take it out."
        return Refusal(file, entry, found=found, expected=f"only {known}", do=do)
    if isinstance(error, KeyError):
        return Refusal(file, entry, found="nothing", expected="a value", do="Add the key.")
    expected = str(error) if isinstance(error, _WrongValueError) else "a table with keys"
    right = right_form(value) if isinstance(value, str) and "without quotation marks" in expected else ""
    do = f"Write: {entry.split(', ')[-1]} = {right}" if right and not right.startswith('"') else "Mend the value."
    return Refusal(file, entry, found=repr(value), expected=expected, do=do)


def _whole(value: Any, _: Any) -> Any:
    return _of(value, (int,), "a whole number, without quotation marks")


def _number(value: Any, _: Any) -> Any:
    return _of(value, (int, float), "a number, without quotation marks")


def _truth(value: Any, _: Any) -> Any:
    return _of(value, (bool,), "true or false, without quotation marks")


def _day(value: Any, _: Any) -> Any:
    return _of(value, (date,), "a date such as 2026-09-01, without quotation marks")


def _moment(value: Any, _: Any) -> Any:
    return _of(value, (date, datetime), "a date such as 2026-12-18 or 2026-12-18T17:00:00, without quotation marks")


def _words(value: Any, _: Any) -> Any:
    if type(value) is str and not value.strip():
        raise _WrongValueError("words; leave the key out where there is nothing to say")
    return _of(value, (str,), "words in quotation marks")


def _words_or_whole(value: Any, _: Any) -> Any:
    return _words(value, str) if isinstance(value, str) else _of(value, (int,), "a whole number or words")


def _of(value: Any, kinds: tuple[type, ...], expected: str) -> Any:
    # By exact type: true is an int to Python, and a date with a time is a date.
    if type(value) not in kinds:
        raise _WrongValueError(expected)
    return value


def _one_of(value: Any, kind: Any) -> Any:
    if value not in get_args(kind):
        raise _WrongValueError("one of " + ", ".join(map(repr, get_args(kind))))
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

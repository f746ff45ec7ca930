"""A document as plain data (dicts, lists, texts, numbers) and back; what does not fit is said in words."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args

import cattrs
from cattrs.preconf.json import make_converter

T = TypeVar("T")
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
LARGEST = 1e15
"""No number in a document is as large; in a double each whole one up to it is exact."""
_STEP = re.compile(r"\.(?P<field>\w+)|\[(?P<key>[^\]]*)\]")


class DoesNotFit(Exception):
    """Says which entries of some plain data do not fit a document, one sentence each in `reasons`."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the sentences in the order in which they were found."""
        self.reasons = tuple(reasons)
        super().__init__(" ".join(reasons))


def _exactly(kind: type) -> Any:
    """Give a hook that takes only values of this very type: cattrs alone would read None as the text "None"."""

    def take(value: object, _: object) -> object:
        if type(value) is kind or (kind is float and type(value) is int):
            if kind is not float or -LARGEST < value < LARGEST:  # type: ignore[operator]  # not so of NaN, which JSON's readers take too
                return value
        raise ValueError(f"found {_short(value)}, expected {_NAMES[kind]}")

    return take


def _dated(kind: type[date], example: str) -> Any:
    """Give a hook that reads a date or a time as JSON holds it."""

    def take(value: object, _: object) -> date:
        try:
            return kind.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError) as problem:
            raise ValueError(f"found {_short(value)}, expected {example}") from problem

    return take


def _one_of(value: object, kind: Any) -> object:
    """Take only one of the values that a Literal names."""
    if any(value == one and type(value) is type(one) for one in get_args(kind)):
        return value
    raise ValueError(f"found {_short(value)}, expected one of {', '.join(map(repr, get_args(kind)))}")


def _converter(*, whole: bool) -> cattrs.Converter:
    made = make_converter(forbid_extra_keys=True, detailed_validation=whole)
    for kind in _NAMES:
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook(date, _dated(date, "a date such as 2026-03-31"))
    made.register_structure_hook(datetime, _dated(datetime, "a time such as 2026-03-31T14:05:00+00:00"))
    made.register_structure_hook_func(lambda kind: getattr(kind, "__origin__", None) is Literal, _one_of)
    return made


_documents = _converter(whole=True)
_first_fault_only = _converter(whole=False)


def to_plain(document: object) -> Any:
    """Give a document (any attrs model) as data that JSON can hold."""
    return _documents.unstructure(document)


def from_plain(data: object, kind: type[T], *, whole: bool = True) -> T:
    """Give plain data as a document of this kind; raise DoesNotFit with a sentence for each entry that is wrong.

    Without `whole` there is one for the first: a hostile file with a million faults would take gigabytes to list.
    """
    try:
        return (_documents if whole else _first_fault_only).structure(data, kind)
    except Exception as problem:
        raise DoesNotFit(_reasons(problem) if whole else [f"{_why(problem, kind)}."]) from problem


def _reasons(problem: BaseException) -> list[str]:
    found = cattrs.transform_error(problem, path="", format_exception=_why)
    return [_sentence(*line.rpartition(" @ ")[::2]) for line in found]


def _why(problem: BaseException, kind: type | None) -> str:
    if isinstance(problem, cattrs.ForbiddenExtraKeysError):
        return f"found {', '.join(sorted(map(repr, problem.extra_fields)))}, which this course does not know"
    if isinstance(problem, KeyError):
        return f"the entry {problem.args[0]!r} is missing"
    if isinstance(problem, AttributeError | TypeError):  # a text, a list or nothing where a dict belongs
        return "expected entries, each with its name"
    # attrs' own validators carry more arguments than their sentence.
    return str(problem.args[0]) if problem.args else f"expected {getattr(kind, '__name__', 'another value')}"


def _sentence(why: str, path: str) -> str:
    """Turn "why" and ".risks[2].event" into "risks, entry 3, event: why."."""
    steps = []
    for step in _STEP.finditer(path):
        key = step["key"]
        place = f"entry {int(key) + 1}" if key and key.isdigit() else key
        steps.append(step["field"] or place or "")
    return f"{', '.join(steps)}: {why}." if steps else f"{why}."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"

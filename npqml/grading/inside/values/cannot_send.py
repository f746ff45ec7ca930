"""An answer that cannot be handed in, and what a candidate is told of it."""

from __future__ import annotations

CAN_BE_SENT = "Numbers, text, true or false, dates, lists, tables and charts can be handed in."

_FUNCTION = "a function: give its value instead, by typing () after its name"
_NOT_MADE_YET = "a list that has not been made yet: put list( ) round it"
_CHART = "a part of a chart, or a chart of an unusual kind: give the whole chart (fig or ax)"
_GROUPS = "a table in groups, with nothing worked out yet: add what you want of each group, such as .mean()"

# By the names of a thing's class and of those above it, from the nearest to the furthest.
_WORDS = {
    **dict.fromkeys(("function", "builtin_function_or_method", "ufunc", "_ArrayFunctionDispatcher"), _FUNCTION),
    **dict.fromkeys(("method", "method-wrapper", "partial"), _FUNCTION),
    "type": "a class: give a value instead",
    "module": "a module: give a value instead",
    **dict.fromkeys(("generator", "map", "filter", "zip", "enumerate", "reversed"), _NOT_MADE_YET),
    **dict.fromkeys(("dict_keys", "dict_values", "dict_items"), _NOT_MADE_YET),
    **dict.fromkeys(("bytes", "bytearray", "memoryview", "bytes_"), "raw bytes: give text or numbers instead"),
    **dict.fromkeys(("BaseGroupBy", "BaseWindow"), _GROUPS),
    "Styler": "a table dressed for reading: give the table itself, without .style",
    "SparseArray": "a column that is stored as sparse: add .sparse.to_dense()",
    **dict.fromkeys(("Artist", "Container"), _CHART),
    "HasTraits": "a control that is not one of the course's own: give its value instead",
    "ExtensionArray": "a column of an unusual kind: turn it into numbers, text or dates with .astype( )",
    "BaseOffset": "a length of time without a date: give a number of days instead",
    "tzinfo": "a time zone: give a date and time instead",
}
_PLAIN = {
    "DataFrame": "table",
    "Series": "column",
    "Index": "index",
    "ndarray": "numpy array",
    **{name: f"date or time ({name})" for name in ("datetime", "date", "time", "timedelta")},
    **{name: name for name in ("int", "float", "complex", "str", "list", "tuple", "dict", "set", "frozenset")},
    **{name: name for name in ("Decimal", "Fraction", "Period", "Interval")},
}

# A class may answer for itself when it is asked for its name: these ask Python instead.
_NAME = type.__dict__["__name__"].__get__
_MRO = type.__dict__["__mro__"].__get__


class CannotSend(Exception):
    """Says, in a candidate's words, why an answer cannot be handed in."""


def above(kind: type) -> tuple[type, ...]:
    """Return a class and the classes above it, without asking the class."""
    return tuple(_MRO(kind))


def refusal(thing: object, *, inside: bool) -> str:
    """Say what a thing is that cannot be handed in, and what can; `inside` when it is a part of the answer.

    Runs nothing that belongs to the thing.

    >>> refusal(len, inside=False)
    'This answer is a function: give its value instead, by typing () after its name. Numbers, text, true or false, \
dates, lists, tables and charts can be handed in.'
    """
    return f"This answer {'holds' if inside else 'is'} {_what(type(thing))}. {CAN_BE_SENT}"


def _what(kind: type) -> str:
    own, *others = map(_NAME, above(kind))
    for name in (own, *others):
        if name in _WORDS:
            return _WORDS[name]
        if name.endswith("iterator"):
            return _NOT_MADE_YET
        if name in _PLAIN and name != own:
            return f"a special kind of {_PLAIN[name]} ({_shown(own)}): give a plain one instead"
    return f"something that cannot be handed in ({_shown(own)})"


def _shown(name: str) -> str:
    return name if name.isidentifier() and len(name) <= 40 else "of a class of your own"

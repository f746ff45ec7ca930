"""What a check compares, always by value: numbers, text, sets and tables."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Hashable, Iterable

import pandas as pd

from npqml_widgets.answers.reading import missing, real

_SAME = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—−", "-"))


class NotYet(AssertionError):
    """An answer that is not right yet because of a mistake that we know by name."""

    def __init__(self, message: str, mistake: str = "") -> None:
        """Keep the message for the candidate and the name of the mistake for the reports."""
        self.mistake = mistake
        super().__init__(message)


def mistake(name: str, when: bool, message: str) -> None:
    """Raise NotYet with the message and the mistake's name when the mistake was made."""
    if when:
        raise NotYet(message, mistake=name)


def nearest(value: object, within: float, *slips: tuple[str, object, str]) -> None:
    """Raise NotYet for the mistake whose number lies nearest to the value, if that is at most `within` away.

    Each mistake is its name, the number that it gives and the message: `nearest(_given.gap, 0.02, ("sign-turned", -3.1,
    "Turn the sign."))`.
    """
    near = [slip for slip in slips if same_number(value, slip[1], within)]
    if near:
        name, _, message = min(near, key=lambda slip: abs(float(value) - float(slip[1])))  # type: ignore[arg-type]
        raise NotYet(message, mistake=name)


def has_fewer_places(value: object, right: float, places: int = 2) -> bool:
    """Tell whether a value is the right number, rounded or cut off one decimal place before the last that is asked for.

    Ask it only of a value that is neither right nor a slip: these may have no digit in their last place.
    """
    number, step = real(value), 10.0 ** (1 - places)
    if number is None or not math.isfinite(number):
        return False
    return abs(number - right) < step and same_number(number, round(number / step) * step, step / 1000)


def with_fewer_places(right: float, slips: Iterable[float] = (), places: int = 2) -> float:
    """Return a right answer as given to one place too few: rounded up or down, whichever lies further from all slips.

    It lies clear of the right answer, too, unless that has no digit in its last place.
    """
    step, known = 10.0 ** (1 - places), (right, *slips)
    ends = (round(way(right / step) * step, places) for way in (math.floor, math.ceil))
    return max(ends, key=lambda end: min(abs(end - number) for number in known))


def comes_before(order: object, *preconditions: tuple[str, str, str, str]) -> None:
    """Raise NotYet for the first precondition that an order does not keep: of the two it names, the first comes first.

    Each is its mistake's name, what has to come first, what has to wait, and the message: `comes_before(_given.steps,
    ("announced-first", "ask", "announce", "They hear a decision, not a question."))`. Of no order nothing is raised.
    """
    if not isinstance(order, list):
        return
    for name, first, later, message in preconditions:
        if order.index(later) < order.index(first):
            raise NotYet(message, mistake=name)


def same_number(value: object, expected: object, within: float) -> bool:
    """Tell whether two numbers differ by at most `within`; never true of text, booleans, NaN or None."""
    one, other = real(value), real(expected)
    if one is None or other is None or not (math.isfinite(one) and math.isfinite(other)):
        return False
    # 25.3 and 25.4 differ by a hair more than 0.1 in binary: that hair is nobody's mistake.
    return abs(one - other) <= within + 1e-9 * max(1.0, abs(other))


def folded(text: str) -> str:
    """Text without case, spaces, kind of quote or dash, and closing full stop."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
    return "".join(plain.split()).rstrip(".")


def same_text(one: object, other: object) -> bool:
    """Tell whether two texts agree but for case, spaces and the kind of quotation marks and dashes."""
    return isinstance(one, str) and isinstance(other, str) and folded(one) == folded(other)


def same_set(one: object, other: object) -> bool:
    """Tell whether two collections hold the same things, in any order and however often."""
    first, second = _members(one), _members(other)
    return first is not None and second is not None and first == second


def same_table(value: object, expected: object, within: float = 0) -> bool:
    """Tell whether two tables have the same labels and, cell by cell, the same numbers and text.

    Rows and columns may come in another order, as their labels tell them apart. Blank equals blank. Types
    of columns never count, nor does the name of a Series.
    """
    one, other = _as_table(value), _as_table(expected)
    if one is None or other is None or one.shape != other.shape:
        return False
    nameless = other.shape[1] == 1 and (isinstance(value, pd.Series) or isinstance(expected, pd.Series))
    rows, columns = _places(one.index, other.index), [0] if nameless else _places(one.columns, other.columns)
    if rows is None or columns is None:
        return False
    arranged = one.iloc[rows, columns]
    return all(
        _same_cell(cell, wanted, within)
        for column in range(other.shape[1])
        for cell, wanted in zip(arranged.iloc[:, column], other.iloc[:, column], strict=True)
    )


def _members(things: object) -> set[Hashable] | None:
    if isinstance(things, str):
        things = [things]
    if not isinstance(things, Iterable):
        return None
    members = {_label(thing) for thing in things}
    return None if None in members else members


def _label(thing: object) -> Hashable:
    """What two things that we call the same have in common; None for a missing value."""
    if isinstance(thing, str):
        return folded(thing)
    if isinstance(thing, tuple):
        return tuple(map(_label, thing))
    number = real(thing)
    if number is not None:
        return float(f"{number:.12g}")
    if missing(thing):
        return None
    return thing if isinstance(thing, Hashable) else repr(thing)


def _as_table(thing: object) -> pd.DataFrame | None:
    if isinstance(thing, pd.DataFrame):
        return thing
    if isinstance(thing, pd.Series):
        return thing.to_frame(name="value")
    if isinstance(thing, dict) and thing:
        if all(isinstance(row, dict) for row in thing.values()):
            return pd.DataFrame.from_dict(thing, orient="index")
        return pd.Series(thing, dtype=object).to_frame(name="value")
    return None


def _places(found: pd.Index, wanted: pd.Index) -> list[int] | None:
    """Where each wanted label is among those found; None if the labels are not the same."""
    have, want = [_label(each) for each in found], [_label(each) for each in wanted]
    if have == want:
        return list(range(len(have)))
    where = {label: place for place, label in enumerate(have)}
    if len(where) < len(have) or set(where) != set(want):
        return None
    return [where[label] for label in want]


def _same_cell(cell: object, wanted: object, within: float) -> bool:
    if missing(cell) or missing(wanted):
        return missing(cell) and missing(wanted)
    if real(wanted) is not None:
        return same_number(cell, wanted, within)
    if isinstance(wanted, str):
        return same_text(cell, wanted)
    try:
        return bool(cell == wanted)
    except (TypeError, ValueError):  # lists, arrays and other things that no cell should hold
        return False

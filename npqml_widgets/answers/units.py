"""Units of an answer: the ways in which people write them, and how we say them back."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from npqml_widgets.answers.rounding import half_up


@frozen
class Unit:
    """A unit: its name in a field, one and many of it in words, how an answer is asked for, its spellings."""

    name: str
    one: str
    many: str
    asked: str
    spellings: tuple[str, ...]


PLAIN = Unit("", "", "", "as a plain number", ())
PERCENT = Unit("%", "%", "%", "as a percentage", ("%", "per cent", "percent", "per-cent", "percentage", "pct", "pc"))
POINTS_OF_PERCENT = Unit(
    "pp", "percentage point", "percentage points", "in percentage points",
    ("pp", "pps", "p.p", "p.p.", "ppt", "ppts", "% pts", "%pts", "% pt", "%pt", "% points", "% point",
     "%-points", "percentage points", "percentage point", "percentage-points", "percentage-point",
     "percentage pts", "percent points", "per cent points"),
)  # fmt: skip
POUNDS = Unit("£", "£", "£", "in pounds", ("£", "pounds", "pound", "gbp"))


def _counted(one: str, many: str, *others: str) -> Unit:
    return Unit(many, one, many, f"in {many}", (many, one, *others))


_POINTS = _counted("point", "points", "pts", "pt", "scaled score points", "scale points")
PUPILS = _counted("pupil", "pupils", "children", "child", "students", "student", "learners", "learner")
PEOPLE = _counted("person", "people", "persons")
_KNOWN = (
    PERCENT,
    POINTS_OF_PERCENT,
    POUNDS,
    _POINTS,
    _counted("grade", "grades", "gcse grades", "gcse grade"),
    _counted("step", "steps"),
    _counted("mark", "marks"),
    PUPILS,
    PEOPLE,
    _counted("session", "sessions"),
    _counted("day", "days"),
    _counted("week", "weeks", "wks"),
    _counted("month", "months"),
    _counted("year", "years", "yrs"),
    _counted("hour", "hours", "hrs", "hr"),
    _counted("minute", "minutes", "mins", "min"),
)
# What a school says for the same thing: read, with a word about it.
_ALSO_READ = {("pp", "%"), ("pp", "points"), ("%", "pp")}


@cache
def unit_named(name: str) -> Unit:
    """The unit that a field means by `name`; a unit we have no table for is made from its name."""
    name = name.strip()
    if not name:
        return PLAIN
    for unit in _KNOWN:
        if name.casefold() in unit.spellings:
            return unit
    many = name if name.endswith("s") else f"{name}s"
    one = f"{many[:-3]}y" if many.endswith("ies") else many[:-1]  # families, a family
    return _counted(one, many, many.casefold(), one.casefold())


def accepts(wanted: Unit, written: Unit) -> bool:
    """Tell whether an answer written in one unit can be read where another is wanted."""
    if wanted is PLAIN:  # "12 pupils" is 12; but 25% may be 25 or 0.25
        return written not in (PERCENT, POINTS_OF_PERCENT)
    return wanted == written or (wanted.name, written.name) in _ALSO_READ


_OF_A = re.compile(r"(?<=\d) of (?:an?|one)$")
"""As in 0.02 of a grade."""


@cache
def _patterns(own: Unit) -> tuple[re.Pattern[str], re.Pattern[str]]:
    spellings = {spelling for unit in (*_KNOWN, own) for spelling in unit.spellings}
    words = "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
    behind = re.compile(rf"(?P<rest>.*?)(?P<unit>\((?:{words})\)|(?<![a-z])(?:{words})|[%£][a-z -]*)")
    before = "|".join(re.escape(spelling) for spelling in ("£", "%", *own.spellings))
    return behind, re.compile(rf"(?P<sign>[+-]? ?)(?P<unit>{before})[ :]*(?P<rest>[-+\d.].*)")


def split_unit(text: str, own: Unit) -> tuple[str, Unit | None]:
    """The text without its unit, and the unit (None if there is none) written behind or in front."""
    behind, before = _patterns(own)
    if found := before.fullmatch(text):
        rest = f"{found['sign'].strip()}{found['rest']}"
        inner, second = split_unit(rest, own)
        unit = _spelt(found["unit"], own)
        return (inner, unit) if second in (None, unit) else (text, None)
    found = behind.fullmatch(text)
    unit = _spelt(found["unit"].strip("()"), own) if found else None
    return (_OF_A.sub("", found["rest"].strip()), unit) if found and unit else (text, None)


def _spelt(spelling: str, own: Unit) -> Unit | None:
    return next((unit for unit in (own, *_KNOWN) if spelling in unit.spellings), None)


def plain_number(value: float, decimals: int | None = None) -> str:
    """A number as people write it: a true minus, commas for thousands, no needless noughts."""
    places = 6 if decimals is None else decimals
    text = f"{half_up(abs(value), places):,.{places}f}"
    if value and (abs(value) >= 1e12 or not text.strip("0.,")):  # never say 0 for what is not 0
        text = f"{abs(value):g}"
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


def amount(value: float, unit: Unit, decimals: int | None = None) -> str:
    """A number with its unit in words: "25 percentage points", "1 pupil", "£1,250", "25%"."""
    text = plain_number(value, decimals)
    if unit is PLAIN:
        return text
    if unit is PERCENT:
        return f"{text}%"
    if unit is POUNDS:
        text = f"{text}0" if text[-2:-1] == "." else text  # £2.50
        return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
    return f"{text} {unit.one if text.lstrip('−') == '1' else unit.many}"

"""The numbers in a title as people write them: "43%", "14 of 31", "one in three", "two thirds", "about half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {
    word: number
    for number, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join([*_TEENS, *_ONES])}"
    r"|(?:(?:a|one) )?hundred|zero|nought)"
)
_FIGURES = r"\d+(?:[.·]\d+|,\d{1,2}(?!\d))?"
_ANY = rf"(?:{_FIGURES}|{_WORD})"
_PERCENT = rf"(?P<percent>{_ANY}) ?(?:%|per ?cent\b|percent\b|pc\b)"
_DIFFERENCE = r"(?= (?:less|more|fewer|lower|higher|behind|ahead|below|above|gap)\b)"
OF_GROUPS = _ANY
MULTIPLES = {
    "half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "a quarter": 0.25, "one quarter": 0.25, "twice": 2.0,
    "double": 2.0, "thrice": 3.0, "treble": 3.0, "triple": 3.0,
}  # fmt: skip
MULTIPLE = re.compile(
    rf"(?:\b(?P<over>over|more than|at least) |\b(?P<under>under|less than|not even|nearly|almost|barely) )?"
    rf"\b(?P<times>{'|'.join(MULTIPLES)}|{_ANY} times) (?:as|more|the) "
    r"(?:often|likely|many|much|high|well|frequently|share|rate|proportion|percentage)\b",
    re.IGNORECASE,
)
"""How many times as often as others a group reaches it: "twice as often", "half the share"."""
GROUPS_PASS = re.compile(
    rf"\b(?P<many>{_ANY}|all|every|each|no) (?:of the |of our )?groups? (?:are |lie |stay |come )?"
    r"(?:(?P<over>pass|reach|exceed|clear|beat|above|over)|(?P<under>miss|below|under))(?:es|s)? "
    rf"(?P<limit>{_ANY}) ?(?:%|per ?cent\b|percent\b|pc\b)",
    re.IGNORECASE,
)
"""How many groups pass a share: "four groups pass 50%"."""
NOT_PAST = re.compile(
    r"\b(?:do|does|did)(?: not|n[’']t) (?:pass|exceed|clear|reach|beat) "
    rf"(?P<limit>{_ANY}) ?(?:%|per ?cent\b|percent\b|pc\b)",
    re.IGNORECASE,
)
"""A share that a group stays under: "PP (27%) do not pass 50%"."""
_NOT_A_SHARE = (
    r"\b(?:years?|key stage|ks|grades?|week|class|set|level|task|term|scores? of|standard of) ?"
    rf"{_ANY}(?!\d| ?(?:%|of\b|out\b|in\b))"
    r"|\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b(?! ?%)"
    rf"|\b{_FIGURES} or (?:more|above|better|higher|over)\b"
    r"|\bhalf(?:[- ]terms?| as\b)|\bone (?:thing|message|group|priority)\b|\b(?:no|any|every) one\b"
    rf"|\b(?:{_WORD}) (?:groups?|lowest|highest|bars?|classes|times)\b|\b\d+ (?:groups?|bars|times)\b"
)
_NUMBERS = re.compile(
    rf"(?P<aside>{_NOT_A_SHARE})"
    rf"|(?P<points>{_FIGURES})pp\b|\b(?P<points2>{_ANY})[- ](?:percentage |per cent |% )?points?\b"
    rf"|(?P<points3>{_FIGURES}) ?% points?\b|{_PERCENT.replace('percent>', 'points4>')}{_DIFFERENCE}"
    rf"|(?:gap|difference) of {_PERCENT.replace('percent>', 'points5>')}"
    rf"|(?<![\w.]){_PERCENT}"
    rf"|\b(?P<count>{_ANY}) ?(?:of|out of|/|⁄) ?(?:the |our |all |these )*(?P<among>{_ANY})\b"
    rf"|\b(?P<some>{_ANY}|a) in (?:every )?(?P<each>{_ANY})\b"
    rf"|\b(?:(?P<parts>{_ANY}|an?)[- ])(?P<part>{'|'.join(_PARTS)})s?\b|\b(?P<alone>half)\b"
    rf"|\b(?P<nobody>none|nobody|no one)\b"
    rf"|(?<![\w.])(?P<pupils>{_FIGURES}|{_WORD})"
    r"(?= (?:of )?(?:the |our |these )?(?:__|(?:pupil|child|children|student)s?\b))"
    rf"|(?<![\w.])(?P<plain>{_FIGURES}|(?:{_WORD})(?= ))(?![\w%])",
    re.IGNORECASE,
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:\b(?P<about>about|around|roughly|approximately|approx\.?|some)|(?P<tilde>[~≈])"
    r"|\b(?P<nearly>nearly|almost|just under|close to|not quite)|\b(?P<barely>just over|a little over|slightly over)"
    r"|\b(?P<over>over|more than|above|at least|exceeds?)"
    r"|\b(?P<under>under|less than|fewer than|below|at most|up to|not even|barely)"
    r"|(?P<larger>[>≥])|(?P<smaller>[<≤])) ?(?:an? )?$",
    re.IGNORECASE,
)
WITHIN_PART = 3.0
"""How many points of a per cent "half" or "one in three" may lie beside the share that it stands for."""
ABOUT = 5.0
"""How many "about" and "nearly" may."""
LIMIT = 25.0
"""How many "more than" and "under" may: what is true and says nothing, such as "more than 1%", is not taken."""


class Kind(Enum):
    """What a number in a title can be."""

    SHARE = "a share"
    COUNT = "pupils of so many"
    DIFFERENCE = "a difference of shares"
    PUPILS = "a number of pupils"
    PLAIN = "a number without a word"


@frozen
class Number:
    """A number in a title: what it is, its words and their place, and how far from its value still counts.

    A share lies between `low` and `high` from its value. `among` is of how many pupils a count is.
    """

    kind: Kind
    value: float
    words: str
    start: int
    end: int
    low: float = 0.0
    high: float = 0.0
    among: float = 0.0


def numbers_in(title: str) -> list[Number]:
    """Return the numbers of a title that may say how often something is reached; years and grades are none."""
    for other in (GROUPS_PASS, NOT_PAST, MULTIPLE):
        title = other.sub(lambda hit: " " * len(hit[0]), title)
    return [number for hit in _NUMBERS.finditer(title) if not hit["aside"] for number in _read(hit, title)]


def _read(hit: re.Match[str], title: str) -> Iterator[Number]:
    start, end = hit.span()
    words = hit[0]
    points = next((hit[name] for name in ("points", "points2", "points3", "points4", "points5") if hit[name]), "")
    if points:
        half = _half_a_unit(points)
        yield Number(Kind.DIFFERENCE, value_of(points), words, start, end, half, half)
    elif hit["percent"]:
        half = _half_a_unit(hit["percent"])
        yield Number(Kind.SHARE, value_of(hit["percent"]), words, start, end, *_reach(title[:start], half))
    elif hit["count"]:
        reach = _reach(title[:start], WITHIN_PART)
        yield Number(Kind.COUNT, value_of(hit["count"]), words, start, end, *reach, among=value_of(hit["among"]))
    elif hit["pupils"]:
        yield Number(Kind.PUPILS, value_of(hit["pupils"]), words, start, end, *_reach(title[:start], 0.0))
    elif hit["plain"]:
        if hit["plain"].casefold() != "one":
            half = _half_a_unit(hit["plain"])
            yield Number(Kind.PLAIN, value_of(hit["plain"]), words, start, end, *_reach(title[:start], half))
    else:
        share = _part(hit)
        if 0 <= share <= 1:
            yield Number(Kind.SHARE, 100 * share, words, start, end, *_reach(title[:start], WITHIN_PART))


def _part(hit: re.Match[str]) -> float:
    """Return what "one in three", "two thirds", "half" or "none" stands for."""
    if hit["nobody"]:
        return 0.0
    if hit["alone"]:
        return 0.5
    if hit["each"]:
        each = value_of(hit["each"])
        return value_of(hit["some"]) / each if each else -1.0
    return value_of(hit["parts"]) / _PARTS[hit["part"].casefold()]


def _reach(before: str, near: float) -> tuple[float, float]:
    """Return how far below and above its value a number counts, by the words before it."""
    found = _BEFORE.search(before)
    if found is None:
        return near, near
    if found["about"] or found["tilde"]:
        return max(near, ABOUT), max(near, ABOUT)
    if found["nearly"]:
        return max(near, ABOUT), near
    if found["barely"]:
        return near, max(near, ABOUT)
    return (0.0, LIMIT) if found["over"] or found["larger"] else (LIMIT, 0.0)


def value_of(words: str) -> float:
    """Return what a number in figures or words stands for."""
    words = words.casefold().replace("·", ".").replace(",", ".")
    if words[:1].isdigit():
        return float(words)
    if words in ("a", "an"):
        return 1.0
    if "hundred" in words:
        return 100.0
    return float(sum(({**_ONES, **_TEENS, **_TENS}.get(part, 0)) for part in re.split(r"[- ]", words)))


def _half_a_unit(words: str) -> float:
    """Return half a unit of the last decimal that a number is written with."""
    decimals = len(re.split(r"[.,·]", words)[1]) if re.search(r"[.,·]\d", words) else 0
    return 0.5 * 10.0**-decimals

"""What a title claims of groups without a number of its own: the lowest, more often than, twice as often, never.

Each claim is held against the table. A superlative or a multiple that is not understood is said to be so: nothing is
called right that was not read.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.charts.groupnames import WHOLE, Mention, counterparts
from npqml_widgets.charts.titlenumbers import GROUPS_PASS, MULTIPLE, MULTIPLES, NOT_PAST, OF_GROUPS, value_of

Fault = Literal[
    "", "no group", "no number", "not the lowest", "not the highest", "wrong order", "number of pupils as a share",
    "other way round", "of another group", "of all pupils", "wrong number", "whose number", "not read",
]  # fmt: skip
CLAUSE = re.compile(r"[,;.?!]\s|\b(?:but|while|whereas|and|although|though)\b", re.IGNORECASE)
_COMPARED = r"(?:often|likely|many|much|well|high|frequently)"
_OF_A_RANK = r"(?:the |our )?(?:low|high|best|worst|least|most|last|first|top|bottom|second|third)"
_NOT_AS_OFTEN = rf"(?!.{{0,40}}\bas {_COMPARED}\b)"
_NOT_AN_ORDER = (
    r"(?! (?:yet |far |do |doing |\w+ly )?(?:keep|catch|caught|match|equal|level|on a par|in line|ahead|behind|above"
    r"|below|beat|lead|better|worse|higher|lower))"
)
FALLS_SHORT = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)? short|miss(?:es|ed|ing)?|fail(?:s|ed|ing)?|short of (?=the|it\b|expect)|never"
    r"|without (?:reaching|getting)"
    r"|(?:below|under|beneath) the standard|(?:do|does|did|have|has|had|is|are|was|were|will|can|could)(?: not|n[’']t)"
    rf"(?! {_OF_A_RANK}){_NOT_AN_ORDER}{_NOT_AS_OFTEN}"
    rf"|not (?:yet )?(?:reach|get|meet|pass|mak|achieve|achieving|there|secure)\w*{_NOT_AS_OFTEN})",
    re.IGNORECASE,
)
_WHEN = r"(?! (?:years?|terms?|half|weeks?|months?|time|summer|autumn|spring|thing|language)\b|,)"
_SHARE = r"(?= (?:share|proportion|rate|percentage)\b)"
_LEAST = (
    rf"least(?! of all)|lowest|worst|fewest|furthest behind|rarest|weakest|bottom|poorest|last{_WHEN}|smallest{_SHARE}"
)
_MOST = (
    rf"most (?:often|likely|frequently|reliably)|highest|best|top|strongest|first(?! of all){_WHEN}"
    rf"|(?:largest|biggest|greatest){_SHARE}"
)
_PLACE = (
    r"(?:\b(?P<at>at)|\b(?P<nth>second|third|2nd|3rd|next)(?: to)?|\b(?P<several>two|three|four)"
    r"|\b(?P<among>among (?:the|our)|of (?:the|our))|\bnot(?P<not>)(?: the)?|n[’']t(?P<nt>)(?: the)?)[ -]"
)
RANK = re.compile(
    rf"(?:{_PLACE})?\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\b"
    r"(?P<but>(?= (?:often )?(?:but|after|except|apart from|behind)\b))?",
    re.IGNORECASE,
)
_NO_SUPERLATIVE = (
    r"test|rest|west|interest|request|suggest|forest|honest|modest|invest|harvest|contest|protest|arrest|manifest|latest"
    r"|oldest|youngest|eldest|guest|quest|nest"
)
SUPERLATIVE = re.compile(
    rf"(?<!at )\b(?:(?!(?:{_NO_SUPERLATIVE})\b)\w+est"
    r"|most (?!(?:of|pupils|children|students|help|support|attention)\b|_)\w+)\b"
    r"(?! (?:worry|concern|priority|challenge|issue|problem|job|task)\b)"
    rf"|\b(?:twice|thrice|double|treble|triple|\w+fold|{OF_GROUPS} times)\b",
    re.IGNORECASE,
)
EQUAL = re.compile(
    rf"\balike\b|\bequally\b|\bon a par\b|\blevel with\b|\bno (?:gap|difference)\b|\bas {_COMPARED} as\b"
    r"|\bthe same (?:share|rate|proportion|percentage|as)\b",
    re.IGNORECASE,
)
ALWAYS = re.compile(
    r"\b(?:never|always)\b|\b(?:all|(?<!not )every(?:body|one)) (?=reach|get|pass|meet|make|fail|miss|fall)",
    re.IGNORECASE,
)
MAJORITY = re.compile(r"\bmost(?: of)?(?: the| our)? $", re.IGNORECASE)
_NOT_THE = re.compile(r"(?:\bnot|n[’']t)(?: the)? $", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n[’']t\b", re.IGNORECASE)
ALIKE = 5
"""How many points apart two shares may lie that are called alike."""
TIMES = 0.2
"""How far beside two a ratio may lie that is called "twice", as a part of it."""


@frozen
class Found:
    """What is wrong with a title: the fault, the group that it is about, and the words; a sound one has none."""

    fault: Fault = ""
    group: str = ""
    words: str = ""


@frozen
class Group:
    """One group of the table: how many of its pupils reached the standard, of how many."""

    name: str
    reached: float
    pupils: float

    @property
    def share(self) -> float:
        """The share that reached it, in per cent."""
        return 100 * self.reached / self.pupils

    @property
    def others(self) -> Group:
        """The pupils of the group that fell short, as if they were those asked for."""
        return Group(self.name, self.pupils - self.reached, self.pupils)


def claims(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return what is wrong with the claims of a title in which the names of groups are blanked."""
    understood = [hit.span() for pattern in (RANK, MULTIPLE) for hit in pattern.finditer(text)]
    yield from _ranks(text, named, groups)
    yield from _multiples(text, named, groups)
    yield from _equals(text, named, groups)
    yield from _always(text, named, groups)
    yield from _passing(text, named, groups)
    for hit in SUPERLATIVE.finditer(text):
        if not any(start < hit.end() and hit.start() < end for start, end in understood):
            yield Found("not read", subject(text, hit.start(), named), hit[0])


def _ranks(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for each group that a title gives a place from the bottom or the top which it does not have."""
    for hit in RANK.finditer(text):
        group = subject(text, hit.start(), named)
        if hit["at"]:
            continue
        if hit["but"] is not None or _NOT_THE.search(text[: hit.start()]):
            yield Found("not read", group, hit[0])
            continue
        falls_short = bool(FALLS_SHORT.search(clause(text, hit.start())))
        low = bool(hit["least"]) != falls_short
        order = sorted((half_up(one.share) for one in groups.values() if one.name != WHOLE), reverse=not low)
        share = half_up(groups[group].share)
        if not _has_place(hit, share, order):
            yield Found("not the lowest" if low else "not the highest", group, hit[0])


def _has_place(hit: re.Match[str], share: float, order: list[float]) -> bool:
    """Tell whether a share has the place that a title gives it; `order` begins at the end that is spoken of."""
    if hit["nth"]:
        place = 2 if hit["nth"].casefold() in ("third", "3rd") else 1
        return share in (order[place : place + 1] + sorted(set(order), reverse=order[0] > order[-1])[place : place + 1])
    if hit["several"]:
        return share in order[: int(value_of(hit["several"]))]
    if hit["among"]:
        return share in order[: (len(order) + 1) // 2]
    is_end = share == order[0]
    return not is_end if hit["not"] is not None or hit["nt"] is not None else is_end


def _multiples(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for each "twice as often as" that the two shares do not bear out."""
    for hit in MULTIPLE.finditer(text):
        group = subject(text, hit.start(), named)
        behind = [one.group for one in named if one.start >= hit.end() and one.group != group]
        others = behind[:1] or counterparts(group, groups)
        if len(others) != 1:
            yield Found("not read", group, hit[0])
            continue
        one, other = groups[group], groups[others[0]]
        if FALLS_SHORT.search(clause(text, hit.start())):
            one, other = one.others, other.others
        times = MULTIPLES.get(hit["times"].casefold()) or value_of(hit["times"].split()[0])
        low, high = times * (1 - TIMES), times * (1 + TIMES)
        if hit["over"]:
            low, high = times, times * (1 + 2 * TIMES)
        elif hit["under"]:
            low, high = times * (1 - 2 * TIMES), times
        if not low * other.share <= one.share <= high * other.share:
            turned = (one.share < other.share) != (times < 1)
            yield Found("wrong order" if turned else "wrong number", group, hit[0])


def _equals(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for groups that are called alike and lie far apart."""
    for hit in EQUAL.finditer(text):
        start, _ = bounds(text, hit.start())
        if _NOT.search(text[start : hit.start()]) or _multiple_at(text, hit):
            continue
        group = subject(text, hit.start(), named)
        others = [one.group for one in named if one.group != group] or counterparts(group, groups)
        if len(set(others)) == 1 and abs(groups[group].share - groups[others[0]].share) > ALIKE:
            yield Found("wrong order", group, hit[0])


def _multiple_at(text: str, hit: re.Match[str]) -> bool:
    return any(one.start() < hit.end() and hit.start() < one.end() for one in MULTIPLE.finditer(text))


def _always(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for "never", "always", "all reach it" and "most pupils" of a group of which they are not true.

    Behind a number "never" says no more than "not": "73% of them never reach it".
    """
    for hit in ALWAYS.finditer(text):
        start, _ = bounds(text, hit.start())
        group = groups[subject(text, hit.start(), named)]
        meant = group.others if FALLS_SHORT.search(clause(text, hit.start())) else group
        if not re.search(r"\d", text[start : hit.start()]) and half_up(meant.share) < 100:
            yield Found("wrong number", group.name, hit[0].strip())
    for one in named:
        if most := MAJORITY.search(text[: one.start]):
            meant = groups[one.group]
            meant = meant.others if FALLS_SHORT.search(clause(text, one.start)) else meant
            if meant.share <= 50:
                yield Found("wrong number", one.group, most[0].strip())


def _passing(text: str, named: list[Mention], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for "four groups pass 50%" where not so many do, and for who is said not to and does."""
    for hit in NOT_PAST.finditer(text):
        group = groups[subject(text, hit.start(), named)]
        if half_up(group.share) > value_of(hit["limit"]):
            yield Found("wrong number", group.name, hit[0])
    for hit in GROUPS_PASS.finditer(text):
        limit = value_of(hit["limit"])
        passes = operator.gt if hit["over"] else operator.lt
        at_it = hit["over"] is not None and hit["over"].casefold().startswith("reach")
        shares = [half_up(one.share) for one in groups.values() if one.name != WHOLE]
        count = sum(passes(share, limit) or (at_it and share == limit) for share in shares)
        said = {"all": len(shares), "every": len(shares), "each": len(shares), "no": 0}.get(
            hit["many"].casefold(), None
        )
        if count != (value_of(hit["many"]) if said is None else said):
            yield Found("wrong number", subject(text, hit.start(), named), hit[0])


def subject(text: str, place: int, named: list[Mention]) -> str:
    """Return the group that a word speaks of: before it in its clause, behind it there, else the last before it."""
    start, end = bounds(text, place)
    inside = [one for one in named if start <= one.start < end]
    before, behind = [one for one in inside if one.start < place], [one for one in inside if one.start > place]
    earlier = [one for one in named if one.start < place]
    return (before[:1] or behind[:1] or earlier[-1:] or named[:1])[0].group


def clause(text: str, place: int) -> str:
    """Return the clause that a place of the text lies in."""
    start, end = bounds(text, place)
    return text[start:end]


def bounds(text: str, place: int) -> tuple[int, int]:
    """Return where the clause begins and ends that a place lies in."""
    cuts = [(hit.start(), hit.end()) for hit in CLAUSE.finditer(text)]
    start = max((end for _, end in cuts if end <= place), default=0)
    return start, min((begin for begin, _ in cuts if begin >= place), default=len(text))

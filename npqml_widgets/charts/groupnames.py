"""Groups of pupils as people name them: "PP", "pupil-premium children", "pupils with EAL"; whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

_PREMIUM = r"(?:pupils?[- ]premium|premium(?= (?:pupils|children|students|group))|p\.?p\.?g?|disadvantaged)"
_ADDITIONAL = r"(?:eal|english as an? (?:additional|second|other) language|english an additional language)"
_WITHOUT = (
    r"(?:who (?:are|do|is) |that are )?(?:not|non|without|no)[- ]*"
    r"(?:(?:on|eligible for|have|having|with|in) )?(?:the )?"
)
SPELLINGS = {
    "pupil premium": _PREMIUM,
    "not pupil premium": rf"{_WITHOUT}{_PREMIUM}",
    "girls": r"girls?|females?",
    "boys": r"boys?|males?",
    "eal": _ADDITIONAL,
    "english first language": (
        rf"{_WITHOUT}{_ADDITIONAL}|english[- ](?:as (?:a|their) )?first[- ]language"
        r"|first[- ]language(?: is)? english|native (?:english )?speakers?|efl"
    ),
}
"""How people write the groups that schools speak of; any other group is known by its own name."""
COUNTERPARTS = (("pupil premium", "not pupil premium"), ("girls", "boys"), ("eal", "english first language"))


OTHERS = re.compile(
    r"\b(?:(?:the )?others|(?:the )?other (?:pupils|children|students)|the rest|every(?:one|body) else"
    r"|peers|classmates)\b",
    re.IGNORECASE,
)
WHOLE = "all pupils"
"""The group that everybody is in: no row of the table, but what two rows come to."""
_EVERYBODY = re.compile(
    r"\b(?:the |our )?(?:whole[- ](?:school|cohort|year(?: group)?)|(?:school|cohort|year[- ]group|overall)(?:'s|’s)?"
    r"(?= (?:average|mean|figure|total|share|rate|result)\b| ?[(:–—=-]? ?\d| (?:at|is|was|are) \d)"
    r"|overall(?= ?[(:,–—=-]? ?\d)|all (?:of )?(?:the |our )?(?:pupils|children|students)"
    r"(?! (?:with|on|who|eligible|not)\b))",
    re.IGNORECASE,
)


@frozen
class Mention:
    """A group that a text names, and where: its name in the table, and the place of the words."""

    group: str
    start: int
    end: int


def mentions(text: str, groups: Iterable[str]) -> list[Mention]:
    """Return the groups that a text names, in its order; of two that overlap the longer one: "not pupil premium".

    "The others" are the counterpart of the first that is named.
    """
    groups = list(groups)
    named = _apart(
        Mention(group, hit.start(), hit.end())
        for group in groups
        for hit in re.finditer(rf"(?<![\w-])(?:{spelling(group)})(?![\w])", text, re.IGNORECASE)
    )
    if WHOLE in groups:
        named = _apart([*named, *(Mention(WHOLE, hit.start(), hit.end()) for hit in _EVERYBODY.finditer(text))])
    first = next((one.group for one in named if one.group != WHOLE), None)
    others = counterparts(first, groups) if first else []
    if len(others) != 1:
        return named
    rest = (Mention(others[0], hit.start(), hit.end()) for hit in OTHERS.finditer(text))
    return _apart([*named, *rest])


def _apart(found: Iterable[Mention]) -> list[Mention]:
    """Return mentions in their order, of two that overlap the longer one."""
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def spelling(group: str) -> str:
    """Return the pattern of a group's names."""
    name = group.strip()
    return SPELLINGS.get(name.casefold(), re.escape(name).replace(r"\ ", r"[\s-]+"))


def everybody(groups: Iterable[str]) -> list[str]:
    """Return two groups that make up all pupils, or nothing where the table has no such two."""
    known = {group.casefold(): group for group in groups}
    return next(([known[one], known[other]] for one, other in COUNTERPARTS if {one, other} <= known.keys()), [])


def counterparts(group: str, groups: Iterable[str]) -> list[str]:
    """Return whom a group is measured against where a text names nobody: its counterpart, else everybody else."""
    others = [other for other in groups if other not in (group, WHOLE)]
    known = {group.casefold(): {*pair} - {group.casefold()} for pair in COUNTERPARTS if group.casefold() in pair}
    paired = [other for other in others if other.casefold() in known.get(group.casefold(), set())]
    return paired or others

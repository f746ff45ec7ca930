"""A chart's title beside its data: does it name a group and a number, and do the two belong together?

A title is held against the table that stands on the page, so that every fault can be said. What is read is what
people write: groups by their usual names, numbers in figures, words and parts, "fall short" as the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.charts.groupnames import WHOLE, Mention, counterparts, everybody, mentions
from npqml_widgets.charts.titleclaims import FALLS_SHORT, Found, Group, claims, clause
from npqml_widgets.charts.titlenumbers import NOT_PAST, Kind, Number, numbers_in
from npqml_widgets.charts.titleorder import LIST, claims_of_order, faults_of_order, unread_between

OF_WHOM = re.compile(
    r" ?\)? ?(?:of |in |for |among |are |with )?(?:the |our |all |those |their )?(?:pupils |children |students )?"
    r"(?:with |on |who (?:are|have) |eligible for |in receipt of )?(?:the )?$",
    re.IGNORECASE,
)
REACHES = re.compile(r"\b(?:reach|get|got|meet|met|pass|made? it|achieve|achieving|attain|secure)", re.IGNORECASE)
CONTRAST = re.compile(r"\b(?:v|vs|versus|against|compared|than|to)\b|\bgap\b", re.IGNORECASE)
BEHIND = re.compile(r"\b(?:behind|less|lower|fewer|below)\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:ahead|more|higher|above)\b", re.IGNORECASE)
ELLIPTIC = re.compile(r"\b(?:do|does|did|are|is)(?: not|n[’']t)\W*$", re.IGNORECASE)
ITS_OWN = re.compile(r"(?: (?:average|mean|figure|share|rate|result))? (?:of|on|at|is|was|=) ", re.IGNORECASE)
LABEL = re.compile(r" ?[:=–-]? ?")
EVERY = re.compile(
    r"(?<!not )(?<!of )\b(?P<all>all|every)(?: of)?(?: the| our)? $"
    r"|\b(?:no|none of|not (?:one|a single)(?: of)?)(?: the| our)? $",
    re.IGNORECASE,
)
HARDLY_MORE = 12
"""In "two out of three" three is no number of pupils: up to here, parts are meant where the group is not as small."""
LONGEST = 300  # characters of a title that are read


def title_fault(title: str, reached: Mapping[str, float], pupils: Mapping[str, float]) -> Found:
    """Return the first thing that is wrong with a title; `reached` and `pupils` are the table's columns by group."""
    text = " ".join(unicodedata.normalize("NFKC", title[:LONGEST]).split())
    groups = {str(name): Group(str(name), float(reached[name]), float(pupils[name])) for name in reached.keys()}
    if two := everybody(groups):
        reached_it, of_all = (sum(getattr(groups[one], number) for one in two) for number in ("reached", "pupils"))
        groups[WHOLE] = Group(WHOLE, reached_it, of_all)
    named = mentions(text, groups)
    if all(one.group == WHOLE for one in named):
        return Found("no group")
    quiet = _without(text, named)
    numbers = [*_every_one(text, named), *numbers_in(quiet)]
    return next(_faults(quiet, named, numbers, groups), Found())


def _faults(text: str, named: list[Mention], numbers: list[Number], groups: Mapping[str, Group]) -> Iterator[Found]:
    order = claims_of_order(text, named, numbers)
    for side in (side for claim in order for side in (claim.first, claim.second) if side.others == "none"):
        numbers = [number for number in numbers if not side.span[0] <= number.start < side.span[1]]  # not "0%"
    yield from claims(text, [one for one in named if one.group != WHOLE], groups)
    yield from faults_of_order(order, groups)
    yield from unread_between(text, named, order)
    yield from _bare(text, numbers, named)
    owned = list(_owned(text, named, numbers, groups))
    yield from (Found("whose number", named[0].group, number.words) for number, owners in owned if not owners)
    yield from _labels(text, named, owned)
    says_how_often = False
    for number, owners in owned:
        found = [_of_number(text, number, groups[owner], named, groups) for owner in owners]
        wrong = [one for one in found if isinstance(one, Found)]
        if wrong and len(wrong) == len(found):
            yield wrong[0]
        says_how_often = says_how_often or True in found
    if not says_how_often:
        yield Found("no number", named[0].group)


def _without(text: str, named: list[Mention]) -> str:
    """Return a text with the names of groups blanked: "not" and "first" in them are no words of the sentence."""
    for one in named:
        text = text[: one.start] + "_" * (one.end - one.start) + text[one.end :]
    return text


def _bare(text: str, numbers: list[Number], named: list[Mention]) -> Iterator[Found]:
    """Return a fault for numbers that follow one another without a word: nobody can say what they mean."""
    for one, other in pairwise(sorted(numbers, key=lambda number: number.start)):
        between = text[one.end : other.start]
        apart = one.end < other.start
        same = one.kind is other.kind is Kind.PLAIN and one.value == other.value
        if apart and not (re.search(r"\w", between) if same else between.strip()):
            yield Found("not read", named[0].group, text[one.start : other.end])


def _labels(text: str, named: list[Mention], owned: list[tuple[Number, list[str]]]) -> Iterator[Found]:
    """Return a fault for a group that stands right before the number of another and has none of its own."""
    having = {owner for _, owners in owned for owner in owners}
    for one in named:
        for number, owners in owned:
            if any(mention.group in owners and mention.end <= one.start for mention in named):
                continue  # "girls beat boys: 56%" is the girls'
            right_behind = one.end <= number.start and LABEL.fullmatch(text[one.end : number.start])
            if right_behind and one.group not in having:
                yield Found("of another group", one.group, number.words)


def _every_one(text: str, named: list[Mention]) -> Iterator[Number]:
    """Return what "all girls" and "no girls" say as a share."""
    for one in named:
        if hit := EVERY.search(text[: one.start]):
            share = 100.0 if hit["all"] else 0.0
            yield Number(Kind.SHARE, share, hit[0].strip(), hit.start(), hit.end(), 0.5, 0.5)


def _owned(
    text: str, named: list[Mention], numbers: list[Number], groups: Mapping[str, Group]
) -> Iterator[tuple[Number, list[str]]]:
    """Return each number with the groups that it can belong to; none where nobody can tell.

    "27% of PP" belongs to what follows; otherwise groups and numbers come in turns, group first or number first. Where
    as many numbers follow as groups, they belong together in order. One number behind "girls beat boys" is the girls';
    behind "boys and girls" it is nobody's. Of "PP: 27% against 64%" the second can be the counterpart's.
    """
    left, used = list[Number](), list[Mention]()
    for number in numbers:
        after = next((one for one in named if one.start >= number.end), None)
        if after and OF_WHOM.fullmatch(text[number.end : after.start]):
            yield number, [after.group]
            used.append(after)
        elif number.kind is Kind.DIFFERENCE:
            before = [one.group for one in named if one.end <= number.start and one.group != WHOLE]
            yield number, before or [named[0].group]  # who is behind whom is looked at with the order of groups
        else:
            left.append(number)
    tokens: list[Mention | Number] = sorted([*named, *left], key=lambda token: token.start)
    runs = [
        list(run)
        for _, run in groupby(tokens, key=lambda token: (text.count("; ", 0, token.start), isinstance(token, Mention)))
    ]
    runs = [[token for token in run if token not in used] or run for run in runs]
    if runs and isinstance(runs[0][0], Number):
        runs = [run for two in _swapped(runs) for run in two]
    for of, run in pairwise(runs):
        owners = [one.group for one in of if isinstance(one, Mention)]
        said = [one for one in run if isinstance(one, Number)]
        if not owners or not said:
            continue
        together = len(owners) == len(said) > 1
        contrast = len(owners) == 1 and CONTRAST.search(text)
        second = counterparts(owners[0], groups) if contrast else []
        second = second if not {*second} & {one.group for one in named} else []
        gap = contrast and re.search(r"\bgap\b", text[: said[0].start], re.IGNORECASE)
        for place, number in enumerate(said):
            further = second if len(second) == 1 and (place or gap) else []
            if len(owners) == 1 or together:
                yield number, [owners[place] if together else owners[0], *further]
            else:
                first, then = (one for one in of[:2] if isinstance(one, Mention))
                if len({half_up(groups[one].share) for one in owners}) == 1:
                    owners = owners[:1]  # "boys and girls: 55%" where both have it
                its_own = owners[-1:] if ITS_OWN.fullmatch(text[of[-1].end : number.start]) else []
                nobodys = len(owners) > 1 and LIST.fullmatch(text[first.end : then.start])
                yield number, its_own if nobodys else [first.group, *its_own]


def _swapped(runs: list[list[Mention | Number]]) -> Iterator[tuple[list[Mention | Number], ...]]:
    """Return runs that begin with numbers in pairs, the groups before their numbers."""
    for place in range(0, len(runs), 2):
        pair = runs[place : place + 2]
        yield tuple(reversed(pair)) if len(pair) == 2 else (runs[place - 1], pair[0])


def _of_number(
    text: str, number: Number, group: Group, named: list[Mention], groups: Mapping[str, Group]
) -> Found | bool:
    """Return what is wrong with a number for a group; else whether it says how often, not only how many they are."""
    if number.kind is Kind.DIFFERENCE:
        return _of_difference(text, number, group, named, groups)
    around = clause(text, number.start)
    short = bool(FALLS_SHORT.search(around))
    asked = not short and not REACHES.search(around) and bool(FALLS_SHORT.search(text))  # "Who falls short? Girls: 44%"
    either = asked or bool(
        ELLIPTIC.search(around) or NOT_PAST.search(around)
    )  # "Three groups pass 50%; PP (27%) do not"
    meant = [group, group.others] if either else [group.others] if short else [group]
    if any(_fits(number, one) for one in meant):
        return True
    if number.kind in (Kind.PLAIN, Kind.PUPILS) and number.value == group.pupils:
        return False
    if number.kind is Kind.SHARE and number.value in {one.reached for one in meant}:
        return Found("number of pupils as a share", group.name, number.words)
    if group.name == WHOLE:
        return Found("of all pupils", group.name, number.words)
    if _fits(number, group if short else group.others):
        return Found("other way round", group.name, number.words)
    exact = number.among > HARDLY_MORE if number.kind is Kind.COUNT else number.high <= 0.5
    if exact and any(_fits(number, one.others if short else one) for one in groups.values() if one != group):
        return Found("of another group", group.name, number.words)
    return Found("wrong number", group.name, number.words)


def _fits(number: Number, group: Group) -> bool:
    """Tell whether a number is one of a group's: its share, or how many reached it."""
    if number.kind is Kind.COUNT:
        if number.among == group.pupils:
            return number.value == group.reached
        return 0 < number.among <= HARDLY_MORE and _near(100 * number.value / number.among, number, group.share)
    if number.kind is Kind.PUPILS:
        return number.value - number.low <= group.reached <= number.value + number.high
    if number.kind is Kind.PLAIN and number.value == group.reached:
        return True
    return _near(number.value, number, group.share)


def _near(value: float, number: Number, share: float) -> bool:
    as_shown = half_up(share) if number.low <= 0.5 and number.high <= 0.5 else share  # the table's own rounding
    return any(value - number.low - 1e-9 <= one <= value + number.high + 1e-9 for one in (share, as_shown))


def _of_difference(
    text: str, number: Number, group: Group, named: list[Mention], groups: Mapping[str, Group]
) -> Found | bool:
    """Return what is wrong with "5 points behind": its size, or which of the two is behind."""
    others = [one.group for one in named if one.group != group.name] or counterparts(group.name, groups)
    differences = [group.share - groups[other].share for other in others]
    shown = [half_up(group.share) - half_up(groups[other].share) for other in others]
    near = [
        exact for exact, rounded in zip(differences, shown, strict=True)
        if min(abs(abs(exact) - number.value), abs(abs(rounded) - number.value)) <= number.high + 1e-9
    ]  # fmt: skip
    if not near:
        return Found("wrong number", group.name, number.words)
    around = clause(text, number.start)
    turned = bool(FALLS_SHORT.search(around))
    behind, ahead = bool(BEHIND.search(around)), bool(AHEAD.search(around))
    if behind != ahead and not any((one < 0) == (behind != turned) for one in near):
        return Found("wrong order", group.name, number.words)
    return True

"""Who is said to be above whom in a title: each such claim is held against the shares.

A claim is what stands before a word of direction, the word, and what stands behind it: "PP lag behind girls", "nobody
beats boys". Where only one side is named, the other is whoever else the title names, or the counterpart in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import frozen

from npqml_widgets.charts.groupnames import WHOLE, Mention, counterparts
from npqml_widgets.charts.titleclaims import ALIKE, FALLS_SHORT, Found, Group, bounds
from npqml_widgets.charts.titlenumbers import MULTIPLE, Number

_BEATING = (
    r"(?:beat|out-?(?:perform|do|shin|scor|strip|class|pac)|surpass|exceed|crush|thrash|smash|hammer|trounc|dominat"
    r"|overtak|eclips|defeat|lead)(?:e|s|es|ed|en|ing)?|outd(?:id|one|oes)|outshone|overtook|led"
)
_TRAILING = r"(?:trail|lag|under-?(?:perform|ach\w+?|scor))(?:e|s|es|ed|ing|ging|ged)?(?: behind)?"
_MATCHING = (
    r"match(?:es|ed|ing)?|equal(?:s|led|ling)?|on (?:a )?par with|level with|in line with|caught up with"
    r"|(?:keep|kept)(?:s|ing)? (?:up|pace) with|no different (?:from|to)"
)
_MORE = r"more|higher|better|stronger|greater|larger|bigger"
_LESS = r"less|lower|worse|fewer|weaker|poorer|smaller"
_AS = r"as (?:\w+ )?(?:often|likely|many|much|well|high|highly|frequently|strong|good|successful)"
_DOING = (
    r"(?<!must )(?<!can )(?<!could )(?<!should )(?<!to )\b(?:do|does|did|doing|done|are|is|were|perform\w*|scor\w+)"
)
_NO_OBJECT = (
    r"(?! (?:it|this|expectations?|the (?:way|field|table|expected standard|standard|test|line|bar)|standards?)\b)"
)
DIRECTION = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<until>[^;:.?!]*?)\bthan\b"
    rf"|(?:\bnot|n[’']t)\b[^;:.?!]*?\b(?P<not_as>{_AS})\b[^;:.?!]*?\bas\b"
    rf"|\b(?P<match>{_MATCHING})\b"
    rf"|\b(?P<above>above|ahead(?: of)?|(?:have|has|had) the edge (?:on|over)|{_BEATING})\b{_NO_OBJECT}"
    rf"|\b(?P<below>(?:below|beneath|under|(?:f[ae]ll\w* |far |well )?behind|adrift(?: of| from)?|short of"
    rf"|(?:(?<=points )|(?<=pp ))off|{_TRAILING}))\b{_NO_OBJECT}"
    rf"|{_DOING} (?:\w+ly )?(?:(?P<better>better|higher|well)|(?P<worse>worse|lower|badly|poorly))\b(?! (?:as|than)\b)",
    re.IGNORECASE,
)
_OTHERS = r"(?:others?|other (?:group|one)s?|groups?)"
UNIVERSAL = re.compile(
    rf"\b(?:(?P<none>no(?:body|[- ]one)(?: else)?|no {_OTHERS}|none of (?:the |our )?{_OTHERS})"
    rf"|every(?:body|one)(?: else)?|any(?:body|one)(?: else)?|(?:every|each|all|any)(?: of)?(?: the| our)? {_OTHERS}"
    r"|all the rest)\b",
    re.IGNORECASE,
)
LIST = re.compile(
    r"[\s\d,()%./n=&]*(?:\b(?:and|or|of|our|the|both|pupils|children|students|with|on)\b[\s,]*)*", re.IGNORECASE
)
_PASSIVE = re.compile(r"\s*by (?!\d)", re.IGNORECASE)
_DENIED = re.compile(r"(?:\b(?:no|not|never)|n[’']t)(?: (?:yet|far|do|doing|\w+ly))* ?$", re.IGNORECASE)
_SET_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|against|unlike|than|vs?\.?) "
    r"(?:our |the |those )?(?:pupils |children |students )?(?:with |on )?(?:the )?$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|nowhere)\b|n[’']t\b", re.IGNORECASE)
_STOP = re.compile(r"[;:.?!]\s")
KNOWN = frozenset(
    """
    a about above achieve achieved achieving against age alike all also among an and apart are as at attain
    attained attainment autumn average be below between both but by can child children class classes cohort
    compare compared comparing comparison contrast did differ difference do does done don’t down each eligible
    english equally even expected fail failed fall falls fell few fewer figure five for four from gap gaps gcse
    get gets getting got grade grades group groups had half hand has have here highest how in into is isn’t it
    its just key ks language least less level likely lower lowest make makes many mathematics maths mean meet
    meets met miss missed misses more most much nearly not number numbers of off often on one only or our out
    over part pass passed passes passing per percent percentage points pp proportion pupil pupils rate reach
    reached reaches reaching reading remain result results roughly same school score scored scores second secure
    share she short six so some spring stage standard standards stay still student students summer term than
    that the their them there there’s these they third this those though three times to together too twice two
    under up v versus vs was we were when where whereas which while who whole whom whose will with without year
    years yet
    """.split()
)
"""Words that may stand between two groups and say nothing of their order."""


@frozen
class Side:
    """One side of a claim: groups that are named, or "each" or "none" of those that the other side does not name.

    The groups of "any" are not said beside the word: one of them is meant.
    """

    groups: tuple[str, ...] = ()
    others: str = ""
    span: tuple[int, int] = (0, 0)


@frozen
class Claim:
    """What a title says of two sides: the words, and whether the first lies above (1), below (-1) or level (0).

    `counted` is "fewer girls than boys", which may be meant of pupils as well as of shares.
    """

    first: Side
    second: Side
    sign: int
    words: str
    denied: bool = False
    counted: bool = False


def claims_of_order(text: str, named: list[Mention], numbers: list[Number]) -> list[Claim]:
    """Return what a title claims of who is above whom; the names of groups are blanked in the text."""
    sides = _sides(text, named)
    found = []
    for hit in DIRECTION.finditer(text):
        limit = any(number.start == hit.end() + 1 for number in numbers)  # "below 50%", "more than half"
        multiple = any(one.start() < hit.end() and hit.start() < one.end() for one in MULTIPLE.finditer(text))
        if not limit and not multiple and (claim := _claim(text, hit, sides, named)):
            found.append(claim)
    return found


def _sides(text: str, named: list[Mention]) -> list[Side]:
    """Return the groups of a title in the lists that they are named in, and the words for everybody or nobody."""
    runs: list[list[Mention]] = []
    for one in named:
        together = (
            runs
            and not _SET_AGAINST.search(text[: runs[-1][-1].start])
            and LIST.fullmatch(text[runs[-1][-1].end : one.start])
        )
        runs = [*runs[:-1], [*runs[-1], one]] if together else [*runs, [one]]
    lists = [Side(tuple(one.group for one in run), "", (run[0].start, run[-1].end)) for run in runs]
    whole = [Side((), "none" if hit["none"] else "each", hit.span()) for hit in UNIVERSAL.finditer(text)]
    return sorted([*lists, *whole], key=lambda side: side.span)


def _claim(text: str, hit: re.Match[str], sides: list[Side], named: list[Mention]) -> Claim | None:
    """Return what one word of direction says of the sides round it; nothing where no group stands there."""
    with_than = hit["until"] is not None or hit["not_as"] is not None
    start, end = hit.end() - 4 if with_than else hit.start(), hit.end()  # "more girls than boys": girls stand inside
    before = [side for side in sides if side.span[1] <= start]
    until = len(text) if with_than else bounds(text, hit.start())[1]
    behind = [side for side in sides if end <= side.span[0] < until and not _STOP.search(text[end : side.span[0]])]
    beside = [*before[-1:], *behind[:1]]
    rest = tuple({one.group: None for one in named if all(one.group not in side.groups for side in beside)})
    first, second = before[-1] if before else Side(rest), behind[0] if behind else Side(rest, "any")
    if not beside or not (first.groups or first.others):
        return None
    inside = bool(before) and first.span[0] > hit.start()
    if before and not inside:
        around = text[first.span[1] : max(end, second.span[0])]
    else:
        around = text[slice(*bounds(text, end))]
    sign = 0 if hit["match"] else 1 if hit["more"] or hit["above"] or hit["better"] else -1
    if sign == 0:
        sign = -1 if _NOT.search(around) else 0
    elif bool(FALLS_SHORT.search(around)) != bool(_PASSIVE.match(text, end) and not hit[0].endswith("behind")):
        sign = -sign
    denied = not hit["match"] and bool(_DENIED.search(text[: hit.start()]))
    counted = inside and not (hit["until"] or "").strip(" _()%,0123456789")
    return Claim(first, second, sign, around.strip(" _") if before else hit[0], denied, counted)


def faults_of_order(claims: list[Claim], groups: Mapping[str, Group]) -> Iterator[Found]:
    """Return a fault for each claim of who is above whom that the table does not bear out."""
    for claim in claims:
        for one in _members(claim.first, claim.second, groups):
            others = [other for other in _members(claim.second, claim.first, groups) if other != one]
            true = [_holds(claim, groups[one], groups[other]) for other in others or counterparts(one, groups)]
            if "none" in (claim.first.others, claim.second.others):
                right = not any(true)
            else:
                right = any(true) if claim.second.others == "any" else all(true)
            if not right:
                yield Found("wrong order", one if claim.first.groups else [*claim.second.groups, one][0], claim.words)
                break


def _members(side: Side, beside: Side, groups: Mapping[str, Group]) -> list[str]:
    """Return the groups that a side speaks of: those named, or all that the other side does not name."""
    if side.groups:
        return list(side.groups)
    if side.others in ("each", "none"):
        return [name for name in groups if name != WHOLE and name not in beside.groups]
    return []


def _holds(claim: Claim, one: Group, other: Group) -> bool:
    apart = one.share - other.share
    if claim.sign == 0:
        return abs(apart) <= ALIKE
    more = apart * claim.sign > 0 or (claim.counted and (one.reached - other.reached) * claim.sign > 0)
    return more != claim.denied


def unread_between(text: str, named: list[Mention], claims: list[Claim]) -> Iterator[Found]:
    """Return a fault for a word between two groups that may say how they lie and that nobody here knows."""
    for one, other in pairwise(named):
        between = text[one.end : other.start]
        if (
            other.group == WHOLE
            or _STOP.search(between)
            or any(one.end <= claim.second.span[0] <= other.start for claim in claims)
        ):
            continue
        for word in re.findall(r"[^\W\d_][\w’'-]*", between):
            if word.casefold() not in KNOWN and not DIRECTION.search(between):
                yield Found("not read", one.group, word)
                return

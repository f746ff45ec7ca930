"""What a 360 report says: self against others, gaps, spread, how far to trust it, and what changed since last time.

All of it is worked out from published reports alone, so nothing here can give away more than they do. Ratings run
from 1 (high) to 4 (low): a lower figure is the better one. Means of ratings are ranges, worst case kept throughout.

The rules of the findings are ours: a blind spot is a behaviour that one rates at least half a step better than the
best end of the others' range; a hidden strength is one rated at least half a step worse than the worst end of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from npqml_widgets.documents.feedback360.model import GROUPS
from npqml_widgets.documents.feedback360.privacy import SPREAD_FROM
from npqml_widgets.documents.feedback360.report import Part, Report
from npqml_widgets.documents.feedback360.trust import agreement, variance_limits

CLEAR_GAP = 0.5  # steps of the scale
OPEN = 0.5  # of the scale of agreement, from 0 to 1
OTHERS = "Others together"
Kind = Literal["blind spot", "hidden strength", "no clear gap", "not comparable"]


@frozen
class Rated:
    """A behaviour as one part sees it: its mean lies from `low` to `high`; `n` counts people, fewest and most.

    `splits` counts the statements on which the group is split, `agreement` gives the limits of r_wg over them.
    """

    behaviour: str
    who: str
    low: float
    high: float
    n: tuple[int, int]
    splits: int | None = None
    agreement: tuple[float, float] | None = None
    spread: tuple[float, float] | None = None


@frozen
class Finding:
    """Self against a group on one behaviour."""

    behaviour: str
    own: float | None
    others: Rated
    kind: Kind


@frozen
class Change:
    """A behaviour in two rounds: better or worse only where the two ranges do not meet."""

    behaviour: str
    who: str
    first: Rated
    second: Rated
    change: Literal["better", "worse", "no clear change"]


def own_rating(report: Report, behaviour: str) -> float | None:
    """Give the leader's own mean rating of a behaviour, None where they gave none."""
    given = [report.own[one] for one in _statements(report, behaviour) if one in report.own]
    return sum(given) / len(given) if given else None


def rated(report: Report, part: Part, behaviour: str) -> Rated | None:
    """Give how a shown group rates a behaviour, None where no statement of it is shown."""
    figures = [one for one in part.figures if one.n and one.statement in _statements(report, behaviour)]
    if not figures:
        return None
    # Rounded: ends that are the same must not differ in the last binary digit, or two ranges would seem not to meet.
    low, high = (round(sum(getattr(one, end) for one in figures) / len(figures), 4) for end in ("low", "high"))
    n = min(one.n for one in figures), max(one.n for one in figures)
    if any(one.split is None for one in figures):
        return Rated(behaviour, part.name, low, high, n)
    limits = [variance_limits(one) for one in figures]
    least, most = (sum(pair[end] for pair in limits) / len(limits) for end in (0, 1))
    splits = sum(one.split is True for one in figures)
    limits_of_agreement = agreement(most), agreement(least)
    return Rated(behaviour, part.name, low, high, n, splits, limits_of_agreement, (least**0.5, most**0.5))


def together(report: Report, behaviour: str) -> Rated | None:
    """Give all shown groups as one, each person counting the same, without a line manager who stands alone."""
    found = [rated(report, part, behaviour) for part in report.parts if part.groups != ("manager",)]
    shown = [one for one in found if one]
    if not shown:
        return None
    people = sum(one.n[1] for one in shown)
    low, high = (round(sum(getattr(one, end) * one.n[1] for one in shown) / people, 4) for end in ("low", "high"))
    return Rated(behaviour, OTHERS, low, high, (sum(one.n[0] for one in shown), people))


def findings(report: Report) -> tuple[Finding, ...]:
    """Give self against each shown group and against all together, behaviour by behaviour."""
    found = []
    for behaviour in (one.id for one in report.questionnaire.behaviours):
        own = own_rating(report, behaviour)
        views = [*(rated(report, part, behaviour) for part in report.parts), together(report, behaviour)]
        found += [Finding(behaviour, own, view, gap(own, view)) for view in views if view]
    return tuple(found)


def gap(own: float | None, others: Rated) -> Kind:
    """Name the gap between the own rating and a range, by the rules at the top of this module."""
    if own is None:
        return "not comparable"
    if own + CLEAR_GAP <= others.low:
        return "blind spot"
    return "hidden strength" if own - CLEAR_GAP >= others.high else "no clear gap"


def compare(first: Report, second: Report) -> tuple[Change, ...]:
    """Give what changed between two rounds for each group shown in both, and for the own ratings."""
    changes = []
    for behaviour in (one.id for one in second.questionnaire.behaviours):
        pairs = [(_own(first, behaviour), _own(second, behaviour))]
        for part in second.parts:
            before = next((one for one in first.parts if one.groups == part.groups), None)
            pairs.append((rated(first, before, behaviour) if before else None, rated(second, part, behaviour)))
        changes += [Change(behaviour, b.who, a, b, _change(a, b)) for a, b in pairs if a and b]
    return tuple(changes)


def starting_points(report: Report) -> list[dict[str, str]]:
    """Give what a development plan can start from: behaviour, why, and a question to ask oneself.

    Blind spots come first, the widest before the others, then split groups, then hidden strengths. Where there is
    none of them, it is the behaviour with the lowest ratings.
    """
    names = {one.id: one.name for one in report.questionnaire.behaviours}
    found = [one for one in findings(report) if one.others.who != OTHERS]
    blind = sorted((one for one in found if one.kind == "blind spot"), key=lambda one: (one.own or 0) - one.others.low)
    split = [one for one in found if one.kind != "blind spot" and one.others.splits]
    hidden = [one for one in found if one.kind == "hidden strength" and not one.others.splits]
    starts = [
        *(_start(names, one, "They see less of it than you do.", "What would they have to see me do, in an ordinary "
                 "week, to rate this higher?") for one in blind),
        *(_start(names, one, "The group is split on it.", "With whom, or when, do I do this less?") for one in split),
        *(_start(names, one, "They see more of it than you do.", "Where could I use this on purpose, or help "
                 "somebody else to learn it?") for one in hidden),
    ]  # fmt: skip
    weakest = None if starts else _weakest(report)
    if weakest:
        ask = "Which one thing could I do more often, and who would notice?"
        starts = [_start(names, weakest, "It has the lowest ratings of all.", ask)]
    return starts


def range_words(low: float, high: float) -> str:
    """Give a range of means as people read it: "1.8 to 2.2", one number where both ends are alike."""
    first, last = f"{round(low, 1):g}", f"{round(high, 1):g}"
    return first if first == last else f"{first} to {last}"


def n_words(n: tuple[int, int]) -> str:
    """Give the number of people: "5", or "4 to 5" where not everybody rated each statement."""
    return f"{n[0]}" if n[0] == n[1] else f"{n[0]} to {n[1]}"


def spread_words(view: Rated) -> str:
    """Say how far the people of a group agree: split or not, and the limits of spread and agreement if they say more.

    Limits that leave half of the scale open, or more, would only look exact.
    """
    if view.splits is None or view.spread is None or view.agreement is None:
        return "not given: fewer than five people" if view.n[0] < SPREAD_FROM else "not given"
    split = "not split" if not view.splits else f"split on {view.splits} statement{'s' if view.splits > 1 else ''}"
    if view.agreement[1] - view.agreement[0] >= OPEN:
        return split
    spread, agreed = (f"{ends[0]:.1f} to {ends[1]:.1f}" for ends in (view.spread, view.agreement))
    return f"{split}; standard deviation {spread}; agreement (r_wg) {agreed}"


def _own(report: Report, behaviour: str) -> Rated | None:
    own = own_rating(report, behaviour)
    return None if own is None else Rated(behaviour, GROUPS["self"], own, own, (1, 1))


def _change(first: Rated, second: Rated) -> Literal["better", "worse", "no clear change"]:
    if second.high < first.low:
        return "better"
    return "worse" if second.low > first.high else "no clear change"


def _start(names: dict[str, str], one: Finding, why: str, question: str) -> dict[str, str]:
    view = one.others
    own = "" if one.own is None else f"You {one.own:g}, "
    seen = f"{view.who.lower() if own else view.who} {range_words(view.low, view.high)} (n = {n_words(view.n)})"
    return {"behaviour": names[one.behaviour], "why": f"{own}{seen}: {why[0].lower()}{why[1:]}", "question": question}


def _weakest(report: Report) -> Finding | None:
    found = [one for one in findings(report) if one.others.who == OTHERS]
    return max(found, key=lambda one: one.others.low + one.others.high, default=None)


def _statements(report: Report, behaviour: str) -> Sequence[str]:
    return [one.id for one in report.questionnaire.statements if one.behaviour == behaviour]

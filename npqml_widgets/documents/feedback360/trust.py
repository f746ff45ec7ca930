"""How far a figure of a 360 report can be trusted: do the raters agree, and would other raters have said the same?

Agreement is r_wg of James, Demaree and Wolf (1984): 1 - s2 / 1.25, where s2 is the variance of the ratings (n - 1) and
1.25 that of answers spread evenly over four ratings, (4 * 4 - 1) / 12; it is 0 where s2 is larger, 1 where all agree.
[@bliese-multilevel-rwg] A report gives its limits, as the variance itself is not published.

Reliability is Spearman-Brown, r_n = n r / (1 + (n - 1) r), with the agreement r of two raters of one kind from a
meta-analysis [@conway-huffcutt-1997].
"""

from __future__ import annotations

from functools import cache
from itertools import product

from npqml_widgets.documents.feedback360.model import GROUPS, Group
from npqml_widgets.documents.feedback360.privacy import BEST, WORST
from npqml_widgets.documents.feedback360.report import Figure, Part

RANDOM_VARIANCE = ((WORST - BEST + 1) ** 2 - 1) / 12
SINGLE_RATER: dict[Group, float] = {"manager": 0.50, "peers": 0.37, "team": 0.30}
"""How far two raters of one kind agree (a correlation), for managers, peers and people who are led."""
ENOUGH = 0.70
SOURCES = {
    "conway-huffcutt-1997": "Reliability: Conway and Huffcutt (1997), a meta-analysis of ratings (its abstract).",
    "bliese-multilevel-rwg": "Agreement: r_wg of James, Demaree and Wolf (1984), as documented in the R package "
    "multilevel.",
    "talent-innovations-2012": "Most ratings near the top: Talent Innovations (2012), a supplier's account.",
}
"""What a report names as its sources, by their keys in the course's list."""


def agreement(variance: float) -> float:
    """Give r_wg for a variance of ratings."""
    return max(0.0, 1 - variance / RANDOM_VARIANCE)


def variance_limits(figure: Figure) -> tuple[float, float]:
    """Give the least and the largest variance (n - 1) that a figure with a spread finding leaves possible."""
    low, high = round(figure.low * figure.n), round(figure.high * figure.n)
    return _variances(figure.n, low, high, bool(figure.split))


def reliability(group: Group, n: int) -> float:
    """Give how far the mean of n raters of a kind would agree with that of n others: Spearman-Brown, 0 to 1.

    r_n = n r / (1 + (n - 1) r), with one rater's r from SINGLE_RATER.
    """
    single = SINGLE_RATER[group]
    return n * single / (1 + (n - 1) * single)


def reliability_words(part: Part) -> str:
    """Say what the number of raters of a part gives, with its source."""
    if len(part.groups) > 1 or part.groups[0] not in SINGLE_RATER:
        return "For several groups together no figure was found: take it as a hint."
    group = part.groups[0]
    value = reliability(group, part.answered)
    needed = next(n for n in range(1, 30) if reliability(group, n) >= ENOUGH)
    judged = "enough for a hint, not for a judgement" if value < ENOUGH else "fairly steady"
    return (
        f"With {part.answered} {GROUPS[group].lower()} the mean has a reliability of about {value:.2f} of 1: {judged}. "
        f"{ENOUGH:.2f} needs {needed}. [@conway-huffcutt-1997]"
    )


@cache
def _variances(n: int, low: int, high: int, split: bool) -> tuple[float, float]:
    """Give the limits over every set of n ratings with this finding whose total lies from low to high."""
    found = [
        (squares - total * total / n) / (n - 1)
        for fixed, least, most in _shapes(split)
        if n >= len(fixed)
        for total in range(low, high + 1)
        for squares in _squares(fixed, n - len(fixed), total, least, most)
    ]
    return min(found), max(found)


def _shapes(split: bool) -> list[tuple[tuple[int, ...], int, int]]:
    """Give the ratings that make the finding, and from where to where all other ratings may then lie."""
    everything = range(BEST, WORST + 1)
    if split:
        lows = [(a, b) for a, b in product(everything, everything) if a <= b]
        return [((*pair, *other), BEST, WORST) for pair in lows for other in lows if other[0] - pair[1] >= 2]
    return [
        ((*below, *above), core, core + 1)
        for core in range(BEST, WORST)
        for below in [(), *((rating,) for rating in everything if rating < core)]
        for above in [(), *((rating,) for rating in everything if rating > core + 1)]
    ]


def _squares(fixed: tuple[int, ...], others: int, total: int, least: int, most: int) -> list[int]:
    """Give the smallest and the largest sum of squares with this total: others side by side, or as far apart as can."""
    rest = total - sum(fixed)
    if not least * others <= rest <= most * others:
        return []
    if not others:
        return [sum(rating**2 for rating in fixed)]
    near, further = divmod(rest, others)
    at_most, between = divmod(rest - least * others, most - least)
    apart = [most] * at_most + [least + between] * (at_most < others)
    spread = sum(rating**2 for rating in apart) + (others - len(apart)) * least**2
    close = (others - further) * near**2 + further * (near + 1) ** 2
    return [part + sum(rating**2 for rating in fixed) for part in (close, spread)]

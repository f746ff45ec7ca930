"""What may not be said from an analysis, worked out from it: too few, left out, one year, a link and no cause."""

from __future__ import annotations

from collections.abc import Iterator

from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import GROUPS, RawData, Results
from npqml_widgets.documents.rawdata.pupils import RULES

MANY_MISSING = 0.05
"""From this share of pupils without a result or a start on, the rest may differ from everybody."""
ONE_YEAR = (
    "These are one group of pupils in one year. Nothing here is a trend: that takes the same numbers of several years."
)
NO_CAUSE = (
    "A difference is no cause. The numbers do not say why pupils are ahead or behind, or what would change it: look at "
    "their work, and compare with pupils who go without."
)


def may_not_be_said(document: RawData) -> tuple[str, ...]:
    """Return what the numbers do not bear, a sentence or two each; empty before there are any."""
    results = document.results
    if results is None or not results.with_result:
        return ()
    return (
        *_missing(results),
        *_gap(document, results),
        *_interval(document, results),
        *_hidden(document, results),
        *_rules(document),
        ONE_YEAR,
        NO_CAUSE,
    )


def _missing(results: Results) -> Iterator[str]:
    no_result, no_start = results.roll.pupils - results.with_result, results.with_result - results.with_start
    if no_result:
        much = " They are many: the share speaks of the others only." if _many(no_result, results.roll.pupils) else ""
        every = results.roll.pupils
        yield f"{no_result} of {every} pupils on roll have no result, and are in no share or average.{much}"
    if no_start and results.with_start:
        much = " They are many, and seldom like the rest." if _many(no_start, results.with_result) else ""
        yield (
            f"{no_start} of {results.with_result} pupils with a result have no start. Progress and the "
            "like-for-like gap "
            f"say nothing about them.{much}"
        )
    if not results.with_start:
        yield "No pupil has a start and a result, so nothing can be said about progress."


def _many(some: int, every: int) -> bool:
    return some > MANY_MISSING * every


def _gap(document: RawData, results: Results) -> Iterator[str]:
    who = GROUPS[document.group][0]
    if document.group and results.with_start and results.gap.overall is None:
        yield f"{who}: no gap is given. Either the column is missing, or fewer than {document.limit} stand on one side."
    if results.gap.overall is not None:
        yield (
            "The overall gap holds where pupils started. The like-for-like gap takes most of that out, not all: bands "
            "are wide. Neither says how one pupil did."
        )
    if results.gap.alone:
        yield f"{who}: some started where nobody else did. They are in the overall gap, not in the like-for-like one."


def _interval(document: RawData, results: Results) -> Iterator[str]:
    interval = results.interval
    if not document.estimates:
        if results.with_start:
            yield "There are no estimates yet, so a result cannot be called good or poor progress."
        return
    if interval.low is None or interval.high is None:
        yield f"{interval.who}: too few for an interval, so nothing may be said about their progress as a group."
    elif interval.low <= 0 <= interval.high:
        yield (
            f"{interval.who}: the interval holds 0. They may have made more or less progress than similar "
            "pupils; it is "
            "shown neither that they did nor that they did not."
        )
    else:
        more = "more" if interval.low > 0 else "less"
        yield (
            f"{interval.who}: they made {more} progress than similar pupils, and chance alone hardly explains "
            "it. It may "
            "be said of the group only."
        )
    if not document.comparison.strip():
        yield "Whose the estimates are, and of which year, is not said. Old ones make progress look better or worse."


def _hidden(document: RawData, results: Results) -> Iterator[str]:
    counts = [count for line in results.reached for count in (line.reached, line.short, line.pupils)]
    hidden = counts.count(None) + sum(band.pupils is None for band in results.bands)
    if hidden:
        words = "number is" if hidden == 1 else "numbers are"
        yield (
            f"{hidden} {words} hidden, as fewer than {document.limit} pupils stand behind them or could be "
            "worked out. Do "
            "not give them elsewhere, as with another table of the same pupils."
        )


def _rules(document: RawData) -> Iterator[str]:
    for rule in document.left_as_is:
        if any(step.rule == rule and step.count for step in document.cleaned):
            yield f"You have taken back a rule: “{RULES.get(rule, rule)}”. Say so beside every number."
    for use in document.codes:
        if use.use == "nought":
            yield f"“{use.code}” counts as 0 in “{LABELS[use.field]}”, and pulls its average down. Say so beside it."

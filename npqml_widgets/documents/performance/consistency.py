"""What does not add up in pupil performance data yet, in words: what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from npqml_widgets.documents.performance.caveats import MUCH
from npqml_widgets.documents.performance.headings import LABELS
from npqml_widgets.documents.performance.model import (
    GROUPS,
    POINT_WORDS,
    POINTS,
    TEXTS,
    Measured,
    PupilPerformance,
    Results,
    shown,
)
from npqml_widgets.documents.rawdata.consistency import CAUSE, UPN
from npqml_widgets.documents.shared.dates import as_said


def faults(document: PupilPerformance) -> tuple[str, ...]:
    """Return everything that does not add up, most pressing first."""
    results = shown(document)
    return (
        *_figures(document, results),
        *_times(document),
        *_tests(document),
        *(_claim(document, results) if results else ()),
        *_words(document),
    )


def _figures(document: PupilPerformance, results: Results | None) -> Iterator[str]:
    if document.source == "hand":
        yield from _typed(document)
    for use in document.values if document.source == "pupils" else ():
        if not use.group:
            yield f"“{use.value}” is not decided: project pupils, comparison pupils, or neither?"
    for code in document.codes if document.source == "pupils" else ():
        if not code.use:
            yield f"“{code.code}” in “{LABELS.get(code.field, code.field)}” is not decided: no mark, or a mark of 0?"
    if results is None:
        yield "There are no figures yet: bring in a table of pupils below the form, or type the averages."
        return
    if results.comparison.cells == Measured("comparison").cells:
        yield _no_comparison(document, results)
    elif results.project.cells == Measured("project").cells:
        yield "There are no figures of project pupils, or too few of them have the marks that are counted."
    for side in results.groups:
        yield from _group(document, side)


def _no_comparison(document: PupilPerformance, results: Results) -> str:
    if results.comparison.listed or results.out is None:
        return (
            f"Fewer than {document.limit} comparison pupils have the marks that are counted, so none of their figures "
            "is shown. Find more pupils to compare with, or merge two groups."
        )
    return "There is no comparison: who are pupils like these, without the project? Pupils gain without one too."


def _typed(document: PupilPerformance) -> Iterator[str]:
    for cell in document.typed:
        who = f"{GROUPS[cell.group]}, {POINT_WORDS[cell.point].lower()}"
        if cell.mean is not None and cell.pupils is None:
            yield f"{who}: of how many pupils is this average? Without a number it is shown nowhere."
        elif cell.pupils is not None and cell.pupils < document.limit:
            yield (
                f"{who}: {cell.pupils} pupils are fewer than {document.limit}, so this average is shown nowhere. Merge "
                "them with another group, or take the number out."
            )
        elif cell.pupils is not None and cell.mean is None:
            yield f"{who}: the average of these {cell.pupils} pupils is missing."


def _group(document: PupilPerformance, side: Measured) -> Iterator[str]:
    who = GROUPS[side.group]
    numbers = [cell.pupils for cell in side.cells if cell.pupils is not None]
    if len(set(numbers)) > 1 and not document.missing.strip():
        said = ", ".join(f"{number} at the {name}" if name != "middle" else f"{number} in the middle"
                         for name, cell in zip(POINTS, side.cells, strict=True)
                         if (number := cell.pupils) is not None)  # fmt: skip
        yield (
            f"{who}: {said}. These are not the same pupils each time: say in “{TEXTS['missing']}” who comes and goes, "
            "or count only pupils with all three marks."
        )
    if side.cells[1].mean is None and side.gain is not None:
        yield f"{who}: there is no average in the middle. Three points in time show when a gain came."
    if side.listed and (side.gainers or 0) < (1 - MUCH) * side.listed:
        out = side.listed - (side.gainers or 0)
        yield (
            f"{who}: {out} of {side.listed} have no gain, more than a fifth. Find out who they are and why; say so "
            "beside every figure."
        )


def _times(document: PupilPerformance) -> Iterator[str]:
    named = list(zip(POINTS, document.points, strict=True))
    for name, point in named:
        if point.day is None:
            yield f"The date of the {name} is missing: when was measured?"
    for (earlier, first), (later, second) in pairwise(named):
        if first.day and second.day and second.day <= first.day:
            yield (
                f"The {later}, {as_said(second.day)}, does not lie after the {earlier}, {as_said(first.day)}: look at "
                "both dates."
            )
    if document.begins is None or document.ends is None:
        yield "The first and the last day of the project are missing: they say which dates can be right."
    elif document.ends <= document.begins:
        yield "The last day of the project does not lie after the first."
    for name, point in named:
        if point.day and document.begins and point.day < document.begins:
            yield f"The {name}, {as_said(point.day)}, lies before the project begins ({as_said(document.begins)})."
        elif point.day and document.ends and point.day > document.ends:
            yield f"The {name}, {as_said(point.day)}, lies after the project has ended ({as_said(document.ends)})."


def _tests(document: PupilPerformance) -> Iterator[str]:
    names = [point.test.strip() for point in document.points]
    for name, test in zip(POINTS, names, strict=True):
        if not test:
            yield f"What was used at the {name} is not named: which test, or which questions?"
    if document.scale == "":
        yield "Say whether the same test was used each time: only then does a change of marks mean a gain."
    elif document.scale == "different":
        yield (
            "Each point was measured by a test with its own scale, so the marks cannot be taken from each other. Use "
            "results that are comparable, or set this out as three pictures without a gain."
        )


def _claim(document: PupilPerformance, results: Results) -> Iterator[str]:
    if document.allocation == "":
        yield "Say how it was settled who was in the project: a reader judges the comparison by that."
    if document.claim == "":
        yield "Say what you claim, under “Results”: more, less, or not shown."
        return
    interval, claims = results.interval, document.claim in ("more", "less")
    if results.difference is None:
        if claims:
            yield "You claim a difference, and there is no gain to compare with."
    elif interval is None:
        if claims:
            yield "You claim a difference, and no interval can be had from averages. Say that it may be chance."
    elif interval[0] <= 0 <= interval[1]:
        if claims:
            yield (
                "You claim a difference, and its interval holds 0. The figures do not show which group gained more: "
                "claim that, and say what would have to be measured."
            )
    elif document.claim == "unclear":
        yield "You say that it is not shown who gained more, and the interval does not hold 0. Look at it again."
    elif (document.claim == "more") != (results.difference > 0):
        yield "What you claim and the sign of the difference do not agree."


def _words(document: PupilPerformance) -> Iterator[str]:
    for name, label in TEXTS.items():
        text = getattr(document, name)
        if not text.strip():
            yield f"“{label}” is still empty."
        if UPN.search(text):
            yield f"A pupil's UPN stands in “{label}”. Take it out: no pupil may be found in this document."
    if document.conclusion.strip():
        if not re.search(r"\d", document.conclusion):
            yield "Your conclusion has no number in it. Which of these figures does it rest on?"
        if document.allocation != "lot" and (found := CAUSE.search(document.conclusion)):
            yield (
                f"Your conclusion says “{found[0]}”. Places did not go by lot: what else may have made the difference?"
            )

"""Every figure of a raw data analysis that matters, in words: the form, the printed page and the text all say these."""

from __future__ import annotations

from npqml_widgets.documents.rawdata.model import GROUPS, Band, Cleaned, PupilDocument, RawData, Reached, Roll
from npqml_widgets.documents.rawdata.pupils import FIXED, RULES
from npqml_widgets.documents.shared.dates import as_said

HIDDEN = "hidden"
BAND_HEADINGS = ("Start", "Pupils", "Average result", "Average estimate", "Progress")
REACHED_HEADINGS = ("Who", "Reached it", "Did not", "Pupils with a result", "Share")


def signed(number: float, decimals: int = 2) -> str:
    """Return a number with its sign, as +0.25 or −1.50."""
    return f"{number:+.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def summary(document: RawData) -> str:
    """Return in a sentence or two what export this is and how many pupils it comes to."""
    if document.results is None:
        return "No export is read yet."
    when = f"The export of {as_said(document.exported)}" if document.exported else "The export"
    of = f" out of {document.system.strip()}" if document.system.strip() else ""
    return f"{when}{of} holds {count_words(document.results.roll.pupils)} on roll. {reached_words(document)}".strip()


def count_words(pupils: int) -> str:
    """Return a number of pupils: 1 pupil, 30 pupils."""
    return f"{pupils} {'pupil' if pupils == 1 else 'pupils'}"


def roll_words(roll: Roll) -> str:
    """Return how rows become pupils: 182 rows − 4 who have left − 1 that repeats a pupil = 177 on roll."""
    parts = [f"{roll.rows} rows"]
    parts += [f"{roll.no_pupil} without a pupil"] if roll.no_pupil else []
    parts += [f"{roll.left} who have left"] if roll.left else []
    parts += [f"{roll.repeated} that {'repeats' if roll.repeated == 1 else 'repeat'} a pupil"] if roll.repeated else []
    joined = f" {roll.joined} of them joined during the year." if roll.joined else ""
    return f"{' − '.join(parts)} = {roll.pupils} on roll.{joined}".replace(" − ", " \N{MINUS SIGN} ")


def standard_words(document: RawData) -> str:
    """Return what reaching the standard means."""
    if document.against == "target":
        return "A pupil has reached the standard whose result is the pupil's own target or more."
    if document.standard is None:
        return "No standard is stated yet."
    return f"A pupil has reached the standard whose result is {document.standard:g} or more."


def reached_words(document: RawData) -> str:
    """Return the share of all that reached the standard, with its numbers; an empty text where it is not known."""
    lines = document.results.reached if document.results else ()
    if not lines:
        return ""
    every = lines[-1]
    if every.share is None:
        return "How many reached the standard is hidden: they, or those who did not, are too few."
    return f"{every.reached} of {every.pupils} pupils with a result reached the standard: {every.share:.1f}%."


def progress_words(document: RawData) -> str:
    """Return the average progress of all with a start and a result."""
    results = document.results
    if results is None or not results.bands:
        return "Nothing can be said about progress: no pupil has a start and a result."
    if not document.estimates:
        return "Progress is worked out once there are estimates to compare with."
    if results.progress is None:
        return "The average progress of all is not given: with the bands that are shown it would tell a hidden one."
    return (
        f"On average {signed(results.progress)} {document.units} of progress, for "
        f"{count_words(results.with_start)} with a "
        "start and a result. 0 is as much as similar pupils elsewhere."
    )


def gap_words(document: RawData) -> str:
    """Return the gap overall and like for like."""
    inside, outside = GROUPS[document.group]
    if not document.group:
        return "No group is compared."
    gap = document.results.gap if document.results else None
    if gap is None or gap.overall is None:
        return f"{inside}: no gap is given, as one side is too small or not known."
    numbers = f" (n = {gap.pupils} and {gap.others})" if gap.pupils is not None else ""
    like = f"{signed(gap.like_for_like)} like for like" if gap.like_for_like is not None else "not known like for like"
    return f"{inside} minus {outside.lower()}{numbers}: {signed(gap.overall)} {document.units} overall, {like}."


def interval_words(document: RawData) -> str:
    """Return the interval of the average progress of the pupils who are asked about."""
    interval = document.results.interval if document.results else None
    if interval is None or interval.mean is None or interval.low is None or interval.high is None:
        return "No interval is given: there are no estimates, or too few pupils."
    numbers = f" (n = {interval.pupils}, SD {interval.deviation:.2f})" if interval.pupils is not None else ""
    return (
        f"{interval.who}{numbers}: average progress {signed(interval.mean)}, 95% interval {signed(interval.low)} to "
        f"{signed(interval.high)} {document.units}."
    )


def reached_row(line: Reached) -> tuple[str, ...]:
    """Return who reached the standard as cells of a table."""
    share = HIDDEN if line.share is None else f"{line.share:.1f}%"
    return (
        line.who,
        *(HIDDEN if count is None else str(count) for count in (line.reached, line.short, line.pupils)),
        share,
    )


def band_row(band: Band) -> tuple[str, ...]:
    """Return a band of the start as cells of a table."""
    if band.pupils is None or band.result is None:
        return (band.start, *[HIDDEN] * 4)
    estimate = "" if band.estimate is None else f"{band.estimate:.2f}"
    progress = "" if band.progress is None else signed(band.progress)
    return (band.start, str(band.pupils), f"{band.result:.2f}", estimate, progress)


def cleaned_words(document: PupilDocument, step: Cleaned) -> str:
    """Return one step of cleaning: the rule, how often, and what with."""
    rule = (FIXED | RULES).get(step.rule, step.rule)
    what = (
        "columns"
        if step.rule == "dropped"
        else "rows"
        if step.rule in ("nameless", "no-pupil", "left", "repeated")
        else "cells"
    )
    number = f"{step.count} {what.removesuffix('s') if step.count == 1 else what}"
    such = f", such as {step.examples}" if step.examples and step.rule in RULES else ""
    return (
        f"{rule}: {number}{such}.{' Taken back: these stay as they are.' if step.rule in document.left_as_is else ''}"
    )

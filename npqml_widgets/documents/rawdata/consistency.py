"""What does not add up in a raw data analysis yet, in words: what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import TEXTS, RawData, Results
from npqml_widgets.documents.shared.dates import as_said

REPEATED = 0.1
"""From this share of rows on that repeat a pupil otherwise, the file has a row for each subject or term."""
UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b", re.IGNORECASE)
CAUSE = re.compile(
    r"\b(?:caused? by|because of|due to|thanks to|as a result of|led to|proves?|shows? that .* works?)\b", re.I
)


def faults(document: RawData, today: date) -> tuple[str, ...]:
    """Return everything that does not add up, most pressing first."""
    return (*_export(document, today), *_numbers(document), *_words(document))


def _export(document: RawData, today: date) -> Iterator[str]:
    if document.results is None:
        yield "No export is read yet: bring one in below the form."
    if document.exported is None:
        yield "The date of the export is missing: a reader cannot tell which results were in."
    elif document.exported > today:
        yield f"The date of the export, {as_said(document.exported)}, is still to come."
    roll = document.results.roll if document.results else None
    if roll and roll.repeated_otherwise > REPEATED * roll.rows:
        yield (
            f"{roll.repeated_otherwise} of {roll.rows} rows repeat a pupil with something else in them. The "
            "file seems to "
            "have a row for each subject or term: keep only one of them in a new file, and bring that in."
        )


def _numbers(document: RawData) -> Iterator[str]:
    results = document.results or Results()
    for use in document.codes:
        if not use.use:
            yield f"“{use.code}” in “{LABELS[use.field]}” is not decided: no result, or a result of 0?"
    if document.results and not document.heading("result"):
        yield "No column is the result, so only the roll is worked out. Bring the export in again and choose it."
    if document.against == "number" and document.standard is None:
        yield "The standard is missing: from which result on has a pupil reached it?"
    if document.against == "target" and document.results and not document.heading("target"):
        yield "The standard is each pupil's target, and no column is the target."
    if results.with_start and not document.estimates:
        yield "There are no estimates to compare with: bring in a table with the columns From and Estimate."
    if document.estimates and not document.comparison.strip():
        yield "Say whose the estimates are and of which year."
    if document.group and document.results and not document.heading(document.group):
        yield "No column says who is in the group that you compare: choose another group, or bring the export in again."


def _words(document: RawData) -> Iterator[str]:
    for name, label in TEXTS.items():
        text = getattr(document, name)
        if not text.strip():
            yield f"“{label}” is still empty."
        if UPN.search(text):
            yield f"A pupil's UPN stands in “{label}”. Take it out: no pupil may be found in this document."
    if document.results and document.conclusion.strip():
        if not re.search(r"\d", document.conclusion):
            yield "Your conclusion has no number in it. Which of these numbers does it rest on?"
        if found := CAUSE.search(document.conclusion):
            yield f"Your conclusion says “{found[0]}”. What in these numbers tells a cause from a link?"

"""What stands on a printed raw data analysis: purpose, roll, rules, results with their doubt, what may not be said."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.rawdata.caveats import may_not_be_said
from npqml_widgets.documents.rawdata.charts import picture
from npqml_widgets.documents.rawdata.consistency import faults
from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import USES, RawData
from npqml_widgets.documents.rawdata.words import (
    BAND_HEADINGS,
    REACHED_HEADINGS,
    band_row,
    cleaned_words,
    gap_words,
    interval_words,
    progress_words,
    reached_row,
    roll_words,
    standard_words,
    summary,
)
from npqml_widgets.documents.shared.printing import Block, Bullets, Heading, Page, Paragraph, Table

TITLE = "Raw data analysis"
FOR_SCHOOL = (
    "For use inside school. Names, pupils' numbers and dates of birth were taken off when the export was "
    "read, and are not "
    "in this document."
)


def printed(document: RawData, today: date) -> Page:
    """Return the analysis as a page to print; `today` says which dates are still to come."""
    mend = faults(document, today)
    blocks: list[Block] = [
        Paragraph(FOR_SCHOOL),
        *_own_words(document, "purpose", "Purpose"),
        Heading("Export and roll"),
        Paragraph(summary(document)),
        *(
            [Paragraph(roll_words(document.results.roll))]
            if document.results
            else [Paragraph("There are no numbers yet.")]
        ),
        *_cleaning(document),
        *_own_words(document, "rules", "Rules, and why"),
        *_numbers(document),
        *_own_words(document, "conclusion", "Conclusion"),
        Heading("What does not add up"),
        Bullets(mend) if mend else Paragraph("Nothing was found."),
    ]
    return Page(TITLE, tuple(blocks))


def _own_words(document: RawData, name: str, heading: str) -> list[Block]:
    text = getattr(document, name)
    return [Heading(heading), *map(Paragraph, filter(str.strip, text.split("\n")))] if text.strip() else []


def _cleaning(document: RawData) -> list[Block]:
    if not document.cleaned:
        return []
    codes = tuple((LABELS.get(use.field, use.field), use.code, USES[use.use]) for use in document.codes)
    table: list[Block] = (
        [Table("What the codes stand for", ("Column", "In the cell", "Counts as"), codes)] if codes else []
    )
    return [
        Heading("What was cleaned"),
        Bullets(tuple(cleaned_words(document, step) for step in document.cleaned)),
        *table,
    ]


def _numbers(document: RawData) -> list[Block]:
    results = document.results
    if results is None or not results.with_result:
        return []
    drawn = picture(document)
    against = [Paragraph(f"Estimates: {document.comparison}")] if document.comparison.strip() else []
    return [
        Heading("Attainment"),
        Paragraph(standard_words(document)),
        *(
            [Table("Who reached the standard", REACHED_HEADINGS, tuple(map(reached_row, results.reached)))]
            if results.reached
            else []
        ),
        Heading("Progress"),
        Paragraph(progress_words(document)),
        *against,
        *(
            [Table("By where pupils started", BAND_HEADINGS, tuple(map(band_row, results.bands)))]
            if results.bands
            else []
        ),
        *([drawn] if drawn else []),
        Heading("One gap, and one interval"),
        Paragraph(gap_words(document)),
        Paragraph(interval_words(document)),
        Heading("What may not be said from this"),
        Bullets(may_not_be_said(document)),
    ]

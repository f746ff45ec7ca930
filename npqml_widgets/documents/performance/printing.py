"""What stands on printed pupil performance data: the project, who was compared, figures with their doubt, words."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.performance.baseline import baseline_words
from npqml_widgets.documents.performance.caveats import may_not_be_said
from npqml_widgets.documents.performance.charts import picture
from npqml_widgets.documents.performance.consistency import faults
from npqml_widgets.documents.performance.headings import LABELS
from npqml_widgets.documents.performance.model import (
    ALLOCATIONS,
    CLAIMS,
    POINT_WORDS,
    SCALES,
    VALUES,
    PupilPerformance,
    Results,
    shown,
)
from npqml_widgets.documents.performance.words import (
    CELL_HEADINGS,
    MISSING_HEADINGS,
    NO_FIGURES,
    PART_HEADINGS,
    cell_rows,
    difference_words,
    gain_words,
    missing_rows,
    missing_words,
    part_row,
    parts_words,
    point_words,
    roll_words,
    who_words,
)
from npqml_widgets.documents.rawdata.model import USES
from npqml_widgets.documents.rawdata.words import cleaned_words
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.printing import Block, Bullets, Heading, Page, Paragraph, Table, Terms

TITLE = "Pupil performance data"
FOR_SCHOOL = (
    "Averages of groups only. Names, pupils' numbers and marks of one pupil are not in this document, and no average "
    "is of fewer than {} pupils."
)


def printed(document: PupilPerformance, _: date) -> Page:
    """Return the document as a page to print; what stands on it is the same on any day."""
    mend, results = faults(document), shown(document)
    blocks: list[Block] = [
        Paragraph(FOR_SCHOOL.format(document.limit)),
        *_own_words(document, "purpose", "The project"),
        Terms(_project(document)),
        *_baseline(document),
        Heading("Who was compared"),
        Terms((("Who was in the project", ALLOCATIONS[document.allocation]), ("Averages", who_words(document)))),
        *_own_words(document, "chosen", ""),
        *([Paragraph(roll_words(document))] if document.source == "pupils" else []),
        *(_figures(document, results) if results else [Heading("Results"), Paragraph(NO_FIGURES)]),
        *_own_words(document, "missing", "Who is missing"),
        *_own_words(document, "conclusion", "Conclusion"),
        *_cleaning(document),
        Heading("What does not add up"),
        Bullets(mend) if mend else Paragraph("Nothing was found."),
    ]
    return Page(TITLE, tuple(blocks))


def _own_words(document: PupilPerformance, name: str, heading: str) -> list[Block]:
    text = getattr(document, name)
    if not text.strip():
        return []
    return [*([Heading(heading)] if heading else []), *map(Paragraph, filter(str.strip, text.split("\n")))]


def _project(document: PupilPerformance) -> tuple[tuple[str, str], ...]:
    first, last = (as_said(day) if day else "no date yet" for day in (document.begins, document.ends))
    points = zip(POINT_WORDS.values(), document.points, strict=True)
    return (
        ("The project", f"{first} to {last}"),
        *((word, point_words(point)) for word, point in points),
        ("Measured by", f"{SCALES[document.scale]}; in {document.units}"),
    )


def _baseline(document: PupilPerformance) -> list[Block]:
    if document.baseline is None:
        return []
    return [
        Heading("Where it began: from the raw data analysis"),
        Paragraph(baseline_words(document.baseline)),
        Bullets(document.baseline.figures),
    ]


def _figures(document: PupilPerformance, results: Results) -> list[Block]:
    drawn = picture(document)
    missing = tuple(words for side in results.groups if (words := missing_words(side)))
    listed: list[Block] = [
        Table("Who has a mark", MISSING_HEADINGS, missing_rows(results)), Bullets(missing)
    ]  # fmt: skip
    parts: list[Block] = [
        Table("Gains by pupil premium", PART_HEADINGS, tuple(map(part_row, results.parts))),
        Paragraph(parts_words(results.parts)),
    ]
    return [
        Heading("Results"),
        Paragraph(difference_words(document, results)),
        Table("Averages at each point", CELL_HEADINGS, cell_rows(results)),
        *(Paragraph(gain_words(document, side)) for side in results.groups),
        Paragraph(f"What the author claims: {CLAIMS[document.claim].lower()}."),
        *([drawn] if drawn else []),
        *(listed if missing else []),
        *(parts if results.parts else []),
        Heading("What may not be said from this"),
        Bullets(may_not_be_said(document)),
    ]


def _cleaning(document: PupilPerformance) -> list[Block]:
    if document.source != "pupils" or not document.cleaned:
        return []
    values = tuple((LABELS["group"], use.value, VALUES[use.group]) for use in document.values)
    codes = tuple((LABELS.get(code.field, code.field), code.code, USES[code.use]) for code in document.codes)
    return [
        Heading("How the table was read"),
        Bullets(tuple(cleaned_words(document, step) for step in document.cleaned)),
        Table("What stands in the columns", ("Column", "In the cell", "Counts as"), (*values, *codes)),
    ]

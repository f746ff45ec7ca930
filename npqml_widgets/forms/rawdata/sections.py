"""The sections of the raw data form: what stands in each, and how far it is in a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from npqml_widgets.controls.sections import (
    Part,
    bullets,
    button,
    choose,
    day,
    drawn,
    heading,
    note,
    row,
    table,
    text,
    words,
)
from npqml_widgets.documents.rawdata.caveats import may_not_be_said
from npqml_widgets.documents.rawdata.charts import chart_of
from npqml_widgets.documents.rawdata.codes import meaning
from npqml_widgets.documents.rawdata.consistency import faults
from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import AGAINST, GROUPS, TEXTS, USES, WHOSE, RawData
from npqml_widgets.documents.rawdata.pupils import FIXED, RULES
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
from npqml_widgets.forms.rawdata.whereitruns import HELD, SHARED, where_it_runs

SECTIONS = {
    "export": "Export",
    "cleaning": "Cleaning",
    "compare": "Standard and comparison",
    "results": "Results",
    "words": "In your words",
    "mend": "To mend",
}
FIRST = (
    "Begin here: choose your school's export (XLSX or CSV, one row for each pupil) under “Bring in a file”, below "
    "the form. You "
    "are asked which column is what before anything is read. A table of estimates comes in the same way."
)
AGAIN = "The rows are no longer in memory. To change rules, codes or comparison, bring the export in again."
ESTIMATES = (
    "A table of estimates has two columns: From (where a band of the start begins) and Estimate (the average result "
    "elsewhere). Bring it in as CSV or XLSX, below the form."
)
COURSE_ESTIMATES = "Use the table of the course"


def parts_of(
    document: RawData, here: str, counts: Mapping[tuple[str, str], int], course: str, today: date
) -> list[Part]:
    """Return the parts of a section; `counts` has the cells of each code while the rows are held.

    `course` says whose the estimates of the course are, empty where it has none.
    """
    sections: dict[str, Callable[[], list[Part]]] = {
        "export": lambda: _export(document, held=bool(counts)),
        "cleaning": lambda: _cleaning(document, counts),
        "compare": lambda: _compare(document, course),
        "results": lambda: _results(document),
        "words": lambda: _texts(document),
        "mend": lambda: (
            [bullets(faults(document, today))] if faults(document, today) else [words("Nothing was found.")]
        ),
    }
    return sections[here]()


def state_words(document: RawData, section: str, today: date) -> str:
    """Say in a few words how far a section is."""
    if section == "export":
        return f"{document.results.roll.pupils} on roll" if document.results else "none yet"
    if section == "cleaning":
        open_ = sum(not use.use for use in document.codes)
        return f"{open_} to decide" if open_ else f"{len(document.cleaned)} steps" if document.cleaned else ""
    if section == "compare":
        return f"{len(document.estimates)} estimates" if document.estimates else "no estimates"
    if section == "results":
        return "" if document.results else "none yet"
    if section == "words":
        return f"{sum(bool(getattr(document, name).strip()) for name in TEXTS)} of {len(TEXTS)}"
    return str(len(faults(document, today)))


def _export(document: RawData, *, held: bool) -> list[Part]:
    read = [words(summary(document)), words(roll_words(document.results.roll))] if document.results else [note(FIRST)]
    columns = [(column.heading, LABELS.get(column.field, column.field)) for column in document.columns]
    return [
        *read,
        *([table("Columns that are used", ("Column of the export", "Read as"), columns)] if columns else []),
        *([note(AGAIN)] if document.results and not held else []),
        day(
            "set:exported",
            "Date of the export",
            document.exported.isoformat() if document.exported else "",
            help="Somebody who leaves after this day counts as on roll.",
        ),
        text(
            "text:system",
            "Where it comes from",
            document.system,
            help="Such as SIMS, Arbor, Bromcom or a spreadsheet.",
            live=True,
        ),
        heading("Where the data are"),
        words(HELD),
        words(where_it_runs()),
        words(SHARED),
    ]


def _cleaning(document: RawData, counts: Mapping[tuple[str, str], int]) -> list[Part]:
    if document.results is None:
        return [note(FIRST)]
    parts: list[Part] = [
        heading("Steps"),
        words("Each was done to all rows. Take one back where it is wrong for your school."),
    ]
    for step in document.cleaned:
        undone = step.rule in document.left_as_is
        parts.append(words(cleaned_words(document, step)))
        if step.rule not in FIXED:
            parts.append(
                button(f"rule:{step.rule}", "Do it after all" if undone else "Take back", about=RULES[step.rule])
            )
    if document.codes:
        parts += [
            heading("Codes"),
            words("Nothing, a 0, or something else? Schools differ: say what each is in yours."),
        ]
    for place, use in enumerate(document.codes):
        number = counts.get((use.field, use.code))
        cells = f"{number} {'cell' if number == 1 else 'cells'}. " if number is not None else ""
        usual = f"Usually: {meaning(use.code)}." if meaning(use.code) else "Not known here."
        parts.append(
            choose(
                f"code:{place}",
                f"{use.code} in {LABELS[use.field]}",
                use.use,
                _options(USES),
                help=cells + usual,
                live=True,
            )
        )
    return parts


def _compare(document: RawData, course: str) -> list[Part]:
    standard = "" if document.standard is None else f"{document.standard:g}"
    groups = {
        key: f"{inside} and {outside.lower()}" if key else "No group" for key, (inside, outside) in GROUPS.items()
    }
    rows = [(f"{estimate.start:g}", f"{estimate.result:g}") for estimate in document.estimates]
    offer = [row([button("estimates:course", COURSE_ESTIMATES, about=course)]), words(course)] if course else []
    return [
        text(
            "set:standard",
            "The standard: a result from which on a pupil has reached it",
            standard,
            help="Such as 4, or 100.",
            live=True,
        ),
        choose("set:against", "Each result is set against", document.against, _options(AGAINST), live=True),
        text(
            "text:units",
            "What results are counted in",
            document.units,
            help="Such as grades, points or steps.",
            live=True,
        ),
        text(
            "set:limit",
            "Fewest pupils that may be shown",
            str(document.limit),
            help="Your school's rule; 6 here unless you change it.",
            live=True,
        ),
        choose("set:group", "The gap between", document.group, _options(groups), live=True),
        choose("set:whose", "The interval of", document.whose, _options(WHOSE), live=True),
        heading("Estimates to compare with"),
        words(ESTIMATES),
        *offer,
        text("text:comparison", "Whose the estimates are, and of which year", document.comparison, live=True),
        *([table("Estimates", ("From", "Estimate"), rows)] if rows else []),
    ]


def _results(document: RawData) -> list[Part]:
    results = document.results
    if results is None:
        return [note(FIRST)]
    chart = chart_of(document)
    return [
        words(summary(document)),
        words(standard_words(document)),
        *(
            [table("Who reached the standard", REACHED_HEADINGS, map(reached_row, results.reached))]
            if results.reached
            else []
        ),
        heading("Progress"),
        words(progress_words(document)),
        *([table("By where pupils started", BAND_HEADINGS, map(band_row, results.bands))] if results.bands else []),
        *([drawn(chart.html)] if chart else []),
        heading("One gap, and one interval"),
        words(gap_words(document)),
        words(interval_words(document)),
        heading("What may not be said from this"),
        bullets(may_not_be_said(document)),
    ]


def _texts(document: RawData) -> list[Part]:
    return [
        words("Name no pupil. What you write stands beside the numbers on the page to print."),
        *(text(f"text:{name}", label, getattr(document, name), lines=6, live=True) for name, label in TEXTS.items()),
    ]


def _options(words: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): said for key, said in words.items()}

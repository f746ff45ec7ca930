"""The sections of the form of pupil performance data: what stands in each, and how far it is in a few words."""

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
from npqml_widgets.documents.performance.baseline import baseline_words
from npqml_widgets.documents.performance.caveats import may_not_be_said
from npqml_widgets.documents.performance.charts import chart_of
from npqml_widgets.documents.performance.consistency import faults
from npqml_widgets.documents.performance.headings import LABELS
from npqml_widgets.documents.performance.model import (
    ALLOCATIONS,
    CLAIMS,
    COUNTED,
    GROUPS,
    POINT_WORDS,
    POINTS,
    SCALES,
    SOURCES,
    TEXTS,
    VALUES,
    PupilPerformance,
    shown,
)
from npqml_widgets.documents.performance.words import (
    CELL_HEADINGS,
    MISSING_HEADINGS,
    PART_HEADINGS,
    cell_rows,
    difference_words,
    gain_words,
    missing_rows,
    missing_words,
    part_row,
    parts_words,
    roll_words,
    who_words,
)
from npqml_widgets.documents.rawdata.codes import meaning
from npqml_widgets.documents.rawdata.model import USES
from npqml_widgets.documents.rawdata.pupils import FIXED, RULES
from npqml_widgets.documents.rawdata.words import cleaned_words
from npqml_widgets.forms.rawdata.whereitruns import HELD, SHARED, where_it_runs

SECTIONS = {
    "project": "The project",
    "pupils": "Pupils",
    "results": "Results",
    "words": "In your words",
    "mend": "To mend",
}
FIRST = (
    "Begin here: give the three days of the checks. Then go on to “Pupils” and bring in a table with a row for each "
    "pupil, project and comparison pupils together. The worked example, above on this page, shows where it leads."
)
BRING = (
    "Choose a table (XLSX or CSV) under “Bring in a file”, below the form. It has a row for each pupil: the group, and "
    "the marks at the start, in the middle and at the end. You are asked which column is what before anything is read."
)
AGAIN = "The rows are no longer in memory. To change groups, codes or who is counted, bring the table in again."
BY_HAND = (
    "Type the average of each group at each point, and of how many pupils it is. From averages alone nobody can tell "
    "how sure a gain is: ask whoever gave them to you for a table of pupils without names."
)
NO_RESULTS = "There are no figures yet: go to “Pupils”."


def parts_of(document: PupilPerformance, here: str, counts: Mapping[tuple[str, str], int]) -> list[Part]:
    """Return the parts of a section; `counts` has the cells of each code while the rows are held."""
    sections: dict[str, Callable[[], list[Part]]] = {
        "project": lambda: _project(document),
        "pupils": lambda: _pupils(document, counts),
        "results": lambda: _results(document),
        "words": lambda: _texts(document),
        "mend": lambda: [bullets(faults(document))] if faults(document) else [words("Nothing was found.")],
    }
    return sections[here]()


def state_words(document: PupilPerformance, section: str) -> str:
    """Say in a few words how far a section is."""
    if section == "project":
        return f"{sum(point.day is not None for point in document.points)} of {len(POINTS)} dates"
    if section == "pupils":
        open_ = sum(not use.group for use in document.values) + sum(not code.use for code in document.codes)
        if document.source == "hand":
            return f"{sum(cell.mean is not None for cell in document.typed)} of {len(GROUPS) * len(POINTS)}"
        return f"{open_} to decide" if open_ else f"{document.rows} rows" if document.rows is not None else "none yet"
    if section == "results":
        return "" if shown(document) else "none yet"
    if section == "words":
        return f"{sum(bool(getattr(document, name).strip()) for name in TEXTS)} of {len(TEXTS)}"
    return str(len(faults(document)))


def _project(document: PupilPerformance) -> list[Part]:
    points: list[Part] = []
    for name, point in zip(POINTS, document.points, strict=True):
        word = POINT_WORDS[name]
        points += [
            day(f"set:{name}", f"{word}: day of the check", _iso(point.day)),
            text(f"text:{name}:test", f"{word}: which test or questions", point.test, live=True),
        ]
    return [
        *([note(FIRST)] if shown(document) is None else []),
        day("set:begins", "The project begins on", _iso(document.begins), help="As in your project plan."),
        day("set:ends", "The project ends on", _iso(document.ends), help="The day on which you say whether it helped."),
        heading("Three points in time"),
        *points,
        choose("set:scale", "Measured each time by", document.scale, _options(SCALES), live=True),
        text("text:units", "What results are counted in", document.units, help="Such as marks or steps.", live=True),
        heading("Where it began"),
        *_baseline(document),
    ]


def _baseline(document: PupilPerformance) -> list[Part]:
    take = button("baseline:take", "Take the figures of your raw data analysis")
    if document.baseline is None:
        return [
            words("If you have made a raw data analysis (1.1.1), its figures can stand here as the starting point."),
            row([take]),
        ]
    return [
        words(baseline_words(document.baseline)),
        bullets(document.baseline.figures),
        row([button("baseline:take", "Take them again"), button("baseline:drop", "Take them out")]),
    ]


def _pupils(document: PupilPerformance, counts: Mapping[tuple[str, str], int]) -> list[Part]:
    return [
        choose("set:source", "Figures come from", document.source, _options(SOURCES), live=True),
        choose(
            "set:allocation", "How it was settled who was in the project", document.allocation, _options(ALLOCATIONS),
            live=True,
        ),
        text(
            "set:limit", "Fewest pupils that may be shown", str(document.limit),
            help="Your school's rule; 6 here unless you change it.", live=True,
        ),
        *(_by_hand(document) if document.source == "hand" else _table(document, counts)),
    ]  # fmt: skip


def _by_hand(document: PupilPerformance) -> list[Part]:
    parts: list[Part] = [note(BY_HAND)]
    for group, who in GROUPS.items():
        parts.append(heading(who))
        for point in POINTS:
            cell, where = document.average(group, point), f"{who}, {POINT_WORDS[point].lower()}"
            mean, number = ("" if value is None else f"{value:g}" for value in (cell.mean, cell.pupils))
            parts.append(
                row(
                    [
                        text(f"typed:{group}:{point}:pupils", f"{where}: how many pupils", number, live=True),
                        text(f"typed:{group}:{point}:mean", f"{where}: average", mean, live=True),
                    ]
                )
            )
    return parts


def _table(document: PupilPerformance, counts: Mapping[tuple[str, str], int]) -> list[Part]:
    columns = [(column.heading, LABELS.get(column.field, column.field)) for column in document.columns]
    if document.results is None:
        return [note(BRING), heading("Where the data are"), words(HELD), words(where_it_runs()), words(SHARED)]
    return [
        words(roll_words(document)),
        *([] if counts else [note(AGAIN)]),
        table("Columns that are used", ("Column of the table", "Read as"), columns),
        choose("set:counted", "Averages and gains are of", document.counted, _options(COUNTED), live=True),
        *_values(document),
        *_codes(document, counts),
        heading("Steps of cleaning"),
        *(part for step in document.cleaned for part in _step(document, step.rule, cleaned_words(document, step))),
        heading("Where the data are"),
        words(HELD),
        words(where_it_runs()),
        words(SHARED),
    ]


def _values(document: PupilPerformance) -> list[Part]:
    return [
        heading("Who is who"),
        words("What stands in the column of the group, and what it means. Pupils count where they were placed."),
        *(
            choose(f"value:{place}", f"“{use.value}” means", use.group, _options(VALUES), live=True)
            for place, use in enumerate(document.values)
        ),
    ]


def _codes(document: PupilPerformance, counts: Mapping[tuple[str, str], int]) -> list[Part]:
    parts: list[Part] = [heading("Codes among the marks")] if document.codes else []
    for place, use in enumerate(document.codes):
        number = counts.get((use.field, use.code))
        cells = f"{number} {'cell' if number == 1 else 'cells'}. " if number is not None else ""
        usual = f"Usually: {meaning(use.code)}." if meaning(use.code) else "Not known here."
        label = f"{use.code} in {LABELS.get(use.field, use.field)}"
        parts.append(choose(f"code:{place}", label, use.use, _options(USES), help=cells + usual, live=True))
    return parts


def _step(document: PupilPerformance, rule: str, said: str) -> list[Part]:
    if rule in FIXED:
        return [words(said)]
    undone = rule in document.left_as_is
    label = "Do it after all" if undone else "Take back"
    return [words(said), button(f"rule:{rule}", label, about=RULES.get(rule, rule))]


def _results(document: PupilPerformance) -> list[Part]:
    results = shown(document)
    if results is None:
        return [note(NO_RESULTS)]
    chart = chart_of(document)
    missing = [said for side in results.groups if (said := missing_words(side))]
    return [
        words(difference_words(document, results)),
        choose("set:claim", "What you claim", document.claim, _options(CLAIMS), live=True),
        words(who_words(document)),
        table("Averages at each point", CELL_HEADINGS, cell_rows(results)),
        *(words(gain_words(document, side)) for side in results.groups),
        *([drawn(chart.html)] if chart else []),
        *(
            [table("Who has a mark", MISSING_HEADINGS, missing_rows(results)), bullets(missing)]
            if missing
            else []
        ),
        *(
            [table("Gains by pupil premium", PART_HEADINGS, map(part_row, results.parts)),
             words(parts_words(results.parts))]
            if results.parts
            else []
        ),
        heading("What may not be said from this"),
        bullets(may_not_be_said(document)),
    ]  # fmt: skip


def _texts(document: PupilPerformance) -> list[Part]:
    return [
        words("Name no pupil. What you write stands beside the figures on the page to print."),
        *(text(f"text:{name}", label, getattr(document, name), lines=6, live=True) for name, label in TEXTS.items()),
    ]


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""


def _options(words: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): said for key, said in words.items()}

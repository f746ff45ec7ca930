"""A published report on the page: charts first, then what the printed report says, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from npqml_widgets.controls.sections import Part, choose, drawn, heading, quote, table, words
from npqml_widgets.documents.feedback360.charts import show_change, show_gaps, who_changed
from npqml_widgets.documents.feedback360.printing import how_to_read, results
from npqml_widgets.documents.feedback360.report import Report
from npqml_widgets.documents.feedback360.rounds import Rounds
from npqml_widgets.documents.shared.printing import Block, Heading, Paragraph, Quote, Table

NO_REPORT = "There is no report yet: publish the round first."
FOR_THE_LEADER = (
    "Save the report for the leader with the buttons below, and talk it over with them: a report that is only sent is "
    "read for its worst line."
)


def report_parts(rounds: Rounds, shown: int) -> list[Part]:
    """Show one of the reports that are out, the second with what changed since the first."""
    if not rounds.out:
        return [words(NO_REPORT)]
    reports = [one.report for one in rounds.out]
    place = range(len(reports))[max(-len(reports), min(shown, len(reports) - 1))]
    options = {str(number): f"{one.round} ({one.number} of 2)" for number, one in enumerate(reports)}
    chosen = [choose("show:", "Which report", str(place), options, live=True)] if len(reports) > 1 else []
    return [words(FOR_THE_LEADER), *chosen, *_report(reports[place], reports[0] if place else None)]


def _report(report: Report, earlier: Report | None) -> Iterator[Part]:
    yield from map(_part, how_to_read(report))
    if report.parts:
        yield heading("At a glance")
        yield drawn(show_gaps(report).html)
    if earlier:
        for who in who_changed(earlier, report):
            yield drawn(show_change(earlier, report, who).html)
    yield from map(_part, results(report, earlier))


def _part(block: Block) -> Part:
    """Return a block of the printed report as a part of the section."""
    match block:
        case Heading(said):
            return heading(said)
        case Paragraph(said):
            return words(said)
        case Quote(said):
            return quote(said)
        case Table(caption, headings, rows):
            return table(caption, headings, rows)
    raise TypeError(f"A 360 report has no block of this kind: {block!r}.")

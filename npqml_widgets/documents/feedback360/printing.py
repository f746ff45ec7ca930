"""What stands on a printed 360 report. All figures come from the published report."""

from __future__ import annotations

from npqml_widgets.documents.feedback360.analysis import (
    compare,
    findings,
    n_words,
    own_rating,
    range_words,
    rated,
    spread_words,
    starting_points,
)
from npqml_widgets.documents.feedback360.questionnaire import SCALE
from npqml_widgets.documents.feedback360.report import Part, Report
from npqml_widgets.documents.feedback360.trust import SOURCES, reliability_words
from npqml_widgets.documents.shared.printing import Block, Heading, Page, Paragraph, Quote, Table
from npqml_widgets.keeping.authored import without_citations

NOT_SHOWN = "not shown"


def printed(report: Report, earlier: Report | None = None) -> Page:
    """Return the report as a page to print; `earlier` is the first round's report, for a comparison."""
    return Page(report.questionnaire.title or "360 feedback", (*how_to_read(report), *results(report, earlier)))


def how_to_read(report: Report) -> tuple[Block, ...]:
    """Return what the report is of, and how it is to be read."""
    invited = [f"{part.name}: {part.answered} of {part.invited} answered." for part in report.parts]
    opened = f" Opened on {report.opened:%d/%m/%Y}." if report.opened else ""
    lines = [f"Round: {report.round}. Leader: {report.leader}.{opened}", SCALE, *invited]
    advice = [
        "A mean is given as a range: it lies somewhere in it. n is the number of people behind it. Talk it over "
        "with somebody you trust: it is for learning, not for judging.",
        "Most ratings lie near the top of any scale, so compare the behaviours with each other.",
        *(f"{part.name}. {without_citations(reliability_words(part))}" for part in report.parts),
    ]
    return (*map(Paragraph, lines), Heading("How to read it"), *map(Paragraph, advice))


def results(report: Report, earlier: Report | None = None) -> tuple[Block, ...]:
    """Return everything that was found, and by which rules."""
    return (
        *_behaviours(report),
        *(block for part in report.parts for block in _statements(report, part)),
        *_gaps(report),
        *(_changes(earlier, report) if earlier else ()),
        *_comments(report),
        *_starting_points(report),
        Heading("The rules of this round"),
        *map(Paragraph, report.rules),
        Heading("Sources"),
        *map(Paragraph, SOURCES.values()),
    )


def _behaviours(report: Report) -> tuple[Block, ...]:
    rows = []
    for behaviour in report.questionnaire.behaviours:
        own = own_rating(report, behaviour.id)
        rows.append((behaviour.name, "Self", NOT_SHOWN if own is None else f"{own:g}", "1", ""))
        for part in report.parts:
            view = rated(report, part, behaviour.id)
            if view is None:
                rows.append((behaviour.name, part.name, NOT_SHOWN, "", ""))
            else:
                mean = range_words(view.low, view.high)
                rows.append((behaviour.name, part.name, mean, n_words(view.n), spread_words(view)))
    columns = ("Behaviour", "Who", "Mean (1 high to 4 low)", "n", "Spread and agreement")
    return _headed_table("The seven behaviours", "Ratings by behaviour and group", columns, tuple(rows))


def _statements(report: Report, part: Part) -> tuple[Block, ...]:
    texts = {one.id: one.text for one in report.questionnaire.statements}
    words = {True: "split", False: "not split", None: "not given"}
    rows = tuple(
        (texts[one.statement], range_words(one.low, one.high), str(one.n), words[one.split], one.note)
        if one.n
        else (texts[one.statement], NOT_SHOWN, "", "", one.note)
        for one in part.figures
    )
    columns = ("Statement", "Mean (1 high to 4 low)", "n", "Spread", "Note")
    return _headed_table(f"Statement by statement: {part.name}", f"Ratings by {part.name.lower()}", columns, rows)


def _gaps(report: Report) -> tuple[Block, ...]:
    names = {one.id: one.name for one in report.questionnaire.behaviours}
    rows = tuple(
        (names[one.behaviour], one.others.who, "" if one.own is None else f"{one.own:g}",
         range_words(one.others.low, one.others.high), n_words(one.others.n), one.kind)
        for one in findings(report)
    )  # fmt: skip
    rule = (
        "Blind spot: you rate yourself at least half a step better than the best end of their range. Hidden strength: "
        "at least half a step worse than its worst end. Half a step is our choice."
    )
    columns = ("Behaviour", "Who", "You", "They", "n", "Finding")
    return _headed_table("You and the others", "Self against others (1 high to 4 low)", columns, rows, rule)


def _changes(first: Report, second: Report) -> tuple[Block, ...]:
    names = {one.id: one.name for one in second.questionnaire.behaviours}
    rows = tuple(
        (names[one.behaviour], one.who, range_words(one.first.low, one.first.high),
         range_words(one.second.low, one.second.high), f"{n_words(one.first.n)}; {n_words(one.second.n)}", one.change)
        for one in compare(first, second)
    )  # fmt: skip
    rule = "A change is called clear only where the two ranges do not meet. Small changes are the rule, not a failure."
    columns = ("Behaviour", "Who", f"First ({first.round})", f"Now ({second.round})", "n then; n now", "Change")
    return _headed_table("Since the first round", "Two rounds compared (1 high to 4 low)", columns, rows, rule)


def _comments(report: Report) -> list[Block]:
    blocks: list[Block] = []
    for part in report.parts:
        for question in report.questionnaire.questions:
            quotes = [Quote(comment.text) for comment in part.comments if comment.question == question.id]
            blocks += [Heading(f"Comments: {part.name}. {question.text}"), *quotes] if quotes else []
    return blocks


def _starting_points(report: Report) -> tuple[Block, ...]:
    rows = tuple((start["behaviour"], start["why"], start["question"]) for start in starting_points(report))
    columns = ("Behaviour", "Why", "A question to ask yourself")
    return _headed_table("Where a plan could start", "Starting points, most pressing first", columns, rows)


def _headed_table(
    heading: str, caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], rule: str = ""
) -> tuple[Block, ...]:
    """Return a heading, the rule by which the table was made, and the table, where there are any rows."""
    said = [Paragraph(rule)] if rule else []
    return (Heading(heading), *said, *([Table(caption, columns, rows)] if rows else []))

"""A 360 report for people: as a page to print and, where python-docx is installed, as a Word document.

Both are made from the same blocks, so that they say the same. All figures come from the published report.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from attrs import frozen

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
from npqml_widgets.documents.feedback360.model import SCALE
from npqml_widgets.documents.feedback360.report import Report
from npqml_widgets.documents.feedback360.trust import SOURCES, reliability_words
from npqml_widgets.keeping.authored import without_citations

NOT_SHOWN = "not shown"
_STYLE = """
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: #1b1b1b; background: #fff; font: 11pt/1.45 system-ui, sans-serif; }
table { width: 100%; margin: 0 0 1.2rem; border-collapse: collapse; }
caption { padding: 0.3rem 0; text-align: left; font-weight: 600; }
th, td { padding: 0.25rem 0.5rem; border: 1px solid #777; text-align: left; vertical-align: top; }
thead th { background: #eef1f4; }
blockquote { margin: 0 0 0.6rem; padding: 0.2rem 0.8rem; border-left: 3px solid #777; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { padding: 0; } tr, blockquote { break-inside: avoid; } h2 { break-after: avoid; } }
"""  # noqa: E501 - one rule a line


@frozen
class Block:
    """A piece of a report: a heading, some lines, a table with its caption, or comments as they were written."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[str, ...] = ()


def blocks(report: Report, earlier: Report | None = None) -> list[Block]:
    """Give the report piece by piece; `earlier` is the first round's report, for a comparison."""
    invited = [f"{part.name}: {part.answered} of {part.invited} answered." for part in report.parts]
    opened = f" Opened on {report.opened:%d/%m/%Y}." if report.opened else ""
    return [
        Block("", (f"Round: {report.round}. Leader: {report.leader}.{opened}", SCALE, *invited)),
        Block("How to read it", (
            "A mean is given as a range: it lies somewhere in it. n is the number of people behind it. Talk it over "
            "with somebody you trust: it is for learning, not for judging.",
            "Most ratings lie near the top of any scale, so compare the behaviours with each other.",
            *(f"{part.name}. {without_citations(reliability_words(part))}" for part in report.parts),
        )),
        _behaviours(report),
        *(_statements(report, place) for place in range(len(report.parts))),
        _gaps(report),
        *([_changes(earlier, report)] if earlier else []),
        *_comments(report),
        Block("Where a plan could start", rows=tuple(
            (one["behaviour"], one["why"], one["question"]) for one in starting_points(report)
        ), caption="Starting points, most pressing first", columns=("Behaviour", "Why", "A question to ask yourself")),
        Block("The rules of this round", report.rules),
        Block("Sources", tuple(SOURCES.values())),
    ]  # fmt: skip


def as_html(report: Report, earlier: Report | None = None) -> str:
    """Give the report as one HTML page for printing."""
    title = escape(report.questionnaire.title or "360 feedback")
    body = "\n".join(_html(block) for block in blocks(report, earlier))
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def as_docx(report: Report, earlier: Report | None = None) -> bytes:
    """Give the report as a Word document; raises ImportError where python-docx is not installed."""
    from docx import Document

    page = Document()
    page.add_heading(_for_word(report.questionnaire.title or "360 feedback"), 0)
    for block in blocks(report, earlier):
        if block.heading:
            page.add_heading(_for_word(block.heading), 1)
        for line in block.lines:
            page.add_paragraph(_for_word(line))
        if block.rows:
            page.add_paragraph(_for_word(block.caption), style="Caption")
            table = page.add_table(0, len(block.columns), style="Table Grid")
            for row in (block.columns, *block.rows):
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = _for_word(words)
        for quote in block.quotes:
            page.add_paragraph(_for_word(quote), style="Quote")
    written = BytesIO()
    page.save(written)
    return written.getvalue()


def _behaviours(report: Report) -> Block:
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
    return Block("The seven behaviours", (), "Ratings by behaviour and group", columns, tuple(rows))


def _statements(report: Report, place: int) -> Block:
    part, texts = report.parts[place], {one.id: one.text for one in report.questionnaire.statements}
    words = {True: "split", False: "not split", None: "not given"}
    rows = tuple(
        (texts[one.statement], range_words(one.low, one.high), str(one.n), words[one.split], one.note)
        if one.n
        else (texts[one.statement], NOT_SHOWN, "", "", one.note)
        for one in part.figures
    )
    columns = ("Statement", "Mean (1 high to 4 low)", "n", "Spread", "Note")
    return Block(f"Statement by statement: {part.name}", (), f"Ratings by {part.name.lower()}", columns, rows)


def _gaps(report: Report) -> Block:
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
    return Block("You and the others", (rule,), "Self against others (1 high to 4 low)", columns, rows)


def _changes(first: Report, second: Report) -> Block:
    names = {one.id: one.name for one in second.questionnaire.behaviours}
    rows = tuple(
        (names[one.behaviour], one.who, range_words(one.first.low, one.first.high),
         range_words(one.second.low, one.second.high), f"{n_words(one.first.n)}; {n_words(one.second.n)}", one.change)
        for one in compare(first, second)
    )  # fmt: skip
    rule = "A change is called clear only where the two ranges do not meet. Small changes are the rule, not a failure."
    columns = ("Behaviour", "Who", f"First ({first.round})", f"Now ({second.round})", "n then; n now", "Change")
    return Block("Since the first round", (rule,), "Two rounds compared (1 high to 4 low)", columns, rows)


def _comments(report: Report) -> list[Block]:
    return [
        Block(f"Comments: {part.name}. {question.text}", quotes=tuple(quotes))
        for part in report.parts
        for question in report.questionnaire.questions
        if (quotes := [one.text for one in part.comments if one.question == question.id])
    ]


def _html(block: Block) -> str:
    parts = [f"<h2>{escape(block.heading)}</h2>"] if block.heading else []
    parts += [f"<p>{escape(line)}</p>" for line in block.lines]
    if block.rows:
        parts.append(_table(block.caption, block.columns, block.rows))
    parts += [f"<blockquote>{escape(quote)}</blockquote>" for quote in block.quotes]
    return "\n".join(parts)


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _for_word(text: str) -> str:
    """Leave out what XML cannot hold; a page of HTML shows it as a blank."""
    return "".join(letter if letter in "\n\t" or letter.isprintable() else " " for letter in text)

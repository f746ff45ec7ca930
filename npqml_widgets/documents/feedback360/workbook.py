"""A published 360 report as an XLSX workbook, and back without loss: the same report, to the last character."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from npqml_widgets.documents.feedback360.model import GROUPS
from npqml_widgets.documents.feedback360.questionnaire import SCALE
from npqml_widgets.documents.feedback360.report import Report
from npqml_widgets.documents.shared.workbook import Column, Value, add_table, new_book, open_book, read_sheet, saved
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain

_SHEETS = {
    "Report": ("Entry", "Value"),
    "Questions": ("Kind", "Number", "Belongs to", "Text", "Description"),
    "Own ratings": ("Statement", "Rating (1 high to 4 low)"),
    "Groups": ("Groups", "Invited", "Answered"),
    "Ratings": ("Groups", "Statement", "n", "Mean from (1 high to 4 low)", "Mean to", "Spread", "Note"),
    "Comments": ("Groups", "Question", "Comment"),
    "Rules": ("Rule",),
}
_WIDTHS = {"Text": 60, "Description": 60, "Comment": 80, "Rule": 100, "Note": 50, "Value": 40}
_SPREAD = {True: "split", False: "not split", None: "not given"}
_READ_SPREAD = {words: spread for spread, words in _SPREAD.items()}


def to_xlsx(report: Report) -> bytes:
    """Return the report as a workbook: what may be published and nothing else."""
    book = new_book()
    for name, rows in _rows(report).items():
        add_table(book, name, [Column(heading, _WIDTHS.get(heading, 22)) for heading in _SHEETS[name]], rows)
    return saved(book, report.questionnaire.title or "360 feedback")


def from_xlsx(content: bytes) -> Report:
    """Return the report that `to_xlsx` wrote; raises Refused, in words, where the workbook holds none."""
    book = open_book(content, "a 360 report")
    sheets = {name: _values(book, name, headings) for name, headings in _SHEETS.items()}
    try:
        return from_plain(_plain(sheets), Report)
    except DoesNotFit as problem:
        raise Refused(f"The workbook was changed so that it no longer fits a report: {problem}") from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused(
            f"The workbook was changed so that {problem} is missing or wrong. Export the report again."
        ) from problem


def _rows(report: Report) -> dict[str, list[Sequence[Value]]]:
    asked, named = report.questionnaire, [(" + ".join(part.groups), part) for part in report.parts]
    return {
        "Report": [
            ("round", report.round), ("leader", report.leader), ("number", report.number),
            ("opened", report.opened.isoformat() if report.opened else ""), ("title", asked.title), ("scale", SCALE),
        ],
        "Questions": [
            *(("behaviour", one.id, "", one.name, one.description) for one in asked.behaviours),
            *(("statement", one.id, one.behaviour, one.text, "") for one in asked.statements),
            *(("question", one.id, "", one.text, "") for one in asked.questions),
        ],
        "Own ratings": list(report.own.items()),
        "Groups": [(name, part.invited, part.answered) for name, part in named],
        "Ratings": [
            (name, one.statement, one.n, one.low, one.high, _SPREAD[one.split], one.note)
            for name, part in named
            for one in part.figures
        ],
        "Comments": [(name, one.question, one.text) for name, part in named for one in part.comments],
        "Rules": [(rule,) for rule in report.rules],
    }  # fmt: skip


def _plain(sheets: dict[str, list[list[Any]]]) -> dict[str, Any]:
    """Put the rows of the sheets together as the plain data of a report."""
    about = {row[0]: row[1] for row in sheets["Report"]}
    asked: dict[str, list[dict[str, Any]]] = {"behaviour": [], "statement": [], "question": []}
    for kind, number, belongs, text, description in sheets["Questions"]:
        asked[kind].append(
            {"id": number, "name": text, "description": description}
            if kind == "behaviour"
            else {"id": number, "text": text, **({"behaviour": belongs} if kind == "statement" else {})}
        )
    parts = [
        {
            "groups": [group for group in GROUPS if group in name.split(" + ")],
            "invited": invited,
            "answered": answered,
            "figures": [
                {"statement": row[1], "n": row[2], "low": float(row[3]), "high": float(row[4]),
                 "split": _READ_SPREAD[row[5]], "note": row[6]}
                for row in sheets["Ratings"] if row[0] == name
            ],
            "comments": [{"question": row[1], "text": row[2]} for row in sheets["Comments"] if row[0] == name],
        }
        for name, invited, answered in sheets["Groups"]
    ]  # fmt: skip
    return {
        "round": about["round"], "leader": about["leader"], "number": about["number"],
        "opened": about["opened"] or None,
        "questionnaire": {"title": about["title"], "behaviours": asked["behaviour"],
                          "statements": asked["statement"], "questions": asked["question"]},
        "rules": [row[0] for row in sheets["Rules"]],
        "own": {row[0]: row[1] for row in sheets["Own ratings"]},
        "parts": parts,
    }  # fmt: skip


def _values(book: Any, sheet: str, headings: Sequence[str]) -> list[list[Any]]:
    """Return the rows of a sheet in the order of these headings, blank cells as empty texts."""
    rows = [[values.get(heading) for heading in headings] for _, values in read_sheet(book, sheet).entries()]
    return [["" if cell is None else cell for cell in row] for row in rows]

"""What stands on a printed risk register: its tables as plain text, the same for HTML and DOCX."""

from __future__ import annotations

import re
from datetime import date

from attrs import frozen

from npqml_widgets.documents.risk.consistency import as_said
from npqml_widgets.documents.risk.model import Register, Risk, Stage
from npqml_widgets.documents.risk.scales import CATEGORIES, CUSTOM, RESPONSES, STATUSES
from npqml_widgets.documents.risk.views import heat_map, movement_in_words

_NOT_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STAGES: dict[Stage, str] = {"inherent": "Before controls (inherent)", "residual": "With controls (residual)"}
RISK_HEADINGS = (
    "ID",
    "Risk",
    "Category",
    "Before controls",
    "With controls",
    "Response and controls",
    "Action",
    "Risk owner",
    "Next review",
    "Status",
)


@frozen
class PrintedTable:
    """A table with its caption and headings; the first cell of a row names it. `marked` are cells to stand out."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: frozenset[tuple[int, int]] = frozenset()


def title_of(register: Register) -> str:
    """Give the title to print."""
    return printable(register.title.strip()) or "Risk register"


def summary(register: Register, today: date) -> str:
    """Give the sentences under the title: how many risks, how many above the appetite, what controls have done."""
    still = [risk for risk in register.risks if risk.is_open]
    above = sum(map(register.is_above_appetite, still))
    closed = len(register.risks) - len(still)
    return (
        f"As of {as_said(today)}: {len(still)} open and {closed} closed; with the controls in place, "
        f"{above} above the appetite. {movement_in_words(register)}"
    )


def matrix(register: Register, stage: Stage) -> PrintedTable:
    """Give the open risks counted on the grid, most likely on top; cells above the appetite are marked."""
    found = heat_map(register, stage)
    levels = range(1, register.size + 1)
    rows = tuple(
        (_level(likelihood, register.likelihood), *(str(found.counts[likelihood - 1][impact - 1]) for impact in levels))
        for likelihood in reversed(levels)
    )
    marked = frozenset(
        (register.size - likelihood, impact)
        for likelihood in levels
        for impact in levels
        if likelihood * impact > register.appetite
    )
    unrated = f" {found.unrated} not rated yet." if found.unrated else ""
    caption = (
        f"{_STAGES[stage]}: number of open risks. In bold on a shaded ground: scores above the appetite of "
        f"{register.appetite}.{unrated}"
    )
    return PrintedTable(
        caption, ("Likelihood \\ Impact", *(_level(one, register.impact) for one in levels)), rows, marked
    )


def risk_table(register: Register) -> PrintedTable:
    """Give all risks, highest residual score first, those not rated and closed ones last; above appetite is marked."""
    ordered = sorted(register.risks, key=lambda risk: (not risk.is_open, -(risk.residual or 0)))
    marked = frozenset((row, 4) for row, risk in enumerate(ordered) if register.is_above_appetite(risk))
    rows = tuple(_row(register, risk) for risk in ordered)
    return PrintedTable("All risks, highest residual score first; closed ones last.", RISK_HEADINGS, rows, marked)


def method(register: Register) -> tuple[str, ...]:
    """Give how to read the register, a sentence each."""
    own = [f"{CATEGORIES[one]} {value}" for one, value in register.category_appetite.items()]
    return (
        "A score is likelihood x impact. Inherent is before any control, residual with the controls in place now.",
        f"The appetite, the highest residual score accepted without further action, is {register.appetite}"
        + (f"; by category: {', '.join(own)}." if own else "."),
        CUSTOM,
    )


def printable(text: str) -> str:
    """Give a text in which characters that no page can show stand as a replacement mark."""
    return _NOT_PRINTED.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def _row(register: Register, risk: Risk) -> tuple[str, ...]:
    above = "\nabove the appetite" if register.is_above_appetite(risk) else ""
    cells = (
        risk.id,
        _lines(("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect), ("Notes", risk.notes)),
        CATEGORIES[risk.category],
        _score(risk.inherent_likelihood, risk.inherent_impact, risk.inherent),
        _score(risk.residual_likelihood, risk.residual_impact, risk.residual) + above,
        _lines(("", RESPONSES[risk.response]), *(("", f"• {control}") for control in risk.controls)),
        _lines(("", risk.action), ("Who", risk.action_owner), ("By", _day(risk.due))),
        risk.risk_owner,
        _day(risk.review),
        STATUSES[risk.status],
    )
    return tuple(map(printable, cells))


def _lines(*parts: tuple[str, str]) -> str:
    return "\n".join(f"{label}: {text}" if label else text for label, text in parts if text)


def _day(day: date | None) -> str:
    return as_said(day) if day else ""


def _score(likelihood: int | None, impact: int | None, score: int | None) -> str:
    return "not rated" if score is None else f"{likelihood} x {impact} = {score}"


def _level(level: int, words: tuple[str, ...]) -> str:
    return printable(f"{level} {words[level - 1].partition(':')[0]}")

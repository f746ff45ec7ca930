"""What stands on a printed risk register: how it stands, heat maps, all risks, what does not add up, how to read it."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.risk.consistency import warnings
from npqml_widgets.documents.risk.model import STAGES, Register, Risk, Stage
from npqml_widgets.documents.risk.scales import CATEGORIES, CUSTOM, RESPONSES, SCORED, STATUSES
from npqml_widgets.documents.risk.views import heat_map, movement_in_words
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.printing import (
    Beside,
    Block,
    Bullets,
    Heading,
    Page,
    Paragraph,
    Table,
    printable,
)

RISK_HEADINGS = (
    "ID",
    "Risk",
    "Category",
    *STAGES.values(),
    "Response and controls",
    "Action",
    "Risk owner",
    "Next review",
    "Status",
)
_WIDTHS = (0, 26, 0, 0, 0, 16, 14, 0, 0, 0)


def printed(register: Register, today: date) -> Page:
    """Return the register as a page to print; `today` says what is overdue."""
    setting = [Paragraph(register.setting)] if register.setting.strip() else []
    faults = tuple(warning.words for warning in warnings(register, today))
    blocks: tuple[Block, ...] = (
        *setting,
        Paragraph(summary(register, today)),
        Heading("Heat maps"),
        Beside((matrix(register, "inherent"), matrix(register, "residual"))),
        Heading("Risks"),
        risk_table(register),
        Heading("What does not add up"),
        Bullets(faults) if faults else Paragraph("Nothing was found."),
        Heading("How to read it"),
        *map(Paragraph, method(register)),
    )
    return Page(title_of(register), blocks, across=True)


def title_of(register: Register) -> str:
    """Return the title to print."""
    return printable(register.title.strip()) or "Risk register"


def summary(register: Register, today: date) -> str:
    """Return the sentences under the title: how many risks, how many above the appetite, what controls have done."""
    still = [risk for risk in register.risks if risk.is_open]
    above = sum(map(register.is_above_appetite, still))
    closed = len(register.risks) - len(still)
    return (
        f"As of {as_said(today)}: {len(still)} open and {closed} closed; after controls, {above} above "
        f"the appetite. {movement_in_words(register)}"
    )


def matrix(register: Register, stage: Stage) -> Table:
    """Return the open risks on the grid by ID, most likely on top; cells above the appetite are marked."""
    found = heat_map(register, stage)
    levels = range(1, register.size + 1)
    rows = tuple(
        (
            _level(likelihood, register.likelihood),
            *(", ".join(found.names[likelihood - 1][impact - 1]) for impact in levels),
        )
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
        f"{STAGES[stage]}: the open risks, by their ID. In bold on a shaded ground: scores above the appetite of "
        f"{register.appetite}.{unrated}"
    )
    return Table(caption, ("Likelihood \\ Impact", *(_level(one, register.impact) for one in levels)), rows, marked)


def risk_table(register: Register) -> Table:
    """Return all risks, highest score after controls first, closed ones last; above the appetite is marked."""
    ordered = sorted(register.risks, key=lambda risk: (not risk.is_open, -(risk.residual or 0)))
    marked = frozenset((row, 4) for row, risk in enumerate(ordered) if register.is_above_appetite(risk))
    rows = tuple(_row(register, risk) for risk in ordered)
    caption = "All risks, highest score after controls first; closed ones last."
    return Table(caption, RISK_HEADINGS, rows, marked, wide=True, widths=_WIDTHS)


def method(register: Register) -> tuple[str, ...]:
    """Return how to read the register, a sentence each."""
    own = [f"{CATEGORIES[one]} {value}" for one, value in register.category_appetite.items()]
    return (
        SCORED,
        f"The appetite, the highest score after controls accepted without further action, is {register.appetite}"
        + (f"; by category: {', '.join(own)}." if own else "."),
        CUSTOM,
    )


def _row(register: Register, risk: Risk) -> tuple[str, ...]:
    above = "\nabove the appetite" if register.is_above_appetite(risk) else ""
    return (
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


def _lines(*parts: tuple[str, str]) -> str:
    return "\n".join(f"{label}: {text}" if label else text for label, text in parts if text)


def _day(day: date | None) -> str:
    return _on_one_line(as_said(day).rsplit(" ", 1)[0]) + f" {day.year}" if day else ""


def _score(likelihood: int | None, impact: int | None, score: int | None) -> str:
    return "not rated" if score is None else _on_one_line(f"{likelihood} x {impact} = {score}")


def _on_one_line(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _level(level: int, words: tuple[str, ...]) -> str:
    return f"{level} {words[level - 1].partition(':')[0]}"

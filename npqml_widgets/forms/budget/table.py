"""A budget's lines and rates as rows and columns of the tables on its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.budget.choices import INSURANCES, RATES
from npqml_widgets.documents.budget.consistency import BudgetWarning
from npqml_widgets.documents.budget.costs import cost, next_year
from npqml_widgets.documents.budget.model import LABELS, RATE_LABELS, Budget, Line, Rate
from npqml_widgets.documents.budget.periods import up_to
from npqml_widgets.documents.budget.reading import CHOICES
from npqml_widgets.documents.budget.views import Variance
from npqml_widgets.documents.shared.money import decimal_words, pounds

WORKED_OUT = {
    "pay": "Pay or price",
    "on_costs": "On-costs",
    "total": "Cost",
    "next_year": "Next year",
    "forecast": "Forecast so far",
    "difference": "Difference",
}
"""What is worked out for each line, and what people read for it."""
VIEWS = {
    "What it costs": "id what quantity unit times price pay on_costs total".split(),
    "Pay and on-costs": "id what kind who scheme insurance pay on_costs total".split(),
    "When": "id what serves_from serves_to paid_on recurs total next_year".split(),
    "Who pays": "id what strand total payer next_year later_payer".split(),
    "Forecast and actual": "id what paid_on total forecast actual difference".split(),
    "Everything": (
        "id what strand kind who scheme insurance quantity unit times price pay on_costs total paid_on serves_from "
        "serves_to recurs payer next_year later_payer forecast actual difference notes"
    ).split(),
}
FILTERS = {
    "pay": "Pay of staff",
    "running": "Running",
    "unpaid": "Nobody pays",
    "unsound": "Something does not add up",
}
_HELP = {
    "what": "What is paid for.",
    "who": "A post rather than a name.",
    "quantity": "How many, such as 2.5. Of a salary the share of the post: 0.2 is a day a week.",
    "unit": "Of what, such as hours a morning.",
    "times": "How often, such as 70 mornings. Blank: once.",
    "price": "In pounds, such as £15.20. Of a salary a whole year of the whole post.",
    "insurance": "As usual: of a salary above the threshold, of hours and allowances on all of it.",
    "serves_from": "Blank: as long as the project.",
    "serves_to": "Blank: as long as the project.",
    "paid_on": "The day of the bill, if it is paid at once.",
    "actual": "What was spent so far, in pounds.",
}
_WIDE = {"id": 4, "quantity": 6, "times": 5, "price": 7, "what": 17, "notes": 17, "difference": 12}
_DATES = ("paid_on", "serves_from", "serves_to")
_MONEY = ("price", "actual")


def columns(*, whole_words: bool = False) -> list[Column]:
    """Return all columns; with `whole_words` what National Insurance is paid on in all its words."""
    found = []
    for key in VIEWS["Everything"]:
        label, wide, words = (LABELS | WORKED_OUT)[key], _WIDE.get(key, 8.5), _HELP.get(key, "")
        if key in WORKED_OUT or key == "id":
            found.append(Column(key, label, "fixed", wide=wide))
        elif key in CHOICES:
            options = _options(key, whole_words)
            found.append(Column(key, label, "choice", options, help=words, wide=10))
        elif key in _DATES:
            found.append(
                Column(key, label, "date", help=words and f"{words} Type a date such as 31/03/2026.", wide=7.5)
            )
        else:
            kind = "long" if key in ("what", "notes") else "text"
            found.append(Column(key, label, kind, help=words, wide=wide))  # type: ignore[arg-type]
    return found


def rows(budget: Budget, found: tuple[BudgetWarning, ...]) -> list[Row]:
    """Return a row for each line, with what it comes to."""
    unsound = {warning.line for warning in found}
    return [line_row(budget, line, unsound=line.id in unsound) for line in budget.lines]


def line_row(budget: Budget, line: Line, *, unsound: bool) -> Row:
    """Return one line as a row: its entries, and what they come to."""
    tags = {"pay": line.is_pay, "running": line.recurs == "running", "unpaid": not line.payer, "unsound": unsound}
    cells = {key: _value(key, getattr(line, key)) for key in LABELS}
    notes = {} if line.payer else {"total": "nobody pays for it yet"}
    return Row(line.id, cells | _worked_out(budget, line), notes, tuple(tag for tag, holds in tags.items() if holds))


def rate_columns() -> list[Column]:
    """Return the columns of the table of rates."""
    return [
        Column("id", RATE_LABELS["id"], "fixed", wide=4),
        Column("kind", RATE_LABELS["kind"], "choice", {str(key): words for key, words in RATES.items()}, wide=13),
        Column("starts", RATE_LABELS["starts"], "date", wide=7.5),
        Column("percent", RATE_LABELS["percent"], "text", help="Such as 28.68.", wide=6),
        Column("threshold", RATE_LABELS["threshold"], "text", help="Of National Insurance, in pounds.", wide=8),
        Column("source", RATE_LABELS["source"], "long", help="Where it comes from, and when it was read.", wide=22),
    ]


def rate_rows(budget: Budget) -> list[Row]:
    """Return a row for each rate."""
    return [Row(rate.id, _rate_cells(rate)) for rate in budget.rates]


def _options(key: str, whole_words: bool) -> Mapping[str, str]:
    if key == "insurance" and whole_words:
        return {str(value): words for value, words in INSURANCES.items()} | {
            "top": "On all of it: paid on top of other pay"
        }
    return {str(value): words for value, words in CHOICES[key].items()}


def _worked_out(budget: Budget, line: Line) -> dict[str, Any]:
    found, forecast = cost(budget, line), up_to(budget, line, budget.actuals_to)
    later = pounds(next_year(budget, line).total) if line.recurs == "running" else None
    said = None if line.actual is None else Variance(line.id, forecast, line.actual).words
    priced = line.quantity is not None and line.price is not None
    sums = {"pay": found.pay, "on_costs": found.on_costs, "total": found.total, "forecast": forecast}
    blank = () if line.is_pay else ("on_costs",)
    words = {key: pounds(pence) if priced and key not in blank else None for key, pence in sums.items()}
    return words | {"next_year": later, "difference": said}


def _rate_cells(rate: Rate) -> dict[str, Any]:
    return {
        "id": rate.id,
        "kind": rate.kind,
        "starts": rate.starts.isoformat() if rate.starts else None,
        "percent": None if rate.percent is None else decimal_words(rate.percent),
        "threshold": None if rate.threshold is None else pounds(rate.threshold),
        "source": rate.source,
    }


def _value(key: str, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if key in _MONEY:
        return pounds(value)
    if key == "quantity":
        return decimal_words(value)
    return value.isoformat() if isinstance(value, date) else str(value)

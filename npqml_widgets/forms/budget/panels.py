"""What the form of the budget shows beside its controls: how it stands, its totals, one line over time, what if."""

from __future__ import annotations

from html import escape

import pandas as pd

from npqml_widgets.charts.figure import html_table
from npqml_widgets.documents.budget.charts import terms_figure
from npqml_widgets.documents.budget.consistency import warnings
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.months import first_day
from npqml_widgets.documents.budget.periods import by_month
from npqml_widgets.documents.budget.printing import (
    payer_table,
    period_table,
    serves_words,
    summary,
    title_of,
    variance_table,
)
from npqml_widgets.documents.budget.views import WhatIf
from npqml_widgets.documents.shared.money import pounds
from npqml_widgets.documents.shared.printing import Table
from npqml_widgets.forms.shared.words import READABLE, as_list

BEGIN = (
    "Begin under Settings: when the project begins and ends, and when your school's financial year does.",
    "Then press “Add a line” for each thing that has to be paid: staff first, then cover, then what is bought.",
    "A list that you have already, in Excel or as CSV, comes in by “Bring in a file” below.",
)


def heading(budget: Budget) -> str:
    """Return the title and how the budget stands, or what to do first while it has no line."""
    title = f'<h2 dir="auto" style="font-size: 1.3em">{escape(title_of(budget))}</h2>'
    if not budget.lines:
        return title + as_list("Nothing is here yet.", BEGIN)
    first, *others = summary(budget)
    return title + as_list(first, others)


def note(words: str) -> str:
    """Return a sentence or two as a paragraph."""
    return READABLE.format(f"<p>{escape(words)}</p>")


def totals(budget: Budget) -> str:
    """Return the totals by year and term, who pays, and forecast against actual."""
    if not budget.lines:
        return note("There is no line yet.")
    chart, spent = terms_figure(budget), variance_table(budget)
    tables = [period_table(budget, "financial year"), payer_table(budget), *([spent] if spent else [])]
    tables += [period_table(budget, "academic year"), period_table(budget, "term")]
    return READABLE.format((chart.html if chart else "") + "".join(map(_shown, tables)))


def about(budget: Budget, line: Line) -> str:
    """Return what does not add up in one line, and what it costs in each month."""
    mend = as_list("To mend:", (warning.words for warning in warnings(budget) if warning.line == line.id))
    months = by_month(budget, line)
    table = pd.DataFrame(
        [(f"{first_day(month):%B %Y}", pounds(pence)) for month, pence in months.items()], columns=["Month", "Cost"]
    )
    said = f"{line.id} serves from {serves_words(budget, line)}."
    shown = html_table(table, f"What {line.id} costs in each month") if months else ""
    return mend + READABLE.format(f"<p>{escape(said)}</p>{shown}")


def what_would_be(found: WhatIf) -> str:
    """Return what would become of the total, the years and the place, in a sentence and a table."""
    rows = [(words, pounds(before), pounds(after), _change(after - before)) for words, before, after in found.rows]
    table = pd.DataFrame(rows, columns=["", "Now", "Then", "Change"])
    return READABLE.format(f"<p>{escape(found.words)}</p>{html_table(table, 'What would become of the plan')}")


def _change(pence: int) -> str:
    return "the same" if pence == 0 else f"{pounds(abs(pence))} {'more' if pence > 0 else 'less'}"


def _shown(table: Table) -> str:
    return html_table(pd.DataFrame(table.rows, columns=list(table.headings)), table.caption)

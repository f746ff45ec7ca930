"""The picture of a budget: what it costs in each term, with its sentence and its numbers from the same data."""

from __future__ import annotations

import pandas as pd

from npqml_widgets.charts.draw import bar
from npqml_widgets.charts.figure import Shown, figure
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.periods import TERMS, spread
from npqml_widgets.documents.shared.money import pounds

CAPTION = "What the plan costs in each term, in pounds"


def terms_figure(budget: Budget) -> Shown | None:
    """Show what the whole plan costs in each term; None while no line has dates and an amount."""
    found = spread(budget, "term")
    if not any(found.totals):
        return None
    table = pd.Series(
        [round(pence / 100) for pence in found.totals], index=pd.Index(found.periods, name="Term"), name="Pounds"
    )
    drawn = bar(table, title=CAPTION, value_label="Pounds", category_label="Term")
    return figure(drawn, terms_words(budget), CAPTION, table.to_frame())


def terms_words(budget: Budget) -> str:
    """Return what each term costs, in a sentence, and how terms are counted."""
    found = spread(budget, "term")
    parts = [f"{name} {pounds(pence)}" for name, pence in zip(found.periods, found.totals, strict=True)]
    undated = sum(found.undated)
    left = f" {pounds(undated)} has no dates and is in no term." if undated else ""
    return f"{', '.join(parts)}.{left} {TERMS}" if parts else f"No line has dates yet.{left}"

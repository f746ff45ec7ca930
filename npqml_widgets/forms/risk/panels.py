"""What the form of the risk register shows beside its controls: pictures, lists of sentences, one risk's history."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd

from npqml_widgets.charts.figure import html_table
from npqml_widgets.documents.risk.charts import heat_map_figure, movement_figure, score_over_time_figure
from npqml_widgets.documents.risk.consistency import warnings
from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.risk.printing import summary, title_of
from npqml_widgets.forms.shared.words import READABLE, as_list, when


def heading(register: Register, today: date) -> str:
    """Return the title and how the register stands."""
    title = f'<h2 dir="auto" style="font-size: 1.3em">{escape(title_of(register))}</h2>'
    return title + note(summary(register, today))


def note(words: str) -> str:
    """Return a sentence or two as a paragraph."""
    return READABLE.format(f"<p>{escape(words)}</p>")


def pictures(register: Register) -> str:
    """Return both heat maps and what controls have moved."""
    shown = (heat_map_figure(register), movement_figure(register))
    return READABLE.format("".join(one.html for one in shown if one))


def about(register: Register, risk: Risk, today: date) -> str:
    """Return what does not add up in one risk, its scores over time and its history."""
    scores = score_over_time_figure(risk)
    mend = as_list("To mend:", (one.words for one in warnings(register, today) if one.risk == risk.id))
    return mend + READABLE.format((scores.html if scores else "") + _history(risk))


def _history(risk: Risk) -> str:
    if not risk.history:
        return ""
    changes = [
        (when(one.when), LABELS.get(one.field, one.field), one.before, one.after) for one in reversed(risk.history)
    ]
    table = pd.DataFrame(changes, columns=["When", "Field", "Before", "After"])
    return html_table(table, f"History of {risk.id}, latest change first")

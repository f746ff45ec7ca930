"""Words as a form shows them: when something was, sentences as a list, a table, an author's text as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

import pandas as pd

from npqml_widgets.charts.figure import html_table
from npqml_widgets.documents.shared.printing import Table
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import without_citations

# ipywidgets sets its lines far apart, as for a row of buttons; this is how the notebook sets its own text and tables.
READABLE = '<div class="jp-RenderedHTMLCommon" style="line-height: 1.5; padding: 0; max-width: 60em">{}</div>'


def when(moment: datetime) -> str:
    """Return when something was: the time, and the day unless it was today."""
    there = clock.in_england(moment)
    today = there.date() == clock.today()
    return f"today at {there:%H:%M:%S}" if today else f"{there.day} {there:%B} {there.year} at {there:%H:%M:%S}"


def paragraphs(text: str) -> list[str]:
    """Return a text as its paragraphs, on one line each and without citations."""
    return [" ".join(part.split()) for part in without_citations(text).split("\n\n") if part.strip()]


def plain(text: str) -> str:
    """Return a text on one line and without citations."""
    return " ".join(without_citations(text).split())


def a_or_an(noun: str) -> str:
    """Return a noun with its article: a step, an ingredient."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def as_list(lead: str, sentences: Iterable[str]) -> str:
    """Return sentences as a list under a lead, as HTML; nothing where there are none."""
    lines = "".join(f'<li dir="auto">{escape(sentence)}</li>' for sentence in sentences)
    above = f"<p>{escape(lead)}</p>" if lead else ""
    return READABLE.format(f"{above}<ul>{lines}</ul>") if lines else ""


def as_table(table: Table) -> str:
    """Return a table of a printed page as the HTML of a form."""
    return str(html_table(pd.DataFrame(table.rows, columns=list(table.headings)), table.caption))

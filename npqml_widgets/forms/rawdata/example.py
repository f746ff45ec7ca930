"""The worked example of a raw data analysis beside its page, and the course's table of estimates."""

from __future__ import annotations

from html import escape

from attrs import evolve

from npqml_widgets.charts.figure import Shown
from npqml_widgets.documents.rawdata.changes import read_estimates
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.printing import printed
from npqml_widgets.documents.rawdata.words import gap_words, interval_words, progress_words, summary
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.forms.shared.examples import beside, read_example
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

NAME, ESTIMATES = "raw-data-analysis", "raw-data-estimates.csv"


def raw_data_example() -> Shown:
    """Show the worked example: the course's own export analysed, to read and not to change."""
    document = read_example(NAME, RawData)
    page = to_html(printed(document, document.exported or clock.today()))
    inside = (
        '<details style="margin: 0.5em 0"><summary data-lm-suppress-shortcuts="true">Open the worked example</summary>'
        f'<iframe title="Worked example: raw data analysis" sandbox="" srcdoc="{escape(page)}" '
        'style="width: 100%; height: 40em; border: 1px solid #767676"></iframe></details>'
    )
    words = (
        summary(document),
        progress_words(document),
        gap_words(document),
        interval_words(document),
        document.conclusion,
    )
    return Shown(inside, "\n".join(words))


def estimates_beside(document: RawData, whose: str) -> RawData:
    """Return the document with the course's table of estimates and whose it is; raises Refused where it is gone."""
    found = read_estimates(beside(ESTIMATES), ESTIMATES)
    if found is None:
        raise Refused(f"{ESTIMATES} has no columns Baseline from and Estimate. Fetch the page again.")
    return evolve(document, estimates=found, comparison=whose)

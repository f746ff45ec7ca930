"""The worked example of a raw data analysis beside its page, and the course's table of estimates."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import evolve

from npqml_widgets.charts.figure import Shown
from npqml_widgets.documents.rawdata.changes import read_estimates
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.printing import printed
from npqml_widgets.documents.rawdata.words import gap_words, interval_words, progress_words, summary
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.handin.files import EXAMPLES
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain

EXAMPLE, ESTIMATES = "raw-data-analysis.json", "raw-data-estimates.csv"
GONE = "The file {} is not beside this page any more. Fetch the page again, with its folder {}."


def raw_data_example() -> Shown:
    """Show the worked example: the course's own export analysed, to read and not to change."""
    document = read_example(Path.cwd() / EXAMPLES / EXAMPLE)
    page = to_html(printed(document, document.exported or clock.today()))
    inside = (
        '<details style="margin: 0.5em 0"><summary data-lm-suppress-shortcuts="true">Open the worked example</summary>'
        f'<iframe title="Worked example: raw data analysis" sandbox="" srcdoc="{_quoted(page)}" '
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


def read_example(path: Path) -> RawData:
    """Return the worked example in a file; raises Refused where it is gone or is none."""
    try:
        return from_plain(json.loads(path.read_text(encoding="utf-8")), RawData)
    except OSError as problem:
        raise Refused(GONE.format(path.name, path.parent.name)) from problem
    except (ValueError, DoesNotFit) as problem:
        raise Refused(f"{path.name} holds no raw data analysis. Fetch the page again.") from problem


def estimates_beside(document: RawData, whose: str) -> RawData:
    """Return the document with the course's table of estimates and whose it is; raises Refused where it is gone."""
    path = Path.cwd() / EXAMPLES / ESTIMATES
    try:
        found = read_estimates(path.read_bytes(), path.name)
    except OSError as problem:
        raise Refused(GONE.format(path.name, path.parent.name)) from problem
    if found is None:
        raise Refused(f"{path.name} has no columns Baseline from and Estimate. Fetch the page again.")
    return evolve(document, estimates=found, comparison=whose)


def _quoted(page: str) -> str:
    from html import escape

    return escape(page, quote=True)

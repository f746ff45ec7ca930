"""Charts and tables as everybody can read them: picture, sentence, caption and the numbers, without JavaScript."""

from __future__ import annotations

import base64
import html
import io
import math
import re
import textwrap
from collections.abc import Mapping
from numbers import Number
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from attrs import frozen

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.charts import draw as charts
from npqml_widgets.charts import pictures
from npqml_widgets.charts.style import RC, plain_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

DOTS_PER_INCH = 130
SMALLEST_LETTERING = 11  # px on a page; a narrower screen scrolls
PAGE = 640  # px: as wide as the text of a page
# Keys pressed on these elements must not reach the notebook, where x cuts the cell.
KEYS_STAY = 'data-lm-suppress-shortcuts="true"'
SENTENCE = 28  # characters: a cell with more of them is read, and not looked up


@frozen(repr=False)
class Shown:
    """Something a notebook shows: as HTML on a page, as plain words everywhere else."""

    html: str
    words: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """Give the same content as plain text."""
        return self.words


def figure(chart: Figure | Axes, sentence: str = "", caption: str = "", numbers: pd.DataFrame | None = None) -> Shown:
    """Show a chart with one sentence of what it shows, a caption and its numbers as a table.

    Sentence and numbers of the course's own charts come from the chart when they are not given.
    """
    sentence = sentence or charts.sentence(chart)
    numbers = charts.numbers(chart) if numbers is None else numbers
    title = charts.facts(chart)["title"]
    png = picture_of(chart) if pictures.wanted() else b""
    narrowest = _narrowest(chart, png) if png else 0
    # The sentence stands below the picture: read out twice, it would say nothing more.
    alt = html.escape(f"Chart: {title or 'no title'}. Its words stand below.", quote=True)
    parts = [
        f'<figure tabindex="-1" {KEYS_STAY} style="margin: 0.5em 0 1em; max-width: {max(PAGE, narrowest)}px">',
        _picture(png, title or caption, alt, narrowest) if png else "",
        f'<p style="margin: 0.5em 0">{html.escape(sentence)}</p>',
        f"<figcaption>{html.escape(caption)}</figcaption>" if caption else "",
        f'<details><summary {KEYS_STAY} style="padding: 0.25em 0">Show the numbers</summary>',
        html_table(numbers, title or caption),
        "</details></figure>",
    ]
    words = [sentence, caption, plain_table(numbers)]
    return Shown("\n".join(part for part in parts if part), "\n\n".join(word for word in words if word))


def table(rows: pd.DataFrame, caption: str, sentence: str = "", formats: Mapping[str, str] | None = None) -> Shown:
    """Show a table with its caption; `formats` gives a format for a column, such as {"Attendance": ".1f"}."""
    said = f'<p style="margin: 0.5em 0">{html.escape(sentence)}</p>' if sentence else ""
    words = [caption, plain_table(rows, formats), sentence]
    return Shown(html_table(rows, caption, formats) + said, "\n\n".join(word for word in words if word))


def show(markdown: str) -> None:
    """Show a text in Markdown below the cell."""
    from IPython.display import Markdown, display

    display(Markdown(textwrap.dedent(markdown)))  # type: ignore[no-untyped-call,unused-ignore]


def picture_of(chart: Figure | Axes) -> bytes:
    """Give a chart as a PNG picture that has the same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    whole = charts.whole(chart)
    canvas = FigureCanvasAgg(whole)
    target = io.BytesIO()
    with plain_style():
        canvas.print_figure(
            target, format="png", dpi=DOTS_PER_INCH, bbox_inches=_frame(whole, canvas), metadata={"Software": None}
        )
    return target.getvalue()


def _frame(whole: Figure, canvas: FigureCanvasAgg) -> Bbox | Literal["tight"]:
    """Return what of a figure the picture shows, in inches: as "tight" would have it, which draws everything twice."""
    import matplotlib as mpl

    if whole.get_layout_engine() is not None:  # it moves the axes while they are drawn
        return "tight"
    before = whole.dpi
    whole.dpi = DOTS_PER_INCH
    try:
        drawn = whole.get_tightbbox(canvas.get_renderer())  # type: ignore[no-untyped-call,unused-ignore]
        return drawn.padded(float(mpl.rcParams["savefig.pad_inches"]))
    finally:
        whole.dpi = before


def _narrowest(chart: Figure | Axes, png: bytes) -> int:
    """Return the width in px at which a picture's smallest lettering can just be read: never more than its own."""
    from matplotlib.text import Text

    drawn = [text for text in charts.whole(chart).findobj(Text) if text.get_visible() and text.get_text().strip()]
    smallest = float(min((text.get_fontsize() for text in drawn), default=RC["font.size"]))  # points
    own = int.from_bytes(png[16:20], "big")  # the width that a PNG's first chunk says
    return min(own, math.ceil(own * SMALLEST_LETTERING * 72 / (smallest * DOTS_PER_INCH)))


def _picture(png: bytes, title: str, alt: str, narrowest: int) -> str:
    """Return a picture in a frame that scrolls where its lettering would become too small."""
    address = f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"
    named = html.escape(f"Picture: {title}", quote=True)
    return (
        f'<div role="region" aria-label="{named}" tabindex="0" {KEYS_STAY} style="overflow-x: auto">'
        f'<img alt="{alt}" src="{address}" style="min-width: {narrowest}px; max-width: 100%; height: auto"></div>'
    )


def html_table(rows: pd.DataFrame, caption: str, formats: Mapping[str, str] | None = None) -> str:
    """Give rows as an HTML table with a caption and marked headings, in a frame that scrolls if it is too wide."""
    formats = formats or {}
    named = not isinstance(rows.index, pd.RangeIndex)
    headings = ([str(rows.index.name or "")] if named else []) + [str(name) for name in rows.columns]
    sides = ["right" if pd.api.types.is_numeric_dtype(rows[name]) else "left" for name in rows]
    sides = ["left", *sides] if named else sides
    head = "".join(_heading(name, side) for name, side in zip(headings, sides, strict=True))
    body, sentences = [], False
    for label, row in zip(rows.index, rows.itertuples(index=False, name=None), strict=True):
        cells = [f'<th scope="row" style="text-align: left">{html.escape(str(label))}</th>'] if named else []
        cells += [_cell(str(name), value, formats.get(str(name), "")) for name, value in zip(rows, row, strict=True)]
        body.append(f"<tr>{''.join(cells)}</tr>")
        sentences = sentences or any(isinstance(value, str) and len(value) > SENTENCE for value in row)
    spoken = html.escape(caption, quote=True)
    kind = ' class="npqml-sentences"' if sentences else ""  # on a narrow screen the page shows it as a list
    return (
        f'<div role="region" aria-label="{spoken}" tabindex="0" {KEYS_STAY} style="overflow-x: auto">'
        # A caption is as wide as its table: a small table would break it into many lines.
        f'<table{kind} style="min-width: min(24em, 100%)">'
        f'<caption style="text-align: left; padding: 0.25em 0">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def plain_table(rows: pd.DataFrame, formats: Mapping[str, str] | None = None) -> str:
    """Give rows as aligned plain text."""
    formats = formats or {}
    plain = pd.DataFrame(
        {str(name): [as_words(value, formats.get(str(name), "")) for value in rows[name]] for name in rows},
        index=rows.index,
    )
    return str(plain.to_string(index=not isinstance(rows.index, pd.RangeIndex)))


def as_words(value: Any, form: str = "") -> str:
    """Give one value as a person writes it: no needless decimals, nothing for a blank.

    The minus is a plain hyphen and thousands have no comma: people paste these tables into a spreadsheet.
    """
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if form and isinstance(value, Number):
        return _formatted(value, form.strip("{:}"))
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, pd.Timestamp):
        return value.strftime("%d/%m/%Y")
    return str(value)


def _formatted(value: Any, form: str) -> str:
    """Return a number in a format; one with decimal places, such as ".1f", is rounded a half up."""
    places = re.search(r"\.(\d+)f$", form)
    return format(half_up(value, int(places[1])) if places else value, form)


def _heading(name: str, side: str) -> str:
    # An empty heading would be read out as nothing: the corner above the row headings is a plain cell.
    return f'<th scope="col" style="text-align: {side}">{html.escape(name)}</th>' if name else "<td></td>"


def _cell(name: str, value: Any, form: str) -> str:
    number = isinstance(value, Number) and not isinstance(value, bool)
    side = "right" if number else "left"
    heading = html.escape(name, quote=True)
    return f'<td data-heading="{heading}" style="text-align: {side}">{html.escape(as_words(value, form))}</td>'

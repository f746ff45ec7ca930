"""A long document, one section at a time: the parts that a section is made of, and the control that shows them.

A part with `live` is kept as it is typed ("edit"); the others go along with the button or file that names them in
`sends`. Every key is found once in a section.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from npqml_widgets.controls.base import script, stylesheet
from npqml_widgets.controls.steps import Steps

Part = dict[str, Any]


class SectionsControl(Steps):
    """Sections to go through in any order.

    A page holds name, nav (key, words, state), here (a key of nav), title, parts, kept (whether the last step was),
    and focus (the key of what gets the focus after a step). Steps: go, edit (key, value), press and bring (key,
    values, files with name and content as base64).
    """

    _esm = script("steps.js", "sectionparts.js", "sections.js")
    _css = stylesheet("steps.css", "sections.css")


def heading(words: str, key: str = "") -> Part:
    """Give a heading inside a section; one with a key can get the focus."""
    return {"kind": "heading", "words": words, "key": key}


def words(text: str) -> Part:
    """Give a paragraph."""
    return {"kind": "words", "words": text}


def note(text: str) -> Part:
    """Give a paragraph that stands out."""
    return {"kind": "note", "words": text}


def bullets(items: Iterable[str]) -> Part:
    """Give a list."""
    return {"kind": "list", "items": list(items)}


def quote(text: str, marked: Iterable[str] = ()) -> Part:
    """Give somebody's words, with some of them pointed out."""
    return {"kind": "quote", "text": text, "marked": list(marked)}


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Part:
    """Give a table of texts; the first cell of a row names it."""
    return {"kind": "table", "caption": caption, "columns": list(columns), "rows": [list(row) for row in rows]}


def drawn(html: str) -> Part:
    """Give a figure of the course's own, as HTML."""
    return {"kind": "figure", "html": html}


def inside(title: str, html: str) -> Part:
    """Give a whole HTML page inside the section."""
    return {"kind": "page", "title": title, "html": html}


def opening(label: str, parts: Iterable[Part], *, key: str) -> Part:
    """Give parts that are out of sight until they are opened."""
    return {"kind": "opening", "label": label, "parts": list(parts), "key": key}


def row(parts: Iterable[Part]) -> Part:
    """Give parts side by side."""
    return {"kind": "row", "parts": list(parts)}


def text(key: str, label: str, value: str = "", *, lines: int = 1, help: str = "", live: bool = False) -> Part:  # noqa: A002
    """Give a box for a text of some lines."""
    return _box("text", key, label, value, help, live) | {"rows": lines}


def day(key: str, label: str, value: str, *, help: str = "") -> Part:  # noqa: A002
    """Give a box for a date, written 2026-03-31."""
    return _box("date", key, label, value, help, live=True)


def choose(key: str, label: str, value: str, options: Mapping[str, str], *, help: str = "", live: bool = False) -> Part:  # noqa: A002
    """Give a list to choose from."""
    return _box("choose", key, label, value, help, live) | {"options": [list(pair) for pair in options.items()]}


def tick(key: str, legend: str, label: str, *, ticked: bool = False, live: bool = False) -> Part:
    """Give a box to tick; its value is "yes" or an empty text."""
    return _box("tick", key, label, "yes" if ticked else "", "", live) | {"legend": legend}


def button(key: str, label: str, *, sends: Sequence[str] = (), about: str = "", off: bool = False) -> Part:
    """Give a button; `about` is read out behind its words, where several are alike."""
    return {"kind": "button", "key": key, "label": label, "sends": list(sends), "about": about, "off": off}


def files(key: str, label: str, accept: str, *, sends: Sequence[str] = (), help: str = "") -> Part:  # noqa: A002
    """Give a place to choose files."""
    return {"kind": "file", "key": key, "label": label, "accept": accept, "sends": list(sends), "help": help}


def _box(kind: str, key: str, label: str, value: str, help: str, live: bool) -> Part:  # noqa: A002
    return {"kind": kind, "key": key, "label": label, "value": value, "help": help, "live": live}

"""Which modules are here and how long they take; in which order to take them, by role and by the time that there is."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from html import escape
from math import ceil
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from npqml_widgets.charts.figure import KEYS_STAY, Shown, table
from npqml_widgets.documents.coursepages import PRACTICE, CoursePage, modules_here, practice_of
from npqml_widgets.documents.criteria import modules
from npqml_widgets.keeping.elsewhere import home

VISIT, EVENING, TERM_WEEKS = 20, 90, 12  # minutes, minutes, weeks
_NONE_HERE = "There are no modules beside this page yet: fetch one, and press Start."
Modules = Mapping[str, tuple[CoursePage, ...]]
"""The pages of each module that is here."""
Routes = Mapping[str, Sequence[tuple[str, str]]]
"""For each role the modules to begin with, in order: pairs of a module's id and why it comes there."""


def modules_beside() -> Modules:
    """Return the modules that lie beside the page; asked once a page, since in the browser it takes a second."""
    return modules_here(home().parent)


def how_long(here: Modules) -> Shown:
    """Return how many modules are here and how long they take, all of them and each."""
    if not here:
        return Shown(f"<p>{_NONE_HERE}</p>", _NONE_HERE)
    practice, whole = _minutes(here, practice_only=True), _minutes(here)
    said = (
        f"{len(here)} of {len(modules())} modules are here. Their practice takes {_hours(practice)}; with all "
        f"self-study pages it is {_hours(whole)}. Each module can be done in sittings, and each by itself."
    )
    return Shown(f"<p>{escape(said)}</p>", said)


def by_time(here: Modules) -> Shown:
    """Return what can be done in 20 minutes now and then, in an evening a week and in a term, in pages of today."""
    if not here:
        return Shown(f"<p>{_NONE_HERE}</p>", _NONE_HERE)
    practice, whole = _minutes(here, practice_only=True), _minutes(here)
    a_week = ceil(whole / TERM_WEEKS)
    rows = [
        (
            f"{VISIT} minutes now and then",
            "One sitting of a practice page, or half a self-study page. Stop after any task: the front page leads back "
            "to it.",
            f"{ceil(practice / VISIT)} visits for all practice that is here",
        ),
        (
            "An evening a week",
            "One practice page, and on the next evening what it says to read about it.",
            f"{ceil(whole / EVENING)} evenings of {EVENING} minutes for everything that is here",
        ),
        (
            "A term",
            "In the order of the framework, areas 1 to 6, your own documents beside it from the second week on.",
            f"About {_hours(a_week)} a week for {TERM_WEEKS} weeks",
        ),
    ]
    columns = ["If you have", "Do", "That comes to"]
    return table(pd.DataFrame(rows, columns=columns), caption="What to do with the time that you have")


def first_steps(routes: Routes, here: Modules) -> Shown:
    """Return in one list where each role begins: the first module of its route that is here, with a link."""
    rich, plain = [], []
    for role, steps in routes.items():
        first = next((module for module, _ in steps if module in here), None)
        if first:
            link, words = module_link(first, here)
            rich.append(f"<li>{escape(role)}: {link}</li>")
            plain.append(f"{role}: {words}")
    return Shown(f"<ul>{''.join(rich)}</ul>", "\n".join(plain)) if rich else Shown(f"<p>{_NONE_HERE}</p>", _NONE_HERE)


def by_role(routes: Routes, here: Modules) -> Shown:
    """Return for each role the modules to begin with, in order: each with its link, its minutes, and why."""
    rich, plain = [], []
    for role, steps in routes.items():
        lines = [(*module_link(module, here), why) for module, why in steps]
        rich.append(f"<h3>{escape(role)}</h3><ol>")
        rich += [f"<li>{link}: {escape(why)}</li>" for link, _, why in lines]
        rich.append("</ol>")
        plain += [role, *(f"{words}: {why}" for _, words, why in lines)]
    return Shown(f"<div>{''.join(rich)}</div>", "\n".join(plain))


def module_link(module: str, here: Modules) -> tuple[str, str]:
    """Return a module as HTML, with a link to its practice page and minutes, and the same as words.

    One that is not here is called by the framework's words, without a link.
    """
    if module not in here:
        text = next(each.text for each in modules() if each.id == module)
        words = f"{module} {text} (not yet here)"
        return escape(words), words
    page = practice_of(here[module])
    words = f"{module} {page.title}"
    link = f'<a href="{_address(page.path)}" {KEYS_STAY}>{escape(words)}</a>'
    minutes = f" ({page.minutes} minutes)"
    return link + minutes, words + minutes


def _address(path: Path) -> str:
    return quote(os.path.relpath(path, Path.cwd()).replace(os.sep, "/"))


def _minutes(here: Modules, *, practice_only: bool = False) -> int:
    return sum(page.minutes for pages in here.values() for page in pages if page.kind == PRACTICE or not practice_only)


def _hours(minutes: int) -> str:
    """Return minutes as people say them, from an hour on to the nearest quarter: 9 hours 15 minutes."""
    if minutes < 60:
        return f"{minutes} minutes"
    hours, quarters = divmod(round(minutes / 15), 4)
    rest = f" {15 * quarters} minutes" if quarters else ""
    return f"{hours} hour{'' if hours == 1 else 's'}{rest}"

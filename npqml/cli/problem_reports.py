"""The command that lists what candidates reported."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from npqml.cli.output import CohortName, Json, Modules, say, say_json
from npqml.reports.words import day, mark_words

if TYPE_CHECKING:
    from npqml.reports.problem_reports import Listing, Reported

WIDTH = 79  # columns that every terminal has: a line that it wraps by itself would lose its mark


def add_to(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command()(problems)


def problems(cohort: CohortName, module: Modules = None, as_json: Json = False) -> None:
    """List the problems that candidates reported with "Report a problem", by task, the newest first."""
    from npqml.place import find_place
    from npqml.reports.problem_reports import problems as found

    listing = found(find_place(), cohort, modules=module or ())
    if as_json:
        say_json(listing.as_json())
        return
    for line in lines(listing):
        say(line)


def lines(listing: Listing) -> Iterator[str]:
    """Give the listing as lines for a terminal; what a candidate wrote stands behind a ">" on every line."""
    reports, tasks = _counted(sum(map(len, listing.tasks.values())), "report"), _counted(len(listing.tasks), "task")
    yield f"{reports} of a problem, on {tasks}. Cohort {listing.cohort}, seed {listing.seed}."
    if any(one.differs for found in listing.tasks.values() for one in found):
        yield '"Variant" names what a page had otherwise than the cohort\'s file says now.'
    for task, found in listing.tasks.items():
        yield ""
        yield f"{task}: {_counted(len(found), 'report')}"
        for one in found:
            yield from _lines_of(one)
    if listing.unread:
        yield ""
        yield from listing.unread


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _lines_of(one: Reported) -> Iterator[str]:
    yield f"  {one.candidate}, {day(one.when)} at {one.when:%H:%M}. {_graded(one)}"
    unlike = "; ".join(f"{name} {one.variant[name]}" for name in one.differs)
    for title, words in (("Report", one.words), ("Answer", one.answer), ("Page said", one.said), ("Variant", unlike)):
        first, further = f"    {title:<10}> ", " " * 14 + "> "
        yield from textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=further)


def _graded(one: Reported) -> str:
    if not one.state:
        return "Not graded."
    mark = "no mark yet" if one.mark is None else f"{mark_words(one.mark)} of {mark_words(one.max_mark or 0)}"
    return f"Graded: {one.state}, {mark}{f', {one.mistake}' if one.mistake else ''}."

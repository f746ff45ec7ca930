"""The leadership reflection: the framework's form on seven behaviours, filled in again and again, and its trend.

Ratings run from 1 (high) to 4 (low), so a falling line is a rising opinion of oneself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.feedback360.questionnaire import (
    LONGEST_TEXT,
    RATINGS,
    SCALE,
    Behaviour,
    standard_questionnaire,
    tidy,
)
from npqml_widgets.documents.shared.printing import Bullets, Heading, Page, Paragraph, Table
from npqml_widgets.documents.shared.workbook import Column, add_table, new_book, open_book, read_sheet, saved
from npqml_widgets.keeping.authored import Refused

TITLE = "Leadership reflection"
COLUMNS = ("Name", "Date", "Behaviour", "Description", "Rating (1 high to 4 low)", "Comment")
_WIDTHS = {"Description": 60, "Comment": 60}


def behaviours() -> tuple[Behaviour, ...]:
    """Return the framework's seven behaviours in its order."""
    return standard_questionnaire().behaviours


def _known(_: object, attribute: Any, values: Mapping[str, object]) -> None:
    if strange := sorted(values.keys() - {one.id for one in behaviours()}):
        raise ValueError(f"found {', '.join(strange)} among the {attribute.name}, expected the framework's behaviours")


def _written(comments: Mapping[str, str]) -> dict[str, str]:
    tidied = {one: tidy(text) for one, text in comments.items()}
    return {one: text for one, text in tidied.items() if text.strip()}


_ratings: Any = validators.deep_mapping(
    key_validator=validators.instance_of(str), value_validator=validators.in_(tuple(RATINGS))
)
_comments: Any = validators.deep_mapping(
    key_validator=validators.instance_of(str), value_validator=validators.max_len(LONGEST_TEXT)
)


@frozen
class Reflection:
    """The form as filled in on one day: a rating and a comment for each behaviour (by id), any of them left out."""

    written: date
    ratings: dict[str, int] = field(factory=dict, validator=[_ratings, _known])
    comments: dict[str, str] = field(factory=dict, converter=_written, validator=[_comments, _known])


@frozen
class Reflections:
    """Everything that one person reflected, oldest first, one form a day at most."""

    name: str = field(default="", converter=tidy, validator=validators.max_len(200))
    forms: tuple[Reflection, ...] = ()


@frozen
class Trend:
    """How one behaviour was rated over time, and what that comes to in one sentence."""

    behaviour: str
    points: tuple[tuple[date, int], ...]
    words: str


def with_form(kept: Reflections, form: Reflection) -> Reflections:
    """Return the reflections with this form; it takes the place of one from the same day."""
    others = [one for one in kept.forms if one.written != form.written]
    return evolve(kept, forms=tuple(sorted([*others, form], key=lambda one: one.written)))


def trends(kept: Reflections) -> tuple[Trend, ...]:
    """Return the trend of each behaviour, in the framework's order, also of those that were never rated."""
    return tuple(_trend(kept, one) for one in behaviours())


def _trend(kept: Reflections, behaviour: Behaviour) -> Trend:
    points = tuple((one.written, one.ratings[behaviour.id]) for one in kept.forms if behaviour.id in one.ratings)
    if not points:
        return Trend(behaviour.id, points, f"{behaviour.name}: not rated yet.")
    (start, first), (end, last) = points[0], points[-1]
    now = f"{last} ({RATINGS[last]}) on {end:%d/%m/%Y}"
    if len(points) == 1:
        return Trend(behaviour.id, points, f"{behaviour.name}: {now}, rated once.")
    moved = "higher than" if last < first else "lower than" if last > first else "the same as"
    words = (
        f"{behaviour.name}: {now}, {moved} {first} ({RATINGS[first]}) on {start:%d/%m/%Y}; rated {len(points)} times."
    )
    return Trend(behaviour.id, points, words)


def to_xlsx(kept: Reflections) -> bytes:
    """Return the reflections as a workbook: a row for each behaviour of each form."""
    rows: list[list[Any]] = [
        [kept.name, form.written, one.name, one.description, form.ratings.get(one.id), form.comments.get(one.id)]
        for form in kept.forms
        for one in behaviours()
    ]
    book = new_book()
    add_table(book, TITLE, [Column(heading, _WIDTHS.get(heading, 22)) for heading in COLUMNS], rows or [[kept.name]])
    return saved(book, TITLE, author=kept.name)


def from_xlsx(content: bytes) -> Reflections:
    """Return the reflections in a workbook; raises Refused, naming the row and what was expected."""
    ids = {one.name: one.id for one in behaviours()}
    kept, forms = Reflections(), dict[date, tuple[dict[str, int], dict[str, str]]]()
    table = read_sheet(open_book(content, "a leadership reflection"), TITLE)
    for number, values in table.entries():
        name, when, behaviour, _, rating, comment = (values.get(heading) for heading in COLUMNS)
        kept = evolve(kept, name=str(name)) if name is not None else kept
        if when is None and behaviour is None:
            continue
        if not isinstance(when, datetime) or behaviour not in ids or rating not in (None, *RATINGS):
            raise Refused(
                f"Row {number}: found {str(when)[:30]}, {str(behaviour)[:30]}, {str(rating)[:30]}; expected a date, "
                "one of the seven behaviours, and a rating of 1, 2, 3, 4 or nothing. Mend the row, bring it in again."
            )
        ratings, comments = forms.setdefault(when.date(), ({}, {}))
        if rating is not None:
            ratings[ids[behaviour]] = int(rating)
        comments[ids[behaviour]] = "" if comment is None else str(comment)
    for day, (ratings, comments) in forms.items():
        kept = with_form(kept, Reflection(day, ratings, comments))
    return kept


def printed(kept: Reflections) -> Page:
    """Return all forms and the trend as a page to print."""
    forms = [_form(kept, form) for form in kept.forms]
    trend = tuple(one.words for one in trends(kept))
    return Page(TITLE, (Paragraph(SCALE), *forms, Heading("Over time"), Bullets(trend)), author=kept.name)


def _form(kept: Reflections, form: Reflection) -> Table:
    rows = tuple(
        (one.name, one.description, str(form.ratings.get(one.id, "")), form.comments.get(one.id, ""))
        for one in behaviours()
    )
    return Table(f"{kept.name or 'No name'}, {form.written:%d/%m/%Y}", COLUMNS[2:], rows)

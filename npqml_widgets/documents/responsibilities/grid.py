"""The table of responsibilities as people know it: a row for each task, a column for each post, letters in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from npqml_widgets.documents.responsibilities.columns import COLUMNS, TASKS
from npqml_widgets.documents.responsibilities.model import LETTERS, ROLES, Post, Responsibilities
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.entries import next_id
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.lists.import_table import import_rows
from npqml_widgets.documents.shared.lists.workbook import places_of, to_book
from npqml_widgets.documents.shared.names import each_once, plain
from npqml_widgets.documents.shared.printing import Table
from npqml_widgets.documents.shared.table_import import NO_FIELD
from npqml_widgets.documents.shared.table_import import Table as OwnTable
from npqml_widgets.documents.shared.workbook import Column, Formula, Value, add_table, print_across, saved

GRID = "Who is what"
_LETTERS = re.compile(r"[RACIraci](?:\s*[,/&+ ]?\s*[RACIraci])*")


def posts_of(table: Responsibilities) -> tuple[str, ...]:
    """Return all posts: those that are named, and those that only tasks have."""
    return each_once([*(post.name for post in table.posts), *(name for task in table.tasks for name in task.posts)])


def grid_table(table: Responsibilities) -> Table:
    """Return the tasks with a column for each post; a task for which not one post answers is marked."""
    posts = posts_of(table)
    rows = tuple((f"{task.id} {task.what}".strip(), *(task.letters_of(post) for post in posts)) for task in table.tasks)
    marked = frozenset((row, 0) for row, task in enumerate(table.tasks) if len(task.accountable) != 1)
    caption = "R does it, A answers for it, C is asked before, I is told after."
    return Table(caption, ("What is done", *posts), rows, marked, True)


def to_xlsx(table: Responsibilities) -> bytes:
    """Return the table as the bytes of an XLSX file, with the grid of letters as formulas on a sheet of its own."""
    book = to_book(COLUMNS, table)
    posts = posts_of(table)
    rows = [_formulas(table, row, len(posts)) for row in range(2, len(table.tasks) + 2)]
    sheet = add_table(book, GRID, [Column("Task", 36), *(Column(post, 14) for post in posts)], rows)
    print_across(sheet)
    return saved(book, COLUMNS.title_of(table), opens=TASKS.name)


def with_letters_as_roles(own: OwnTable) -> OwnTable:
    """Return somebody's own table with its letters understood: as headings of columns, or under those of posts.

    A table without either is returned as it is.
    """
    headed = {letter: role for role, letter in LETTERS.items()}
    fields = tuple(
        headed.get(heading.strip().upper(), field) if field == NO_FIELD else field
        for heading, field in zip(own.headings, own.fields, strict=True)
    )
    own = own if fields == own.fields else evolve(own, fields=fields)
    places = [at for at in range(len(own.headings)) if own.fields[at] == NO_FIELD and _is_of_letters(own, at)]
    if not places:
        return own
    others = [at for at in range(len(own.headings)) if at not in places and own.fields[at] not in ROLES]
    rows = tuple((*(row[at] for at in others), *_roles(own, row, places)) for row in own.rows)
    return evolve(
        own,
        headings=(*(own.headings[at] for at in others), *ROLES.values()),
        fields=(*(own.fields[at] for at in others), *ROLES),
        rows=rows,
        covered={},
    )


def import_tasks(own: OwnTable, fields: Sequence[str], table: Responsibilities) -> Imported[Responsibilities]:
    """Return the table with the rows of somebody's own, and the posts that are new in it."""
    found = import_rows(TASKS, own, fields, table)
    posts = found.document.posts
    known = {plain(post.name) for post in posts}
    for name in posts_of(found.document):
        if plain(name) not in known:
            posts = (*posts, Post(next_id(posts, "P"), name))
    return evolve(found, document=evolve(found.document, posts=posts))


def _is_of_letters(own: OwnTable, at: int) -> bool:
    cells = [text for row in own.rows if (text := text_of(row[at]).strip())]
    return bool(cells) and all(map(_LETTERS.fullmatch, cells))


def _roles(own: OwnTable, row: tuple[object, ...], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        ", ".join(_post(own.headings[at]) for at in places if letter in text_of(row[at]).upper())
        for letter in (LETTERS[role] for role in ROLES)
    )


def _post(heading: str) -> str:
    """Return a post as its column is headed, without commas: these stand between posts."""
    return " ".join(re.sub("[,;]", " ", heading).split())


def _formulas(table: Responsibilities, row: int, posts: int) -> list[Value]:
    from openpyxl.utils import get_column_letter

    places = places_of(TASKS, table, row)
    what = f"'{TASKS.name}'!{places.cell('what')}"
    made: list[Value] = [Formula(f'=IF({what}="","",{what})')]
    for column in range(2, posts + 2):
        post = f'","&LOWER({get_column_letter(column)}$1)&","'
        letters = "&".join(f'IF(ISNUMBER(FIND({post},{_listed(places, role)})),"{LETTERS[role]}","")' for role in ROLES)
        made.append(Formula(f"={letters}"))
    return made


def _listed(places: Any, role: str) -> str:
    cell = f"'{TASKS.name}'!{places.cell(role)}"
    return f'","&LOWER(SUBSTITUTE({cell},", ",","))&","'

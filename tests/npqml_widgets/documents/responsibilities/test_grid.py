"""The grid of letters is the same here, on paper and in a spreadsheet, and somebody's own grid comes in by it."""

from __future__ import annotations

import pytest
from attrs import evolve

from npqml_widgets.documents.responsibilities.columns import COLUMNS, TASKS
from npqml_widgets.documents.responsibilities.grid import (
    GRID,
    grid_table,
    import_tasks,
    posts_of,
    to_xlsx,
    with_letters_as_roles,
)
from npqml_widgets.documents.responsibilities.model import Responsibilities, Task
from npqml_widgets.documents.shared.lists.import_table import read_own_table
from npqml_widgets.documents.shared.lists.workbook import from_xlsx
from tests.npqml_widgets.documents.responsibilities.tables import SOUND
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out

THEIRS = 'Task,Head of Maths,Tutor,"Lead, partner",Comment\nChoose scripts,A,R,c,soon\nMark blind,,A/R,"R, I",\n'


def test_each_post_has_a_column_and_a_task_for_which_not_one_answers_is_marked():
    table = grid_table(SOUND)
    assert table.headings == (
        "What is done",
        "Head of Maths",
        "Tutor",
        "Teacher",
        "Partner's lead",
        "Partner's teacher",
    )
    assert table.rows[0] == ("T1 Choose the scripts", "RA", "R", "I", "", "")
    assert table.marked == frozenset()
    assert grid_table(evolve(SOUND, tasks=(Task("T1", "x"),))).marked == {(0, 0)}


@pytest.mark.slow
def test_a_spreadsheet_works_out_the_same_letters_and_how_many_answer(tmp_path):
    odd = Task("T3", "Settle", ("TUTOR", "Teacher"), ("Head of Maths", "Partner's lead"), ("Tea",), ())
    table = evolve(SOUND, tasks=(*SOUND.tasks, odd, Task("T4", "Tell")))
    book = worked_out(to_xlsx(table), tmp_path)
    rows = [[cell.value or "" for cell in row] for row in book[GRID].iter_rows()]
    assert rows[0][1:] == list(posts_of(table))
    assert [row[1:] for row in rows[1:]] == [list(row[1:]) for row in grid_table(table).rows]
    answering = [cell.value for cell in book["Tasks"]["G"]]
    assert answering[:5] == ["How many answer", 1, 1, 2, 0]


def test_the_grid_of_our_own_workbook_changes_nothing_when_it_comes_back():
    assert from_xlsx(COLUMNS, to_xlsx(SOUND), "ours.xlsx").document == SOUND


def test_letters_under_posts_become_roles_and_the_posts_come_along():
    own = with_letters_as_roles(read_own_table(TASKS, THEIRS.encode(), "ours.csv"))
    found = import_tasks(own, own.fields, Responsibilities())
    first, second = found.document.tasks
    partner, head, tutor = ("Lead partner",), ("Head of Maths",), ("Tutor",)
    assert (first.responsible, first.accountable, first.consulted) == (tutor, head, partner)
    assert (second.responsible, second.accountable, second.informed) == (tutor + partner, tutor, partner)
    assert first.notes == "soon"
    assert {post.name for post in found.document.posts} == {"Head of Maths", "Tutor", "Lead partner"}


@pytest.mark.parametrize("headings", ["Task,Responsible,Accountable", "Task,R,A", "Activity,Who does it,Owner"])
def test_a_table_with_the_roles_as_columns_is_read_as_it_is(headings):
    own = with_letters_as_roles(read_own_table(TASKS, f"{headings}\nMark,Tutor,Head\n".encode(), "ours.csv"))
    found = import_tasks(own, own.fields, Responsibilities())
    assert found.document.tasks == (Task("T1", "Mark", ("Tutor",), ("Head",)),)

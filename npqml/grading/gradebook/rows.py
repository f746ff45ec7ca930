"""The rows of nbgrader's tables that grading reads and writes, in SQL.

Rows have ids made from what they are about, so that grading in another order, or twice, gives the same gradebook.
A further table, which nbgrader does not look at, says what each row of marks was made from.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, DateTime, bindparam, text

from npqml.grading.gradebook.book import Mark
from npqml.refusal import Refusal

NO_RESPONSE = "No response."
LEDGER = """create table if not exists npqml_graded (
    candidate varchar(128) not null, module varchar(128) not null, submission varchar(64) not null,
    grader varchar(64) not null, primary key (candidate, module))"""


@frozen
class Cells:
    """The ids of a module's rows in the gradebook: of itself, its notebook, and its cells by grade id."""

    assignment: str
    notebook: str
    graded: dict[str, tuple[str, float]]
    commented: dict[str, str]


@frozen
class Made:
    """What a row of marks was made from: digests of the submission and of everything that graded it."""

    submission: str
    grader: str


@frozen
class Entry:
    """What grading writes for one submission: marks by grade id (None: for a person), and untouched answer cells."""

    candidate: str
    module: str
    marks: Mapping[str, float | None]
    untouched: frozenset[str]
    made: Made
    timestamp: Any = None
    keep_higher: bool = False


def row_id(*parts: str) -> str:
    """Give the id of a row, made from what it is about."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def find_cells(link: Connection, module: str, path: Path) -> Cells:
    """Give the ids of a module's rows; raises Refusal where the gradebook at this path does not know it."""
    row = link.execute(
        text("""select assignment.id, notebook.id from assignment
        join notebook on notebook.assignment_id = assignment.id where assignment.name = :module"""), {"module": module},
    ).first()  # fmt: skip
    if row is None:
        raise Refusal(
            path, f"module {module}", found="a module that the gradebook does not know",
            expected="one that has been built", do="Build the cohort again.",
        )  # fmt: skip
    graded = link.execute(
        text("""select base_cell.name, base_cell.id, grade_cells.max_score from base_cell join grade_cells
        on grade_cells.id = base_cell.id where base_cell.notebook_id = :notebook"""), {"notebook": row[1]},
    ).all()  # fmt: skip
    commented = link.execute(
        text(
            """select name, id from base_cell where notebook_id = :notebook and type in ('SolutionCell', 'TaskCell')"""
        ),
        {"notebook": row[1]},
    ).all()
    return Cells(row[0], row[1], {one[0]: (one[1], one[2]) for one in graded}, {one[0]: one[1] for one in commented})


def submitted(link: Connection, cells: Cells, entry: Entry) -> str:
    """Give the id of a submission's notebook row; makes it, and those above it, where they are not there yet."""
    of = {"module": cells.assignment, "notebook": cells.notebook, "candidate": entry.candidate}
    found = link.execute(SUBMITTED, of).first()
    whole = row_id("submission", entry.module, entry.candidate) if found is None else found[1]
    part = row_id("notebook", entry.module, entry.candidate) if found is None else found[0]
    names = of | {"whole": whole, "part": part, "timestamp": entry.timestamp}
    if found is None:
        link.execute(text("insert into student (id) values (:candidate) on conflict do nothing"), names)
        link.execute(NEW_SUBMISSION, names)
        link.execute(NEW_NOTEBOOK, names)
    else:
        link.execute(HANDED_IN, names)
    return str(part)


SUBMITTED = text("""select submitted_notebook.id, submitted_assignment.id from submitted_assignment
    join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
    and submitted_notebook.notebook_id = :notebook
    where submitted_assignment.assignment_id = :module and submitted_assignment.student_id = :candidate""")
MARKS = text("""select cell_id, auto_score, manual_score, extra_credit, needs_manual_grade from grade
    where notebook_id = :notebook and cell_id in :cells""").bindparams(bindparam("cells", expanding=True))
COMMENTS = text("""select cell_id, auto_comment, manual_comment from comment
    where notebook_id = :notebook and cell_id in :cells""").bindparams(bindparam("cells", expanding=True))
TIME = bindparam("timestamp", type_=DateTime())
NEW_SUBMISSION = text("""insert into submitted_assignment (id, assignment_id, student_id, timestamp)
    values (:whole, :module, :candidate, :timestamp)""").bindparams(TIME)
NEW_NOTEBOOK = text("""insert into submitted_notebook (id, assignment_id, notebook_id, flagged)
    values (:part, :whole, :notebook, false)""")
HANDED_IN = text("update submitted_assignment set timestamp = :timestamp where id = :whole").bindparams(TIME)
GRADE = """insert into grade (id, cell_id, notebook_id, auto_score, needs_manual_grade)
    values (:id, :cell, :notebook, :mark, :mark is null) on conflict (cell_id, notebook_id) do update set
    auto_score = case when :keep and grade.auto_score > excluded.auto_score then grade.auto_score
        else excluded.auto_score end,
    needs_manual_grade = case when grade.manual_score is null then excluded.auto_score is null else :changed end"""
COMMENT = """insert into comment (id, cell_id, notebook_id, auto_comment) values (:id, :cell, :notebook, :comment)
    on conflict (cell_id, notebook_id) do update set auto_comment = excluded.auto_comment"""
MADE = """insert into npqml_graded (candidate, module, submission, grader)
    values (:candidate, :module, :submission, :grader)
    on conflict (candidate, module) do update set submission = excluded.submission, grader = excluded.grader"""


def statements(cells: Cells, notebook: str, entry: Entry) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give each statement that writes an entry, with the rows that it writes."""
    yield GRADE, [
        {"id": row_id("grade", notebook, name), "cell": cell, "notebook": notebook, "mark": entry.marks.get(name),
         "keep": entry.keep_higher, "changed": not entry.keep_higher}
        for name, (cell, _) in cells.graded.items()
    ]  # fmt: skip
    yield COMMENT, [
        {"id": row_id("comment", notebook, name), "cell": cell, "notebook": notebook,
         "comment": NO_RESPONSE if name in entry.untouched else None}
        for name, cell in cells.commented.items()
    ]  # fmt: skip
    yield MADE, [
        {"candidate": entry.candidate, "module": entry.module, "submission": entry.made.submission,
         "grader": entry.made.grader}
    ]  # fmt: skip


def find_notebook(link: Connection, cells: Cells, candidate: str) -> str:
    """Give the id of a candidate's notebook row; an empty text where there is none."""
    found = link.execute(SUBMITTED, {"module": cells.assignment, "notebook": cells.notebook, "candidate": candidate})
    row = found.first()
    return str(row[0]) if row else ""


def marks_of(link: Connection, cells: Cells, notebook: str) -> dict[str, Mark]:
    """Give the marks of a submitted notebook. Both tables are asked by cell and notebook, in the order of their index:

    by the notebook alone the whole table is read, which in a cohort of 10,000 takes as long as marking does.
    """
    graded = {cell: (name, most) for name, (cell, most) in cells.graded.items()}
    comments = {row[0]: row[2] or row[1] or "" for row in link.execute(
        COMMENTS, {"notebook": notebook, "cells": list(cells.commented.values())}
    )}  # fmt: skip
    rows = link.execute(MARKS, {"notebook": notebook, "cells": list(graded)}).all()
    return {
        name: Mark(row[1], row[2], row[3] or 0.0, most, bool(row[4]), comments.get(cells.commented.get(name, ""), ""))
        for row in rows
        for name, most in (graded[row[0]],)
    }

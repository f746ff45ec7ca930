"""Whether nbgrader and we give the same marks to the same submissions, check by check."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from attrs import frozen

from npqml.place import Place

MARKS = """select submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score,
    grade.needs_manual_grade from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    join base_cell on base_cell.id = grade.cell_id left join base_cell written on written.name = base_cell.name
    and written.notebook_id = base_cell.notebook_id and written.type = 'SolutionCell'
    where (written.id is null) = :checked order by 1, 2"""
Row = tuple[str, str, float | None, float | None, int]


@frozen
class SameMarks:
    """How many marks of checks were compared, and whether all are equal.

    `unseen_noughts` are written answers, given in a form, to which nbgrader gives 0 because the cell is unchanged; ours
    wait for a person.
    """

    compared: int
    equal: bool
    unseen_noughts: int


def same_marks(stock: Place, own: Place, cohort: str) -> SameMarks:
    """Compare the gradebooks of the same submissions, graded by nbgrader and by us."""
    theirs, ours = _marks(stock, cohort, checked=True), _marks(own, cohort, checked=True)
    written = zip(_marks(stock, cohort, checked=False), _marks(own, cohort, checked=False), strict=True)
    noughts = sum(their[2] == 0 and our[2] is None for their, our in written)
    return SameMarks(len(theirs), theirs == ours, noughts)


def _marks(place: Place, cohort: str, *, checked: bool) -> list[Row]:
    with closing(sqlite3.connect(place.gradebook(cohort))) as book:
        return book.execute(MARKS, {"checked": checked}).fetchall()

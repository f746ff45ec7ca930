"""Writing to the gradebook, in nbgrader's own tables: one transaction a submission, manual marks never touched.

Rows have ids made from what they are about, so that grading in another order, or twice, gives the same gradebook.
A further table, which nbgrader does not look at, says what each row of marks was made from.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, DateTime, Engine, bindparam, create_engine, event, text
from sqlalchemy.exc import OperationalError

from npqml.grading.gradebook import Mark
from npqml.place import Place
from npqml.problems import Problem

WAIT_SECONDS = 30
TRIES = 3
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


class Records:
    """A cohort's gradebook, open for writing."""

    def __init__(self, place: Place, cohort: str) -> None:
        """Open the gradebook; raises Problem where there is none or it cannot be written."""
        self.path = place.gradebook(cohort)
        if not self.path.is_file():
            raise Problem(
                self.path, "", found="no gradebook", expected="the one that building makes",
                do=f"Run: npqml build {cohort}",
            )  # fmt: skip
        self._engine = _engine(self.path)
        self._cells: dict[str, Cells] = {}
        self._write(lambda link: link.execute(text(LEDGER)))

    def __enter__(self) -> Records:
        """Give the gradebook itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._engine.dispose()

    def made(self) -> dict[tuple[str, str], Made]:
        """Give what each row of marks was made from, by candidate and module."""
        with self._engine.connect() as link:
            rows = link.execute(text("select candidate, module, submission, grader from npqml_graded")).all()
        return {(row[0], row[1]): Made(row[2], row[3]) for row in rows}

    def marks(self, module: str, candidate: str) -> dict[str, Mark]:
        """Read the marks of a candidate's module by grade id; none where there is no entry."""
        with self._engine.connect() as link:
            return _marks(link, self._module(link, module), module, candidate)

    def write(self, entry: Entry) -> dict[str, Mark]:
        """Write one submission's marks and give them as they now are, a person's included."""

        def work(link: Connection) -> dict[str, Mark]:
            cells = self._module(link, entry.module)
            notebook = _submission(link, cells, entry)
            for statement, rows in _statements(cells, notebook, entry):
                if rows:
                    link.execute(text(statement), rows)
            return _marks(link, cells, entry.module, entry.candidate)

        found: dict[str, Mark] = self._write(work)
        return found

    def _module(self, link: Connection, module: str) -> Cells:
        if module not in self._cells:
            self._cells[module] = _cells(link, module, self.path)
        return self._cells[module]

    def _write(self, work: Callable[[Connection], Any]) -> Any:
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                with self._engine.begin() as link:
                    return work(link)
            except OperationalError as error:
                if last:
                    raise Problem(
                        self.path, "", found=f"a gradebook that cannot be written ({error.orig})",
                        expected="one that nothing else holds open, on a disk with room",
                        do="Close formgrader or other programs that use it, make room, and grade again: "
                        "what has been graded so far is kept.",
                    ) from error  # fmt: skip
                time.sleep(0.5)
        raise AssertionError  # pragma: no cover


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def settle(link: Any, _: Any) -> None:
        link.isolation_level = None  # transactions are begun below, not by the driver
        link.execute("pragma journal_mode = wal")
        link.execute("pragma synchronous = normal")
        link.execute("pragma foreign_keys = on")

    @event.listens_for(engine, "begin")
    def begin(link: Connection) -> None:
        link.exec_driver_sql("begin immediate")

    return engine


def row_id(*parts: str) -> str:
    """Give the id of a row, made from what it is about."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def _cells(link: Connection, module: str, path: Path) -> Cells:
    row = link.execute(
        text("""select assignment.id, notebook.id from assignment
        join notebook on notebook.assignment_id = assignment.id where assignment.name = :module"""), {"module": module},
    ).first()  # fmt: skip
    if row is None:
        raise Problem(
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


def _submission(link: Connection, cells: Cells, entry: Entry) -> str:
    """Give the id of a submission's notebook row; makes it, and those above it, where they are not there yet."""
    found = link.execute(
        text("""select submitted_notebook.id, submitted_assignment.id from submitted_assignment join submitted_notebook
        on submitted_notebook.assignment_id = submitted_assignment.id
        where submitted_assignment.assignment_id = :module and submitted_assignment.student_id = :candidate"""),
        {"module": cells.assignment, "candidate": entry.candidate},
    ).first()  # fmt: skip
    whole = row_id("submission", entry.module, entry.candidate) if found is None else found[1]
    part = row_id("notebook", entry.module, entry.candidate) if found is None else found[0]
    names = {
        "candidate": entry.candidate, "whole": whole, "part": part, "module": cells.assignment,
        "notebook": cells.notebook, "timestamp": entry.timestamp,
    }  # fmt: skip
    if found is None:
        link.execute(text("insert into student (id) values (:candidate) on conflict do nothing"), names)
        link.execute(NEW_SUBMISSION, names)
        link.execute(NEW_NOTEBOOK, names)
    else:
        link.execute(HANDED_IN, names)
    return str(part)


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


def _statements(cells: Cells, notebook: str, entry: Entry) -> Iterator[tuple[str, list[dict[str, Any]]]]:
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


def _marks(link: Connection, cells: Cells, module: str, candidate: str) -> dict[str, Mark]:
    rows = link.execute(
        text("""select base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
        grade.needs_manual_grade, comment.auto_comment, comment.manual_comment
        from submitted_assignment join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
        join grade on grade.notebook_id = submitted_notebook.id join base_cell on base_cell.id = grade.cell_id
        left join base_cell solution on solution.name = base_cell.name and solution.notebook_id = base_cell.notebook_id
            and solution.type = 'SolutionCell'
        left join comment on comment.notebook_id = submitted_notebook.id and comment.cell_id = solution.id
        where submitted_assignment.assignment_id = :module and submitted_assignment.student_id = :candidate"""),
        {"module": cells.assignment, "candidate": candidate},
    ).all()  # fmt: skip
    most = {name: maximum for name, (_, maximum) in cells.graded.items()}
    return {
        row[0]: Mark(row[1], row[2], row[3] or 0.0, most.get(row[0], 0.0), bool(row[4]), row[6] or row[5] or "")
        for row in rows
    }

"""The gradebook, in nbgrader's own tables: how grading reads and writes them, and nbgrader's own view of them.

One transaction a submission; marks that people gave are never touched. Rows have ids made from what they are about, so
that grading in another order, or twice, gives the same gradebook. A further table, which nbgrader does not look at,
says what each row of marks was made from.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, DateTime, Engine, bindparam, create_engine, event, text
from sqlalchemy.exc import OperationalError

from npqml.place import Place
from npqml.refusal import Refusal

WAIT_SECONDS = 30
TRIES = 3
NO_RESPONSE = "No response."
LEDGER = """create table if not exists npqml_graded (
    candidate varchar(128) not null, module varchar(128) not null, submission varchar(64) not null,
    grader varchar(64) not null, primary key (candidate, module))"""


@frozen
class Mark:
    """What the gradebook holds for one graded cell."""

    auto: float | None
    manual: float | None
    extra: float
    maximum: float
    waiting: bool
    comment: str = ""

    @property
    def mark(self) -> float | None:
        """The mark that counts, a person's before the check's, extra credit added; None if there is none."""
        score = self.auto if self.manual is None else self.manual
        return None if score is None else score + self.extra


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
    """What grading writes for one submission: marks by grade id (None: for a person), and untouched answer cells.

    `asked` are the cells of the edition that it is of: what a later edition asks beyond them waits for nobody.
    """

    candidate: str
    module: str
    marks: Mapping[str, float | None]
    untouched: frozenset[str]
    made: Made
    timestamp: Any = None
    keep_higher: bool = False
    asked: frozenset[str] = frozenset()

    def mark(self, cell: str) -> float | None:
        """Return the mark of a cell: None where a person gives it, nothing to gain where it was never asked."""
        return self.marks.get(cell, 0.0 if self.asked and cell not in self.asked else None)


class Records:
    """A cohort's gradebook, open for writing."""

    def __init__(self, place: Place, cohort: str) -> None:
        """Open the gradebook; raises Refusal where there is none or it cannot be written."""
        self.path = place.gradebook(cohort)
        if not self.path.is_file():
            raise Refusal(
                self.path, "", found="no gradebook", expected="the one that building makes",
                do=f"Run: npqml build {cohort}",
            )  # fmt: skip
        self._engine = _engine(self.path)
        self._cells: dict[str, Cells] = {}
        try:
            self._write(lambda link: link.execute(text(LEDGER)))
        except BaseException:
            self._engine.dispose()  # nobody gets it, so nobody will
            raise

    def __enter__(self) -> Records:
        """Return the gradebook itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._engine.dispose()

    def made(self) -> dict[tuple[str, str], Made]:
        """Return what each row of marks was made from, by candidate and module."""
        with self._engine.connect() as link:
            rows = link.execute(text("select candidate, module, submission, grader from npqml_graded")).all()
        return {(row[0], row[1]): Made(row[2], row[3]) for row in rows}

    def marks(self, module: str, candidate: str) -> dict[str, Mark]:
        """Read the marks of a candidate's module by grade id; none where there is no entry."""
        with self._engine.connect() as link:
            cells = self._module(link, module)
            return _marks_of(link, cells, _find_notebook(link, cells, candidate))

    def graded(self, module: str) -> frozenset[str]:
        """Return the cells of a module that the gradebook has marks for, by grade id."""
        with self._engine.connect() as link:
            return frozenset(self._module(link, module).graded)

    def write(self, entry: Entry) -> dict[str, Mark]:
        """Write one submission's marks and give them as they now are, a person's included."""

        def work(link: Connection) -> dict[str, Mark]:
            cells = self._module(link, entry.module)
            notebook = _submitted(link, cells, entry)
            for statement, rows in _statements(cells, notebook, entry):
                if rows:
                    link.execute(text(statement), rows)
            return _marks_of(link, cells, notebook)

        found: dict[str, Mark] = self._write(work)
        return found

    def knows(self, candidate: str) -> bool:
        """Tell whether there is anything of a candidate."""
        with self._engine.connect() as link:
            return link.execute(KNOWN, {"candidate": candidate}).first() is not None

    def forget(self, candidates: Iterable[str]) -> None:
        """Take candidates and all their marks and comments out, so that nothing of them is left in the file either."""

        def work(link: Connection) -> None:
            link.exec_driver_sql("pragma secure_delete = on")
            for candidate in candidates:
                for statement in FORGET:
                    link.execute(text(statement), {"candidate": candidate})

        self._write(work)
        with closing(self._engine.raw_connection()) as link:
            link.cursor().execute("pragma wal_checkpoint(truncate)")

    def forget_module(self, candidate: str, module: str) -> None:
        """Take a candidate's marks and comments of one module out."""

        def work(link: Connection) -> None:
            for statement in FORGET_MODULE:
                link.execute(text(statement), {"candidate": candidate, "module": module})

        self._write(work)

    def _module(self, link: Connection, module: str) -> Cells:
        if module not in self._cells:
            self._cells[module] = find_cells(link, module, self.path)
        return self._cells[module]

    def _write(self, work: Callable[[Connection], Any]) -> Any:
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                with self._engine.begin() as link:
                    return work(link)
            except OperationalError as error:
                if last:
                    raise Refusal(
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


def _row_id(*parts: str) -> str:
    """Return the id of a row, made from what it is about."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def find_cells(link: Connection, module: str, path: Path) -> Cells:
    """Return the ids of a module's rows; raises Refusal where the gradebook at this path does not know it."""
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


def _submitted(link: Connection, cells: Cells, entry: Entry) -> str:
    """Return the id of a submission's notebook row; makes it, and those above it, where they are not there yet."""
    of = {"module": cells.assignment, "notebook": cells.notebook, "candidate": entry.candidate}
    found = link.execute(SUBMITTED, of).first()
    whole = _row_id("submission", entry.module, entry.candidate) if found is None else found[1]
    part = _row_id("notebook", entry.module, entry.candidate) if found is None else found[0]
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


KNOWN = text("""select 1 from student where id = :candidate
    union all select 1 from npqml_graded where candidate = :candidate""")
_THEIRS = """select submitted_notebook.id from submitted_notebook join submitted_assignment
    on submitted_assignment.id = submitted_notebook.assignment_id where submitted_assignment.student_id = :candidate"""
FORGET = (
    f"delete from grade where notebook_id in ({_THEIRS})",  # noqa: S608 - our own words
    f"delete from comment where notebook_id in ({_THEIRS})",  # noqa: S608
    """delete from submitted_notebook where assignment_id in
    (select id from submitted_assignment where student_id = :candidate)""",
    "delete from submitted_assignment where student_id = :candidate",
    "delete from student where id = :candidate",
    "delete from npqml_graded where candidate = :candidate",
)

# A module's row in nbgrader's table of assignments has an id of its own; its name is the module's.
_OF_MODULE = """select submitted_assignment.id from submitted_assignment
    join assignment on assignment.id = submitted_assignment.assignment_id
    where submitted_assignment.student_id = :candidate and assignment.name = :module"""
_THEIRS_OF_MODULE = f"select id from submitted_notebook where assignment_id in ({_OF_MODULE})"  # noqa: S608
FORGET_MODULE = (
    f"delete from grade where notebook_id in ({_THEIRS_OF_MODULE})",  # noqa: S608
    f"delete from comment where notebook_id in ({_THEIRS_OF_MODULE})",  # noqa: S608
    f"delete from submitted_notebook where assignment_id in ({_OF_MODULE})",  # noqa: S608
    f"delete from submitted_assignment where id in ({_OF_MODULE})",  # noqa: S608
    "delete from npqml_graded where candidate = :candidate and module = :module",
)


def _statements(cells: Cells, notebook: str, entry: Entry) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Return each statement that writes an entry, with the rows that it writes."""
    yield GRADE, [
        {"id": _row_id("grade", notebook, name), "cell": cell, "notebook": notebook, "mark": entry.mark(name),
         "keep": entry.keep_higher, "changed": not entry.keep_higher}
        for name, (cell, _) in cells.graded.items()
    ]  # fmt: skip
    yield COMMENT, [
        {"id": _row_id("comment", notebook, name), "cell": cell, "notebook": notebook,
         "comment": NO_RESPONSE if name in entry.untouched else None}
        for name, cell in cells.commented.items()
    ]  # fmt: skip
    yield MADE, [
        {"candidate": entry.candidate, "module": entry.module, "submission": entry.made.submission,
         "grader": entry.made.grader}
    ]  # fmt: skip


def _find_notebook(link: Connection, cells: Cells, candidate: str) -> str:
    """Return the id of a candidate's notebook row; an empty text where there is none."""
    found = link.execute(SUBMITTED, {"module": cells.assignment, "notebook": cells.notebook, "candidate": candidate})
    row = found.first()
    return str(row[0]) if row else ""


def _marks_of(link: Connection, cells: Cells, notebook: str) -> dict[str, Mark]:
    """Return the marks of a submitted notebook.

    Both tables are asked by cell and notebook, in the order of their index: by the notebook alone the
    whole table is read, which in a cohort of 10,000 takes as long as marking does.
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


@contextmanager
def gradebook(place: Place, cohort: str) -> Iterator[Any]:
    """Open a cohort's gradebook as nbgrader does; refuses where there is none."""
    path = place.gradebook(cohort)
    if not path.is_file():
        raise Refusal(
            path,
            "",
            found="no gradebook",
            expected="the one that building makes",
            do=f"Run: npqml build {cohort}",
        )
    from npqml.grading.gradebook.nbgraders import ClosedGradebook  # brings nbgrader's web pages along: a second
    from npqml.nbgrader_settings import put_own_programs_first

    put_own_programs_first()
    with ClosedGradebook(f"sqlite:///{path}", cohort) as book:
        yield book

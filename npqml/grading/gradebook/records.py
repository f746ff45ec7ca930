"""Writing to the gradebook, in nbgrader's own tables: one transaction a submission, manual marks never touched.

The rows themselves, and their SQL, are in rows.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from npqml.grading.gradebook.book import Mark
from npqml.grading.gradebook.rows import (
    LEDGER,
    Cells,
    Entry,
    Made,
    find_cells,
    find_notebook,
    marks_of,
    statements,
    submitted,
)
from npqml.place import Place
from npqml.refusal import Refusal

WAIT_SECONDS = 30
TRIES = 3


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
            cells = self._module(link, module)
            return marks_of(link, cells, find_notebook(link, cells, candidate))

    def write(self, entry: Entry) -> dict[str, Mark]:
        """Write one submission's marks and give them as they now are, a person's included."""

        def work(link: Connection) -> dict[str, Mark]:
            cells = self._module(link, entry.module)
            notebook = submitted(link, cells, entry)
            for statement, rows in statements(cells, notebook, entry):
                if rows:
                    link.execute(text(statement), rows)
            return marks_of(link, cells, notebook)

        found: dict[str, Mark] = self._write(work)
        return found

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

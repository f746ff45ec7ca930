from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import event

from npqml.grading.gradebook.book import Entry, Made, Records, find_cells


def test_no_statement_of_grading_reads_a_whole_table(place, cohort):
    """In a cohort of 10,000, one that did took as long as marking."""
    with Records(place, cohort) as records:
        asked: list[tuple[str, object]] = []
        event.listen(records._engine, "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
        with records._engine.connect() as link:
            cells = find_cells(link, "1a", records.path)
        for _ in range(2):  # a new submission, then the same again
            records.write(Entry("c001", "1a", dict.fromkeys(cells.graded, 1.0), frozenset(), Made("s", "g")))
        assert all(mark.auto == 1.0 for mark in records.marks("1a", "c001").values())
    plans = {
        statement: plan(records.path, statement, values) for statement, values in asked if "submitted" in statement
    }
    plans |= {
        s: plan(records.path, s, v) for s, v in asked if s.startswith("select") and ("grade" in s or "comment" in s)
    }
    assert len(plans) >= 4
    large = ("grade", "comment", "submitted_notebook", "submitted_assignment")
    assert [
        (s, line) for s, lines in plans.items() for line in lines if line in [f"SCAN {name}" for name in large]
    ] == []


def plan(path, statement, values):
    """Give the lines of SQLite's plan for a statement."""
    given = values[0] if isinstance(values, list) else values
    with closing(sqlite3.connect(path)) as link:
        return [row[3] for row in link.execute(f"explain query plan {statement}", given)]

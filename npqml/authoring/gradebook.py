"""The gradebook as building writes it: nbgrader's own, a module at a time in one transaction, or nothing of it."""

from __future__ import annotations

from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, text

from npqml.grading.gradebook.nbgraders import ClosedGradebook
from npqml.place import Place


class BuildBook(ClosedGradebook):
    """A cohort's gradebook, made where there is none; what is written stays or goes with `keep` and `forget`.

    nbgrader's own commits after each cell: a hundred waits for the disk, and half a module where a build is cut off.
    """

    def __init__(self, place: Place, cohort: str) -> None:
        """Open the gradebook, or make it."""
        self.path = place.gradebook(cohort)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        address = f"sqlite:///{self.path}"
        if not self.path.is_file():
            _make(address)
        super().__init__(address, cohort)
        self._commit, self.db.commit = self.db.commit, self._carry_on

    def _carry_on(self) -> None:
        """Do all that a commit does but end the transaction."""
        self.db.flush()
        self.db.expire_all()

    def keep(self) -> None:
        """Write what has been recorded since the last time."""
        self._commit()

    def forget(self) -> None:
        """Drop what has been recorded since the last time."""
        self.db.rollback()

    def expect(self, module: str, notebooks: set[str]) -> None:
        """Record a module and take out notebooks of it that there are no more, as `generate_assignment` does."""
        assignment = self.update_or_create_assignment(module)
        there = {one.name for one in assignment.notebooks}
        if there == notebooks:
            return
        if assignment.submissions:
            raise ValueError(f"the notebook of {module} has another name, and work on the old one was handed in")
        for name in there - notebooks:
            self.remove_notebook(name, module)


def _make(address: str) -> None:
    """Make an empty gradebook that knows its version, for which nbgrader would start a program of its own (0.6 s)."""
    from alembic.script import ScriptDirectory  # needed here alone

    version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    engine = create_engine(address)
    try:
        with engine.begin() as link:
            Base.metadata.create_all(bind=link)
            link.execute(text("create table alembic_version (version_num varchar(32) not null)"))
            link.execute(text("insert into alembic_version values (:version)"), {"version": version})
    finally:
        engine.dispose()

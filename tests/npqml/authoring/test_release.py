from __future__ import annotations

import sqlite3
from contextlib import closing

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment

from npqml.authoring.release import STEPS, SettleChecks, releaser
from npqml.authoring.rulings import Settled
from npqml.grading.gradebook.book import gradebook
from npqml.nbgrader_settings import put_own_programs_first
from npqml.refusal import Refusal
from npqml.simulation.candidates import clear_simulation
from tests.npqml.grading.gradebook.as_nbgrader_reads import knows_submission

# nbgrader adds a submission to its session in an order that SQLAlchemy remarks on.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")


@pytest.fixture
def answered(place, cohort):
    """The small course, with one candidate's work in its gradebook."""
    with gradebook(place, cohort) as book:
        book.add_student("c001")
        book.add_submission("1a", "c001")
    (place.submitted(cohort) / "c001" / "1a").mkdir(parents=True)
    return place


def test_a_simulation_is_cleared_with_its_marks(answered, cohort):
    (answered.submitted(cohort) / ".simulated").touch()
    clear_simulation(answered, cohort)
    with gradebook(answered, cohort) as book:
        assert not knows_submission(book, "1a", "c001")
    assert not (answered.submitted(cohort) / "c001").exists()


def test_real_work_is_never_cleared(answered, cohort):
    with pytest.raises(Refusal, match="work that candidates handed in"):
        clear_simulation(answered, cohort)
    assert (answered.submitted(cohort) / "c001").is_dir()


def test_the_steps_of_a_release_are_nbgraders_own_in_its_order():
    theirs = [step.__name__ for step in GenerateAssignment.preprocessors.default()]
    ours = [step.__name__.removesuffix("AtOnce") for step in STEPS if step is not SettleChecks]
    assert theirs == [*ours, "CheckCellMetadata"]  # once is enough: nothing after it changes what it looks at


def test_a_release_that_fails_leaves_the_gradebook_as_it_was_and_says_why(place, cohort):
    path = place.source(cohort) / "1a" / "1a-analyse-performance-data.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "1a-t4-check":
            cell.metadata.nbgrader.grade_id = "1a-t1-check"
    nbformat.write(notebook, path)
    with releaser(place, cohort) as release, pytest.raises(Refusal, match="Duplicate grade id"):
        release("1a", Settled({}, {}))
    assert not (place.release(cohort) / "1a").exists()
    with gradebook(place, cohort) as book:
        cells = {cell.name for cell in book.find_notebook(path.stem, "1a").source_cells}
    assert "1a-t4-check" in cells


@pytest.mark.slow
def test_a_gradebook_that_is_made_is_as_nbgrader_makes_it(place, cohort, tmp_path):
    nbgraders = tmp_path / "theirs.db"
    put_own_programs_first()
    with Gradebook(f"sqlite:///{nbgraders}", cohort):
        pass
    layout = "select type, name, sql from sqlite_master order by name"
    with closing(sqlite3.connect(nbgraders)) as theirs, closing(sqlite3.connect(place.gradebook(cohort))) as ours:
        version = "select version_num from alembic_version"
        assert ours.execute(version).fetchall() == theirs.execute(version).fetchall()
        made = {row[:2] for row in ours.execute(layout)}
        assert made >= {row[:2] for row in theirs.execute(layout)}

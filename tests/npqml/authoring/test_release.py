from __future__ import annotations

import nbformat
import pytest

from npqml.authoring.release import refuse_other_cells
from npqml.grading.gradebook import gradebook, knows_submission
from npqml.problems import Problem
from npqml.simulate import clear_simulation

# nbgrader adds a submission to its session in an order that SQLAlchemy remarks on.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
NAME = "1a-analyse-performance-data"


@pytest.fixture
def answered(place, cohort):
    """The small course, with one candidate's work in its gradebook."""
    with gradebook(place, cohort) as book:
        book.add_student("c001")
        book.add_submission("1a", "c001")
    (place.submitted(cohort) / "c001" / "1a").mkdir(parents=True)
    return place


@pytest.fixture
def notebook(place, cohort):
    return nbformat.read(place.source(cohort) / "1a" / f"{NAME}.ipynb", as_version=4)


def test_the_same_cells_can_be_built_again(answered, cohort, notebook):
    refuse_other_cells(answered, cohort, "1a", notebook, NAME)


def test_other_cells_are_refused_once_work_has_been_graded(answered, cohort, notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "1a-t1-check"]
    with pytest.raises(Problem, match="1a-t1-check") as refused:
        refuse_other_cells(answered, cohort, "1a", notebook, NAME)
    assert "another name" in str(refused.value)


def test_other_cells_are_built_while_nobody_has_handed_in(place, cohort, notebook):
    notebook.cells = notebook.cells[:-1]
    refuse_other_cells(place, cohort, "1a", notebook, NAME)


def test_a_simulation_is_cleared_with_its_marks(answered, cohort):
    (answered.submitted(cohort) / ".simulated").touch()
    clear_simulation(answered, cohort)
    with gradebook(answered, cohort) as book:
        assert not knows_submission(book, "1a", "c001")
    assert not (answered.submitted(cohort) / "c001").exists()


def test_real_work_is_never_cleared(answered, cohort):
    with pytest.raises(Problem, match="work that candidates handed in"):
        clear_simulation(answered, cohort)
    assert (answered.submitted(cohort) / "c001").is_dir()

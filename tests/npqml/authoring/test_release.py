from __future__ import annotations

import pytest

from npqml.grading.gradebook.book import gradebook
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

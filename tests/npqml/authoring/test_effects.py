from __future__ import annotations

import nbformat
import pytest

from npqml.authoring.effects import effect_of, make_room
from npqml.authoring.release import releaser
from npqml.authoring.rulings import Settled
from npqml.course.modules import find_module
from npqml.grading.gradebook.book import gradebook
from npqml.refusal import Refusal
from tests.npqml.grading.gradebook.as_nbgrader_reads import marks

# nbgrader adds a submission to its session in an order that SQLAlchemy remarks on.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")]
NAME = "1a-analyse-performance-data"


@pytest.fixture
def answered(place, cohort):
    """The small course, with one candidate's work in its gradebook and a person's mark on it."""
    with gradebook(place, cohort) as book:
        book.add_student("c001")
        book.add_submission("1a", "c001")
        grade = book.find_grade("1a-t3", NAME, "1a", "c001")
        grade.manual_score = 3.0
        book.db.commit()
    (place.submitted(cohort) / "c001" / "1a").mkdir(parents=True)
    return place


@pytest.fixture
def notebook(place, cohort):
    return nbformat.read(place.source(cohort) / "1a" / f"{NAME}.ipynb", as_version=4)


def module_of(place):
    return find_module(place.course, "1a")


def build(place, cohort, notebook):
    with releaser(place, cohort) as release:
        make_room(release.book, module_of(place), notebook)
        nbformat.write(notebook, place.source(cohort) / "1a" / f"{NAME}.ipynb")
        release("1a", Settled({}, {}))


def test_nothing_is_said_while_nobody_has_handed_in(place, cohort, notebook):
    notebook.cells = notebook.cells[:-1]
    assert effect_of(place, cohort, module_of(place), notebook) is None
    build(place, cohort, notebook)


def test_a_changed_check_is_named_before_anything_is_touched(answered, cohort, notebook):
    next(cell for cell in notebook.cells if cell.id == "1a-t1-check").source += "\n    pass"
    found = effect_of(answered, cohort, module_of(answered), notebook)
    assert (found.handed_in, found.checks, found.new, found.gone) == (1, ("1a-t1-check",), (), ())
    assert "1 candidate has handed this in" in str(found)
    assert "--dry-run" in str(found)


def test_the_same_cells_change_nothing_that_is_graded(answered, cohort, notebook):
    assert "nothing that is graded changes" in str(effect_of(answered, cohort, module_of(answered), notebook))


def test_another_seed_is_said_with_who_is_judged_by_what(answered, cohort, notebook):
    notebook.metadata.npqml.seed = 7
    words = str(effect_of(answered, cohort, module_of(answered), notebook))
    assert "all made-up pupils change (seed 7 in place of None)" in words
    assert "no mark of it changes" in words


def test_another_question_is_another_edition_and_another_check_is_not(answered, cohort, notebook):
    next(cell for cell in notebook.cells if cell.id == "1a-t1-check").source += "\n    pass"
    assert not effect_of(answered, cohort, module_of(answered), notebook).own_edition
    next(cell for cell in notebook.cells if "import pandas" in cell.source).source += "\nx = 1"
    assert effect_of(answered, cohort, module_of(answered), notebook).own_edition


def test_a_new_task_can_be_built_in_term_and_marks_stay(answered, cohort, notebook):
    at = next(index for index, cell in enumerate(notebook.cells) if cell.id == "1a-t4-check")
    again = nbformat.from_dict(notebook.cells[at])
    again.id = again.metadata.nbgrader.grade_id = "1a-t4-check-b"
    again.metadata.npqml.part = "b"
    notebook.cells.insert(at + 1, again)
    del notebook.cells[next(i for i, cell in enumerate(notebook.cells) if "import pandas" in cell.source)]
    build(answered, cohort, notebook)
    with gradebook(answered, cohort) as book:
        assert marks(book, "1a", "c001")["1a-t3"].mark == 3.0
        assert "1a-t4-check-b" in {cell.name for cell in book.find_notebook(NAME, "1a").grade_cells}


@pytest.mark.parametrize("gone", ["1a-t1-check", "1a-t2"])
def test_a_cell_with_marks_or_answers_cannot_go(answered, cohort, notebook, gone):
    before = (answered.release(cohort) / "1a" / f"{NAME}.ipynb").read_bytes()
    notebook.cells = [cell for cell in notebook.cells if cell.id != gone]
    with pytest.raises(Refusal, match=gone) as refused:
        build(answered, cohort, notebook)
    assert "another name" in str(refused.value)
    assert (answered.release(cohort) / "1a" / f"{NAME}.ipynb").read_bytes() == before

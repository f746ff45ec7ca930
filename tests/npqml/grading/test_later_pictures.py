"""Pictures of charts: drawn while grading, or later, and never at the cost of a mark."""

from __future__ import annotations

import json

import pytest

from npqml.grading.engine import grade
from npqml.grading.later_pictures import draw_pictures
from npqml.grading.plan import Wish
from npqml.grading.result import result_path
from npqml.place import Place
from tests.npqml.conftest import COHORT

pytestmark = pytest.mark.slow
PLOT = "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show(); gap = 4.0"
# A title that stops the drawing itself, inside the cell that gives the answer.
CANNOT_BE_DRAWN = "import matplotlib.pyplot as plt; from npqml_widgets import *\n" + "\n".join(
    ["_bars = bar(__import__('pandas').Series([1, 2]), title='$\\\\nothing$', value_label='v', category_label='c')",
     "figure(_bars)", "gap = 4.0"]
)  # fmt: skip


def pictures(place: Place, candidate: str) -> int:
    path = next(result_path(place, COHORT, candidate, "1a").parent.glob("*.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return sum("image/png" in output.get("data", {}) for output in outputs)


@pytest.fixture
def plotted(place: Place, sender) -> Place:
    sender(place, COHORT, "c001").type("1a-t2", PLOT)
    return place


def test_one_pass_gives_marks_and_pictures(plotted):
    [result] = grade(plotted, COHORT, Wish(pictures=True)).results
    assert (result.pictures_left, pictures(plotted, "c001")) == (0, 1)
    assert result.tasks[1].mark == 3
    assert grade(plotted, COHORT, Wish(pictures=True)).new == 0


@pytest.mark.parametrize("command", ["grade", "draw"])
def test_pictures_that_were_left_out_come_later_and_change_nothing_else(plotted, command):
    [first] = grade(plotted, COHORT).results
    assert (first.pictures_left, pictures(plotted, "c001")) == (1, 0)
    if command == "grade":
        again = grade(plotted, COHORT, Wish(pictures=True))
        assert again.new == 0
    else:
        assert draw_pictures(plotted, COHORT, workers=1) == 1
    [result] = grade(plotted, COHORT).results
    assert (result.pictures_left, pictures(plotted, "c001")) == (0, 1)
    assert (result.mark, result.graded_at, result.tasks) == (first.mark, first.graded_at, first.tasks)


def test_a_picture_that_cannot_be_drawn_costs_no_mark(place, sender):
    sender(place, COHORT, "c001").type("1a-t2", CANNOT_BE_DRAWN)
    [plain] = grade(place, COHORT).results
    sender(place, COHORT, "c002").type("1a-t2", CANNOT_BE_DRAWN)
    [_, drawn] = grade(place, COHORT, Wish(pictures=True, candidates=frozenset(["c001", "c002"]))).results
    assert plain.tasks[1].mark == drawn.tasks[1].mark == 3
    assert (plain.state, drawn.pictures_left) == (drawn.state, 0)

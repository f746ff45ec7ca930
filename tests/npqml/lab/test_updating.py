"""A module is built anew under a candidate in mid-work: nothing is lost, and what stayed keeps its marks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.grading.engine import grade
from npqml.grading.plan import Wish
from npqml.lab.updating import bring_up_to_date
from npqml.place import Place
from npqml.simulation.candidates import simulate
from tests.course_of_1a import copy_of_course

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
COHORT, PAGE = "demo-primary", "1a-analyse-performance-data.ipynb"
FOLDER = "1-strategy-and-improvement/1a-analyse-performance-data"
TYPED = "on_roll = 1 + 1"


def new_course(root: Path) -> Place:
    copy_of_course(root)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    return Place(root)


def change(place: Place) -> None:
    """Write the next edition: other words in task 2, no task 8, and a task more at the end."""
    path = place.course / FOLDER / "learn-how-to.md"
    text = path.read_text(encoding="utf-8")
    eighth = text[text.index("## Task 8") : text.index("## Task 9")]
    last = text[text.index("## Task 13") : text.index("## Take this back")]
    assert "## Task 2:" in text
    text = text.replace("## Task 2:", "## Task 2, which has other words now:").replace(eighth, "")
    another = last.replace("1a-t13", "1a-t14").replace("## Task 13", "## Task 14")
    path.write_text(text.replace(last, last + another), encoding="utf-8")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Place]:
    """Give a course with a graded candidate, and its next edition with the same candidate's folder brought up to it."""
    first, second = (new_course(tmp_path_factory.mktemp(name) / "course") for name in ("first", "second"))
    change(second)
    for place in (first, second):
        assert [one.failed for one in build(place, COHORT, only=["1a"])] == [""]
    simulate(first, COHORT, 4, seed=5, broken=False)
    grade(first, COHORT, Wish(workers=1))
    shutil.copytree(first.submitted(COHORT), second.submitted(COHORT))
    return first, second


def cells(path: Path) -> dict[str, str]:
    return {one["id"]: "".join(one["source"]) for one in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def marks(graded) -> dict[tuple[str, str], tuple[float | None, str]]:
    return {(one.candidate, task.task): (task.mark, task.state) for one in graded.results for task in one.tasks}


def test_every_answer_stays_what_changed_is_said_and_what_stayed_has_its_marks(editions):
    first, second = editions
    folders = sorted(path for path in second.submitted(COHORT).iterdir() if path.is_dir())
    mine = folders[0] / "1a" / PAGE
    notebook = json.loads(mine.read_text(encoding="utf-8"))
    own = next(cell for cell in notebook["cells"] if cell["id"] == "1a-t1")
    own["source"] = "".join(own["source"]) + f"\n{TYPED}"
    mine.write_text(json.dumps(notebook), encoding="utf-8")
    work = {path.name: path.read_bytes() for path in (folders[0] / "1a" / "work").iterdir()}
    said = [bring_up_to_date(second.release(COHORT), folder) for folder in folders]
    assert all(len(lines) == 1 for lines in said)
    for words in ("changed: Task 2, which has other words now", "new: Task 14", "taken out: Task 8"):
        assert words in said[0][0]
    now = cells(mine)
    assert TYPED in now["1a-t1"]
    assert "1a-t14" in now
    assert "1a-t8" not in now
    assert "“Task 2, which has other words now" in now["what-changed"]
    assert "work/1a-t8.json" in now["what-changed"]
    assert {path.name: path.read_bytes() for path in (folders[0] / "1a" / "work").iterdir()} == work
    assert [TYPED in cells(path)["1a-t1"] for path in (folders[0] / "1a" / "earlier").glob("*.ipynb")] == [True]
    assert bring_up_to_date(second.release(COHORT), folders[0]) == []  # nothing is left to do
    before, after = marks(grade(first, COHORT, Wish(workers=1))), marks(grade(second, COHORT, Wish(workers=1)))
    stayed = {key for key in before if key[1] != "1a-t8" and key != (folders[0].name, "1a-t1")}
    assert len(stayed) > 30
    assert {key: after[key] for key in stayed} == {key: before[key] for key in stayed}
    assert {key[1] for key in after} - {key[1] for key in before} == {"1a-t14"}


def test_a_page_that_is_damaged_is_left_and_named_and_the_others_are_brought_up(editions, tmp_path):
    first, second = editions
    mine = tmp_path / "mine"
    shutil.copytree(first.release(COHORT), mine)
    (mine / "1a" / PAGE).write_text("{", encoding="utf-8")
    [words] = bring_up_to_date(second.release(COHORT), mine)
    assert "cannot be read, so it was left as it is" in words
    assert (mine / "1a" / PAGE).read_text(encoding="utf-8") == "{"


def test_a_data_file_that_somebody_changed_is_kept_and_a_stop_in_the_middle_loses_no_page(
    editions, tmp_path, monkeypatch
):
    first, second = editions
    mine = tmp_path / "mine"
    shutil.copytree(first.release(COHORT), mine)
    (mine / "1a" / "pupils-clean.csv").write_text("my own\n", encoding="utf-8")
    before = (mine / "1a" / PAGE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as limited:
        limited.setattr("npqml.lab.updating.os.replace", full)
        with pytest.raises(OSError, match="No space"):
            bring_up_to_date(second.release(COHORT), mine)
    assert (mine / "1a" / PAGE).read_bytes() == before
    bring_up_to_date(second.release(COHORT), mine)
    assert "what-changed" in cells(mine / "1a" / PAGE)
    kept = [path.read_text(encoding="utf-8") for path in (mine / "1a" / "earlier").glob("pupils-clean*.csv")]
    assert kept == ["my own\n"]
    assert not re.search(r"my own", (mine / "1a" / "pupils-clean.csv").read_text(encoding="utf-8"))


def test_a_folder_that_holds_nothing_yet_gets_the_release(editions, tmp_path):
    _, second = editions
    assert bring_up_to_date(second.release(COHORT), tmp_path / "new") == []
    released = {
        path.relative_to(second.release(COHORT)) for path in second.release(COHORT).rglob("*") if path.is_file()
    }
    assert {path.relative_to(tmp_path / "new") for path in (tmp_path / "new").rglob("*") if path.is_file()} == released

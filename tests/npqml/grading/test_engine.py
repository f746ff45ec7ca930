from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from nbgrader.plugins import CsvExportPlugin

from npqml.grading import result as states
from npqml.grading.engine import grade
from npqml.grading.gradebook.book import gradebook
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.plan import Wish
from npqml.grading.result import read_result, result_path
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.cohort import write_report
from npqml.reports.export import write_csv, write_marks
from npqml.reports.feedback import write_feedback
from npqml_widgets.tasks.states import TaskState
from tests.npqml.grading.gradebook.as_nbgrader_reads import marks

pytestmark = pytest.mark.slow

CONFIG = Path(__file__).parents[3] / "nbgrader_config.py"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make(place, cohort, sender):
    """Send in one of everything; the broken ones first, so that a run that stops is noticed."""

    def one(name):
        return sender(place, cohort, name)

    one("a-truncated").path.write_bytes(b'{"cells": [')
    killer = one("b-killer")
    killer.type("1a-t1", "import os; os._exit(0)")
    untouched = one("c-untouched")
    untouched.save("1a-t3", priority="Attendance first, by July.")
    right = one("d-right")
    right.save("1a-t1", on_roll="about 10 pupils")
    right.type("1a-t2", "import warnings; warnings.warn('old', FutureWarning); gap = 4.0")
    right.save("1a-t4", small="ehc")
    wrong = one("e-wrong")
    wrong.save("1a-t1", on_roll="11")
    wrong.save("1a-t2", gap="roughly a lot")
    wrong.type("1a-t4", "small = smal + 1")
    wrong.type("1a-t3", "priority = 'A typed answer.'")
    stray = place.submitted(cohort) / "g-stray" / "1z"
    stray.mkdir(parents=True)
    twice = one("f-repaired")
    notebook = twice.read()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "1a-t1-check"]
    twice.write(notebook)
    twice.save("1a-t1", on_roll="10")


@pytest.fixture(scope="module")
def run(_built, tmp_path_factory, sender):
    root = tmp_path_factory.mktemp("engine") / "course"
    shutil.copytree(_built.root, root)
    place = Place(root)
    make(place, "demo-small", sender)
    before = contents(place.submitted("demo-small"))
    found = {one.candidate[2:]: one for one in grade(place, "demo-small").results}
    return place, found, before


def task(found, candidate: str, number: int):
    return found[candidate].tasks[number - 1]


def test_one_bad_file_never_stops_the_run(run):
    _, found, _ = run
    assert {name: one.state for name, one in found.items()} == {
        "truncated": states.NOT_GRADED, "killer": states.NOT_GRADED, "untouched": states.NEEDS_PERSON,
        "right": states.GRADED,
        "wrong": states.NEEDS_PERSON, "repaired": states.WITH_WARNINGS, "stray": states.NOT_GRADED,
    }  # fmt: skip
    assert all(one.reasons for one in found.values())
    assert sum(states.summary(found.values()).values()) == 7


def test_every_result_is_kept_beside_the_notebook(run):
    place, found, _ = run
    for one in found.values():
        assert read_result(result_path(place, "demo-small", one.candidate, one.module)) == one


def test_what_was_handed_in_stays_as_it_was(run):
    place, _, before = run
    assert contents(place.submitted("demo-small")) == before


def test_not_tried_is_told_apart_from_wrong_and_from_unreadable(run):
    _, found, _ = run
    assert [task(found, "untouched", n).state for n in (1, 2, 4)] == [TaskState.NOT_TRIED] * 3
    assert task(found, "wrong", 1).state == TaskState.NOT_YET
    assert task(found, "wrong", 1).mistake == "leavers-counted"
    assert task(found, "wrong", 2).state == TaskState.CANNOT_READ
    assert task(found, "wrong", 4).state == TaskState.CANNOT_READ
    assert "NameError" in task(found, "wrong", 4).message


def test_right_answers_get_their_marks_whatever_way_they_came(run):
    _, found, _ = run
    assert [(t.state, t.mark) for t in found["right"].tasks] == [
        (TaskState.RIGHT, 2), (TaskState.RIGHT, 3), (TaskState.NOT_TRIED, 0), (TaskState.RIGHT, 1),
    ]  # fmt: skip
    assert task(found, "right", 1).read_as == "We read your answer as 10 pupils."
    assert task(found, "repaired", 1).mark == 2


def test_an_answer_for_a_person_waits_whether_typed_or_given_in_the_form(run):
    _, found, _ = run
    for name in ("untouched", "wrong"):
        assert (task(found, name, 3).state, task(found, name, 3).mark) == (TaskState.WAITING, None)


def test_what_could_not_be_graded_has_no_row_in_the_gradebook(run):
    place, found, _ = run
    with gradebook(place, "demo-small") as book:
        assert sorted(one.id for one in book.students) == ["c-untouched", "d-right", "e-wrong", "f-repaired"]
    assert "ended the program" in found["killer"].reasons[0]
    assert "no module “1z”" in found["stray"].reasons[0]


def test_reports_tell_of_a_stray_folder_and_do_not_stop_at_it(run):
    place, _, _ = run
    assert any("g-stray" in str(path) for path in write_feedback(place, "demo-small"))
    assert "no module “1z”" in write_report(place, "demo-small")[0].read_text(encoding="utf-8")


def nbgrader(place, *arguments: str) -> str:
    if not (place.root / "nbgrader_config.py").exists():
        (place.root / "nbgrader_config.py").write_bytes(CONFIG.read_bytes())
    environment = os.environ | {
        "NPQML_COHORT": "demo-small",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=place.root, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nbgraders_export_gives_the_marks_and_blanks_where_there_are_none(run):
    place, _, _ = run
    with gradebook(place, "demo-small") as book:
        book.update_or_create_student("g-absent")
    nbgrader(place, "export", "--to", "marks.csv")
    with gradebook(place, "demo-small") as book:
        book.remove_student("g-absent")
    with (place.root / "marks.csv").open() as file:
        scores = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert scores == {
        "c-untouched": "0.0",
        "d-right": "6.0",
        "e-wrong": "0.0",
        "f-repaired": "2.0",
        "g-absent": "",
    }


def test_nbgraders_stock_export_opens_the_gradebook(run):
    place, _, _ = run
    with gradebook(place, "demo-small") as book:
        CsvExportPlugin(to=str(place.root / "stock.csv")).export(book)
    assert (place.root / "stock.csv").read_text().count("d-right") == 1


def test_nbgraders_own_feedback_opens_the_graded_notebook(run):
    place, _, _ = run
    nbgrader(place, "generate_feedback", "1a", "--student", "e-wrong", "--force")
    assert next((place.feedback("demo-small") / "e-wrong" / "1a").glob("*.html")).stat().st_size > 10_000


def test_a_persons_mark_and_comment_are_in_the_results_and_survive_a_second_run(run):
    place, _, _ = run
    with gradebook(place, "demo-small") as book:
        grade_row = book.find_grade("1a-t3", "1a-analyse-performance-data", "1a", "e-wrong")
        grade_row.manual_score, grade_row.needs_manual_grade = 3.0, False
        comment = book.find_comment("1a-t3", "1a-analyse-performance-data", "1a", "e-wrong")
        comment.manual_comment = "Name the date."
        book.db.commit()
    now = next(one for one in results_now(place, "demo-small") if one.candidate == "e-wrong")
    assert (now.tasks[2].state, now.tasks[2].mark, now.tasks[2].message) == (
        TaskState.MARKED,
        3.0,
        "Name the date.",
    )
    assert now.state != states.NEEDS_PERSON
    again = grade(place, "demo-small", Wish(candidates=frozenset(["e-wrong"]))).results[0]
    assert again.tasks[2].mark == 3.0
    assert len(states.read_results(place, "demo-small")) == 7


def test_a_second_file_that_is_broken_keeps_the_earlier_marks(run):
    place, _, _ = run
    path = next((place.submitted("demo-small") / "f-repaired" / "1a").glob("*.ipynb"))
    path.write_bytes(b"")
    found = grade(place, "demo-small", Wish(candidates=frozenset(["f-repaired"]))).results[0]
    assert (found.state, found.mark) == (states.NOT_GRADED, None)
    assert "earlier file" in found.reasons[-1]
    with gradebook(place, "demo-small") as book:
        assert marks(book, "1a", "f-repaired")["1a-t1-check"].mark == 2


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wish(candidates=frozenset(["nobody"])), "nobody: found nobody of this id"),
        (Wish(candidates=frozenset(["F-repared"])), "near it: .*f-repaired"),
        (Wish(frozenset(["6d"])), "nothing sent in;"),
    ],
)
def test_nothing_to_grade_is_said_and_an_id_of_nobody(run, wanted, words):
    with pytest.raises(Refusal, match=words):
        grade(run[0], "demo-small", wanted)


def test_a_cohort_that_was_not_built_is_said(place):
    with pytest.raises(Refusal, match="npqml build demo-other"):
        grade(place, "demo-other")


def test_marks_by_task_are_blank_where_there_are_none(run):
    place, _, _ = run
    path = write_marks(place, "demo-small", place.reports("demo-small") / "marks.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Candidate"]: row for row in csv.DictReader(file)}
    assert [rows["d-right"][f"1a-t{n}"] for n in (1, 2, 3, 4)] == ["2.0", "3.0", "0.0", "1.0"]
    assert [rows["c-untouched"]["1a-t3"], rows["a-truncated"]["1a total"]] == ["", ""]


def test_a_csv_file_runs_no_formula(tmp_path):
    rows = pd.DataFrame({"a": ["=1+1", "@x", "fine", " -2+3", "−3"], "b": [-1.5, 2, 3, 4, 5]})
    write_csv(tmp_path / "x.csv", rows)
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["a"] for row in found] == ["'=1+1", "'@x", "fine", "' -2+3", "−3"]
    assert found[0]["b"] == "-1.5"


def test_a_notebook_without_its_folder_work_gets_its_marks_or_none_but_never_a_nought(place, cohort, sender):
    carries, shows = sender(place, cohort, "a-carries"), sender(place, cohort, "b-shows")
    record = {"task": "1a-t1", "revision": 2, "saved": "2026-11-20T16:05:00+00:00", "values": {"on_roll": "10"}}
    carries.change("1a-t1", outputs=[{"output_type": "display_data", "data": {}, "metadata": {"npqml": record}}])
    words = {"text/plain": "Pupils on roll\nWe read your answer as 10 pupils."}
    shows.change("1a-t1", outputs=[{"output_type": "display_data", "data": words, "metadata": {}}])
    for one in (carries, shows):
        (one.folder / "work").rmdir()
    whole, bare = grade(place, cohort).results
    assert (whole.state, whole.tasks[0].mark) == (states.WITH_WARNINGS, 2)
    assert "the answers of 1 task were taken from the notebook itself" in whole.reasons[0]
    assert (bare.state, bare.mark) == (states.NOT_GRADED, None)
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in write_feedback(place, cohort)}
    assert "did not come along" in pages["b-shows"]
    assert "Check and pack" in pages["b-shows"]


def test_of_typed_lines_alone_the_other_tasks_wait_for_a_person_and_are_never_a_nought(place, cohort, sender):
    typed = sender(place, cohort, "a-typed")
    typed.type("1a-t1", "on_roll = 11")
    (typed.folder / "work").rmdir()
    (found,) = grade(place, cohort).results
    assert [(one.mark, one.state) for one in found.tasks] == [
        (0, TaskState.NOT_YET), *[(None, TaskState.WAITING)] * 3,
    ]  # fmt: skip
    assert (found.state, found.mark, found.waiting) == (states.NEEDS_PERSON, 0, 8)
    with gradebook(place, cohort) as book:
        for name, mark in (("1a-t2-check-a", 1.0), ("1a-t2-check-b", 2.0)):
            row = book.find_grade(name, "1a-analyse-performance-data", "1a", "a-typed")
            assert (row.auto_score, row.needs_manual_grade) == (None, True)
            row.manual_score, row.needs_manual_grade = mark, False
        book.db.commit()
    (now,) = results_now(place, cohort)
    assert (now.tasks[1].mark, now.tasks[1].state, now.state) == (3, TaskState.MARKED, states.NEEDS_PERSON)
    (page,) = write_feedback(place, cohort)
    assert "The other tasks wait" in page.read_text(encoding="utf-8")
    # The packed file, sent afterwards, has them all.
    typed.folder.joinpath("work").mkdir()
    typed.save("1a-t4", small="ehc")
    (whole,) = grade(place, cohort).results
    assert (whole.tasks[3].mark, whole.tasks[1].mark) == (1, 3)

"""What did not come along is never a nought: the notebook's own copy counts, or it is said that answers are missing."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime

import pytest

from npqml.grading.result import NOT_GRADED
from npqml.grading.submission.arrived import ALL_BLANK, LEFT_BEHIND, ONLY_TYPED
from npqml.grading.submission.read import READY, read_submission
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import look_over
from npqml_widgets.handin.receipt import RECEIPT
from npqml_widgets.keeping import carried
from npqml_widgets.keeping.answers import Saved

TASKS = ("1a-t1", "1a-t2", "1a-t3", "1a-t4")


def carrying(sent, *answers: Saved) -> None:
    """Put answers into the notebook's outputs as a form does, a blank for every other task."""
    notebook = sent.read()
    given = {task: Saved(task) for task in TASKS} | {answer.task: answer for answer in answers}
    for cell in notebook["cells"]:
        if cell["id"] in given:
            data, metadata = carried.as_output(given[cell["id"]])
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": metadata}]
    sent.write(notebook)


def showing(sent, name: str, words: str) -> None:
    """Put words into a cell's outputs, as notebooks had them before they carried answers."""
    output = {"output_type": "display_data", "data": {"text/plain": words.splitlines(keepends=True)}, "metadata": {}}
    sent.change(name, outputs=[output], execution_count=7)


def saved(task: str, hour: int = 12, **values) -> Saved:
    return Saved(task, values, datetime(2026, 11, 21, hour, tzinfo=UTC), hour)


def bare(sent) -> None:
    shutil.rmtree(sent.folder / "work")


def test_a_bare_notebook_is_whole_by_what_it_carries(sent, assignment):
    carrying(sent, saved("1a-t1", on_roll="10"), saved("1a-t3", priority="Attendance first."))
    bare(sent)
    found = read_submission(sent.folder, assignment)
    assert found.state == READY
    assert found.saved("1a-t1").values == {"on_roll": "10"}
    assert json.loads(found.files["work/1a-t1.json"])["values"] == {"on_roll": "10"}
    assert not found.holds_answer("1a-t2")
    assert found.repairs == (
        "The folder work did not come along: the answers of 2 tasks were taken from the notebook itself.",
    )
    cell = next(cell for cell in found.notebook.cells if cell.id == "1a-t3")
    assert cell.source != assignment.originals["1a-t3"].source  # a person is to mark it


def test_carried_blanks_are_an_honest_blank(sent, assignment):
    carrying(sent)
    bare(sent)
    found = read_submission(sent.folder, assignment)
    assert found.reasons == ()
    assert (found.state, found.answers, found.repairs) == (READY, {}, (ALL_BLANK,))


@pytest.mark.parametrize(("hour", "counts"), [(10, "10"), (20, "11")])
def test_of_two_answers_the_one_saved_later_counts(sent, assignment, hour, counts):
    sent.save("1a-t1", on_roll="10")  # at 16:05 on 20 November
    later = Saved("1a-t1", {"on_roll": "11"}, datetime(2026, 11, 20, hour, tzinfo=UTC), 1)
    carrying(sent, later)
    found = read_submission(sent.folder, assignment)
    assert found.saved("1a-t1").values == {"on_roll": counts}
    assert bool(found.repairs) is (counts == "11")


def test_an_answer_that_is_missing_in_work_is_taken_from_the_notebook_and_named(sent, assignment):
    sent.save("1a-t1", on_roll="10")
    carrying(sent, saved("1a-t2", gap="4"))
    found = read_submission(sent.folder, assignment)
    assert found.saved("1a-t2").values == {"gap": "4"}
    assert found.repairs == ("The saved answer of Task 2 did not come along: it was taken from the notebook itself.",)


def test_a_damaged_saved_answer_is_made_good_by_the_notebook(sent, assignment):
    (sent.folder / "work" / "1a-t1.json").write_bytes(b"\0" * 200)
    carrying(sent, saved("1a-t1", on_roll="10"))
    found = read_submission(sent.folder, assignment)
    assert found.saved("1a-t1").values == {"on_roll": "10"}


@pytest.mark.parametrize("words", ["We read your answer as 82 pupils.", "Gap\nWe read 250, and that is too much."])
def test_answers_that_only_show_in_outputs_are_said_to_be_left_behind(sent, assignment, words):
    showing(sent, "1a-t2", words)
    bare(sent)
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.reasons, found.left_behind) == (NOT_GRADED, (LEFT_BEHIND,), True)


def test_a_notebook_that_says_nothing_at_all_is_not_taken_for_a_blank(sent, assignment):
    bare(sent)
    assert read_submission(sent.folder, assignment).reasons == (LEFT_BEHIND,)


def test_a_typed_line_beside_an_answer_left_behind_does_not_hide_it(sent, assignment):
    sent.type("1a-t1", "on_roll = 10")
    showing(sent, "1a-t2", "We read your answer as 4 points.")
    bare(sent)
    assert read_submission(sent.folder, assignment).reasons == (LEFT_BEHIND,)


@pytest.mark.parametrize("line", ["on_roll = 10", "on_roll = 10 10"])
def test_typed_lines_alone_are_graded_and_it_is_said(sent, assignment, line):
    sent.type("1a-t1", line)
    bare(sent)
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs) == (READY, (ONLY_TYPED,))


def test_a_comment_is_no_answer(sent, assignment):
    sent.type("1a-t1", "# on_roll = 10")
    bare(sent)
    assert read_submission(sent.folder, assignment).reasons == (LEFT_BEHIND,)


def test_a_part_of_work_that_did_not_come_along_is_named(sent, assignment):
    sent.save("1a-t1", on_roll="10")
    showing(sent, "1a-t2", "We read your answer as 4 points.")
    showing(sent, "1a-t4", "We read your answer as EHC plan (3).")
    found = read_submission(sent.folder, assignment)
    assert found.state == NOT_GRADED
    assert found.reasons[0].startswith("The answers of Task 2 and Task 4 did not come along")


def test_a_receipt_vouches_for_a_blank_module(sent, assignment):
    bare(sent)
    content = pack(sent.folder, look_over(sent.folder)).file.read_bytes()
    shutil.rmtree(sent.folder)
    zipfile.ZipFile(io.BytesIO(content)).extractall(sent.folder)
    assert (sent.folder / RECEIPT).is_file()
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs) == (READY, ())


def test_a_receipt_of_other_files_vouches_for_nothing(sent, assignment):
    sent.save("1a-t1", on_roll="10")
    content = pack(sent.folder, look_over(sent.folder)).file.read_bytes()
    shutil.rmtree(sent.folder)
    zipfile.ZipFile(io.BytesIO(content)).extractall(sent.folder)
    bare(sent)
    assert read_submission(sent.folder, assignment).reasons == (LEFT_BEHIND,)


def test_what_nbgraders_exchange_brings_is_the_whole_folder(sent, assignment):
    bare(sent)
    (sent.folder / "timestamp.txt").write_text("2026-11-20 16:05:00.000000 UTC")
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs) == (READY, ())


@pytest.mark.parametrize("name", ["1a-t1-LAPTOP-7Q.json", "1a-t1 (1).json", "1a-t1 (Leila's conflicted copy).json"])
def test_of_an_answer_that_a_synchronising_program_left_twice_the_later_counts(sent, assignment, name):
    sent.save("1a-t1", on_roll="12")
    own = json.loads((sent.folder / "work" / "1a-t1.json").read_text())
    other = own | {"saved": "2026-11-21T09:00:00+00:00", "values": {"on_roll": "10"}}
    (sent.folder / "work" / name).write_text(json.dumps(other))
    found = read_submission(sent.folder, assignment)
    assert found.saved("1a-t1").values == {"on_roll": "10"}
    assert json.loads(found.files["work/1a-t1.json"])["values"] == {"on_roll": "10"}
    assert "saved answer of Task 1 twice" in found.repairs[0]

"""Which state of a document is graded: the one that its task shows, from the folder, its copies, or the page itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from npqml.collect.standing import answers_in
from npqml.grading.assignment import read_assignment
from npqml.grading.submission.read import read_submission
from npqml_widgets.documents.risk.model import Register
from npqml_widgets.keeping import answers, carried
from npqml_widgets.keeping.documents import Kept, as_answer, as_json

NAME = "1a-t5-register"
PATH = f"work/{NAME}.json"
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


def register(revision: int) -> Kept[Register]:
    """Give the state of a register that is saved an hour after the one before."""
    return Kept(Register(f"State {revision}"), revision, MORNING + timedelta(hours=revision))


def content(kept: Kept[Register]) -> bytes:
    return as_json(kept.document, kept.revision, kept.saved)


@pytest.fixture
def sent(with_register, cohort, sender):
    return sender(with_register, cohort, "c001")


def read(sent, place, cohort):
    return read_submission(sent.folder, read_assignment(place, cohort, "1a"))


def shows(sent, revision: int) -> None:
    """Have the task show this state of its register."""
    sent.save("1a-t5", register=as_answer(NAME, register(revision)))


def keep(sent, revision: int, name: str = NAME) -> None:
    (sent.folder / "work" / f"{name}.json").write_bytes(content(register(revision)))


def carry(sent, revision: int) -> None:
    """Have the page carry the answer and its register."""
    kept = register(revision)
    saved = answers.Saved("1a-t5", {"register": as_answer(NAME, kept)}, kept.saved, revision)
    data, metadata = carried.as_output(saved, {NAME: content(kept)})
    sent.change("1a-t5", outputs=[{"output_type": "display_data", "data": data, "metadata": metadata}])


def test_the_state_that_the_task_shows_counts_before_a_second_copy_that_a_program_has_left(sent, with_register, cohort):
    shows(sent, 4)
    keep(sent, 3)
    keep(sent, 4, f"{NAME}-LAPTOP")
    found = read(sent, with_register, cohort)
    assert found.files[PATH] == content(register(4))
    assert found.saved("1a-t5").values["register"]["revision"] == 4
    assert not found.left


def test_a_page_that_came_alone_has_its_register_in_it(sent, with_register, cohort):
    carry(sent, 2)
    (sent.folder / "work").rmdir()
    found = read(sent, with_register, cohort)
    assert found.files[PATH] == content(register(2))
    assert any("did not come along as a file: it was taken from the notebook" in words for words in found.repairs)


def test_a_later_answer_in_the_page_brings_its_own_register(sent, with_register, cohort):
    shows(sent, 1)
    keep(sent, 1)
    carry(sent, 9)
    assert read(sent, with_register, cohort).files[PATH] == content(register(9))


def test_one_that_came_in_another_state_counts_and_that_is_said(sent, with_register, cohort):
    shows(sent, 4)
    keep(sent, 3)
    found = read(sent, with_register, cohort)
    assert found.files[PATH] == content(register(3))
    assert "The document of Task 5 is not in the state that its task shows: the file that came counts." in found.repairs


def test_one_that_did_not_come_is_waited_for(sent, with_register, cohort):
    shows(sent, 4)
    found = read(sent, with_register, cohort)
    assert found.left == {"1a-t5"}
    assert any("did not come along: it is kept in work/1a-t5-register.json" in words for words in found.repairs)


def test_what_names_another_place_than_the_tasks_own_is_no_document(sent, with_register, cohort):
    sent.save("1a-t5", register={"document": "../../c002/1a/work/1a-t5-register", "revision": 1, "saved": None})
    found = read(sent, with_register, cohort)
    assert PATH not in found.files
    assert not found.left


def test_two_hand_ins_with_other_states_of_a_register_do_not_answer_alike(sent, with_register, cohort):
    seen = []
    for revision in (1, 2, 2):
        shows(sent, revision)
        keep(sent, revision)
        seen.append(answers_in(read(sent, with_register, cohort), read_assignment(with_register, cohort, "1a")))
    assert seen[0] != seen[1] == seen[2]


def test_for_a_person_who_marks_it_is_said_that_the_document_has_arrived(sent, with_register, cohort):
    shows(sent, 1)
    keep(sent, 1)
    assert read(sent, with_register, cohort).words_saved("1a-t5") == "We have your document."
    (sent.folder / "work" / "1a-t5.json").write_text(json.dumps({"schema": 1}))
    assert read(sent, with_register, cohort).words_saved("1a-t5") == ""

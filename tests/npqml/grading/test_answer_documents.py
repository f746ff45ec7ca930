"""A document that is an answer: handed in as a file, loaded by its model, judged, and shown in feedback."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from attrs import evolve

from npqml.grading.engine import grade
from npqml.grading.result import TaskResult
from npqml.reports.feedback import write_feedback
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.keeping import documents
from npqml_widgets.tasks.states import TaskState

SAVED = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
OWNED = Register(
    "Reading project",
    risks=(
        Risk("R1", event="The tutor is ill", risk_owner="Head of Reading"),
        Risk("R2", event="The hall is <b>flooded</b>", risk_owner="Site manager"),
    ),
)
UNOWNED = evolve(OWNED, risks=(*OWNED.risks, Risk("R3", event="The licence ends")))
TOM = Register("Tom's register", risks=(Risk("R1", event="A tutor is ill for a week"),))
NAME = "1a-t5-register"


@pytest.fixture
def sent(with_register, cohort, sender):
    """Give a candidate who sends the module with the register as it was released."""
    return sender(with_register, cohort, "c001")


def fill_in(sent, register: Register, *, revision: int = 3) -> None:
    """Keep a register as the form of the task does, and what stands for it among the answers."""
    sent.save("1a-t5", register=documents.as_answer(NAME, documents.Kept(register, revision, SAVED)))
    (sent.folder / "work" / f"{NAME}.json").write_bytes(documents.as_json(register, revision, SAVED))


def result_of(place, cohort) -> TaskResult:
    (result,) = grade(place, cohort).results
    return next(task for task in result.tasks if task.task == "1a-t5")


@pytest.mark.slow
def test_a_register_is_judged_by_its_model_and_shown_in_feedback_beside_one_that_would_do(sent, with_register, cohort):
    fill_in(sent, OWNED)
    found = result_of(with_register, cohort)
    assert (found.state, found.mark) == (TaskState.RIGHT, 2)
    assert found.read_as == "We read your document: risk register (risks: 2)."
    (page,) = write_feedback(with_register, cohort)
    text = page.read_text(encoding="utf-8")
    assert "The hall is &lt;b&gt;flooded&lt;/b&gt;" in text
    assert "As of 20 November 2026" in text  # the day on which it was saved
    assert "one that would do" in text
    assert "The hall is booked twice" in text
    notebook = next((with_register.autograded(cohort) / "c001" / "1a").glob("*.ipynb")).read_text(encoding="utf-8")
    assert "Head of Reading" in notebook  # what formgrader and nbgrader's own feedback show


@pytest.mark.slow
@pytest.mark.parametrize(
    ("register", "state", "words"),
    [
        (UNOWNED, TaskState.NOT_YET, "A risk has no owner"),
        (TOM, TaskState.NOT_TRIED, ""),
        (Register(), TaskState.NOT_TRIED, ""),
    ],
    ids=["a mistake", "as it began", "empty"],
)
def test_other_registers_get_the_state_that_their_page_shows(sent, with_register, cohort, register, state, words):
    fill_in(sent, register)
    found = result_of(with_register, cohort)
    assert (found.state, found.mark) == (state, 0)
    assert words in found.message


@pytest.mark.slow
def test_no_typed_line_stands_for_a_document(sent, with_register, cohort):
    fill_in(sent, UNOWNED)
    sent.type("1a-t5", "register = Register('Mine', risks=(Risk('R1', risk_owner='Me'), Risk('R2', risk_owner='Me')))")
    assert result_of(with_register, cohort).mistake == "no-owner"


@pytest.mark.slow
def test_a_document_that_did_not_come_along_waits_and_costs_no_mark(sent, with_register, cohort):
    fill_in(sent, OWNED)
    (sent.folder / "work" / f"{NAME}.json").unlink()
    found = result_of(with_register, cohort)
    assert (found.state, found.mark, found.left_behind) == (TaskState.WAITING, None, True)


@pytest.mark.slow
def test_a_file_that_is_no_such_document_cannot_be_read_and_says_why(sent, with_register, cohort):
    fill_in(sent, OWNED)
    path = sent.folder / "work" / f"{NAME}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"kind": "Budget"}))
    found = result_of(with_register, cohort)
    assert (found.state, found.mark) == (TaskState.CANNOT_READ, 0)
    assert found.message == (
        "The file with your risk register cannot be loaded: it holds a document of the kind Budget, expected Register."
    )

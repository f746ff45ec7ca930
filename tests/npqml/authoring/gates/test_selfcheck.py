"""No self-check question, which says at once what is right, has an option of a graded task."""

from __future__ import annotations

from npqml.authoring.gates.selfcheck import twins
from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import choice, number
from tests.npqml.authoring.gates.faults import append

TWIN = """
[[question]]
id = "1a-twin"
criterion = "1.1.1"
words = "What may stand on your page?"
option = [
  { words = "They made no progress", right = true, why = "It is so." },
  { words = "Something else", why = "No." },
  { words = "Nothing", why = "No." },
]
"""
CLAIMS = choice("Which sentence may stand on your page?", {"none": "They made no progress.", "more": "They made more."})


def test_an_option_of_a_graded_task_is_refused_in_a_question_however_it_is_written(module):
    append(module.folder / "questions.toml", TWIN)
    (found,) = twins(module, {"1a-t6": {"low": number("Lower end"), "claim": CLAIMS}}, "demo-primary, seed 1")
    assert "question 1a-twin (demo-primary, seed 1)" in str(found)
    assert "'They made no progress', which 1a-t6 offers too" in str(found)


def test_a_row_of_a_graded_task_is_refused_as_an_option_too(module):
    append(module.folder / "questions.toml", TWIN)
    rows = choice_by_row("Which is which?", {"none": "They made no progress."}, {"fact": "Fact", "guess": "A guess"})
    (found,) = twins(module, {"1a-t6": {"kinds": rows}}, "demo-primary, seed 1")
    assert "'They made no progress', which 1a-t6 offers too" in str(found)


def test_what_is_asked_otherwise_and_a_module_without_questions_have_no_fault(module):
    assert list(twins(module, {"1a-t6": {"claim": CLAIMS}}, "")) == []
    (module.folder / "questions.toml").unlink()
    assert list(twins(module, {"1a-t6": {"claim": CLAIMS}}, "")) == []


def test_questions_that_cannot_be_read_are_left_to_the_gate_that_reads_them(module):
    append(module.folder / "questions.toml", "[[[")
    assert list(twins(module, {"1a-t6": {"claim": CLAIMS}}, "")) == []

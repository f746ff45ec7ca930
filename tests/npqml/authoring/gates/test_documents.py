from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.gates import documents
from tests.npqml.authoring.gates.faults import FOLDER, change

DOCUMENT_FAULTS: dict[str, tuple[str, str, str, str]] = {
    "criterion of no framework": ("assessment/risk-register.md", "criteria: [5.1.3]", "criteria: [5.1.9]", "5.1.9"),
    "citation that leads nowhere": ("assessment/risk-register.md", "**By the end**", "[@nobody] **By", "[@nobody]"),
    "task without its cell": ("assessment/360-feedback.md", "npqml: {task: 360-q1", "npqml: {task: 360-q9", "360-q1"),
    "choice that leads nowhere": ("cases/case-hard-conversation.toml", 'next = "', 'next = "no-such-', "no-such-"),
    "source that the course does not have": (
        "cases/case-safeguarding-concern.toml", "millbrook", "marshbrook", "sources, marshbrook-concerns",
    ),
    "question of another module": (f"{FOLDER}/questions.toml", 'id = "1a-', 'id = "2b-', "a question of 2b"),
    "question for no criterion": (f"{FOLDER}/questions.toml", 'criterion = "1.1.1"', 'criterion = "9.9.9"', "9.9.9"),
    "question without a criterion, though its module has two": (
        f"{FOLDER}/questions.toml", 'criterion = "1.1.1"', 'criterion = ""', "criterion: found none",
    ),
    "question without a right option": (f"{FOLDER}/questions.toml", "right = true", "right = false", "right"),
}  # fmt: skip


@pytest.mark.parametrize("fault", DOCUMENT_FAULTS)
def test_a_fault_in_a_document_a_case_or_a_question_is_named_with_its_file(course, module, fault):
    name, old, new, words = DOCUMENT_FAULTS[fault]
    change(course / name, old, new)
    if old == "millbrook":  # named, and cited where it is used
        text = (course / name).read_text(encoding="utf-8")
        (course / name).write_text(text.replace(old, new), encoding="utf-8")
    found = [str(one) for one in (*documents.faults(course), *documents.question_faults(course, module))]
    assert any(words in one and Path(name).name in one for one in found), found


def test_the_course_s_own_documents_cases_and_questions_have_no_fault(course, module):
    assert [*documents.faults(course), *documents.question_faults(course, module)] == []

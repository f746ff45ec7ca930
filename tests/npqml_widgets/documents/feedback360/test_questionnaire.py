"""The questions of a 360 round: the framework's behaviours, and a provider's own statements held against the rules."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from npqml_widgets.documents.feedback360 import questionnaire
from npqml_widgets.documents.feedback360.questionnaire import read_questionnaire, standard_questionnaire
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain

COURSE = Path(__file__).parents[4] / "course" / "framework.toml"
OWN = Path(questionnaire.__file__).with_suffix(".toml")


def test_the_course_asks_about_the_framework_s_seven_behaviours_in_its_own_words() -> None:
    framework = tomllib.loads(COURSE.read_text(encoding="utf-8"))["behaviours"]
    assert [to_plain(one) for one in standard_questionnaire().behaviours] == framework
    assert {one.behaviour for one in standard_questionnaire().statements} == {one["id"] for one in framework}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('behaviour = "respect"', 'behaviour = "respekt"', "'respekt'"),
        ('id = "respect-1"', 'id = "respect-2"', "this id 2 times"),
        ('id = "respect-1"', 'id = "Respect 1"', "Respect 1"),
        ('id = "keep"', "id = 3", "found 3, expected a text"),
        ("Tells us the real reasons for a decision.", " ", "no text"),
        ('name = "Respect"', 'name = "Charm"', "the framework's seven"),
        ("[[questions]]", "[[question]]", "which this course does not know"),
        ("title =", "title", "expected TOML"),
    ],
)
def test_a_provider_s_questions_that_are_not_valid_are_refused_by_entry(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(OWN.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_questionnaire(file)
    assert said in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_provider_may_change_statements_and_questions(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(OWN.read_text(encoding="utf-8").replace("Listens to people", "Hears people out"), encoding="utf-8")
    assert read_questionnaire(file).statements != standard_questionnaire().statements


def test_a_behaviour_without_a_statement_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    whole = OWN.read_text(encoding="utf-8")
    file.write_text(whole.replace('behaviour = "integrity"', 'behaviour = "respect"'), encoding="utf-8")
    with pytest.raises(Refused, match="statements, integrity"):
        read_questionnaire(file)

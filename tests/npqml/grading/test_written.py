from __future__ import annotations

import pandas as pd
import pytest

from npqml.grading.sandbox.output import Refused
from npqml.grading.written import LONGEST, words_written
from npqml_widgets import choice, number, text
from npqml_widgets.answers.fields import Field
from npqml_widgets.tasks.tasks import Task


def a_task(**fields: Field) -> Task:
    return Task("1a-t1", "1.1.1", (), fields)


ONE = a_task(plan=text("Your plan"))


def test_a_text_stays_as_it_was_written():
    assert words_written(ONE, {"plan": "  First.\r\n\r\n- “Second” \n"}) == "First.\n\n- “Second”"


@pytest.mark.parametrize(
    "answers", [{}, {"plan": None}, {"plan": "  "}, {"other": "words"}, {"plan": Refused("too large")}]
)
def test_where_nothing_was_written_there_is_nothing(answers):
    assert words_written(ONE, answers) == ""


def test_several_answers_stand_under_their_labels():
    several = a_task(
        which=choice("Which group", {"pp": "Pupil premium"}), by=number("By how much", unit="%"), why=text("Why")
    )
    said = words_written(several, {"which": "pp", "by": 12.5, "why": "It is\nlarge."})
    assert said == "Which group:\nPupil premium\n\nBy how much:\n12.5%\n\nWhy:\nIt is\nlarge."
    assert words_written(several, {"why": "Alone."}) == "Why:\nAlone."


def test_what_is_no_text_and_what_no_file_can_hold_are_kept_as_far_as_they_can_be():
    assert "3.5" in words_written(ONE, {"plan": 3.5})
    assert words_written(ONE, {"plan": pd.DataFrame({"a": [1]})})
    assert words_written(ONE, {"plan": "a\0b\ud800c"}).encode()


def test_a_text_without_end_is_cut_and_says_so():
    said = words_written(ONE, {"plan": "word " * LONGEST})
    assert len(said) < LONGEST + 100
    assert said.endswith("(The rest is in your own file.)")

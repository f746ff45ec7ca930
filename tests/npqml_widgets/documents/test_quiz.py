"""Self-check questions: what the loader refuses, and the order in which options are shown."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.quiz import Option, Question, load_questions
from npqml_widgets.keeping.authored import Refused

GOOD = """
[sources]
key = "A source"
[[question]]
id = "1a-one"
criterion = "1.1.1"
words = "What?"
option = [
  {words = "This", why = "It is so [@key].", right = true},
  {words = "That", why = "It is not."},
  {words = "Neither", why = "One of them is."},
]
"""


def load(tmp_path, *changes: tuple[str, str]):
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "questions.toml").write_text(text, encoding="utf-8")
    return load_questions(tmp_path / "questions.toml").question[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((", right = true", ""), "question 1a-one: found 0 right options; expected exactly one"),
        (('why = "It is not."', 'why = "It is not.", right = true'), "found 2 right options"),
        (('why = "It is not."', 'why = " "'), "question 1a-one, option 2, why: found nothing"),
        (('"That"', '"this "'), "two options of the same words"),
        (('  {words = "Neither", why = "One of them is."},\n', ""), "found 2 options; expected 3 or more"),
        (('id = "1a-one"', 'id = "one"'), "expected an id such as 1a-rows-and-pupils"),
        (("[@key]", "[@other]"), "[@other]"),
        (('words = "What?"\n', ""), "question, entry 1, words: the entry 'words' is missing"),
    ],
)
def test_a_question_without_an_explanation_for_every_option_is_refused_in_words(tmp_path, change, words):
    with pytest.raises(Refused) as refused:
        load(tmp_path, change)
    assert words in str(refused.value)
    assert "questions.toml" in str(refused.value)


def test_a_question_knows_its_module_area_and_right_option(tmp_path):
    question = load(tmp_path)
    assert (question.module, question.area, question.right) == ("1a", "1", 0)


def test_options_are_shuffled_the_same_way_for_the_same_seed():
    options = tuple(Option(str(n), "why", right=n == 0) for n in range(5))
    question = Question("1a-one", "", "?", options)
    assert question.order(7) == question.order(7)
    assert sorted(question.order(7)) == [0, 1, 2, 3, 4]
    assert len({question.order(seed) for seed in range(20)}) > 10

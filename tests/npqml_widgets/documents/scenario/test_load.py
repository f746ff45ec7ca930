"""A case is read only if everything holds that must; what does not is said by file and entry."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.scenario.smallcase import SMALL, small


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('next = "good"', 'next = "nowhere"'), ["choice stay, next", "'nowhere'", "good, bad"]),
        (('start = "first"', 'start = "good"'), ["start: found 'good'", "the id of a situation"]),
        (('id = "leave"', 'id = "ask"'), ["choice ask", "a second time"]),
        (('next = "bad"', 'next = "second"'), ["end bad", "no way that leads here from the start"]),
        (('path = ["ask", "stay"]', 'path = ["ask", "leave"]'), ["path, entry 2", "a choice of second (stay, again)"]),
        (('path = ["ask", "stay"]', 'path = ["ask"]'), ["a stop at second", "as far as an end"]),
        (("minutes = 1\n", "minutes = 25\n"), ["minutes", "25 minutes", "at 200 words a minute"]),
        (("[@key]", "[@other]"), ["[@other]", "a key of [sources]"]),
        ((" [@key]", ""), ["sources, key", "no text cites"]),
        (('think = "You know more."\n', ""), ["situation, entry 1, choice, entry 1", "'think' is missing"]),
        (('text = "What now?"', 'text = " "'), ["situation first, text", "found nothing"]),
        (('criterion = "3.1.2"', 'criterion = "Talk"'), ["criterion", "'Talk'"]),
        (('title = "First"', "title = First"), ["TOML", "Look at this line"]),
        (("minutes = 10", "minutes = -10"), ["choice stay, minutes", "-10"]),
    ],
)
def test_a_case_that_cannot_be_walked_is_refused_in_words_that_say_where(tmp_path, change, words):
    with pytest.raises(Refused) as refused:
        small(tmp_path, change)
    message = str(refused.value)
    assert str(tmp_path / "case.toml") in message
    for part in words:
        assert part in message, message


def test_a_situation_with_one_way_on_is_refused_as_no_choice(tmp_path):
    one = SMALL[SMALL.index('[[situation.choice]]\nid = "again"') : SMALL.index("[[end]]")]
    with pytest.raises(Refused, match="situation second: found 1 to choose from; expected two choices or more"):
        small(tmp_path, (one, ""))


def test_a_circle_without_a_way_out_is_refused_at_each_of_its_situations(tmp_path):
    with pytest.raises(Refused) as refused:
        small(tmp_path, ('next = "bad"', 'next = "second"'), ('next = "good"', 'next = "first"'))
    for one in ("situation first", "situation second"):
        assert f"{one}: found only ways that go round in a circle; expected a way to an end" in str(refused.value)


def test_a_case_that_is_not_there_is_refused_without_a_traceback(tmp_path):
    with pytest.raises(Refused, match="found No such file"):
        load_case(tmp_path / "gone.toml")

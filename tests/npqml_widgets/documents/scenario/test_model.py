"""Cases: what the loader refuses and in which words, and the path that somebody takes through one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case, Situation
from npqml_widgets.documents.scenario.path import CasePath, choose, go_back, review, take_up, where
from npqml_widgets.keeping.authored import Refused

START = datetime(2026, 11, 5, 14, 40, tzinfo=UTC)
SMALL = """
id = "small"
title = "A small case"
module = "3c"
criterion = "3.1.2"
minutes = 1
about = "About it."
not_this = "Not training [@key]."
start = "first"
path = ["ask", "stay"]
[people]
"Ann" = "a teacher"
[sources]
key = "A source"
[[situation]]
id = "first"
title = "First"
text = "What now?"
[[situation.choice]]
id = "ask"
words = "Ask her."
next = "second"
reaction = "She answers."
think = "You know more."
minutes = 5
trust = "Ann trusts you more."
[[situation.choice]]
id = "leave"
words = "Leave it."
next = "bad"
reaction = "Nothing happens."
think = "It does not go away."
[[situation]]
id = "second"
title = "Second"
text = "And now?"
[[situation.choice]]
id = "stay"
words = "Stay."
next = "good"
reaction = "She nods."
think = "You keep your word."
minutes = 10
[[situation.choice]]
id = "again"
words = "Begin again."
next = "first"
reaction = "She sighs."
think = "A second start."
[[end]]
id = "good"
title = "Good"
text = "It went on."
review = "You asked."
[[end]]
id = "bad"
title = "Bad"
text = "It came back."
review = "You waited."
"""


def small(tmp_path, *changes: tuple[str, str]) -> Case:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    return load_case(file)


def walked(case: Case, *keys: str, path: CasePath | None = None) -> CasePath:
    path = path or CasePath()
    for number, key in enumerate(keys):
        path = choose(case, path, key, at=START + timedelta(minutes=number))
    return path


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


def test_a_loop_with_a_way_out_is_allowed_and_can_be_walked(tmp_path):
    case = small(tmp_path)
    path = walked(case, "ask", "again", "ask", "stay")
    assert where(case, path).id == "good"


def test_a_choice_that_is_not_on_offer_is_refused(tmp_path):
    case = small(tmp_path)
    with pytest.raises(ValueError, match="'First' does not offer"):
        choose(case, CasePath(), "stay", at=START)
    with pytest.raises(ValueError, match="'Bad' does not offer"):
        choose(case, walked(case, "leave"), "ask", at=START)


def test_going_back_keeps_what_was_chosen_first_on_record(tmp_path):
    case = small(tmp_path)
    path = go_back(walked(case, "leave"), at=START + timedelta(minutes=3))
    assert isinstance(where(case, path), Situation)
    path = walked(case, "ask", "stay", path=path)
    assert [step.choice for step in path.steps] == ["leave", "ask", "stay"]
    assert [step.choice for step in path.standing] == ["ask", "stay"]
    assert path.steps[0].undone == START + timedelta(minutes=3)
    assert review(case, path).went_back == 1
    assert go_back(CasePath(), at=START) == CasePath()


def test_the_review_reasons_about_each_choice_and_gives_no_score(tmp_path):
    case = small(tmp_path)
    path = choose(case, CasePath(), "leave", at=START, because="I was tired.")
    found = review(case, path)
    assert (found.parted, found.instead, found.instead_think) == ("First", "Ask her.", "You know more.")
    assert found.lines[0].because == "I was tired."
    assert found.lines[0].think == "It does not go away."
    best = review(case, walked(case, "ask", "stay"))
    assert (best.parted, best.minutes, best.trust) == ("", 15, ("Ann trusts you more.",))
    assert not {"score", "mark", "points"} & set(dir(best))
    with pytest.raises(ValueError, match="has not ended"):
        review(case, CasePath())


def test_a_path_is_taken_up_where_it_stood(tmp_path):
    case = small(tmp_path)
    path = walked(case, "ask")
    assert take_up(case, path, at=START) == (path, "")


def test_a_path_through_a_case_that_has_changed_goes_on_from_the_last_point_that_fits(tmp_path):
    path = walked(small(tmp_path), "ask", "again", "leave")
    changed = small(tmp_path, ('id = "again"', 'id = "once-more"'))
    kept, notice = take_up(changed, path, at=START)
    assert where(changed, kept).id == "second"
    assert "has changed" in notice
    assert [step.choice for step in kept.steps] == ["ask", "again", "leave"]


def test_a_path_of_another_case_is_not_taken_up(tmp_path):
    kept, notice = take_up(small(tmp_path), CasePath("other", walked(small(tmp_path), "ask").steps), at=START)
    assert kept == CasePath("small")
    assert "another case (other)" in notice

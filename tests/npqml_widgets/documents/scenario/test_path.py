"""The path that somebody takes through a case: nothing chosen is lost, and there is no score."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from npqml_widgets.documents.scenario.model import Case, Situation
from npqml_widgets.documents.scenario.path import CasePath, choose, go_back, review, take_up, where
from tests.npqml_widgets.documents.scenario.smallcase import small

START = datetime(2026, 11, 5, 14, 40, tzinfo=UTC)


def walked(case: Case, *keys: str, path: CasePath | None = None) -> CasePath:
    path = path or CasePath()
    for number, key in enumerate(keys):
        path = choose(case, path, key, at=START + timedelta(minutes=number))
    return path


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

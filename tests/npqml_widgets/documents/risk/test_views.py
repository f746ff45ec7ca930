"""What a risk register shows agrees with its risks."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.model import RATINGS, Register, Risk
from npqml_widgets.documents.risk.views import (
    SORT_KEYS,
    Move,
    chosen,
    heat_map,
    heat_maps,
    in_order,
    movement,
    movement_in_words,
    overdue_reviews,
    score_over_time,
)
from tests.npqml_widgets.documents.risk.risks import BUDGET, NOON, POSTS, SOUND, TODAY, registers


def ids(risks: tuple[Risk, ...]) -> list[str]:
    return [risk.id for risk in risks]


def test_the_two_heat_maps_count_open_risks_before_controls_and_with_them() -> None:
    closed = evolve(BUDGET, id="R3", status="closed")
    inherent, residual = heat_maps(evolve(SOUND, risks=(*SOUND.risks, closed, Risk("R4", inherent_likelihood=1))))
    assert (inherent.counts[3][3], inherent.counts[1][1], inherent.unrated) == (1, 1, 1)
    assert (residual.counts[1][3], residual.counts[1][1], residual.unrated) == (1, 1, 1)


@given(registers())
@settings(deadline=None, max_examples=50)
def test_every_open_risk_is_counted_once(register: Register) -> None:
    for found in heat_maps(register):
        still = sum(risk.is_open for risk in register.risks)
        assert sum(map(sum, found.counts)) + found.unrated == still


def test_movement_says_how_controls_moved_each_risk() -> None:
    assert movement(SOUND) == (Move("R1", (4, 4), (2, 4)), Move("R2", (2, 2), (2, 2)))
    assert movement(SOUND)[0].change == -8
    assert movement_in_words(SOUND) == (
        "2 open risks are rated twice: after controls the score is lower for 1, the same for 1, higher for 0."
    )
    assert movement_in_words(Register()) == "No open risk is rated both before and after controls yet."


def test_the_score_over_time_is_read_from_the_history() -> None:
    start, week = evolve(POSTS, added=NOON - timedelta(days=7)), timedelta(days=7)
    risk = changed(start, NOON, residual_likelihood=3, notes="worse")
    risk = changed(risk, NOON + week, residual_likelihood=1, residual_impact=1)
    assert [(point.when, point.inherent, point.residual) for point in score_over_time(risk)] == [
        (NOON - week, 16, 8),
        (NOON, 16, 12),
        (NOON + week, 16, 1),
    ]
    assert score_over_time(POSTS) == ()


@given(st.lists(st.dictionaries(st.sampled_from(RATINGS), st.none() | st.integers(1, 5)), max_size=6))
@settings(deadline=None, max_examples=50)
def test_each_point_of_a_history_is_what_the_risk_scored_then(steps: list[dict[str, int | None]]) -> None:
    risk = Risk("R1", added=NOON)
    expected = {NOON: (None, None)}
    for days, fields in enumerate(steps, 1):
        before, when = risk, NOON + timedelta(days=days)
        risk = changed(risk, when, **fields)
        if risk != before:
            expected[when] = (risk.inherent, risk.residual)
    assert {point.when: (point.inherent, point.residual) for point in score_over_time(risk)} == expected


def test_reviews_are_overdue_from_the_day_after_their_date_longest_first() -> None:
    dates = {"R1": TODAY, "R2": date(2026, 3, 1), "R3": date(2025, 12, 1), "R4": None}
    register = Register(risks=tuple(Risk(name, review=day) for name, day in dates.items()))
    assert ids(overdue_reviews(register, TODAY)) == ["R3", "R2"]
    done = evolve(register, risks=tuple(evolve(risk, status="closed") for risk in register.risks))
    assert overdue_reviews(done, TODAY) == ()


def test_risks_are_chosen_by_everything_asked_for_at_once() -> None:
    assert ids(chosen(SOUND, category="finance")) == ["R2"]
    assert ids(chosen(SOUND, owner="business manager")) == ["R1", "R2"]
    assert ids(chosen(SOUND, owner="business manager", response="treat")) == ["R1"]
    assert ids(chosen(SOUND, words="COVER training")) == ["R2"]
    assert ids(chosen(SOUND, words="cover maths")) == ["R1"]
    assert ids(chosen(SOUND, above_appetite=True)) == ["R1"]
    assert ids(chosen(SOUND, status="closed")) == []


def test_sorting_puts_r2_before_r10_and_blanks_last_either_way() -> None:
    risks = tuple(Risk(f"R{n}", due=day) for n, day in ((10, date(2026, 5, 1)), (2, None), (1, date(2026, 4, 1))))
    assert ids(in_order(risks, "id")) == ["R1", "R2", "R10"]
    assert ids(in_order(risks, "due")) == ["R1", "R10", "R2"]
    assert ids(in_order(risks, "due", highest_first=True)) == ["R10", "R1", "R2"]
    assert ids(in_order(SOUND.risks, "residual", highest_first=True)) == ["R1", "R2"]


@given(registers(), st.sampled_from(list(SORT_KEYS)), st.booleans())
@settings(deadline=None, max_examples=50)
def test_sorting_by_any_key_loses_no_risk(register: Register, key: str, highest_first: bool) -> None:
    assert sorted(ids(in_order(register.risks, key, highest_first=highest_first))) == sorted(ids(register.risks))


def test_a_heat_map_follows_the_size_of_the_grid() -> None:
    assert [len(row) for row in heat_map(Register(size=3), "inherent").counts] == [3, 3, 3]

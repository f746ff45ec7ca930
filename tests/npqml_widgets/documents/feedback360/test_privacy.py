"""The rules of what a 360 report may show: nobody who holds it learns what one other person answered."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.privacy import (
    Counted,
    Footprint,
    band_of,
    bands,
    choose,
    is_split,
    may_merge,
    units_of,
)
from tests.npqml_widgets.documents.feedback360 import search360

RATINGS = (1, 2, 3, 4)
sizes = st.fixed_dictionaries({group: st.integers(0, 9) for group in ("manager", "peers", "team")})


def who(**groups: int) -> dict[str, list[str]]:
    """Give people by group: who(peers=2) are peers-0 and peers-1."""
    return {group: [f"{group}-{place}" for place in range(n)] for group, n in groups.items()}


def footprint(people: list[str], low: int, high: int, unit: tuple[str, ...] = ("peers",)) -> Footprint:
    return Footprint(units=(unit,), counted=(Counted(unit, "a", tuple(people), low, high),))


@given(st.integers(3, 400))
def test_the_ranges_of_a_mean_cover_every_total_once_and_none_is_narrow(people: int) -> None:
    ranges = bands(people)
    assert [total for low, high in ranges for total in range(low, high + 1)] == list(range(people, 4 * people + 1))
    assert all(high - low >= 2 for low, high in ranges)
    assert all(high - low >= 4 for low, high in (ranges[0], ranges[-1]))


def test_three_people_see_only_which_half_of_the_scale() -> None:
    assert bands(3) == ((3, 7), (8, 12))


def test_a_large_group_gets_ranges_of_about_a_fifth_of_a_step() -> None:
    assert max((high - low) / 300 for low, high in bands(300)) < 0.22


@pytest.mark.parametrize("people", range(3, 9))
def test_whatever_a_reader_answered_no_other_answer_in_a_group_can_be_told(people: int) -> None:
    """Every set of answers, every own answer: at least two answers remain possible for each other person."""
    shown: dict[tuple[object, int], set[int]] = {}
    seen: dict[tuple[object, int], list[tuple[int, ...]]] = {}
    for answers in combinations_with_replacement(RATINGS, people):
        figure = band_of(sum(answers), bands(people)), people >= 5 and is_split(answers)
        for own in set(answers):
            others = list(answers)
            others.remove(own)
            shown.setdefault((figure, own), set()).update(others)
            seen.setdefault((figure, own), []).append(tuple(others))
    assert all(len(possible) >= 2 for possible in shown.values())
    assert len(seen) > people  # the search looked at something


@pytest.mark.parametrize("people", [3, 4, 5, 6])
def test_the_same_people_asked_twice_cannot_be_told_by_a_reader_who_changed_their_own_answer(people: int) -> None:
    def figure(others: tuple[int, ...], own: int) -> object:
        answers = [*others, own]
        return band_of(sum(answers), bands(people)), people >= 5 and is_split(answers)

    everybody = list(combinations_with_replacement(RATINGS, people - 1))
    for first, second in product(RATINGS, repeat=2):
        seen: dict[object, set[int]] = {}
        for others in everybody:
            seen.setdefault((figure(others, first), figure(others, second)), set()).update(others)
        assert all(len(possible) >= 2 for possible in seen.values())


@pytest.mark.parametrize(("people", "left"), [(4, 1), (6, 1), (8, 1), (10, 1), (8, 2), (9, 3)])
@pytest.mark.parametrize("stays", [True, False])
def test_who_left_cannot_be_told_even_if_everybody_else_answered_the_same(people: int, left: int, stays: bool) -> None:
    """All answers of all others, all own answers in both rounds, the reader staying or leaving."""
    names = who(peers=people)["peers"]
    staying, leaving = people - left - stays, left - (not stays)
    seen: dict[object, list[set[int]]] = {}
    for others in combinations_with_replacement(RATINGS, staying):
        for gone in combinations_with_replacement(RATINGS, leaving):
            for first, second in product(RATINGS, repeat=2):
                before = [*others, *gone, first]
                low, high = band_of(sum(before), bands(people))
                choice = choose(("peers",), "a", who(peers=people - left), footprint(names, low, high))
                now = sum(others) + second * stays
                figure = band_of(now, choice.bands) if choice.people else None
                key = (low, people >= 5 and is_split(before), figure, first, second * stays)
                kinds = seen.setdefault(key, [set(), set()])
                kinds[0].update(others)
                kinds[1].update(gone)
    assert all(len(kinds[0]) >= 2 for kinds in seen.values())
    assert leaving == 0 or all(len(kinds[1]) >= 2 for kinds in seen.values())


def test_one_person_alone_never_makes_a_group_split() -> None:
    for people, one in product((5, 6, 7), RATINGS):
        for usual in RATINGS:
            assert not is_split([usual] * (people - 1) + [one])
    assert is_split([1, 1, 2, 3, 3])
    assert not is_split([1, 1, 2, 2, 4])


@given(sizes)
def test_each_group_is_in_one_shown_unit_at_most_and_no_unit_is_under_three(size: dict[str, int]) -> None:
    units = units_of(size)
    groups = [group for unit in units for group in unit]
    assert len(groups) == len(set(groups))
    assert all(sum(size[group] for group in unit) >= 3 for unit in units)


@given(sizes)
def test_a_small_group_is_shown_only_with_two_people_outside_it(size: dict[str, int]) -> None:
    for unit in units_of(size):
        together = sum(size[group] for group in unit)
        assert all(together - size[group] >= 2 for group in unit if size[group] < 3)


def test_two_peers_join_the_team_and_neither_is_shown_alone() -> None:
    assert units_of({"peers": 2, "team": 5}) == (("peers", "team"),)
    assert units_of({"peers": 4, "team": 5}) == (("peers",), ("team",))


def test_a_manager_who_is_not_named_joins_the_smallest_large_group() -> None:
    assert units_of({"manager": 1, "peers": 4, "team": 6}) == (("team",), ("manager", "peers"))


def test_what_cannot_be_merged_is_left_out() -> None:
    assert units_of({"peers": 2, "team": 0}) == ()
    assert not may_merge([2, 1])  # the one could take off their own answer and be left with the two
    assert may_merge([2, 2])
    assert may_merge([1, 1, 1])


def test_a_statement_that_too_few_rated_is_not_shown_even_in_a_large_group() -> None:
    choice = choose(("peers",), "a", who(peers=2))
    assert not choice.people
    assert "Fewer than three" in choice.note


def test_spread_is_given_from_five_people_on() -> None:
    assert not choose(("peers",), "a", who(peers=4)).spread
    assert choose(("peers",), "a", who(peers=5)).spread


def test_somebody_who_only_joined_is_not_counted_beside_those_who_answered_twice() -> None:
    people = who(peers=5)["peers"]
    choice = choose(("peers",), "a", who(peers=6), footprint(people, 8, 10))
    assert choice.people == set(people)
    assert "Only people who also answered" in choice.note


def test_new_people_alone_are_shown_as_a_group_of_their_own() -> None:
    choice = choose(("peers",), "a", {"peers": ["x", "y", "z", "peers-0"]}, footprint(who(peers=5)["peers"], 8, 10))
    assert choice.people == {"x", "y", "z"}


def test_after_somebody_left_a_small_group_gets_no_figure() -> None:
    choice = choose(("peers",), "a", who(peers=4), footprint(who(peers=5)["peers"], 10, 12))
    assert not choice.people
    assert "could point at them" in choice.note


def test_after_somebody_left_a_large_group_gets_a_wide_range_around_the_first_one() -> None:
    choice = choose(("peers",), "a", who(peers=19), footprint(who(peers=20)["peers"], 37, 41))
    wide = max(choice.bands, key=lambda band: band[1] - band[0])
    # The one who left answered 1 to 4, the reader's own answer may have moved by 3.
    assert wide[0] <= 37 - 4 - 3
    assert wide[1] >= 41 - 1 + 3
    assert not choice.spread
    assert len(choice.bands) > 1


def test_somebody_who_changed_groups_is_not_counted_in_the_new_one() -> None:
    earlier = footprint(["mover", "team-0", "team-1"], 3, 7, unit=("team",))
    choice = choose(("peers",), "a", {"peers": ["mover", "a", "b", "c"]}, earlier)
    assert choice.people == {"a", "b", "c"}


def test_groups_that_were_merged_in_the_first_round_stay_merged() -> None:
    assert units_of({"peers": 5, "team": 5}, fixed=[("peers", "team")]) == (("peers", "team"),)
    assert units_of({"peers": 2, "team": 5}, fixed=[("peers",), ("team",)]) == (("team",),)


@pytest.mark.slow
def test_a_solver_finds_nothing_in_a_hundred_pairs_of_rounds() -> None:
    found = search360.search(search360.ours, range(100))
    assert not found.leaks, found.leaks[:3]
    assert found.figures > 300
    assert found.narrowest_answer == 1  # at least two whole answers remain, so the search is near the limit


@pytest.mark.everything
@pytest.mark.slow
def test_a_solver_finds_nothing_in_a_thousand_pairs_of_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    found = search360.search(search360.ours, range(1000))
    with capsys.disabled():
        print(f"\n360 privacy: {found}")  # noqa: T201 - the figures are the result
    assert not found.leaks, found.leaks[:3]
    assert found.narrowest_hidden_mean >= 0.5


@pytest.mark.slow
@pytest.mark.parametrize(
    "rule",
    [
        search360.plain_means,
        search360.groups_of_three_and_overall,
        search360.groups_of_three_to_half_a_step,
        search360.without_the_second_rule,
    ],
)
def test_the_solver_catches_the_usual_ways_of_publishing(rule: search360.Rule) -> None:
    assert search360.search(rule, range(40)).leaks

"""What a table of project and comparison pupils comes to: own gains, the same pupils, and nothing of too few."""

from __future__ import annotations

from statistics import mean, stdev

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.performance.model import Group, PupilPerformance, ValueUse
from npqml_widgets.documents.performance.results import (
    MERGED,
    PREMIUM,
    project_pupils_of,
    read_performance_table,
    worked,
)
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from npqml_widgets.schooldata.tables import t_multiplier
from tests.npqml_widgets.documents.performance.tables import Pupil, as_csv, document_of, pupils, results_of

FOUND = pupils()
ROUTES: dict[Group, str] = {"project": "lot: place", "comparison": "lot: waiting"}


def own(route: str, *, middle: bool) -> list[Pupil]:
    """Return the pupils of a route who have a start and an end, and a middle where that is asked for."""
    return [
        pupil
        for pupil in FOUND
        if pupil.route == route and isinstance(pupil.end, int) and (isinstance(pupil.middle, int) or not middle)
    ]


def gains(found: list[Pupil]) -> list[float]:
    return [float(pupil.end) - float(pupil.start) for pupil in found]


@pytest.mark.parametrize("counted", ["three", "ends"])
def test_a_gain_is_that_of_the_pupils_own_marks_with_its_interval(counted: str) -> None:
    document = document_of(FOUND, PupilPerformance(counted=counted))
    assert document.results is not None
    for side in document.results.groups:
        found = own(ROUTES[side.group], middle=counted == "three")
        assert side.gain == pytest.approx(mean(gains(found)))
        assert side.deviation == pytest.approx(stdev(gains(found)))
        half = t_multiplier(len(found)) * stdev(gains(found)) / len(found) ** 0.5
        assert side.interval == pytest.approx((mean(gains(found)) - half, mean(gains(found)) + half))


def test_the_difference_has_the_interval_of_two_groups() -> None:
    results = document_of(FOUND, PupilPerformance(counted="ends")).results
    assert results is not None
    ours, theirs = (gains(own(route, middle=False)) for route in ROUTES.values())
    error = (stdev(ours) ** 2 / len(ours) + stdev(theirs) ** 2 / len(theirs)) ** 0.5
    half = t_multiplier(min(len(ours), len(theirs))) * error
    assert results.difference == pytest.approx(mean(ours) - mean(theirs))
    assert results.interval == pytest.approx((mean(ours) - mean(theirs) - half, mean(ours) - mean(theirs) + half))


def test_the_same_pupils_stand_at_each_point_unless_somebody_wants_it_otherwise() -> None:
    three, ends = (document_of(FOUND, PupilPerformance(counted=counted)).results for counted in ("three", "ends"))
    assert three is not None
    assert ends is not None
    assert all(len({cell.pupils for cell in side.cells}) == 1 for side in three.groups)
    assert any(len({cell.pupils for cell in side.cells}) > 1 for side in ends.groups)
    assert all(side.cells[0].pupils == side.cells[2].pupils for side in ends.groups)


def test_who_is_missing_is_counted_at_each_point() -> None:
    results = document_of(FOUND).results
    assert results is not None
    for side in results.groups:
        group = [pupil for pupil in FOUND if pupil.route == ROUTES[side.group]]
        assert side.listed == len(group)
        assert side.marked == tuple(
            sum(isinstance(getattr(pupil, point), int) for pupil in group) for point in ("start", "middle", "end")
        )
    assert results.out == 3
    assert results.undecided == 0


def test_a_value_that_few_pupils_have_is_not_kept() -> None:
    document = document_of(FOUND)
    assert [use.value for use in document.values] == [MERGED, "lot: place", "lot: waiting"]
    assert "decision" not in str(to_plain(document))


def test_groups_are_merged_by_giving_their_values_one_meaning() -> None:
    found = [evolve(pupil, route=f"Tutor {number % 3}" if pupil.route == "lot: place" else pupil.route)
             for number, pupil in enumerate(FOUND)]  # fmt: skip
    start = PupilPerformance(values=tuple(ValueUse(f"Tutor {number}", "project") for number in range(3)))
    assert document_of(found, start).results == evolve(document_of(FOUND)).results


def test_a_group_under_the_limit_is_hidden_with_what_would_tell_its_size() -> None:
    few = PupilPerformance(values=(ValueUse(MERGED, "comparison"),))
    results = document_of(pupils(places=24, waiting=5, decided=0), few).results
    assert results is not None
    side = results.comparison
    assert (side.listed, side.gain, side.deviation, side.marked) == (None, None, None, ())
    assert results.difference is None
    assert (results.out, results.undecided, results.roll.pupils) == (None, None, 0)


def test_a_group_of_whom_too_few_are_counted_has_its_numbers_missing_and_no_average() -> None:
    found = [evolve(pupil, end="A" if pupil.route == "lot: waiting" else pupil.end) for pupil in FOUND]
    results = document_of(found).results
    assert results is not None
    assert results.comparison.listed == 24
    assert results.comparison.gain is None
    assert results.comparison.marked[2] == 0


def test_gains_by_pupil_premium_are_hidden_on_both_sides_where_one_is_small() -> None:
    few = iter(range(100))
    found = [evolve(pupil, pp="Y" if pupil.route != "lot: place" or next(few) < 4 else "N") for pupil in FOUND]
    parts = {(part.group, part.who): part for part in results_of(found).parts}
    assert parts["project", PREMIUM].pupils is None
    assert parts["project", "Others"].pupils is None
    assert parts["comparison", PREMIUM].pupils is not None


def test_marks_only_at_the_start_and_the_end_make_a_gain_without_a_middle() -> None:
    table = read_performance_table(as_csv(FOUND), "made.csv")
    fields = tuple("" if field == "middle" else field for field in table.fields)
    results = worked(PupilPerformance(), project_pupils_of(table, fields)).results
    assert results is not None
    assert results.project.cells[1].mean is None
    assert results.project.gain is not None


def test_a_table_without_pupils_numbers_has_a_pupil_in_each_row() -> None:
    table = read_performance_table(as_csv(FOUND), "made.csv")
    fields = tuple("" if field in ("id", "forename", "surname") else field for field in table.fields)
    results = worked(document_of(FOUND), project_pupils_of(table, fields)).results
    assert results is not None
    assert results.groups == results_of(FOUND).groups


def test_a_pupil_who_stands_there_twice_counts_once() -> None:
    document = document_of([*FOUND, FOUND[0]])
    assert document.results is not None
    assert document.results.roll.repeated == 1
    assert document.results.groups == results_of(FOUND).groups


def test_what_cannot_be_a_comparison_is_refused_in_words() -> None:
    table = read_performance_table(as_csv(FOUND), "made.csv")
    with pytest.raises(Refused, match="who is a project pupil"):
        project_pupils_of(table, ["id"] + [""] * 4 + ["start", "", "end", ""])
    with pytest.raises(Refused, match="A gain needs two marks"):
        project_pupils_of(table, ["id", "", "", "group", "", "start", "", "", ""])
    with pytest.raises(Refused, match="hardly any numbers"):
        project_pupils_of(table, ["id", "start", "", "group", "", "", "", "end", ""])
    with pytest.raises(Refused, match="row of headings"):
        read_performance_table(b"Colour,Size\nred,4\nblue,5\n", "other.csv")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["lot: place", "lot: waiting", "decision"]), st.sampled_from("YN"),
            st.integers(0, 40), st.none() | st.integers(0, 40), st.none() | st.integers(0, 40),
        ),
        min_size=1, max_size=60,
    ),
    st.sampled_from(["three", "ends"]),
    st.integers(3, 10),
)  # fmt: skip
def test_no_number_speaks_of_fewer_pupils_than_the_limit_nor_do_two_of_them(rows, counted, limit) -> None:
    found = [
        Pupil(f"{number}", "", "", route, pp, start, "" if middle is None else middle, "" if end is None else end)
        for number, (route, pp, start, middle, end) in enumerate(rows)
    ]
    try:
        results = document_of(found, PupilPerformance(counted=counted, limit=limit)).results
    except Refused:  # a column with hardly any number
        return
    assert results is not None
    for side in results.groups:
        assert all((cell.pupils is None) == (cell.mean is None) for cell in side.cells)
        assert all(cell.pupils is None or cell.pupils >= limit for cell in side.cells)
        own_parts = [part for part in results.parts if part.group == side.group]
        shown = [part for part in own_parts if part.pupils is not None]
        # Start and end stand on the same pupils, and parts on these: what is not shown is nobody, or enough of them.
        assert side.cells[0].pupils == side.cells[2].pupils
        assert all(part.pupils >= limit for part in shown)
        rest = (side.cells[0].pupils or 0) - sum(part.pupils for part in shown)
        assert not shown or rest == 0 or rest >= limit

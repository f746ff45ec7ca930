"""The model: three points, two groups, nothing of too few; typed averages are hidden where they are of too few."""

from __future__ import annotations

import pytest
from attrs import evolve

from npqml_widgets.documents.performance.model import (
    Cell,
    Measured,
    Point,
    PupilPerformance,
    Results,
    Typed,
    shown,
)
from tests.npqml_widgets.documents.performance.tables import document_of, pupils


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: PupilPerformance(points=(Point(),)), "expected 3"),
        (lambda: Measured("project", (Cell(),)), "expected 3"),
        (lambda: Results(groups=(Measured("comparison"), Measured("project"))), "and then the comparison pupils"),
        (lambda: Cell(2, 1.0), ">= 3"),
        (lambda: Cell(6, float("nan")), "expected a number"),
        (lambda: Cell(6), "expected both"),
        (lambda: Cell(mean=1.0), "expected both"),
        (lambda: Measured("project", listed=9, marked=(9, 9)), "expected 3: one each"),
        (lambda: Measured("project", marked=(9, 9, 9)), "one each"),
        (lambda: PupilPerformance(limit=2), ">= 3"),
        (lambda: PupilPerformance(scale="made up"), "must be in"),
        (lambda: Typed("project", "never"), "must be in"),
    ],
)
def test_what_cannot_be_is_refused(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_a_gain_needs_a_start_and_an_end_and_its_interval_a_spread() -> None:
    cells = (Cell(24, 10.0), Cell(), Cell(24, 18.0))
    assert Measured("project", cells).gain == 8
    assert Measured("project", cells).interval is None
    low, high = Measured("project", cells, 4.0).interval or (0, 0)
    assert (low, high) == pytest.approx((8 - 2.0687 * 4 / 24**0.5, 8 + 2.0687 * 4 / 24**0.5), abs=1e-4)
    assert Measured("project", (Cell(), Cell(24, 9.0), Cell(24, 18.0)), 4.0).gain is None


def test_two_groups_differ_by_the_gains_and_not_by_the_ends() -> None:
    ours = Measured("project", (Cell(24, 10.0), Cell(), Cell(24, 18.5)), 4.0)
    theirs = Measured("comparison", (Cell(24, 12.0), Cell(), Cell(24, 17.0)), 4.0)
    results = Results(groups=(ours, theirs))
    assert results.difference == pytest.approx(3.5)
    low, high = results.interval or (0, 0)
    assert (round(low, 1), round(high, 1)) == (1.1, 5.9)  # as the page works it out by hand


def test_typed_averages_take_the_place_of_the_table_and_small_ones_are_hidden() -> None:
    document = evolve(
        document_of(pupils()),
        source="hand",
        typed=(
            Typed("project", "start", 24, 10.0),
            Typed("project", "end", 20, 18.0),
            Typed("comparison", "start", 5, 11.0),
            Typed("comparison", "end", None, 12.0),
        ),
    )
    results = shown(document)
    assert results is not None
    assert results.project.gain == 8
    assert results.project.interval is None
    assert results.comparison.cells == (Cell(), Cell(), Cell())
    assert shown(PupilPerformance(source="hand")) is None
    assert shown(evolve(document, source="pupils")) == document.results

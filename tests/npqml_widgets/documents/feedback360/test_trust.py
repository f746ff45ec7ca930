"""How far a figure can be trusted: limits of spread, agreement and reliability."""

from __future__ import annotations

from itertools import combinations_with_replacement
from statistics import stdev, variance

import pytest

from npqml_widgets.documents.feedback360.privacy import bands, is_split
from npqml_widgets.documents.feedback360.report import (
    Figure,
    Part,
)
from npqml_widgets.documents.feedback360.trust import agreement, reliability, reliability_words, variance_limits


@pytest.mark.parametrize("people", [5, 6, 7, 8, 10])
def test_limits_of_spread_hold_for_every_set_of_answers_and_are_reached(people: int) -> None:
    seen: dict[tuple[tuple[int, int], bool], list[float]] = {}
    for answers in combinations_with_replacement((1, 2, 3, 4), people):
        band = next(one for one in bands(people) if one[0] <= sum(answers) <= one[1])
        seen.setdefault((band, is_split(answers)), []).append(variance(answers))
    for (band, split), found in seen.items():
        figure = Figure("a", people, round(band[0] / people, 4), round(band[1] / people, 4), split)
        assert variance_limits(figure) == pytest.approx((min(found), max(found)))


def test_agreement_is_r_wg_against_answers_spread_evenly_over_four_ratings() -> None:
    assert agreement(0) == 1
    assert agreement(variance([1, 1, 2, 2, 3])) == pytest.approx(1 - 0.7 / 1.25)
    assert agreement(stdev([1, 1, 4, 4]) ** 2) == 0


def test_reliability_follows_spearman_brown_with_the_sourced_figures() -> None:
    found = [reliability(group, 3) for group in ("team", "peers", "manager")]
    assert found == pytest.approx([0.56, 0.64, 0.75], abs=0.005)
    assert "needs 6" in reliability_words(Part(("team",), 3, 3))
    assert "no figure was found" in reliability_words(Part(("peers", "team"), 6, 6))

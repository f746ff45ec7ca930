"""Six pupils of whom the usual ways to choose three choose others."""

from __future__ import annotations

import pandas as pd
import pytest

from npqml_widgets.schooldata.six import six_pupils, tells_apart


def test_each_way_to_choose_three_of_the_six_pupils_chooses_its_own(pupils: pd.DataFrame) -> None:
    six = six_pupils(pupils, "Start", "End")
    progress, from_start = six["End"] - six["Estimate"], six["End"] - six["Start"]
    assert six.index.tolist() == list("abcdef")
    assert six["Name"].is_unique
    assert six["Estimate"].isna().sum() == 1
    least = set(progress.nsmallest(3).index)
    others = (six["End"].nsmallest(3), six["End"].nlargest(3), progress.nlargest(3), from_start.nsmallest(3))
    assert all(least != set(other.index) for other in others)
    assert tells_apart(list(zip(six["End"], progress, from_start, strict=True)))


NAN = float("nan")
SIX = [(1, 5, -90), (2, -4, -70), (3, -3, -99), (9, -2, -80), (8, 4, -95), (2.5, NAN, NAN)]
"""Result, progress, result less start: least progress 1 2 3, lowest 0 1 5, less start 0 2 4, most progress 0 3 4."""


@pytest.mark.parametrize(
    ("place", "one", "told"),
    [
        (0, SIX[0], True),
        (5, (2.5, 0, -60), False),  # nobody without a start
        (3, (2.7, -2, -80), True),
        (4, (8, -2, -95), False),  # the third and the fourth least made the same progress
        (4, (8, 4, -60), True),
        (0, (9.5, 5, -60), False),  # the three lowest less their start are then those with the least progress
    ],
)
def test_six_pupils_tell_ways_apart_or_not(place: int, one: tuple[float, float, float], told: bool) -> None:
    six = [*SIX[:place], one, *SIX[place + 1 :]]
    if not told and place == 0:
        six[4] = (8, 4, -60)
    assert tells_apart(six) == told

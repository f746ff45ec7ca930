"""What an export comes to: right numbers, and none from which fewer pupils than the limit could be found out."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.rawdata.model import Estimate, RawData, Results
from npqml_widgets.documents.rawdata.results import results_of, to_hide
from npqml_widgets.schooldata.hiding import TOTAL, small_cells, worked_out

ESTIMATES = (Estimate(80.0, 2.0), Estimate(100.0, 5.0))


def rows(count: int, share: float = 0.4, seed: int = 1) -> pd.DataFrame:
    rng = random.Random(seed)
    starts = [float(rng.randint(82, 118)) for _ in range(count)]
    return pd.DataFrame(
        {
            "start": starts,
            "result": [float(min(9, max(0, round((start - 80) / 5 + rng.gauss(0, 1))))) for start in starts],
            "pp": ["Y" if rng.random() < share else "N" for _ in starts],
            "target": [5.0] * count,
        }
    )


def results(found: pd.DataFrame, **settings_: object) -> Results:
    return results_of(RawData(standard=4, estimates=ESTIMATES, **settings_), found)  # type: ignore[arg-type]


def test_the_numbers_are_those_that_a_calculator_gives() -> None:
    found = rows(100)
    worked = results(found)
    progress = found["result"] - np.where(found["start"] < 100, 2.0, 5.0)
    assert worked.reached[-1].share == pytest.approx(100 * (found["result"] >= 4).mean())
    assert worked.progress == pytest.approx(progress.mean())
    own = progress[found["pp"] == "Y"]
    assert worked.interval.mean == pytest.approx(own.mean())
    assert worked.interval.high == pytest.approx(own.mean() + 1.96 * own.std() / len(own) ** 0.5)
    both = found.groupby("pp")["result"].mean()
    assert worked.gap.overall == pytest.approx(both["Y"] - both["N"])


def test_each_pupils_own_target_may_be_the_standard() -> None:
    found = rows(60)
    assert results(found, against="target").reached[-1].reached == int((found["result"] >= 5).sum())


def test_a_group_that_is_too_small_gets_no_gap_no_interval_and_no_count() -> None:
    found = rows(40, share=0)
    found.loc[:3, "pp"] = "Y"
    worked = results(found)
    assert (worked.gap.overall, worked.interval.mean, worked.interval.pupils) == (None, None, None)
    assert all(line.pupils is None for line in worked.reached[:2])


def test_the_number_of_a_group_is_not_given_where_it_would_tell_how_few_have_no_start() -> None:
    found = rows(80)
    found.loc[found.index[found["pp"] == "Y"][:2], "start"] = np.nan
    worked = results(found)
    assert worked.gap.overall is not None
    assert worked.interval.mean is not None
    assert (worked.gap.pupils, worked.interval.pupils, worked.interval.deviation) == (None, None, None)


def test_everybodys_interval_is_not_given_beside_a_group_that_all_but_a_few_are_in() -> None:
    found = rows(40, share=1)
    found.loc[:2, "pp"] = "N"
    assert results(found).interval.mean is None


def test_a_single_small_band_takes_another_with_it() -> None:
    found = rows(7)
    shown = [band.pupils for band in results(found).bands]
    assert shown.count(None) != 1
    assert all(pupils is None or pupils >= 6 for pupils in shown)


def test_the_lowest_and_the_highest_band_have_no_end() -> None:
    bands = results(rows(100)).bands
    assert bands[0].start.startswith("up to ")
    assert bands[-1].start.endswith(" or more")


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(3, 10))
def test_no_count_under_the_limit_can_be_found_out_of_what_is_shown(counts: list[int], limit: int) -> None:
    table = pd.DataFrame([counts[:2], counts[2:]], index=["A", "B"], columns=["Yes", "No"])
    table[TOTAL] = table.sum(axis=1)
    table.loc[TOTAL] = table.sum()
    hidden = to_hide(table, limit)
    assert set(small_cells(table, limit)) <= hidden
    assume(sum(counts) >= limit)
    assert worked_out(table, hidden, limit) == []


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 60), st.floats(0, 1), st.integers(0, 5), st.integers(3, 12))
def test_whatever_comes_no_shown_number_speaks_of_fewer_pupils_than_the_limit(count, share, missing, limit) -> None:
    found = rows(count, share, seed=count)
    found.loc[: missing - 1, "start"] = np.nan
    worked = results(found, limit=limit)
    numbers = [worked.gap.pupils, worked.gap.others, worked.interval.pupils, *(band.pupils for band in worked.bands)]
    numbers += [number for line in worked.reached[:-1] for number in (line.reached, line.short, line.pupils)]
    assert all(number is None or number == 0 or number >= limit for number in numbers)


def test_of_fewer_pupils_than_the_limit_nothing_is_shown() -> None:
    worked = results(rows(5))
    assert [(line.reached, line.short, line.pupils) for line in worked.reached] == [(None, None, None)]
    assert all(band.pupils is None for band in worked.bands)
    assert (worked.progress, worked.gap.overall, worked.interval.mean) == (None, None, None)


def test_without_a_result_there_is_nothing_but_the_roll() -> None:
    assert results_of(RawData(), pd.DataFrame({"pp": ["Y", "N"]})) == Results()

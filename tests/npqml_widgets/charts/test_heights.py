from __future__ import annotations

import pandas as pd
import pytest

from npqml_widgets.charts.draw import bar
from npqml_widgets.charts.facts import facts
from npqml_widgets.charts.heights import bars, bars_show, left_out, wrong_bars

SHARES = pd.Series({"Pupil premium": 27.0, "Not pupil premium": 64.0, "Girls": 56.0})


def drawn(values: dict[str, float]) -> dict:
    return facts(bar(values, title="Girls: 56%", value_label="Share", category_label=""))


def test_a_chart_made_with_the_form_has_no_heights_to_compare():
    form = {"categories": list(SHARES.index), "series": [{"label": "Share", "values": []}]}
    assert (bars(form, SHARES), wrong_bars(form, SHARES), left_out(form, SHARES), bars_show(form, SHARES)) == (
        {},
        [],
        [],
        False,
    )


@pytest.mark.parametrize(
    "names", [("Pupil premium", "Not pupil premium"), ("PP", "non-PP"), ("pupil-premium pupils", "Not PP")]
)
def test_bars_are_known_by_the_groups_usual_names_and_may_be_exact_or_rounded(names):
    chart = drawn({names[0]: 27.3, names[1]: 64.2, "girls": 56})
    assert wrong_bars(chart, SHARES) == left_out(chart, SHARES) == []
    assert bars_show(chart, SHARES)


def test_a_bar_of_another_height_or_of_nobody_is_named():
    chart = drawn({"Pupil premium": 1, "Not pupil premium": 64, "Girls": 56, "Everybody": 50})
    assert wrong_bars(chart, SHARES) == ["Pupil premium", "Everybody"]
    assert not bars_show(chart, SHARES)


def test_a_missing_bar_is_named():
    assert left_out(drawn({"Not pupil premium": 64, "Girls": 56}), SHARES) == ["Pupil premium"]
    assert wrong_bars(drawn({"Pupil premium": float("nan"), "Girls": 56}), SHARES) == ["Pupil premium"]

"""The drawn trend of the leadership reflection: 1 stands above 4, and words and table say the same."""

from __future__ import annotations

from datetime import date

import numpy as np

from npqml_widgets.documents.reflection.charts import trend_chart, trend_sentence, trend_table
from npqml_widgets.documents.reflection.model import Reflection, Reflections, behaviours


def kept(*ratings: dict[str, int]) -> Reflections:
    return Reflections("", tuple(Reflection(date(2026, month, 2), one) for month, one in enumerate(ratings, 1)))


def test_one_is_drawn_above_four_and_a_rating_left_out_is_a_gap():
    chart = trend_chart(kept({"respect": 1, "awareness": 4}, {"respect": 4}))
    panels = {panel.texts[0].get_text(): panel for panel in chart.axes if panel.texts}
    assert list(panels) == [one.name for one in behaviours()]
    for panel in panels.values():
        low, high = panel.get_ylim()
        assert low > 4
        assert high < 1
        assert [one.get_text() for one in panel.get_yticklabels()] == ["1 high", "2", "3", "4 low"]
    drawn = panels["Awareness"].lines[0].get_ydata()
    assert drawn[0] == 4
    assert np.isnan(drawn[1])


def test_words_and_table_say_the_same_as_the_picture():
    found = kept({"respect": 1, "awareness": 4, "integrity": 2}, {"respect": 4, "awareness": 2, "integrity": 2})
    assert trend_sentence(found).endswith("Rated more than once: 3. Higher than at first: 1; lower: 1; the same: 1.")
    assert list(trend_table(found).loc["Awareness"]) == ["4", "2"]
    assert list(trend_table(found).loc["Commitment"]) == ["", ""]
    assert trend_sentence(kept({"respect": 1})).endswith("No behaviour has been rated twice yet.")

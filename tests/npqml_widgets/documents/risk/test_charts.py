"""The pictures of a risk register: sentence, numbers and picture say the same, and colour says nothing alone."""

from __future__ import annotations

import re
from datetime import timedelta

from attrs import evolve

from npqml_widgets.charts.style import INK
from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.charts import (
    MOST_DRAWN,
    SHADES,
    heat_map_figure,
    movement_figure,
    score_over_time_figure,
)
from npqml_widgets.documents.risk.model import Register
from tests.npqml_widgets.documents.risk.risks import BUDGET, NOON, POSTS, SOUND


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_heat_maps_name_the_risks_that_stand_on_each_cell_before_and_with_controls():
    words = heat_map_figure(SOUND).words
    assert "Before controls 1 of 2 rated open risks are above the appetite of 6" in words
    assert re.search(r"Likelihood 4, impact 4 +16 +R1 *$", words, re.MULTILINE)
    assert re.search(r"Likelihood 2, impact 4 +8 +R1$", words, re.MULTILINE)


def test_a_heat_map_without_any_risk_is_drawn_and_says_so():
    assert "0 of 0 rated open risks" in heat_map_figure(Register()).words


def test_risks_that_are_not_rated_are_named():
    half = evolve(POSTS, residual_impact=None)
    words = heat_map_figure(evolve(SOUND, risks=(half, BUDGET))).words
    assert "After controls 0 of 1 rated open risks are above the appetite of 6, the highest score is 4, 1 not" in words


def test_what_stands_in_a_cell_can_be_read_on_every_shade_and_shades_grow_darker():
    assert all(contrast(shade, INK) >= 4.5 for shade in SHADES[:-1])
    assert contrast(SHADES[-1], "#ffffff") >= 4.5
    assert [luminance(one) for one in SHADES] == sorted(map(luminance, SHADES), reverse=True)


def test_the_movement_has_both_scores_of_each_risk_highest_first():
    words = movement_figure(SOUND).words
    assert "lower for 1, the same for 1, higher for 0" in words
    assert words.index("R1") < words.index("R2")


def test_of_many_risks_the_highest_are_drawn_and_the_table_has_all():
    many = tuple(evolve(POSTS, id=f"R{n}") for n in range(MOST_DRAWN + 5))
    shown = movement_figure(evolve(SOUND, risks=many))
    assert f"The {MOST_DRAWN} highest are drawn" in shown.words
    assert shown.html.count("<tr>") == len(many) + 1


def test_without_a_rated_risk_there_is_no_picture_of_movement():
    assert movement_figure(Register()) is None


def test_a_risk_s_scores_over_time_begin_with_the_oldest():
    risk = changed(evolve(POSTS, added=NOON), NOON + timedelta(days=20), residual_impact=2)
    words = score_over_time_figure(risk).words
    assert (
        "R1: since 22 March 2026 before controls 16 and after controls 4. Earlier scores are in the table: 1." in words
    )
    assert words.index("02/03/2026") < words.index("22/03/2026")


def test_a_risk_that_was_never_rated_has_no_picture():
    assert score_over_time_figure(evolve(BUDGET, inherent_impact=None, residual_impact=None, added=NOON)) is None

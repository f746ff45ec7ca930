from __future__ import annotations

import pytest

from npqml_widgets.charts.groupnames import counterparts, mentions

GROUPS = ["Pupil premium", "Not pupil premium", "Girls", "Boys", "EAL", "English first language", "Year 3 (new)"]
NAMED = {
    "PP, pupil-premium and pupils premium": ["Pupil premium"] * 3,
    "P.P. girl": ["Pupil premium", "Girls"],
    "non-PP, not on pupil premium, no PP, pupils who are not disadvantaged": ["Not pupil premium"] * 4,
    "cowboys, girlish, really, meal, app, PPE, EALs": [],
    "boys’ and girls' results": ["Boys", "Girls"],
    "not EAL, first language English": ["English first language"] * 2,
    "English as an additional language": ["EAL"],
    "year 3 (new)": ["Year 3 (new)"],
    "Girls, the others, and in other words the rest": ["Girls", "Boys", "Boys"],
    "Others than EAL": ["English first language", "EAL"],
    "The others": [],
}


@pytest.mark.parametrize("text", NAMED)
def test_groups_are_found_by_their_usual_names_and_whole_words_only(text):
    assert [one.group for one in mentions(text, GROUPS)] == NAMED[text]


def test_a_group_is_measured_against_its_counterpart_or_against_everybody_else():
    assert counterparts("EAL", GROUPS) == ["English first language"]
    assert counterparts("Year 3 (new)", GROUPS) == GROUPS[:-1]

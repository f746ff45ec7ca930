"""The names and words that notebooks are written with."""

from __future__ import annotations

import attrs
import pytest

from npqml.madeup.pupils import draw
from npqml.madeup.pupils.measures import measure


@pytest.mark.parametrize(
    ("phase", "baseline", "outcome", "standard", "unit"),
    [
        ("primary", "KS1 Maths", "KS2 Maths", 100, "point"),
        ("secondary", "KS2 Average", "GCSE Maths", 5, "grade"),
        ("special", "Start", "End", "Target", "step"),
    ],
)
def test_each_phase_has_its_columns_and_unit(phase, baseline, outcome, standard, unit):
    names = measure(phase)
    assert (names.baseline, names.outcome, names.standard, names.unit) == (baseline, outcome, standard, unit)
    assert {baseline, outcome} <= set(draw(phase, 30, seed=1).columns)


def test_all_values_can_be_parameters_of_a_notebook():
    for phase in ("primary", "secondary", "special"):
        assert all(isinstance(value, (str, int)) for value in attrs.asdict(measure(phase)).values())


def test_made_up_comparisons_say_so():
    assert "national" in measure("secondary").comparison_words
    for phase in ("primary", "special"):
        assert "made-up" in measure(phase).comparison_words


def test_an_unknown_phase_is_refused():
    with pytest.raises(ValueError, match="'nursery'; expected one of primary, secondary, special"):
        measure("nursery")

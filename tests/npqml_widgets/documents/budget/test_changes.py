"""Changes give a new budget and leave everything else as it was."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.budget.changes import line_of, next_id, with_line, with_rate, without_line, without_rate
from npqml_widgets.documents.budget.model import Line, Rate
from tests.npqml_widgets.documents.budget.budgets import COVER, LICENCE, SOUND, TUTORS, YEAR_RATES


def test_a_line_takes_the_place_of_the_one_with_its_id_or_comes_last() -> None:
    dearer = evolve(LICENCE, price=2_000)
    assert with_line(SOUND, dearer).lines == (TUTORS, dearer, COVER)
    assert with_line(SOUND, Line("L9")).lines == (*SOUND.lines, Line("L9"))
    assert without_line(SOUND, "L2").lines == (TUTORS, COVER)
    assert line_of(SOUND, "L3") == COVER
    assert line_of(SOUND, "L9") is None


def test_a_rate_is_put_in_its_place_or_taken_out() -> None:
    other = evolve(YEAR_RATES[2], percent=0)
    assert with_rate(SOUND, other).rates[2] == other
    assert without_rate(SOUND, "R3").rates == (*YEAR_RATES[:2], *YEAR_RATES[3:])


def test_a_new_id_is_higher_than_all_that_were_given() -> None:
    assert next_id((Line("L2"), Line("mine"), Line("L10")), "L") == "L11"
    assert next_id((), "L") == "L1"
    assert next_id((Rate("R7"),), "R") == "R8"

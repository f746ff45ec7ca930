"""What a budget cannot be, in words."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.budget.budgets import SOUND


def test_two_lines_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two lines have the ID L1"):
        Budget(lines=(Line("L1"), Line("L1")))


def test_two_rates_of_a_kind_cannot_begin_on_one_day_but_may_wait_for_one() -> None:
    with pytest.raises(ValueError, match="two rates of the kind National Insurance begin on 06/04/2026"):
        Budget(rates=tuple(Rate(key, "insurance", date(2026, 4, 6)) for key in ("R1", "R2")))
    assert Budget(rates=(Rate("R1", "insurance"), Rate("R2", "insurance"))).rates


def test_a_number_of_pupils_is_not_below_nought() -> None:
    with pytest.raises(ValueError, match="places is -1, expected a number of pupils"):
        Budget(places=-1)


def test_an_empty_budget_can_be_made_and_a_whole_one_comes_back_from_plain_data() -> None:
    assert Budget().lines == ()
    assert from_plain(to_plain(SOUND), Budget) == SOUND

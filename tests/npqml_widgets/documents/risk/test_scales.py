"""Every grid has its own words."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.scales import SIZES


@pytest.mark.parametrize("size", SIZES)
def test_every_grid_has_its_own_words_for_each_level(size: int) -> None:
    register = Register(size=size)
    for words in (register.likelihood, register.impact):
        assert len(words) == len(set(words)) == size
    assert register.appetite < size**2

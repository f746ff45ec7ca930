"""The raters and rules of a 360 round."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from npqml_widgets.documents.feedback360.model import new_round, promises
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.feedback360.asked360 import (
    ASKED,
)


def test_a_round_needs_one_self_and_somebody_else() -> None:
    for people in ({}, {"a": "self"}, {"a": "peers", "b": "team"}, {"a": "self", "b": "self"}):
        with pytest.raises(Refused, match="exactly one rater in the group self"):
            new_round("autumn", "leader-7", people, opened=date(2026, 9, 7))


def test_the_rules_of_a_round_say_how_the_line_manager_is_shown() -> None:
    assert any("never shown on their own" in line for line in promises(ASKED))
    assert any("agreed before the round" in line for line in promises(evolve(ASKED, manager_named=True)))
    assert "1 (high" in promises(ASKED)[0]

"""Without the key no answer is called the sponsor's, and the example counts for nobody."""

from __future__ import annotations

from typing import get_args

from attrs import evolve

from npqml_widgets.documents.sponsor.seal import EXAMPLE
from npqml_widgets.documents.sponsor.verdict import HEADINGS, State, Verdict, unchecked
from tests.npqml_widgets.documents.sponsor.sponsors import SHEET, answered, sealed


def test_a_candidate_s_page_never_says_more_than_not_verified() -> None:
    assert unchecked(SHEET).state == "none"
    for received in (sealed(), sealed(key="")):
        found = unchecked(answered(received))
        assert found.state == "unchecked"
        assert "not verified" in found.heading
        assert not found.counts


def test_the_example_is_called_one() -> None:
    found = unchecked(answered(evolve(sealed(), seal=EXAMPLE)))
    assert (found.state, found.counts) == ("example", False)


def test_each_state_has_its_words_and_only_two_count() -> None:
    assert list(HEADINGS) == list(get_args(State))
    assert {state for state in HEADINGS if Verdict(state).counts} == {"checked", "confirmed"}
    named = {state for state, words in HEADINGS.items() if "sponsor's comments" in words}
    assert named == {"checked", "confirmed", "changed since"}

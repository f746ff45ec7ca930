"""Keys are all different, and a seal fits one text and one key alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.sponsor.seal import EXAMPLE, check_key, fits, new_key, number_of, seal_of
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.sponsors import KEY, OTHER_KEY


def test_every_key_is_another_and_what_is_none_is_refused() -> None:
    assert len({new_key() for _ in range(100)}) == 100
    check_key(new_key())
    for wrong in ("", KEY[:-1], KEY + "0", KEY.upper(), "g" * 32):
        with pytest.raises(Refused, match="expected 32 of 0 to 9 and a to f"):
            check_key(wrong)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_seal_fits_the_text_that_it_was_made_for(text: str, other: str) -> None:
    seal = seal_of(text, KEY)
    assert fits(text, seal, KEY)
    assert fits(other, seal, KEY) == (other == text)
    assert not fits(text, seal, OTHER_KEY)
    assert not fits(text, EXAMPLE, KEY)


def test_the_seal_and_the_number_are_the_standard_ones_over_the_text() -> None:
    """HMAC and hash as any other program works them out, so that the page's own can be held against them."""
    assert number_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(seal_of("abc", KEY)) == 64

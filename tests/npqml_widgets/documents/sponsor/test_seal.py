"""A key is read however it is typed, a slip is found, and a seal fits one text and one key alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.shared.digits import ALPHABET
from npqml_widgets.documents.sponsor.seal import EXAMPLE, fits, key_of, new_key, number_of, seal_of
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.sponsors import KEY, OTHER_KEY


def test_a_key_is_read_however_it_is_typed() -> None:
    assert key_of(KEY) == key_of("7ow7 reOd 75te 347f jbnj") == key_of(f" {KEY.replace('-', '')}\n")
    assert key_of(new_key()) != key_of(new_key())


@settings(deadline=None)
@given(st.integers(0, 19), st.sampled_from(ALPHABET))
def test_a_slip_in_a_key_is_found(place: int, digit: str) -> None:
    digits = KEY.replace("-", "")
    typed = digits[:place] + digit + digits[place + 1 :]
    if typed != digits:
        with pytest.raises(Refused, match="has a mistake in it"):
            key_of(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "20 letters and figures; found 0"),
        (KEY[:-2], "found 18"),
        (KEY + "5", "found 21"),
        ("U" + KEY[1:], "has a mistake"),
    ],
)
def test_what_is_no_key_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        key_of(typed)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_seal_fits_the_text_that_it_was_made_for(text: str, other: str) -> None:
    seal = seal_of(text, KEY)
    assert fits(text, seal, KEY.lower())
    assert fits(other, seal, KEY) == (other == text)
    assert not fits(text, seal, OTHER_KEY)
    assert not fits(text, EXAMPLE, KEY)


def test_the_seal_and_the_number_are_the_standard_ones_over_the_text() -> None:
    """HMAC and hash as any other program works them out, so that the page's own can be held against them."""
    assert number_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(seal_of("abc", KEY)) == 64

"""A rater's answers travel as a code or a file, whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.codes import read_code, read_file, to_code, to_file
from npqml_widgets.documents.feedback360.model import ALPHABET
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.feedback360.asked360 import (
    ASKED,
    from_rater,
    modest,
    ratings,
    texts,
)


@given(ratings, st.booleans())
@modest
def test_a_code_brings_the_ratings_back(given_: dict[str, int], declined: bool) -> None:
    answers = from_rater("p1", ratings={} if declined else given_, declined=declined)
    code = to_code(answers, ASKED.questionnaire)
    assert read_code(code, ASKED.questionnaire, ASKED.tag) == answers
    assert (
        read_code(f" {code.lower().replace('-', ' ').replace('0', 'o')}\n", ASKED.questionnaire, ASKED.tag) == answers
    )


@given(ratings, st.data())
@modest
def test_one_wrong_character_or_two_swapped_ones_in_a_code_are_always_found(
    given_: dict[str, int], data: st.DataObject
) -> None:
    code = to_code(from_rater("p1", ratings=given_), ASKED.questionnaire).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(Refused):
                read_code(code[:place] + wrong + code[place + 1 :], ASKED.questionnaire, ASKED.tag)
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(Refused, match="a mistake in it"):
            read_code(swapped, ASKED.questionnaire, ASKED.tag)


@given(ratings, texts, st.booleans(), st.text(max_size=30))
@modest
def test_a_file_brings_ratings_and_comments_back(
    given_: dict[str, int], wrote: dict[str, str], declined: bool, reason: str
) -> None:
    answers = from_rater("p1", ratings=given_, texts=wrote, declined=declined, reason=reason)
    assert read_file(to_file(answers), ASKED.tag) == answers

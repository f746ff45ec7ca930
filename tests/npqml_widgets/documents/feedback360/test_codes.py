"""A rater's answers travel as a code or a file, whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.codes import (
    Answers,
    check_digits,
    read_code,
    read_file,
    split_codes,
    to_code,
    to_file,
)
from npqml_widgets.documents.feedback360.model import ALPHABET
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.feedback360.asked360 import (
    ASKED,
    IDS,
    QUESTIONS,
    from_rater,
    modest,
    rater,
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


@pytest.mark.slow
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


CODE = to_code(from_rater("p1", ratings={name: 1 + place % 4 for place, name in enumerate(IDS)}), ASKED.questionnaire)
OTHER = to_code(from_rater("p2", ratings={IDS[0]: 2}), ASKED.questionnaire)
MAILED = {
    "zero-width spaces": "\u200b".join(CODE),
    "soft hyphens": CODE.replace("-", "\u00ad-"),
    "true minus": CODE.replace("-", "\u2212"),
    "dashes": CODE.replace("-", " \u2013 "),
    "a full stop": f"{CODE}.",
    "quotation marks": f"\u201c{CODE}\u201d",
    "quoting": f"> {CODE}\r\n>",
    "line breaks": CODE[:12] + "=\n> " + CODE[12:],
    "no-break spaces": CODE.replace("-", "\xa0"),
    "full width": "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in CODE),
    "a byte order mark": f"\ufeff{CODE}",
    "underscores and stars": f"*{CODE.replace('-', '_')}*",
    "words before and behind": f"Dear Sam,\nhere is my code: {CODE}, thank you.\nSent from my phone",
    "the other direction": f"\u202e{CODE}\u202c",
}


@pytest.mark.parametrize("text", MAILED.values(), ids=MAILED)
def test_what_mail_puts_into_a_code_does_not_matter(text: str) -> None:
    assert read_code(text, ASKED.questionnaire, ASKED.tag) == read_code(CODE, ASKED.questionnaire, ASKED.tag)
    assert len(split_codes(text, ASKED.questionnaire, ASKED.tag)) == 1


@given(
    st.text(st.characters(categories=["Zs", "Pd", "Po", "Pi", "Pf", "Cf", "Cc", "Sm"]), max_size=3), st.integers(1, 9)
)
@modest
def test_no_space_stop_dash_or_invisible_character_changes_a_code(put_in: str, each: int) -> None:
    text = "".join(one + (put_in if place % each == 0 else "") for place, one in enumerate(CODE))
    assert read_code(text, ASKED.questionnaire, ASKED.tag) == read_code(CODE, ASKED.questionnaire, ASKED.tag)


@pytest.mark.parametrize("between", ["\n", " ", "\n> \n", ", ", "", "\nand the one of my colleague:\n"])
def test_two_codes_in_one_paste_are_two_and_one_that_is_wrong_stands_beside_them(between: str) -> None:
    both = split_codes(f"{CODE}{between}{OTHER}", ASKED.questionnaire, ASKED.tag)
    assert [read_code(one, ASKED.questionnaire, ASKED.tag).token for one in both] == [
        read_code(one, ASKED.questionnaire, ASKED.tag).token for one in (CODE, OTHER)
    ]
    with pytest.raises(Refused, match="There are 2 codes in it"):
        read_code(f"{CODE}{between}{OTHER}", ASKED.questionnaire, ASKED.tag)
    wrong = f"{OTHER[:-1]}{'A' if OTHER[-1] != 'A' else 'B'}"
    assert split_codes(f"Hello,\n{CODE}\n{wrong}\nBye", ASKED.questionnaire, ASKED.tag) == [CODE, wrong]


@pytest.mark.parametrize("cut", [CODE[:20], CODE[:10] + CODE[25:], CODE[:11] + "\u2026", CODE[:-1]])
def test_a_code_that_is_cut_off_says_so_with_how_much_there_is(cut: str) -> None:
    count = sum(map(str.isalnum, cut))
    whole = sum(map(str.isalnum, CODE))
    with pytest.raises(Refused, match=f"cut off or has lost a part: it has {count} of {whole} characters"):
        read_code(cut, ASKED.questionnaire, ASKED.tag)


def test_a_cut_code_whose_rest_passes_the_check_by_chance_says_so_too() -> None:
    # Of the forms' six letters about one in 30,000 makes such a code; the cut must be the last digit.
    given_ = {name: 1 + place % 4 for place, name in enumerate(IDS)}
    by_chance = next(
        code
        for number in range(1_000_000)
        if (code := to_code(Answers(ASKED.tag, _letters(number), given_), ASKED.questionnaire).replace("-", ""))
        and check_digits(code[:-5]) == code[-5:-1]
    )
    with pytest.raises(Refused, match=f"cut off or has lost a part: it has {len(by_chance) - 1} of {len(by_chance)}"):
        read_code(by_chance[:-1], ASKED.questionnaire, ASKED.tag)


def _letters(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(25, -1, -5))


def test_a_letter_that_no_code_has_is_named_where_the_check_does_not_fit() -> None:
    with pytest.raises(Refused, match="It holds U, which no code has"):
        read_code(f"{CODE[:5]}U{CODE[6:]}", ASKED.questionnaire, ASKED.tag)


def test_a_form_number_or_a_file_name_in_place_of_a_code_says_what_it_is() -> None:
    with pytest.raises(Refused, match="the number of the form, not the code"):
        read_code(f"{ASKED.tag}-{rater('p1').token}", ASKED.questionnaire, ASKED.tag)
    with pytest.raises(Refused, match="the name of a file"):
        read_code(f"360-answers-{ASKED.tag}-{rater('p1').token}.json", ASKED.questionnaire, ASKED.tag)


def test_a_file_that_a_mail_quotes_is_read_all_the_same() -> None:
    answers = from_rater("p1", ratings={IDS[0]: 4}, texts={QUESTIONS[0]: "More > less"})
    quoted = "\n".join(f"> > {line}" for line in to_file(answers).splitlines())
    assert read_file(f"On Monday p1 wrote:\n{quoted}\n", ASKED.tag) == answers

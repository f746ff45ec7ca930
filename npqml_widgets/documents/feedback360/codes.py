"""A rater's answers as they travel: a short code for the ratings, a file for ratings and comments.

A code is made of 32 digits that are hard to misread (no I, L, O, U): 4 for the round and its questions, 6 for the
rater's form, one for every two ratings, 4 that check the rest. The check is the number that the rest makes, modulo
the largest prime below 32**4: so one wrong digit, or two swapped neighbours, is always found, and of any other
mistake about one in a million is not. Comments are in the file only: a code of theirs would be too long to copy.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen, validators

from npqml_widgets.documents.feedback360.model import ALPHABET
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, Questionnaire, tidy
from npqml_widgets.documents.shared.mailed import json_in
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

PRIME = 1_048_573
DECLINED = "Z"  # stands for every pair of ratings of somebody who declines: no pair makes it
FILE_ABOUT = "npqml-360-answers-1"
_HEAD, _TOKEN, _CHECK = 4, 6, 4
_FORM_NUMBER = re.compile(r"360-(?:answers|form)-", re.IGNORECASE)
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


_texts: Any = validators.deep_mapping(
    key_validator=validators.max_len(40), value_validator=validators.max_len(LONGEST_TEXT)
)
_ratings: Any = validators.deep_mapping(
    key_validator=validators.max_len(40), value_validator=validators.in_((1, 2, 3, 4))
)


def _tidy_all(texts: Mapping[str, str]) -> dict[str, str]:
    """Return comments as they are kept; one that holds nothing is none, whichever form it came in."""
    return {question: kept for question, text in texts.items() if (kept := tidy(text))}


@frozen
class Answers:
    """What one form brought: ratings 1 to 4 by statement (left-out ones missing), comments by question.

    Somebody who declines gives neither, and a reason only if they like.
    """

    tag: str
    token: str
    ratings: dict[str, int] = field(factory=dict, validator=_ratings)
    texts: dict[str, str] = field(factory=dict, converter=_tidy_all, validator=_texts)
    declined: bool = False
    reason: str = field(default="", converter=tidy, validator=validators.max_len(LONGEST_TEXT))


def check_digits(digits: str) -> str:
    """Return the four digits that check a code."""
    number = 0
    for digit in digits:
        number = (number * 32 + ALPHABET.index(digit)) % PRIME
    return "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))


def to_code(answers: Answers, asked: Questionnaire) -> str:
    """Return the ratings as a code, in groups of four."""
    rated = [answers.ratings.get(statement.id, 0) for statement in asked.statements]
    pairs = [DECLINED if answers.declined else ALPHABET[a * 5 + b] for a, b in _pairs(rated)]
    digits = answers.tag + answers.token + "".join(pairs)
    digits += check_digits(digits)
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def read_code(text: str, asked: Questionnaire, tag: str) -> Answers:
    """Return what a code says, whatever mail has put into or before it; raises Refused.

    The check digits decide: what no code can hold does not matter, nor do capitals.
    """
    digits, _, strange = _digits(text)
    whole = {digits[start:end] for start, end in _whole_codes(digits, asked, tag)}
    if len(whole) > 1:
        raise Refused(f"There are {len(whole)} codes in it. Take them in one by one.")
    digits = next(iter(whole), digits)
    wanted = _length(asked)
    if not digits.startswith(tag) and _FORM_NUMBER.search(text):
        raise Refused("It is the name of a file, not the code in it. Choose the file itself, or ask for it again.")
    if check_digits(digits[:-_CHECK]) != digits[-_CHECK:]:
        raise Refused(_why_not(digits, wanted, tag, strange))
    if digits[:_HEAD] != tag:
        raise Refused(f"The code is from another round or other questions ({digits[:_HEAD]}, expected {tag}).")
    if len(digits) != wanted:  # one cut in 30,000 passes the check all the same
        raise Refused(_why_not(digits, wanted, tag, strange))
    token, body = digits[_HEAD : _HEAD + _TOKEN], digits[_HEAD + _TOKEN : -_CHECK]
    if set(body) == {DECLINED}:
        return Answers(tag, token, declined=True)
    rated = [rating for digit in body for rating in divmod(ALPHABET.index(digit), 5)]
    if max(rated) > 4 or any(rated[len(asked.statements) :]):
        raise Refused("The code passes its check but makes no sense. Ask for it again.")
    pairs = zip(asked.statements, rated, strict=False)
    return Answers(tag, token, {statement.id: rating for statement, rating in pairs if rating})


def form_number(text: str) -> tuple[str, str]:
    """Return the round's and the rater's part of a form's number, however it was typed: "va33 8br7wf"."""
    digits, _, _ = _digits(text)
    return digits[:_HEAD], digits[_HEAD:]


def split_codes(text: str, asked: Questionnaire, tag: str) -> list[str]:
    """Return the codes in what somebody has pasted, one after the other, and each line beside them that may be one.

    A code may go over several lines. Where there is no whole code, every line stands alone.
    """
    digits, places, _ = _digits(text)
    found, rest, at = [], [], 0
    for start, end in _whole_codes(digits, asked, tag):
        found.append(text[places[start] : places[end - 1] + 1])
        rest.append(text[at : places[start]])
        at = places[end - 1] + 1
    rest.append(text[at:])
    lines = [line.strip() for part in rest for line in part.splitlines()]
    return [*found, *(line for line in lines if line and (not found or _may_be_a_code(line, tag)))]


def _digits(text: str) -> tuple[str, list[int], str]:
    """Return the digits of a text, where each stands in it, and the letters that no code has."""
    digits, places, strange = [], [], []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).upper():
            digit = plain.translate(_READ_AS)
            if digit in ALPHABET:
                digits.append(digit)
                places.append(place)
            elif digit.isalnum():
                strange.append(character)
    return "".join(digits), places, " ".join(sorted(set(strange)))


def _whole_codes(digits: str, asked: Questionnaire, tag: str) -> Iterator[tuple[int, int]]:
    """Return where whole codes of this round begin and end, from left to right."""
    wanted, start = _length(asked), digits.find(tag)
    while 0 <= start <= len(digits) - wanted:
        end = start + wanted
        fits = check_digits(digits[start : end - _CHECK]) == digits[end - _CHECK : end]
        if fits:
            yield start, end
        start = digits.find(tag, end if fits else start + 1)


def _why_not(digits: str, wanted: int, tag: str, strange: str) -> str:
    """Say what is wrong with a code whose check or length does not fit."""
    holds = f" It holds {strange}, which no code has." if strange else ""
    if digits.startswith(tag) and len(digits) == _HEAD + _TOKEN:
        return (
            "It is the number of the form, not the code: the code comes when the rater presses “Show my answers as a "
            "code”. Ask for that."
        )
    if digits.startswith(tag) and len(digits) < wanted:
        return (
            f"The code is cut off or has lost a part: it has {len(digits)} of {wanted} characters.{holds} Paste all of "
            "it, or ask for it again."
        )
    wrong = f"it has {len(digits)} characters, expected {wanted}" if len(digits) != wanted else "its check does not fit"
    return f"The code has a mistake in it: {wrong}.{holds} Look at it again, or ask again."


def _length(asked: Questionnaire) -> int:
    return _HEAD + _TOKEN + (len(asked.statements) + 1) // 2 + _CHECK


def _may_be_a_code(line: str, tag: str) -> bool:
    """Tell whether a line beside whole codes is one that went wrong, rather than words of a mail."""
    digits, _, _ = _digits(line)
    return tag in digits or bool(re.search(r"[0-9A-Z]{4}\W[0-9A-Z]{4}", line))


def to_file(answers: Answers) -> str:
    """Return all answers as the text of the file that a form saves."""
    content = json.dumps(to_plain(answers), ensure_ascii=False)
    about = {"about": FILE_ABOUT, "content": content, "check": _checksum(content)}
    return json.dumps(about, ensure_ascii=False, indent=1)


def read_file(text: str, tag: str) -> Answers:
    """Return what a saved file says, also where mail has quoted its text; raises Refused."""
    try:
        record: Any = read_json(json_in(text))
        content = str(record["content"])
        if record["about"] != FILE_ABOUT or record["check"] != _checksum(content):
            raise ValueError
        given = read_json(content.encode("utf-8", "surrogatepass"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(
            "The file is damaged or was changed: its check does not fit. Ask for it again, as an attachment."
        ) from None
    try:
        answers = from_plain(given, Answers)
    except DoesNotFit as problem:
        raise Refused(f"The file was not made by this form: {problem} Ask for it again.") from None
    if answers.tag != tag:
        raise Refused(f"The file is from another round or other questions ({answers.tag}, expected {tag}).")
    return answers


def known_only(answers: Answers, asked: Questionnaire) -> Mapping[str, Sequence[str]]:
    """Return the ids in some answers that the questionnaire does not have, by kind; empty where all are known."""
    strange = {
        "statements": sorted(answers.ratings.keys() - {one.id for one in asked.statements}),
        "questions": sorted(answers.texts.keys() - {one.id for one in asked.questions}),
    }
    return {kind: ids for kind, ids in strange.items() if ids}


def _checksum(content: str) -> str:
    return f"{zlib.crc32(content.encode('utf-8', 'surrogatepass')):08x}"


def _pairs(rated: Sequence[int]) -> list[tuple[int, int]]:
    even = [*rated, 0] if len(rated) % 2 else list(rated)
    return list(zip(even[::2], even[1::2], strict=True))

"""A rater's answers as they travel: a short code for the ratings, a file for ratings and comments.

A code is made of 32 digits that are hard to misread (no I, L, O, U): 4 for the round and its questions, 6 for the
rater's form, one for every two ratings, 4 that check the rest. The check is the number that the rest makes, modulo
the largest prime below 32**4: so one wrong digit, or two swapped neighbours, is always found, and of any other
mistake about one in a million is not. Comments are in the file only: a code of theirs would be too long to copy.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen, validators

from npqml_widgets.documents.feedback360.model import ALPHABET
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, Questionnaire, tidy
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

PRIME = 1_048_573
DECLINED = "Z"  # stands for every pair of ratings of somebody who declines: no pair makes it
FILE_ABOUT = "npqml-360-answers-1"
_HEAD, _TOKEN, _CHECK = 4, 6, 4
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
    """Return what a code says; capitals, spaces and dashes do not matter. Raises Refused."""
    digits = re.sub(r"[\s\-‐-―]", "", text).upper().translate(_READ_AS)
    count = len(asked.statements)
    wanted = _HEAD + _TOKEN + (count + 1) // 2 + _CHECK
    strange = sorted(set(digits) - set(ALPHABET))
    if strange:
        raise Refused(f"The code holds {' '.join(strange)}, which no code has. Look at it again, or ask for it again.")
    if check_digits(digits[:-_CHECK]) != digits[-_CHECK:]:
        missing = f" It has {len(digits)} characters, expected {wanted}." if len(digits) != wanted else ""
        raise Refused(f"The code has a mistake in it: its check does not fit.{missing} Look at it again, or ask again.")
    if digits[:_HEAD] != tag:
        raise Refused(f"The code is from another round or other questions ({digits[:_HEAD]}, expected {tag}).")
    if len(digits) != wanted:
        raise Refused(f"The code has {len(digits)} characters, expected {wanted}. Ask for it again.")
    token, body = digits[_HEAD : _HEAD + _TOKEN], digits[_HEAD + _TOKEN : -_CHECK]
    if set(body) == {DECLINED}:
        return Answers(tag, token, declined=True)
    rated = [rating for digit in body for rating in divmod(ALPHABET.index(digit), 5)]
    if max(rated) > 4 or any(rated[count:]):
        raise Refused("The code passes its check but makes no sense. Ask for it again.")
    pairs = zip(asked.statements, rated, strict=False)
    return Answers(tag, token, {statement.id: rating for statement, rating in pairs if rating})


def to_file(answers: Answers) -> str:
    """Return all answers as the text of the file that a form saves."""
    content = json.dumps(to_plain(answers), ensure_ascii=False)
    about = {"about": FILE_ABOUT, "content": content, "check": _checksum(content)}
    return json.dumps(about, ensure_ascii=False, indent=1)


def read_file(text: str, tag: str) -> Answers:
    """Return what a saved file says; raises Refused."""
    try:
        record: Any = read_json(text.encode("utf-8", "surrogatepass"))
        content = str(record["content"])
        if record["about"] != FILE_ABOUT or record["check"] != _checksum(content):
            raise ValueError
        plain = read_json(content.encode("utf-8", "surrogatepass"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("The file is damaged or was changed: its check does not fit. Ask for it again.") from None
    try:
        answers = from_plain(plain, Answers)
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

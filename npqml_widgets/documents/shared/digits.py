"""Digits that people read out, type and mistype: 32 that are hard to misread, and four more that check the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's digits, without I, L, O and U, which people misread."""
PRIME = 1_048_573
"""The largest prime below 32**4."""
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def check_digits(digits: str) -> str:
    """Return the four digits that check others: one wrong digit, or two swapped neighbours, is always found."""
    number = 0
    for digit in digits:
        number = (number * 32 + ALPHABET.index(digit)) % PRIME
    return in_digits(number, 4)


def in_digits(number: int, count: int) -> str:
    """Return the last so many digits of a number."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (count - 1), -1, -5))


def read_digits(text: str) -> Iterator[tuple[int, str]]:
    """Return the place of each letter and figure in a text, with the digit that is meant: an O is 0; "" for no digit.

    Blanks, hyphens and other signs are passed over.
    """
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).upper():
            digit = plain.translate(_READ_AS)
            if digit in ALPHABET:
                yield place, digit
            elif digit.isalnum():
                yield place, ""


def in_groups(digits: str) -> str:
    """Return digits in groups of four, as they are read out."""
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))

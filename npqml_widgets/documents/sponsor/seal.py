"""The sponsor's key, and the seal that it puts on an answer: only who has the key can make it, or check it.

The provider makes a key for each candidate's sponsor and sends it to the sponsor, past the candidate. With 80 random
bits it cannot be guessed, so no slow derivation is needed. What this holds, and what not: decision 24.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from npqml_widgets.documents.shared.digits import ALPHABET, check_digits, in_groups, read_digits
from npqml_widgets.keeping.authored import Refused

ABOUT = "npqml-sponsor-answer-1"
"""What an answer's file says it is; the seal holds it too, so that it fits nothing else that a key may ever seal."""
EXAMPLE = "example"
"""Stands in place of the seal of the course's worked example: no key makes it."""
KEY_DIGITS, CHECK_DIGITS = 16, 4


def new_key() -> str:
    """Return a key that nobody has, in groups of four, with four digits at its end that find a slip of typing."""
    digits = "".join(secrets.choice(ALPHABET) for _ in range(KEY_DIGITS))
    return in_groups(digits + check_digits(digits))


def key_of(typed: str) -> str:
    """Return the digits of a key however it was typed; raises Refused, in words, for what is none."""
    digits = "".join(digit or "?" for _, digit in read_digits(typed))
    if len(digits) != KEY_DIGITS + CHECK_DIGITS:
        raise Refused(f"A key has {KEY_DIGITS + CHECK_DIGITS} letters and figures; found {len(digits)}.")
    if "?" in digits or check_digits(digits[:KEY_DIGITS]) != digits[KEY_DIGITS:]:
        raise Refused("The key has a mistake in it. Look at each letter and figure again.")
    return digits


def number_of(content: str) -> str:
    """Return the number by which the same answer is known again: the SHA-256 of it, in hexadecimal."""
    return hashlib.sha256(_bytes(content)).hexdigest()


def seal_of(content: str, key: str) -> str:
    """Return the seal of an answer: the HMAC-SHA-256 of it by a key, in hexadecimal."""
    return hmac.new(key_of(key).encode("ascii"), _bytes(f"{ABOUT}\n{content}"), hashlib.sha256).hexdigest()


def fits(content: str, seal: str, key: str) -> bool:
    """Tell whether a seal was made with this key, for this answer to the letter."""
    return hmac.compare_digest(seal_of(content, key).encode(), _bytes(seal))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

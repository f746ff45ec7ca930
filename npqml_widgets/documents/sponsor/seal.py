"""The sponsor's key, and the seal that it puts on an answer: only who has the key can make it, or check it.

The provider makes a key for each candidate's sponsor and sends it to the sponsor, past the candidate, inside a page
that seals. With 128 random bits it cannot be guessed, so no slow derivation is needed. What this holds, and what not:
decision 25.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from npqml_widgets.keeping.authored import Refused

ABOUT = "npqml-sponsor-answer-1"
"""What an answer's file says it is; the seal holds it too, so that it fits nothing else that a key may ever seal."""
EXAMPLE = "example"
"""Stands in place of the seal of the course's worked example: no key makes it."""
KEY_BYTES = 16
_KEY = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}")


def new_key() -> str:
    """Return a key that nobody has, in hexadecimal."""
    return secrets.token_hex(KEY_BYTES)


def check_key(key: str) -> None:
    """Refuse, in words, what is no key."""
    if not _KEY.fullmatch(key):
        raise Refused(f"a key of {len(key)} signs, expected {2 * KEY_BYTES} of 0 to 9 and a to f.")


def number_of(content: str) -> str:
    """Return the number by which the same answer is known again: the SHA-256 of it, in hexadecimal."""
    return hashlib.sha256(_bytes(content)).hexdigest()


def seal_of(content: str, key: str) -> str:
    """Return the seal of an answer: the HMAC-SHA-256 of it by the key as it is written, in hexadecimal."""
    return hmac.new(key.encode("ascii"), _bytes(f"{ABOUT}\n{content}"), hashlib.sha256).hexdigest()


def fits(content: str, seal: str, key: str) -> bool:
    """Tell whether a seal was made with this key, for this answer to the letter."""
    return hmac.compare_digest(seal_of(content, key).encode(), _bytes(seal))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

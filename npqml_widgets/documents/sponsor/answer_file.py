"""The file that the sponsor's page saves, and reading it back, also out of a mail that quotes it."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from npqml_widgets.documents.shared.mailed import json_in
from npqml_widgets.documents.sponsor.answer import read_content
from npqml_widgets.documents.sponsor.seal import ABOUT, number_of
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.readjson import read_json

LARGEST = 2_000_000  # bytes
DAMAGED = (
    "The file is damaged or was changed after it was saved: its number does not fit what stands in it. Ask your "
    "sponsor to send it again, as an attachment."
)
FORM_ITSELF = (
    "It is the form itself, without the answer. Ask your sponsor to open it in a browser, fill it in, press “Save my "
    "answer to a file” and send that file (its name begins with sponsor-answer)."
)
OTHER = "It is no answer of a sponsor. Choose the file that the sponsor's form saves (sponsor-answer-….json)."


@frozen
class Sent:
    """What a file holds: the text that was sealed, and its seal, empty where no key was used."""

    content: str
    seal: str = ""


def to_file(content: str, seal: str = "") -> str:
    """Return an answer as the text of the file that the page saves."""
    record = {"about": ABOUT, "content": content, "number": number_of(content), "seal": seal}
    return json.dumps(record, indent=1)


def read_file(content: bytes) -> Sent:
    """Return what a saved file holds; raises Refused where it is none, is damaged, or cannot be read."""
    text = content[:LARGEST].decode("utf-8-sig", "replace")
    if 'id="form-data"' in text or "<html" in text[:2_000].casefold():
        raise Refused(FORM_ITSELF)
    try:
        record: Any = read_json(json_in(text))
        about, body, number, seal = (record[name] for name in ("about", "content", "number", "seal"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(OTHER) from None
    if about != ABOUT or not isinstance(body, str) or not isinstance(seal, str):
        raise Refused(OTHER)
    if number != number_of(body):
        raise Refused(DAMAGED)
    read_content(body)
    return Sent(body, seal)

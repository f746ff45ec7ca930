"""The file that the sponsor's page saves: read as it is and out of a mail; damage and strange files said in words."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.documents.sponsor.answer import content_of, request_of
from npqml_widgets.documents.sponsor.answer_file import DAMAGED, FORM_ITSELF, OTHER, Sent, read_file, to_file
from npqml_widgets.documents.sponsor.html_form import write_form
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, DAY, SHEET

CONTENT = content_of(ANSWER)
FILE = to_file(CONTENT, "ab" * 32)
QUOTED = "\n".join(f"> {line}" for line in FILE.split("\n"))


@pytest.mark.parametrize("text", [FILE, f"\ufeff{FILE}", f"Dear Sam,\n{QUOTED}\nRuth"])
def test_a_file_is_read_as_it_was_saved_also_out_of_a_mail(text: str) -> None:
    assert read_file(text.encode()) == Sent(CONTENT, "ab" * 32)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FILE.replace("I was there", "I was everywhere").encode(), DAMAGED),
        (write_form(request_of(SHEET, DAY)).encode(), FORM_ITSELF),
        (b"<!doctype html><html><p>Saved page</p></html>", FORM_ITSELF),
        (b"", OTHER),
        (b"\xff\xfe\x00", OTHER),
        (b'{"about": "npqml-360-answers-1", "content": "{}", "check": "00000000"}', OTHER),
        (FILE.replace("npqml-sponsor-answer-1", "another").encode(), OTHER),
        (json.dumps(json.loads(FILE) | {"seal": 3}).encode(), OTHER),
        (b"[" * 10_000, OTHER),
    ],
)
def test_what_is_none_or_was_changed_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(content)
    assert str(refused.value) == words


def test_a_whole_file_around_something_else_says_what_is_wrong_with_it() -> None:
    with pytest.raises(Refused, match="What came back cannot be read"):
        read_file(to_file("{}" + "x").encode())

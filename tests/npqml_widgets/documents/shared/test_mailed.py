"""JSON comes out of a mail as it went in: quoted, and with words around it."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.documents.shared.mailed import json_in

FILE = json.dumps({"words": "a > b", "more": [1, 2]}, indent=1)


@pytest.mark.parametrize(
    "quoted", [FILE, f"Dear Sam,\n{FILE}\nBest", "\n".join(f"> > {line}" for line in FILE.split("\n"))]
)
def test_json_is_found_in_a_mail(quoted: str) -> None:
    assert json.loads(json_in(quoted)) == json.loads(FILE)


def test_a_text_without_any_holds_none() -> None:
    assert json_in("Thank you, all fine.") == b""

"""Looks for pupils in what a form has kept, written and handed in."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import look_over
from tests.npqml_widgets.documents.rawdata.exports import Child


def leaks(content: bytes, found: Sequence[Child]) -> list[str]:
    """Return every name and number of a pupil in a file, also inside the files that it is a zip of."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return [leak for name in parts.namelist() for leak in leaks(parts.read(name), found)]
    text = content.decode("utf-8", "ignore").lower()
    words = {word for child in found for word in (child.upn, child.forename, child.surname)}
    return [
        word
        for word in words - {"Page"}  # a word of ours
        for said in written_as(word.lower())
        if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    ]


def written_as(word: str) -> set[str]:
    """Return a word as plain text, JSON and HTML have it."""
    return {word, json.dumps(word)[1:-1], html.escape(word)}


def hand_in(folder: Path, cell: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the packed file of a page of documents with this cell, and what was said of files that stayed behind."""
    line = {"cell_type": "code", "id": "form", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
    book = {"cells": [line], "metadata": {"npqml": {"module": "assessment"}}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "page.ipynb").write_text(json.dumps(book), encoding="utf-8")
    found = look_over(folder)
    assert found.documents
    packed = pack(folder, found, candidate="")
    return packed.file.read_bytes(), packed.left_out

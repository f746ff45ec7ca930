"""A task's answer as the notebook itself carries it, in the metadata of an output, so that a page sent alone is whole.

The answers are kept in the folder `work`, which people leave behind. Earlier versions of an answer stay there. A
document that is part of an answer is carried as its file holds it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict

from attrs import evolve

from npqml_widgets.keeping import answers
from npqml_widgets.keeping.answers import LARGEST, SCHEMA, Saved
from npqml_widgets.keeping.files import Damaged, Newer, is_name

KEY = "npqml"
ANSWER_TYPE = "application/vnd.npqml.answer+json"
"""The kind of an output that only carries an answer: no page shows anything for it."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Carried(TypedDict):
    """What an output says of a task: `saved` is None while the answer is in no file, `values` is empty for a blank."""

    task: str
    revision: int
    saved: str | None
    values: dict[str, Any]
    tries: int
    documents: NotRequired[dict[str, str]]


def as_output(saved: Saved, documents: Mapping[str, bytes] | None = None) -> tuple[dict[str, Any], dict[str, Carried]]:
    """Return the data and the metadata of the output that carries an answer; one too long for a file is left out.

    `documents` are the files of its documents, by name; longer than a file of answers may be, they are left out.
    """
    when = saved.saved.isoformat() if saved.saved else None
    record = Carried(task=saved.task, revision=saved.revision, saved=when, values=saved.values, tries=saved.tries)
    try:
        json.dumps(record, allow_nan=False)
        size = len(answers.as_json(evolve(saved, revision=max(saved.revision, 1), versions=())))
    except (TypeError, ValueError, RecursionError):  # what no file can hold is held by no page either
        size = LARGEST + 1
    if documents and sum(map(len, documents.values())) <= LARGEST:
        record["documents"] = {name: content.decode("utf-8", "replace") for name, content in documents.items()}
    return {ANSWER_TYPE: {"task": saved.task}}, {KEY: record} if size <= LARGEST else {}


def documents_in(record: object) -> dict[str, bytes]:
    """Return the files of documents that an output's metadata carry, by name; none where they are no record of any."""
    found = record.get("documents") if isinstance(record, dict) else None
    items = found.items() if isinstance(found, dict) else ()
    return {
        name: text.encode("utf-8", "replace")
        for name, text in items
        if isinstance(name, str) and is_name(name) and isinstance(text, str)
    }


def read(record: object) -> Saved | None:
    """Return the answer that an output's metadata carry, or None where they are no record of one that is sound."""
    if not (isinstance(record, dict) and isinstance(record.get("task"), str) and "values" in record):
        return None
    if record.get("revision") == 0 and record["values"] == {}:
        return Saved(record["task"])
    unsaved = record.get("saved") is None
    whole = {
        "schema": SCHEMA, "task": record["task"], "revision": record.get("revision"), "values": record["values"],
        "saved": _NEVER.isoformat() if unsaved else record["saved"], "versions": [], "tries": record.get("tries", 0),
    }  # fmt: skip
    try:
        found = answers.parse(json.dumps(whole, allow_nan=False).encode("ascii"), record["task"])
    except (Damaged, Newer, TypeError, ValueError, RecursionError):
        return None
    return evolve(found, saved=None) if unsaved else found

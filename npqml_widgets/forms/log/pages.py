"""What the learning log's page is made of: notes by criterion, and how sure somebody is of each."""

from __future__ import annotations

from typing import Any

from npqml_widgets.documents import log
from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.log import Log, Note
from npqml_widgets.forms.shared.words import when

NO_CRITERION = "No criterion yet"


def sureness(kept: Log) -> list[dict[str, Any]]:
    """Give each criterion of each of its modules, with the levels given so far and what changed."""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for each in kept.confidence:
        given.setdefault((each.module, each.criterion), {})[each.moment] = each.level
    return [
        {
            "module": module,
            "criterion": one.id,
            "words": f"{one.id} {one.text} (module {module})",
            "levels": given.get((module, one.id), {}),
            "change": log.change_in_words(kept, module, one.id),
        }
        for one in criteria()
        for module in one.modules
    ]


def groups(notes: list[tuple[str, Note]]) -> list[dict[str, Any]]:
    """Give notes, each with its module (empty: kept here), by criterion; criteria without a note are left out."""
    titles = {one.id: f"{one.id} {one.text}" for one in criteria()} | {"": NO_CRITERION}
    filed: dict[str, list[tuple[str, Note]]] = {key: [] for key in titles}
    for module, note in notes:
        filed.setdefault(note.criterion, []).append((module, note))
    return [
        {"criterion": key, "title": titles.get(key, key), "notes": [_as_entry(*one) for one in found]}
        for key, found in filed.items()
        if found
    ]


def _as_entry(module: str, note: Note) -> dict[str, str]:
    return {
        "id": note.id,
        "module": module,
        "when": when(note.made) + (f", changed {when(note.changed)}" if note.changed else ""),
        "kind": log.KINDS[note.kind],
        "criterion": note.criterion,
        "state": note.state,
        "words": note.words,
    }

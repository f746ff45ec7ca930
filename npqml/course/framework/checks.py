"""Hold a framework's file against itself: ids, counts, and what one entry says of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from npqml.course.framework.model import File
from npqml.refusal import Refusal

Fault = tuple[str, str, str, str]
"""The entry, what was found, what was expected, and what to do."""


def faults(path: Path, file: File) -> list[Refusal]:
    """List what is inconsistent, one kind of fault at a time, so that one slip is told once."""
    checks: tuple[Callable[[File], Iterator[Fault]], ...] = (_twice, _counts, _unknown, _starts, _rest)
    for check in checks:
        if found := list(check(file)):
            return [Refusal(path, entry, found=there, expected=due, do=do) for entry, there, due, do in found]
    return []


def _twice(file: File) -> Iterator[Fault]:
    for kind, ids in _known(file).items():
        for key, times in Counter(ids).items():
            if times > 1:
                yield f"{kind} {key}", f"{times} entries with this id", "one", "Give each an id of its own."


def _known(file: File) -> dict[str, list[str]]:
    return {kind: [one.id for one in getattr(file, kind)] for kind in attrs.asdict(file.counts)}


def _counts(file: File) -> Iterator[Fault]:
    for kind, due in attrs.asdict(file.counts).items():
        there, do = len(getattr(file, kind)), "Add or take out an entry, or mend [counts]."
        if there != due:
            yield kind, f"{there} entries", f"{due}, as [counts] says", do


def _unknown(file: File) -> Iterator[Fault]:
    known = _known(file)
    for entry, kind, keys in _references(file):
        for key in keys:
            if key not in known[kind]:
                due = f"an id of {kind}: {', '.join(known[kind])}"
                yield entry, repr(key), due, "Mend it, or add the entry."


def _references(file: File) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give each place where one entry names another, the kind of entry named, and the ids there."""
    for module in file.learn_how_to:
        yield f"learn_how_to {module.id}, area", "areas", (module.area,)
    for about in file.learn_about:
        yield f"learn_about {about.id}, module", "learn_how_to", (about.module,)
    for part in file.parts:
        yield f"parts {part.id}, areas", "areas", part.areas
    for one in file.criteria:
        yield f"criteria {one.id}, area", "areas", (one.area,)
        yield f"criteria {one.id}, part", "parts", (one.part,)
        yield f"criteria {one.id}, modules", "learn_how_to", one.modules
        if one.document:
            yield f"criteria {one.id}, document", "documents", (one.document,)


def _starts(file: File) -> Iterator[Fault]:
    due = [("learn_how_to", one.id, one.area) for one in file.learn_how_to]
    due += [("learn_about", one.id, f"{one.module}-") for one in file.learn_about]
    due += [("criteria", one.id, f"{one.area}.") for one in file.criteria]
    for kind, key, start in due:
        if not key.startswith(start):
            do = "Mend the id, or what the entry belongs to."
            yield f"{kind} {key}", f"the id {key}", f"an id that starts with {start}", do


def _rest(file: File) -> Iterator[Fault]:
    assesses = {part.id: part.areas for part in file.parts}
    for one in file.criteria:
        if one.area not in assesses[one.part]:
            due, do = f"a part that assesses area {one.area}", "Mend the part, or the part's areas."
            yield f"criteria {one.id}, part", f"part {one.part}", due, do
        if not one.modules:
            yield f"criteria {one.id}, modules", "none", "the module that practises it", "Name at least one."
    asked = Counter(one.document for one in file.criteria)
    for document in file.documents:
        if asked[document.id] != 1:
            there, do = f"{asked[document.id]} criteria that ask for it", "Mend the criteria's documents."
            yield f"documents {document.id}", there, "one", do
    if file.rating.high == file.rating.low:
        do = "Say which number is the best rating and which the worst."
        yield "rating", f"{file.rating.high} at both ends", "two different numbers", do

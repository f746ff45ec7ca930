"""The framework as typed, frozen objects, from course/framework.toml: only one that agrees with itself is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
from attrs import frozen

from npqml.course.toml import read_toml, refuse
from npqml.refusal import Refusal

Fault = tuple[str, str, str, str]
"""The entry, what was found, what was expected, and what to do."""


@frozen
class Cover:
    """The words on the framework's cover."""

    title: str
    behaviours: str
    areas: tuple[str, ...]


@frozen
class Headings:
    """What the framework calls the columns and sections of its tables."""

    qualification: str
    level: str
    audience: str
    content_areas: str
    learn_how_to: str
    learn_about: str
    criteria: str
    tested_in: str
    document: str
    task: str
    areas_assessed: str
    participants_must: str
    providers_must: str
    task_area: str
    task_criteria: str
    task_documents: str


@frozen
class Level:
    """One of the qualifications and whom it is for."""

    id: str
    qualification: str
    level: str
    audience: tuple[str, ...]


@frozen
class Area:
    """A content area."""

    id: str
    slug: str
    title: str


@frozen
class LearnHowToText:
    """A "learn how to" as the file has it; `verbs` are those of its words that say what is to be done."""

    id: str
    area: str
    slug: str
    text: str
    verbs: tuple[str, ...]


@frozen
class LearnHowTo(LearnHowToText):
    """A "learn how to", which is one module, with the ids of its criteria and of its "learn about"."""

    criteria: tuple[str, ...]
    learn_about: tuple[str, ...]


@frozen
class LearnAbout:
    """A "learn about" and the module that it belongs to."""

    id: str
    module: str
    text: str


@frozen
class Part:
    """A part of the assessment task and the areas that it assesses."""

    id: str
    title: str
    aim: str
    areas: tuple[str, ...]


@frozen
class Document:
    """A supporting document that goes with the account."""

    id: str
    title: str


@frozen
class Criterion:
    """An assessment criterion, the modules that practise it, and the document that it asks for, if any."""

    id: str
    area: str
    part: str
    text: str
    modules: tuple[str, ...]
    document: str | None = None


@frozen
class Task:
    """The assessment task; `word_limit` holds for both parts together, without documents and annexes."""

    title: str
    statement: str
    minimum_terms: int
    word_limit: int
    participants_must: tuple[str, ...]
    providers_must: tuple[str, ...]
    footnote: str


@frozen
class Reflection:
    """The form of the leadership reflection."""

    title: str
    fields: tuple[str, ...]
    columns: tuple[str, ...]


@frozen
class Rating:
    """The number that stands for the best rating of a behaviour, and the one that stands for the worst."""

    high: int
    low: int


@frozen
class Behaviour:
    """A leadership behaviour."""

    id: str
    name: str
    description: str


@frozen
class Correction:
    """A slip of the framework's text: which entry, how it was found, how it stands now, and why."""

    entry: str
    original: str
    corrected: str
    why: str


@frozen
class Counts:
    """How many entries of each kind the file says it has."""

    levels: int
    areas: int
    learn_how_to: int
    learn_about: int
    criteria: int
    parts: int
    documents: int
    behaviours: int


@frozen(kw_only=True)
class Contents:
    """What the file has and the framework keeps as it is."""

    name: str
    counts: Counts
    cover: Cover
    headings: Headings
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    learn_about: tuple[LearnAbout, ...]
    parts: tuple[Part, ...]
    documents: tuple[Document, ...]
    criteria: tuple[Criterion, ...]
    task: Task
    reflection: Reflection
    rating: Rating
    behaviours: tuple[Behaviour, ...]
    corrections: tuple[Correction, ...] = ()


@frozen(kw_only=True)
class File(Contents):
    """The file as it is read, before it is held against itself."""

    learn_how_to: tuple[LearnHowToText, ...]


@frozen(kw_only=True)
class Framework(Contents):
    """A qualification's framework, complete and consistent."""

    learn_how_to: tuple[LearnHowTo, ...]


def load_framework(course: Path) -> Framework:
    """Return the framework of a course; raises Refusal or Refusals when its file is missing or inconsistent."""
    path = course / "framework.toml"
    file = read_toml(path, File)
    found = _faults(path, file)
    if found:
        refuse(found)
    return _joined(file)


def _joined(file: File) -> Framework:
    modules = tuple(
        LearnHowTo(
            one.id, one.area, one.slug, one.text, one.verbs,
            criteria=tuple(criterion.id for criterion in file.criteria if one.id in criterion.modules),
            learn_about=tuple(about.id for about in file.learn_about if about.module == one.id),
        )
        for one in file.learn_how_to
    )  # fmt: skip
    shared = {field.name: getattr(file, field.name) for field in attrs.fields(Contents)}
    return Framework(**shared, learn_how_to=modules)


def _faults(path: Path, file: File) -> list[Refusal]:
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
    """Return each place where one entry names another, the kind of entry named, and the ids there."""
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
    for module in file.learn_how_to:
        for verb in module.verbs:
            if verb.casefold() not in module.text.casefold():
                yield f"learn_how_to {module.id}, verbs", repr(verb), "words of its text", "Mend it."
        if not module.verbs:
            do = "Name what is to be done, in words of the text."
            yield f"learn_how_to {module.id}, verbs", "none", "at least one", do
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

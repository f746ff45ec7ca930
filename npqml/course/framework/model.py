"""The framework as typed, frozen objects."""

from __future__ import annotations

from attrs import frozen


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
    """A "learn how to" as the file has it."""

    id: str
    area: str
    slug: str
    text: str


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

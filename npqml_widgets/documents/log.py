"""The learning log: what somebody thought and took back to school, by criterion, waiting for the project account."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.printing import Block, Heading, Page, Paragraph, Table
from npqml_widgets.keeping.clock import in_england

TITLE = "Learning log"
NO_CRITERION = "No criterion yet"
KINDS = {"reflection": "Reflection", "back to school": "Take this back to school"}
WAITING = "waiting"
USED = {"A": "used in part A", "B": "used in part B"}
STATES = (WAITING, *USED.values())
MOMENTS = {"before": "Before the module", "after": "After the module"}
LEVELS = {
    1: "I would not know where to start",
    2: "I could do it with somebody beside me",
    3: "I can do it on my own when nothing is unusual",
    4: "I can do it in a hard case and show a colleague how",
}
"""How sure somebody is of one criterion: four steps, so that there is no middle to sit on."""


@frozen
class Note:
    """One thing written down: when, in which module and task, for which criterion, and whether it has been used."""

    id: str
    made: datetime
    kind: str = field(validator=validators.in_(KINDS))
    criterion: str
    task: str
    words: str
    state: str = field(default=WAITING, validator=validators.in_(STATES))
    changed: datetime | None = None


@frozen
class Confidence:
    """How sure somebody was of one criterion before or after a module; `level` is a key of LEVELS."""

    at: datetime
    module: str
    criterion: str
    moment: str = field(validator=validators.in_(MOMENTS))
    level: int = field(validator=validators.in_(LEVELS))


@frozen
class Log:
    """Everything written down and every level of confidence given, oldest first."""

    notes: tuple[Note, ...] = ()
    confidence: tuple[Confidence, ...] = ()


def write(log: Log, words: str, *, kind: str, criterion: str, task: str, at: datetime) -> Log:
    """Give the log with a note; a second one of the same kind from the same task takes the place of the first.

    The note keeps the day on which it was first made and its state. Blank words on a task without a note change
    nothing; on a note that is waiting they take it out.
    """
    key = _id(kind, task, criterion)
    old = next((one for one in log.notes if one.id == key), None)
    if old is None:
        new = Note(key, at, kind, criterion, task, words)
        return evolve(log, notes=(*log.notes, new)) if words.strip() else log
    if words == old.words:
        return log
    if not words.strip() and old.state == WAITING:
        return evolve(log, notes=tuple(one for one in log.notes if one.id != key))
    return _replace(log, evolve(old, words=words, changed=at))


def edit(log: Log, note: str, *, words: str, criterion: str, at: datetime) -> Log:
    """Give the log with a note's words or criterion changed; raises KeyError for an unknown one."""
    old = _find(log, note)
    if (words, criterion) == (old.words, old.criterion):
        return log
    return _replace(log, evolve(old, words=words, criterion=criterion, changed=at))


def take_out(log: Log, note: str) -> Log:
    """Give the log without a note; raises KeyError for an unknown one."""
    gone = _find(log, note)
    return evolve(log, notes=tuple(one for one in log.notes if one is not gone))


def use(log: Log, note: str, part: str) -> Log:
    """Give the log with a note marked as used in part "A" or "B" of the account; raises KeyError for an unknown one."""
    return _replace(log, evolve(_find(log, note), state=USED[part]))


def wait(log: Log, note: str) -> Log:
    """Give the log with a note waiting again; raises KeyError for an unknown one."""
    return _replace(log, evolve(_find(log, note), state=WAITING))


def by_criterion(log: Log, criteria: Iterable[str], *, state: str = "") -> dict[str, tuple[Note, ...]]:
    """File the notes by criterion in the given order, criteria without any included, and others at the end.

    With a `state`, only the notes in that state.
    """
    filed: dict[str, tuple[Note, ...]] = dict.fromkeys(criteria, ())
    for note in log.notes:
        if state in ("", note.state):
            filed[note.criterion] = (*filed.get(note.criterion, ()), note)
    return filed


def filed(kept: Log, others: Mapping[str, Log]) -> list[tuple[str, str, list[tuple[str, Note]]]]:
    """Return all notes by criterion: its id, its title, and its notes, each with its module (empty: kept here).

    `others` are the logs of other modules. Criteria without a note are left out.
    """
    titles = {one.id: f"{one.id} {one.text}" for one in criteria()} | {"": NO_CRITERION}
    found: dict[str, list[tuple[str, Note]]] = {key: [] for key in titles}
    for module, log in {"": kept, **others}.items():
        for note in log.notes:
            found.setdefault(note.criterion, []).append((module, note))
    return [(key, titles.get(key, key), notes) for key, notes in found.items() if notes]


def printed(kept: Log, others: Mapping[str, Log]) -> Page:
    """Return the log as a page to print: every note by criterion, and how sure somebody was before and after."""
    groups = filed(kept, others)
    states = [note.state for _, _, notes in groups for _, note in notes]
    count = "1 note" if len(states) == 1 else f"{len(states)} notes"
    said = f"{count}, {states.count(WAITING)} waiting to be used in the account." if states else "No notes yet."
    blocks: list[Block] = [Paragraph(said)]
    for key, title, notes in groups:
        caption = f"Notes on {key}" if key else "Notes without a criterion"
        rows = tuple(_printed_note(*one) for one in sorted(notes, key=lambda pair: pair[1].made))
        blocks += [Heading(title), Table(caption, ("Date", "Note", "What it is", "Account"), rows, widths=_WIDTHS)]
    if kept.confidence:
        given = kept.confidence
        levels = {(one.module, one.criterion, one.moment): f"{one.level} {LEVELS[one.level]}" for one in given}
        asked = sorted({(criterion, module) for module, criterion, _ in levels})
        said_of = [
            (criterion, module, *(levels.get((module, criterion, moment), "") for moment in MOMENTS))
            for criterion, module in asked
        ]
        headings = ("Criterion", "Module", *MOMENTS.values())
        caption = "Your own view, from 1 to 4; it proves nothing."
        blocks += [Heading("How sure you are"), Table(caption, headings, tuple(said_of))]
    return Page(TITLE, tuple(blocks))


_WIDTHS = (18, 0, 18, 14)


def _printed_note(module: str, note: Note) -> tuple[str, str, str, str]:
    kind = f"{KINDS[note.kind]} (module {module})" if module else KINDS[note.kind]
    return as_said(in_england(note.made).date()), note.words, kind, note.state


def rate(log: Log, level: int, *, module: str, criterion: str, moment: str, at: datetime) -> Log:
    """Give the log with a level of confidence; a later one for the same module and moment takes its place."""
    same = (module, criterion, moment)
    others = tuple(one for one in log.confidence if (one.module, one.criterion, one.moment) != same)
    return evolve(log, confidence=(*others, Confidence(at, module, criterion, moment, level)))


def change_in_words(log: Log, module: str, criterion: str) -> str:
    """Say in a sentence how sure somebody was before and after a module; it is their own view and no proof."""
    levels = {one.moment: one.level for one in log.confidence if (one.module, one.criterion) == (module, criterion)}
    said = [f"{MOMENTS[one]}: {levels[one]} of 4, “{LEVELS[levels[one]]}”." for one in MOMENTS if one in levels]
    if not said:
        return f"You have not said yet how sure you are of {criterion}."
    if len(said) == 1:
        return said[0]
    step = levels["after"] - levels["before"]
    moved = "You see yourself where you were." if not step else f"That is {abs(step)} {'up' if step > 0 else 'down'}."
    lower = " Knowing more often shows how much there is: that is no step back." if step < 0 else ""
    return f"{' '.join(said)} {moved}{lower}"


def _id(kind: str, task: str, criterion: str) -> str:
    return hashlib.sha256(f"{kind}\n{task}\n{criterion}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _find(log: Log, note: str) -> Note:
    for one in log.notes:
        if one.id == note:
            return one
    raise KeyError(f"There is no note {note!r} in the log.")


def _replace(log: Log, new: Note) -> Log:
    return evolve(log, notes=tuple(new if one.id == new.id else one for one in log.notes))

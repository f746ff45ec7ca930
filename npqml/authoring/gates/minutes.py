"""Whether the minutes that a page states are true: those of its tasks, and reading at a brisk pace."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from attrs import define, frozen

from npqml.authoring.cells import for_phase
from npqml.authoring.gates.rules import task_calls
from npqml.authoring.gates.unwritten import MARK
from npqml.authoring.source import Source
from npqml.refusal import Refusal

PHASES = ("primary", "secondary", "special")
WORDS_A_MINUTE = 200
"""A brisk adult reading pace for plain prose."""
A_QUESTION = 2.0
"""Minutes of a question of self-study whose heading does not say how many."""
LEAST, MOST = 0.75, 2.0
"""A page may state this much less or more than it takes: readers differ."""
A_TASK = 1.0
"""A task takes at least so many minutes more than its text takes to be read."""
SHORTEST, LONGEST = 20, 120
WORD = re.compile(r"[\w'’%£.,-]*\w[\w'’%]*")
HEADING = re.compile(r"^(#{2,3}) +(.*?)(?: *\((\d+) minutes?\))?$", re.MULTILINE)
TASK_HEADING = re.compile(r"Task (\d+)\b")
TIME = re.compile(r"^\*\*Time\b(?:(?:(?!\n\n).)*?)(\d+) minutes((?:(?!\n\n).)*)", re.MULTILINE | re.DOTALL)
SITTING = re.compile(r"(?<!\d)(\d+)(?: to (\d+))? \((\d+)(?: minutes)?\)")


@define
class Part:
    """What stands under one heading: the words to be read, the minutes that it takes, the tasks that it has.

    `stated` are the minutes in the heading, reading included; 0 where it says none.
    """

    heading: str
    stated: int = 0
    words: int = 0
    tasks: tuple[str, ...] = ()
    questions: int = 0

    @property
    def reading(self) -> float:
        """The minutes that its words take."""
        return self.words / WORDS_A_MINUTE

    @property
    def minutes(self) -> float:
        """All minutes that it takes: those of its heading, else those of its text and its questions."""
        return self.stated or self.reading + A_QUESTION * self.questions


@frozen
class Sitting:
    """Some tasks that a page says can be done in one go, first and last by number, and the minutes that it states."""

    first: int
    last: int
    minutes: int


def faults(source: Source) -> Iterator[Refusal]:
    """Return a refusal for each statement of a page's or a session's minutes that is not so."""
    if source.header.kind == "session":
        yield from _session(source)
    elif source.header.kind != "assessment" and not _unfinished(source):  # its time goes into one's own document
        yield from _page(source)


def parts_of(source: Source, phase: str) -> list[Part]:
    """Return the parts of a page, as candidates of a phase have it, from its title on.

    Read is every text of the page, rubrics and what stands beside forms and charts included; not the hints, which are
    folded, nor what the builder adds. A place such as {{school}} counts as one word.
    """
    parts = [Part("before the first heading")]
    for cell in for_phase(source.notebook.cells, phase):
        if cell.cell_type == "markdown":
            _read(parts, cell.source)
        else:
            parts[-1].words += count_words(_shown(cell))
            called = tuple(call.id for call in task_calls(cell.source))
            parts[-1].tasks += called
            parts[-1].questions += len(called) if source.header.kind == "learn-about" else 0
    return parts


def _read(parts: list[Part], text: str) -> None:
    """Add a Markdown cell to the parts; each heading in it begins another."""
    ends = 0
    for found in HEADING.finditer(text):
        parts[-1].words += count_words(text[ends : found.start()])
        ends = found.end()
        parts.append(Part(found[2], int(found[3] or 0), count_words(found[0])))
    parts[-1].words += count_words(text[ends:])


def count_words(text: str) -> int:
    """Return how many words of a Markdown text are read; what is folded and the addresses of links are not."""
    text = re.sub(r"<details>.*?</details>", " ", text, flags=re.DOTALL)
    return len(WORD.findall(re.sub(r"<[^>]+>|\]\([^)]*\)", " ", text)))


def _shown(cell: Any) -> str:
    """Return the texts in an author's cell that a candidate sees: those of more than three words, without the hints."""
    if cell.metadata.get("npqml"):
        return ""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return ""
    hints = [
        folded
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "hints"
        for folded in ast.walk(node)
    ]
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(str(text.value) for text in texts if text not in hints and str(text.value).count(" ") > 2)


def _unfinished(source: Source) -> bool:
    """Tell whether something of a page is still to be written: how long it takes is known once all is there."""
    return any(MARK in cell.source for cell in source.notebook.cells)


def _page(source: Source) -> Iterator[Refusal]:
    stated = source.header.minutes
    if not SHORTEST <= stated <= LONGEST:
        yield _refused(source, "header, minutes", str(stated), f"{SHORTEST} to {LONGEST}", "Split or fill the unit.")
    time = TIME.search("\n\n".join(cell.source for cell in source.notebook.cells if cell.cell_type == "markdown"))
    if time is None:
        found, expected = "no sentence that says how long the page takes", f"**Time: {stated} minutes** near its top"
        yield _refused(source, "**Time", found, expected, "Write it.")
    elif int(time[1]) != stated:
        expected = f"{stated}, as the header states"
        yield _refused(source, "**Time", f"{time[1]} minutes", expected, "Make the two agree.")
    sittings = list(_sittings(time[2])) if time else []
    yield from _sums(source, sittings)
    phases = {phase: parts_of(source, phase) for phase in PHASES}
    for fault in dict.fromkeys(fault for parts in phases.values() for fault in _headings(source, parts)):
        yield _refused(source, *fault)
    for phase, parts in phases.items():
        for entry, found, expected, do in _untrue(source, parts, sittings):
            yield _refused(source, f"{entry} ({phase})", found, expected, do)


def _sittings(text: str) -> Iterator[Sitting]:
    """Return the sittings that a sentence names, such as "tasks 1 to 4 (18), 5 (19)"."""
    for found in SITTING.finditer(text):
        yield Sitting(int(found[1]), int(found[2] or found[1]), int(found[3]))


def _sums(source: Source, sittings: Sequence[Sitting]) -> Iterator[Refusal]:
    """Refuse sittings that do not come to the page's minutes, or do not take every task once and in order."""
    if not sittings:
        return
    total, stated = sum(sitting.minutes for sitting in sittings), source.header.minutes
    if total != stated:
        found = f"sittings of {' + '.join(str(sitting.minutes) for sitting in sittings)} = {total} minutes"
        yield _refused(source, "**Time", found, f"{stated}, as the header states", "Mend one of them.")
    calls = (call for cell in source.notebook.cells if cell.cell_type == "code" for call in task_calls(cell.source))
    tasks = sorted({int(call.id.rpartition("t")[2]) for call in calls if call.id.rpartition("t")[2].isdigit()})
    taken = [number for sitting in sittings for number in range(sitting.first, sitting.last + 1)]
    if taken != tasks:
        yield _refused(
            source, "**Time", f"sittings with the tasks {', '.join(map(str, taken))}",
            f"every task of the page once: {', '.join(map(str, tasks))}", "Mend the sittings.",
        )  # fmt: skip


Fault = tuple[str, str, str, str]
"""Where, what was found, what was expected, and what to do."""


def _headings(source: Source, parts: Sequence[Part]) -> Iterator[Fault]:
    """Return what is wrong with minutes in headings: a marked task has them, and all fit into the page's."""
    for part in parts if source.header.kind == "learn-how-to" else ():
        for task in part.tasks:
            number = task.rpartition("-t")[2]
            named = TASK_HEADING.match(part.heading)
            if not part.stated or named is None or named[1] != number:
                heading = f"## Task {number}: ... (4 minutes)"
                yield task, f"the heading “{part.heading}”", f"{heading}, reading included", "Mend the heading."
        if part.tasks and 0 < part.stated < part.reading + A_TASK * len(part.tasks):
            expected = f"more: its {part.words} words alone take {part.reading:.1f}"
            yield part.heading, f"{part.stated} minutes", expected, "State the true time, or cut."
    stated = [part.stated for part in parts if part.stated]
    if sum(stated) > source.header.minutes:
        found = f"headings of {' + '.join(map(str, stated))} = {sum(stated)} minutes"
        yield "headings", found, f"at most {source.header.minutes}, as the header states", "Mend one of them."


def _untrue(source: Source, parts: Sequence[Part], sittings: Sequence[Sitting]) -> Iterator[Fault]:
    """Return where a page, or one of its sittings, states much less or much more than reading and work come to."""
    yield from _far("header, minutes", source.header.minutes, parts)
    starts = [0, *(_place(parts, sitting.first) for sitting in sittings[1:]), len(parts)]
    for sitting, (start, end) in zip(sittings, pairwise(starts), strict=False):
        yield from _far(f"**Time, tasks {sitting.first} to {sitting.last}", sitting.minutes, parts[start:end])


def _place(parts: Sequence[Part], task: int) -> int:
    """Return the place of the part with a task; the end where there is none."""
    return next((place for place, part in enumerate(parts) if part.heading.startswith(f"Task {task}:")), len(parts))


def _far(entry: str, stated: int, parts: Sequence[Part]) -> Iterator[Fault]:
    needed = sum(part.minutes for part in parts)
    if LEAST * needed <= stated <= MOST * needed:
        return
    reading, words = sum(part.reading for part in parts), sum(part.words for part in parts)
    each = "; ".join(f"{_short(part.heading)} {part.minutes:.1f}" for part in parts)
    expected = (
        f"about {needed:.0f}, of which {reading:.1f} to read {words:,} words at {WORDS_A_MINUTE} a minute: {each}"
    )
    yield entry, f"{stated} minutes", expected, "State the true time, or cut."


def _short(heading: str) -> str:
    return heading.partition(":")[0] if TASK_HEADING.match(heading) else heading


def _session(source: Source) -> Iterator[Refusal]:
    """Refuse a plan whose rows do not come to the session's minutes, or whose parts say other minutes than its rows."""
    text = "\n".join(cell.source for cell in source.notebook.cells)
    table = re.search(r"^\| *Minutes *\|.*?\n\|[-| :]+\n((?:\|.*\n?)+)", text, re.MULTILINE)
    if not table:
        expected = "a table that starts | Minutes | What | Materials |"
        yield _refused(source, "plan", "no table of timings", expected, "Add it.")
        return
    rows = [[cell.strip() for cell in row.split("|")[1:3]] for row in table[1].splitlines() if row.strip()]
    total = sum(int(minutes) for minutes, _ in rows if minutes.isdigit())
    if total != source.header.minutes:
        found, expected = f"timings that add up to {total} minutes", f"{source.header.minutes}, as the header states"
        yield _refused(source, "header, minutes", found, expected, "Mend a timing.")
    for heading in HEADING.finditer(text):
        hashes, words, said = heading.groups()
        name = re.escape(words.partition(":")[0])
        for minutes in (minutes for minutes, what in rows if said and re.match(rf"\*\*{name}\b", what)):
            if minutes != said:
                expected = f"{minutes}, as the plan's row says"
                yield _refused(source, f"{hashes} {words}", f"{said} minutes", expected, "Make the two agree.")


def _refused(source: Source, entry: str, found: str, expected: str, do: str) -> Refusal:
    return Refusal(source.path, entry, found=found, expected=expected, do=do)

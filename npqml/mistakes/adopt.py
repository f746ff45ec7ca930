"""Adopting a wrong answer that nobody foresaw: it gets a name, a message and an entry in its module's answers.toml."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from npqml.authoring.answers import Answer, read_answers
from npqml.course.modules import find_module
from npqml.grading.assignment import Assignment, read_assignment
from npqml.grading.checks import read_cells
from npqml.grading.cleaning.line import harmless_line
from npqml.grading.code_names import bound
from npqml.grading.known_mistakes import Known, Recogniser
from npqml.mistakes.constants import constants, fault_elsewhere
from npqml.mistakes.guesses import unforeseen
from npqml.mistakes.plain_lines import not_plain
from npqml.mistakes.trying import Tried, Tries
from npqml.mistakes.unforeseen import Group, Mistake
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Number
from npqml_widgets.answers.grid import Grid
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.tasks.tasks import find

OF_DATA = (Number, NumberRange, Grid)
"""Answers that are worked out from data: no two cohorts have the same."""
KEYS = ("task", "name", "kind", "adopted", "code", "mark", "mistake", "message", "source")


@frozen
class Wish:
    """What is to be adopted: the mistake of this number in its task's list; without `code` a line that was typed."""

    task: str
    name: str
    message: str
    code: str = ""
    number: int = 1

    @property
    def mistake(self) -> str:
        """The name as results have it: "Half of them" becomes half-of-them."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-")


@frozen
class Adopted:
    """The entry that was written, and how many candidates of each cohort will be given its message."""

    path: Path
    entry: Answer
    counts: dict[str, int]


@frozen
class _Case:
    """A wish, and the module and cohorts that it is about."""

    place: Place
    cohorts: tuple[str, ...]
    path: Path
    wish: Wish

    def assignment(self, cohort: str) -> Assignment:
        return read_assignment(self.place, cohort, self.wish.task.split("-")[0])

    def source(self, cohort: str) -> Path:
        assignment = self.assignment(cohort)
        return self.place.source(cohort) / assignment.module / assignment.file

    def refusal(self, found: str, expected: str, do: str) -> Refusal:
        return Refusal(self.path, f"{self.wish.task}, {self.wish.name!r}", found=found, expected=expected, do=do)


def adopt(place: Place, cohorts: Sequence[str], wish: Wish) -> Adopted:
    """Add an entry for an unforeseen mistake to its module's answers.toml; what stands there is left as it is.

    The formula is tried in the sandbox on each cohort's data. Raises Refusal where it gives another answer there than
    the one that was seen, where the name is taken, and where a line that a candidate typed could do more than reckon.
    """
    path = find_module(place.course, wish.task.split("-")[0]).answers
    case = _Case(place, tuple(dict.fromkeys(cohorts)), path, wish)
    _refuse_taken(case)
    there = next((one.mistakes for one in unforeseen(place, case.cohorts, [wish.task.split("-")[0]])
                  if one.task == wish.task), ())  # fmt: skip
    if not 1 <= wish.number <= len(there):
        raise case.refusal(
            f"no unexplained answer number {wish.number}",
            f"a number up to {len(there)}",
            "Run: npqml answers unexplained",
        )
    mistake = there[wish.number - 1]
    code = _formula(case, mistake).strip()
    code += "\n" if "\n" in code else ""  # as authors write code of several lines
    with Tries(place) as tries:
        tried = {cohort: tries.line(cohort, wish.task, code) for cohort in case.cohorts}
    entry = Answer(wish.task, wish.name, "mistake", code, mistake=wish.mistake, message=wish.message, adopted=True)
    counts = {cohort: _count(case, cohort, entry, mistake, there, one) for cohort, one in tried.items()}
    _refuse_constant_number(case, entry, mistake, counts)
    marks = {cohort: f"{one.mark:g}" for cohort, one in tried.items()}
    if len(set(marks.values())) > 1:
        raise case.refusal(f"another mark in each cohort ({marks})", "one mark", "Adopt it for fewer cohorts.")
    entry = evolve(entry, mark=tried[case.cohorts[0]].mark)
    _refuse_constant_choice(case, entry)
    _append(path, entry)
    return Adopted(path, entry, counts)


def _refuse_taken(case: _Case) -> None:
    wish, cells = case.wish, read_cells(case.source(case.cohorts[0]))
    if not (wish.mistake and wish.message.strip()):
        raise case.refusal("no name or no message", "a few words each", "Give --name and --message.")
    if not any(cell.check == wish.task for cell in cells):
        raise case.refusal("no task with this id that a check marks", "a task such as 1a-t2", "Mend --task.")
    named = any(f'"{wish.mistake}"' in cell.source for cell in cells if cell.check == wish.task)
    there = [one for one in read_answers(case.path) if one.task == wish.task]
    if named or any(wish.name.casefold() == one.name.casefold() or wish.mistake == one.mistake for one in there):
        raise case.refusal(
            f"an entry or a mistake called {wish.name!r} ({wish.mistake}) in this task already", "a name of its own",
            "Choose another --name.",
        )  # fmt: skip


def _formula(case: _Case, mistake: Mistake) -> str:
    """Return the formula asked for, else the one that is known; of a stranger's only one that merely reckons."""
    if case.wish.code.strip():
        try:
            compile(case.wish.code, "--code", "exec")
        except (SyntaxError, ValueError) as error:
            raise case.refusal(
                f"--code that is not Python ({error})", 'a line such as "share = 50"', "Mend it."
            ) from None
        return case.wish.code
    if mistake.formula and mistake.formula.source:
        return mistake.formula.code
    line = _reckoned(case, mistake) or next(iter(mistake.lines), "")
    if not line:
        raise case.refusal("no line that anybody typed", "a formula", 'Write one: --code "share = ..."')
    cells = case.assignment(case.cohorts[0]).release.cells
    names = frozenset(name for cell in cells if cell.cell_type == "code" for name in bound(cell.source))
    if more := not_plain(line, names):
        raise case.refusal(
            f"{more!r} in the line that a candidate typed",
            "a line that only reckons, since it runs outside the sandbox once it is adopted",
            "Read the line, and give what you trust of it as --code.",
        )
    return line


def _answers(case: _Case) -> tuple[str, ...]:
    cells = read_cells(case.source(case.cohorts[0]))
    return next(cell.answers for cell in cells if cell.task == case.wish.task)


def _reckoned(case: _Case, mistake: Mistake) -> str:
    """Return a known line that reckons the mistake from the data: the formula, else the commonest that was typed."""
    known = [mistake.formula.code] if mistake.formula else []
    return next((line for line in (*known, *mistake.lines) if not constants(line, _answers(case))), "")


def _refuse_constant_number(case: _Case, entry: Answer, mistake: Mistake, counts: Mapping[str, int]) -> None:
    """Refuse a number that was typed in: no module has a number that is the same in two cohorts.

    A guess such as 50% stands where candidates of several cohorts made it.
    """
    task = find(entry.task)
    asked = [name for name in constants(entry.code, _answers(case)) if isinstance(task.fields[name], OF_DATA)]
    if not asked or sum(count > 0 for count in counts.values()) > 1:
        return
    known = harmless_line(_reckoned(case, mistake).replace("\n", "; "), 300)
    raise case.refusal(
        f"{', '.join(asked)} as a number: in another cohort, with other data, the same mistake gives another one",
        "a formula that reckons it from the data",
        f"Give the formula that would: --code {known!r}, if you have read and understood it." if known
        else "Write the formula: --code. A guess that holds anywhere is adopted for two cohorts in which it was made.",
    )  # fmt: skip


def _refuse_constant_choice(case: _Case, entry: Answer) -> None:
    """Refuse a choice that was typed in where it is not the same mistake in another cohort."""
    task = find(entry.task)
    if all(isinstance(task.fields[name], OF_DATA) for name in constants(entry.code, _answers(case))):
        return
    module = find_module(case.place.course, entry.task.split("-")[0])
    for cohort in case.cohorts:
        if fault := fault_elsewhere(case.place.course, module, cohort, entry):
            raise case.refusal(
                fault, f"{entry.mark:g} marks and the mistake {entry.mistake!r} in every cohort",
                "Write what makes it this mistake on any data: --code.",
            )  # fmt: skip


def _count(case: _Case, cohort: str, entry: Answer, mistake: Mistake, there: Sequence[Mistake], tried: Tried) -> int:
    """Return how many of a cohort's candidates gave what the formula gives; refuses one that does not fit."""
    seen, _ = mistake.examples.get(cohort, ("", ""))
    expected = f"what candidates gave ({seen.rstrip('.')})" if seen else "a wrong answer that no check names"
    if not tried.answers:
        raise case.refusal(f"in {cohort} the formula gives: {tried.said}", expected, "Mend the formula.")
    known = Known(entry.task, entry.name, entry.code, entry.mistake, entry.message, adopted=True)
    source = case.source(cohort)
    recogniser = Recogniser(read_cells(source), source.parent, [known])
    if not recogniser.recognise(entry.task, tried.answers):
        raise case.refusal(
            f"a formula that works in {cohort} only with what stands below its task", "one that works at its task",
            "Write it with what stands above the task: --code.",
        )  # fmt: skip

    def same(group: Group) -> bool:
        return group.cohort == cohort and recogniser.recognise(entry.task, group.given) is not None

    if not all(same(one) for one in mistake.groups if one.cohort == cohort):
        raise case.refusal(f"in {cohort} the formula gives: {tried.said}", expected, "Mend the formula.")
    return sum(len(group.candidates) for one in there for group in one.groups if same(group))


def _append(path: Path, entry: Answer) -> None:
    """Add the entry to the end of the file, whole or not at all; refuses to where it would not be read as it is."""
    content = path.read_bytes()
    lines = ["", "[[answer]]", *(f"{key} = {_toml(getattr(entry, key))}" for key in KEYS), ""]
    added = "\n".join([""] * (not content.endswith(b"\n")) + lines)
    content += (added.replace("\n", "\r\n") if b"\r\n" in content else added).encode()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        new.write_bytes(content)
        if read_answers(new) != [*read_answers(path), entry]:
            raise Refusal(
                path, entry.label, found="an entry that is read otherwise than it was written",
                expected="plain words and code", do="Leave out unusual characters.",
            )  # fmt: skip
        os.replace(new, path)


def _toml(value: object) -> str:
    """Return a text, a number or a truth as TOML has it; code of several lines stands as it is, between '''."""
    if not isinstance(value, str):
        return json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value)
    if "\n" in value and "'''" not in value:
        return f"'''\n{value}'''"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

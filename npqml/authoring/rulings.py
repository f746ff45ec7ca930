"""What marking says at each check that hides something, found by trying: what a release needs to give true verdicts.

From the right answers and the known mistakes of the bank the search goes on to the answers beside them, a unit of the
last place that counts at a time, for as long as marking says something of its own. So nothing has to be declared: the
instructor's check is the only source.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import ceil, floor, prod
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from npqml.authoring.answers import Answer
from npqml.authoring.attempts import attempts
from npqml.grading.checks import HIDDEN, Attempt, Cell, cells_of, run, run_check
from npqml.grading.code_names import answers_reached
from npqml.grading.worked import Worked
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Choice, Choices, Field, Number, Order
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import accepted, tasks
from npqml_widgets.tasks.accepted import Known, Ruling
from npqml_widgets.tasks.states import TaskState, Verdict
from npqml_widgets.tasks.verdicts import settled_by

MOST_CHOICES = 400
"""So many combinations of choices are all tried; of more, those of the bank."""
MOST_TRIED = 2_000
"""Where marking has something of its own to say of more answers, hiding them is useless and costs minutes."""
NOTHING_HIDDEN = Known((), "", {accepted.key_of(()): Ruling(True)})


class CannotHide(Exception):
    """Raised for a hidden test that is about more answers than can be kept one by one."""


def rulings_on(cell: Cell, given: Sequence[Attempt], *, beside: bool = True) -> Known:
    """The rulings on a check that hides something, found from what attempts at its task have put in."""
    sound = next((attempt for attempt in given if attempt.kind == "right"), None)
    return Search(cell, sound.namespace if sound else {}).known(given, beside=beside)


@define
class Search:
    """Finds the rulings on one check; `namespace` holds right answers to its task, as far as they are known."""

    cell: Cell
    namespace: Mapping[str, Any]
    rulings: dict[str, Ruling] = field(factory=dict)
    others: Counter[str] = field(factory=Counter)

    def known(self, given: Iterable[Attempt], *, beside: bool) -> Known:
        """The rulings on the answers of these attempts and, with `beside`, on all others that the check knows."""
        fields = self._fields()
        if not all(isinstance(asked, Number | Choice | Choices | Order) for asked in fields.values()):
            raise CannotHide(f"a hidden test of {', '.join(map(_called, fields.items()))}")
        todo = [*_given(fields, given), *(_all_choices(fields.values()) if beside else ())]
        seen: set[str] = set()
        while todo:
            values = todo.pop()
            key = accepted.key_of(zip(fields.values(), values, strict=True))
            if key in seen:
                continue
            seen.add(key)
            ruling = self._ruling(dict(zip(fields, values, strict=True)))
            if ruling is None:
                continue
            self.rulings[key] = ruling
            if len(self.rulings) > MOST_TRIED:
                raise CannotHide(f"a hidden test that is about more than {MOST_TRIED:,} answers")
            if beside:
                todo += _beside(fields.values(), values)
        otherwise = self.others.most_common(1)[0][0] if self.others else ""
        return Known(tuple(fields), otherwise, self.rulings)

    def _fields(self) -> dict[str, Field]:
        """The answers on which what is hidden hangs, with their fields."""
        asked = tasks.find(self.cell.check).fields
        return {name: asked[name] for name in answers_reached(self.cell.source, self.cell.hidden_lines, tuple(asked))}

    def _ruling(self, answers: Mapping[str, Any]) -> Ruling | None:
        """What marking says of some answers; None where that is nothing special, or where candidates see it said."""
        verdict = run_check(self.cell, {**self.namespace, **answers}, self.cell.code).verdict
        if verdict.state == TaskState.RIGHT:
            return Ruling(True)
        if verdict.state != TaskState.NOT_YET or self._is_shown(verdict, answers):
            return None
        if verdict.mistake:
            return Ruling(False, verdict.message, verdict.mistake)
        self.others[verdict.message] += 1
        return None

    def _is_shown(self, verdict: Verdict, answers: Mapping[str, Any]) -> bool:
        """Tell whether candidates see said what marking says; the check is run once more only where they may."""
        if (verdict.mistake or "assert ") not in HIDDEN.sub("", self.cell.source):
            return False
        with settled_by(NOTHING_HIDDEN):
            shown = run_check(self.cell, {**self.namespace, **answers}, self.cell.released).verdict
        return shown.state != TaskState.RIGHT


def _called(answer: tuple[str, Field]) -> str:
    """Return an answer's name with the kind of its field, as authors write it: gap (number)."""
    name, asked = answer
    return f"{name} ({type(asked).__name__.lower()})"


def _given(fields: Mapping[str, Field], given: Iterable[Attempt]) -> Iterator[Sequence[Any]]:
    """The answers of some attempts as they count, without those that are blank or cannot be read."""
    for attempt in given:
        readings = {name: asked.read(attempt.namespace.get(name)) for name, asked in fields.items()}
        if all(reading.state == "read" for reading in readings.values()):
            yield [fields[name].counted(reading.value) for name, reading in readings.items()]


def _all_choices(fields: Iterable[Field]) -> Iterator[Sequence[Any]]:
    """Every answer to some questions where all are choices and not too many."""
    options = [list(itertools.islice(_choices(asked), MOST_CHOICES + 1)) for asked in fields]
    return itertools.product(*options) if 0 < prod(map(len, options)) <= MOST_CHOICES else iter(())


def _choices(asked: Field) -> Iterable[Any]:
    if isinstance(asked, Choice):
        return asked.options
    if isinstance(asked, Choices):
        sizes = range(1, len(asked.options) + 1)
        return (list(keys) for size in sizes for keys in itertools.combinations(asked.options, size))
    if isinstance(asked, Order):
        return map(list, itertools.permutations(asked.options))
    return ()


def _beside(fields: Iterable[Field], values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Answers that differ in one number by a unit of its last place, by its sign or by rounding, or in one choice."""
    for place, (asked, value) in enumerate(zip(fields, values, strict=True)):
        others: Iterable[Any] = ()
        if isinstance(asked, Number):
            rounded = [way(value * 10**places) / 10**places for places in range(asked.places) for way in (floor, ceil)]
            others = [asked.counted(value + step * 10.0**-asked.places) for step in (-1, 1)] + [-value, *rounded]
        elif isinstance(asked, Choice) and len(values) > 1:
            others = asked.options
        for other in others:
            yield [*values[:place], other, *values[place + 1 :]]


@frozen
class Tried:
    """What came of trying a module: the rulings by check, and by task the names as right answers left them."""

    rulings: dict[str, Known]
    solved: dict[str, dict[str, Any]]


def try_notebooks(notebooks: Mapping[Path, Any], data: Path, bank: Sequence[Answer]) -> Tried:
    """Run a module's notebooks, given by their sources, once beside its data, and try answers at each task.

    Raises Refusal for a notebook that does not run to its end, and for a check that cannot be settled by what is known
    of its answers.
    """
    tried = Tried({}, {})
    bank = [*bank, *(evolve(answer, way="line", typed="") for answer in bank if answer.typed)]  # as worked out, too
    for source, notebook in notebooks.items():
        cells = cells_of(notebook, source.name)
        given = {cell.task: list(attempts(cell, bank)) for cell in cells if cell.task}
        try:
            with none_drawn():
                run(cells, data, given, partial(_settling, source, tried.rulings))
        except Refusal:
            raise
        except Exception as error:
            raise Refusal(
                source, "", found=f"{type(error).__name__}: {error}", expected="a notebook that runs to its end",
                do="Run it in the Lab and mend the cell.",
            ) from error  # fmt: skip
        for task, those in given.items():
            right = [attempt for attempt in those if attempt.kind == "right"]
            if right:
                tried.solved[task] = right[0].namespace
    return tried


def _settling(source: Path, found: dict[str, Known], cell: Cell, given: Sequence[Attempt]) -> Known:
    try:
        rulings = rulings_on(cell, given)
    except CannotHide as problem:
        raise Refusal(
            source, f"check {cell.id}", found=str(problem),
            expected="a hidden part that takes one number, or a choice, for right",
            do="Let what gives nothing away stand above the hidden part, or divide the check in parts.",
        ) from None  # fmt: skip
    found[accepted.name_of(cell.check, cell.part)] = rulings
    return rulings


@frozen
class Settled:
    """What settles a module's checks in a release, by their names, and why its tasks are right: all of it sealed."""

    checks: Mapping[str, accepted.Entry]
    reasons: Mapping[str, str]


def sealed_rulings(known: Mapping[str, Known], worked: Worked, variant: str) -> Settled:
    """The rulings on a module's checks, sealed for a release; the same for the same checks of the same variant.

    Why a task is right is said by its worked solution.
    """
    names = sorted(known)
    with ThreadPoolExecutor() as pool:  # stretching takes nearly all of it, and no lock
        made = pool.map(lambda name: accepted.seal(known[name], f"{variant} {name}".encode()), names)
        sealed = dict(zip(names, made, strict=True))
    shares: dict[str, list[str]] = {}
    for name, (_, share) in sealed.items():
        shares.setdefault(name.split()[0], []).append(share)
    reasons = {
        task: accepted.seal_reason("\n".join(worked.solutions[task]), of_parts)
        for task, of_parts in shares.items()
        if task in worked.solutions and all(of_parts)
    }
    return Settled({name: entry for name, (entry, _) in sealed.items()}, reasons)

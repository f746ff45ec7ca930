"""What marking says at each check that hides something, found by trying: what a release needs to give true verdicts.

From the right answers and the known mistakes of the bank the search goes on to the answers beside them, a unit of the
last place that counts at a time, for as long as marking says something of its own. So nothing has to be declared: the
instructor's check is the only source.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from graphlib import CycleError, TopologicalSorter
from math import ceil, floor, prod
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from npqml.authoring.answers import Answer
from npqml.authoring.attempts import attempts
from npqml.authoring.part_rulings import part_rulings, said_of_parts
from npqml.grading.checks import HIDDEN, Attempt, Cell, cells_of, run, run_check
from npqml.grading.code_names import answers_reached
from npqml.grading.worked import Worked
from npqml.refusal import Refusal
from npqml_widgets.answers.by_row import ChoiceByRow
from npqml_widgets.answers.fields import MOST_PAIRS, Choice, Choices, Field, Number, Order
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import accepted, tasks
from npqml_widgets.tasks.accepted import Known, Ruling
from npqml_widgets.tasks.states import TaskState, Verdict
from npqml_widgets.tasks.verdicts import settled_by

MOST_CHOICES = 400
"""So many combinations of choices are all tried; of more, those of the bank."""
MOST_TRIED = 2_000
"""Where marking has something of its own to say of more answers, hiding them is useless and costs minutes."""
UNITS_BESIDE = 3
"""So many units of the last place a mistake in a range is followed to each side of what the bank gives."""
HIDEABLE = (Number, NumberRange, Choice, Choices, Order, ChoiceByRow)
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
        if not all(isinstance(asked, HIDEABLE) for asked in fields.values()):
            raise CannotHide(f"a hidden test of {', '.join(map(_called, fields.items()))}")
        given = list(given)
        tried = list(_given(fields, given))
        right = list(_given(fields, [attempt for attempt in given if attempt.kind == "right"]))[:1]
        parts = part_rulings(self.ruling, self.cell.source, fields, [*right, *tried]) if beside and right else {}
        todo = [*tried, *(_all_choices(fields.values()) if beside else ())]
        seen: dict[str, Sequence[Any]] = {}
        while todo:
            values = todo.pop()
            key = accepted.key_of(zip(fields.values(), values, strict=True))
            if key in seen:
                if seen[key] != values:
                    self._refuse_what_differs(fields, seen[key], values)
                continue
            seen[key] = values
            ruling = self.ruling(dict(zip(fields, values, strict=True)))
            if ruling is None or said_of_parts(parts, fields.values(), values) == ruling:
                continue
            self.rulings[key] = ruling
            if len(self.rulings) > MOST_TRIED:
                raise CannotHide(f"a hidden test that is about more than {MOST_TRIED:,} answers")
            if beside and (ruling.right or _is_near(fields.values(), values, tried)):
                todo += _beside(fields.values(), values)
        if len(self.others) > 1 and any(isinstance(asked, ChoiceByRow) for asked in fields.values()):
            said = " and ".join(f"“{message}”" for message in list(self.others)[:2])
            raise CannotHide(f"hidden tests of rows with several messages, {said}, that name no mistake")
        otherwise = self.others.most_common(1)[0][0] if self.others else ""
        return Known(tuple(fields), otherwise, {**self.rulings, **parts})

    def _refuse_what_differs(self, fields: Mapping[str, Field], one: Sequence[Any], other: Sequence[Any]) -> None:
        """Raise CannotHide where marking tells apart two orders that count the same, as they agree in all pairs."""
        first, second = (self.ruling(dict(zip(fields, values, strict=True))) for values in (one, other))
        if first != second:
            raise CannotHide(f"a hidden test that tells {one} from {other}, which agree in the pairs of the order")

    def _fields(self) -> dict[str, Field]:
        """The answers on which what is hidden hangs, with their fields."""
        asked = tasks.find(self.cell.check).fields
        return {name: asked[name] for name in answers_reached(self.cell.source, self.cell.hidden_lines, tuple(asked))}

    def ruling(self, answers: Mapping[str, Any]) -> Ruling | None:
        """What marking says of some answers; None where that is nothing special, or where candidates see it said."""
        verdict = run_check(self.cell, {**self.namespace, **answers}, self.cell.code).verdict
        if verdict.state == TaskState.RIGHT:
            return Ruling(True, verdict.message)
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
    fields = list(fields)
    pairs = any(isinstance(asked, Order) and asked.pairs for asked in fields)
    most = 2 * 2**MOST_PAIRS if pairs else MOST_CHOICES
    options = [list(itertools.islice(_choices(asked), most + 1)) for asked in fields]
    return itertools.product(*options) if 0 < prod(map(len, options)) <= most else iter(())


def _choices(asked: Field) -> Iterable[Any]:
    if isinstance(asked, Choice):
        return asked.options
    if isinstance(asked, Choices):
        sizes = range(1, len(asked.options) + 1)
        return (list(keys) for size in sizes for keys in itertools.combinations(asked.options, size))
    if isinstance(asked, Order):
        return _orders_by_pairs(asked) if asked.pairs else map(list, itertools.permutations(asked.options))
    if isinstance(asked, ChoiceByRow):
        rows = itertools.product(asked.options, repeat=len(asked.rows))
        return (dict(zip(asked.rows, keys, strict=True)) for keys in rows)
    return ()


def _orders_by_pairs(asked: Order) -> Iterator[list[str]]:
    """Two orders, as different as may be, for each way in which the pairs of an order can stand."""
    for turned in itertools.product((False, True), repeat=len(asked.pairs)):
        after: dict[str, list[str]] = {key: [] for key in asked.options}
        before: dict[str, list[str]] = {key: [] for key in asked.options}
        for pair, turn in zip(asked.pairs, turned, strict=True):
            first, later = reversed(pair) if turn else pair
            after[later].append(first)
            before[first].append(later)
        try:
            yield list(TopologicalSorter(after).static_order())
            yield list(TopologicalSorter(before).static_order())[::-1]
        except CycleError:
            continue


def _is_near(fields: Iterable[Field], values: Sequence[Any], tried: Sequence[Sequence[Any]]) -> bool:
    """Tell whether the search for a mistake goes on from some answers.

    From an answer by rows it does not. A mistake in a range may hang on two of its numbers alone, whatever the third
    is: there it goes only a few units beyond what the bank gives.
    """
    for place, asked in enumerate(fields):
        if isinstance(asked, ChoiceByRow):
            return False
        if isinstance(asked, NumberRange):
            reach = {name: (UNITS_BESIDE + 0.5) * 10.0**-number.places for name, number in asked.numbers.items()}
            if not any(
                all(abs(values[place][name] - known[place][name]) <= far for name, far in reach.items())
                for known in tried
            ):
                return False
    return True


def _beside(fields: Iterable[Field], values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Answers that differ in one number by a unit of its last place, by its sign or by rounding, or in one choice."""
    for place, (asked, value) in enumerate(zip(fields, values, strict=True)):
        others: Iterable[Any] = ()
        if isinstance(asked, Number):
            rounded = [way(value * 10**places) / 10**places for places in range(asked.places) for way in (floor, ceil)]
            others = [asked.counted(value + step * 10.0**-asked.places) for step in (-1, 1)] + [-value, *rounded]
        elif isinstance(asked, NumberRange):
            others = [
                asked.counted({**value, name: value[name] + step * 10.0**-number.places})
                for name, number in asked.numbers.items()
                for step in (-1, 1)
            ]
        elif isinstance(asked, Choice) and len(values) > 1:
            others = asked.options
        elif isinstance(asked, ChoiceByRow):
            others = [{**value, row: key} for row in asked.rows for key in asked.options]
        for other in others:
            yield [*values[:place], other, *values[place + 1 :]]


@frozen
class Tried:
    """What came of trying a module: the rulings by check, and by task the names as right answers left them."""

    rulings: dict[str, Known]
    solved: dict[str, dict[str, Any]]


def try_notebooks(
    notebooks: Mapping[Path, Any],
    data: Path,
    bank: Sequence[Answer],
    found: Callable[[str, Known], None] = lambda name, rulings: None,
) -> Tried:
    """Run a module's notebooks, given by their sources, once beside its data, and try answers at each task.

    `found` hears of the rulings on each check, by its name, as soon as they are known.
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
                run(cells, data, given, partial(_settling, source, tried.rulings, found))
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


def _settling(
    source: Path, known: dict[str, Known], found: Callable[[str, Known], None], cell: Cell, given: Sequence[Attempt]
) -> Known:
    try:
        rulings = rulings_on(cell, given)
    except CannotHide as problem:
        raise Refusal(
            source, f"check {cell.id}", found=str(problem),
            expected="a hidden part that takes one number, or a choice, for right",
            do="Let what gives nothing away stand above the hidden part, divide the check in parts, or ask for fewer "
            "decimals.",
        ) from None  # fmt: skip
    name = accepted.name_of(cell.check, cell.part)
    known[name] = rulings
    found(name, rulings)
    return rulings


@frozen
class Settled:
    """What settles a module's checks in a release, by their names, and why its tasks are right: all of it sealed."""

    checks: Mapping[str, accepted.Entry]
    reasons: Mapping[str, str]


class Sealing:
    """Seals the rulings on checks for a release while others are still looked for; use it in a `with` block.

    Stretching takes nearly all of it, and no lock: the processor that trying leaves idle does it. The same checks of
    the same variant are sealed the same.
    """

    def __init__(self, variant: str) -> None:
        """Seal for this variant of a cohort."""
        self._variant = variant
        self._pool = ThreadPoolExecutor()
        self._begun: dict[str, Future[tuple[accepted.Entry, str]]] = {}

    def __enter__(self) -> Sealing:
        """Return the sealing itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give up what nobody waits for any more."""
        self._pool.shutdown(cancel_futures=True)

    def begin(self, name: str, rulings: Known) -> None:
        """Begin to seal the rulings on a check, given by its name."""
        self._begun[name] = self._pool.submit(accepted.seal, rulings, f"{self._variant} {name}".encode())

    def settled(self, worked: Worked) -> Settled:
        """What settles a module's checks once all are sealed; why a task is right is said by its worked solution."""
        sealed = {name: made.result() for name, made in sorted(self._begun.items())}
        shares: dict[str, list[str]] = {}
        for name, (_, share) in sealed.items():
            shares.setdefault(name.split()[0], []).append(share)
        reasons = {
            task: accepted.seal_reason("\n".join(worked.solutions[task]), of_parts)
            for task, of_parts in shares.items()
            if task in worked.solutions and all(of_parts)
        }
        return Settled({name: entry for name, (entry, _) in sealed.items()}, reasons)

"""Wrong answers that nobody foresaw: those that are "not yet" without a named mistake, grouped and counted.

Within a cohort, answers with the same value are one group. Cohorts have other data, so that the same mistake has
another value in each: groups of several cohorts are one mistake where one formula gives them all (see `guesses`).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from npqml.grading.answer_data import covers, free_of_data
from npqml.grading.checks import read_cells
from npqml.grading.known_mistakes import Worked, read_known, work_out
from npqml.grading.result import TaskResult, read_results
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.words import as_seen
from npqml_widgets.tasks.states import TaskState


@frozen
class Group:
    """The same wrong answer in one cohort: as it is compared, whose it is, how it was read and what was typed.

    `given` is the answer as data in full, as the first of them gave it.
    """

    cohort: str
    answers: dict[str, Any]
    given: dict[str, Any]
    candidates: tuple[str, ...]
    read_as: Counter[tuple[str, str]]
    lines: Counter[str]


@frozen
class Formula:
    """A line that may be how candidates came to an answer, with the answers that it gives in each cohort.

    `source` names the course's own entry that it comes from; it is empty for a line that a candidate typed.
    """

    code: str
    source: str = ""
    values: dict[str, dict[str, Any]] = field(factory=dict)


@frozen
class Mistake:
    """The same mistake in one cohort or several; `number` is its place in its task's list, from 1."""

    groups: tuple[Group, ...]
    formula: Formula | None = None
    number: int = 0

    @property
    def count(self) -> int:
        """How many candidates made it."""
        return sum(len(one.candidates) for one in self.groups)

    @property
    def by_cohort(self) -> dict[str, int]:
        """How many candidates made it in each cohort."""
        counts: Counter[str] = Counter()
        for one in self.groups:
            counts[one.cohort] += len(one.candidates)
        return dict(counts)

    @property
    def examples(self) -> dict[str, tuple[str, str]]:
        """How the commonest of these answers was read in each cohort: in full, and in few words."""
        found: dict[str, tuple[str, str]] = {}
        for one in self.groups:
            found.setdefault(one.cohort, one.read_as.most_common(1)[0][0])
        return found

    @property
    def lines(self) -> tuple[str, ...]:
        """The different lines that were typed, the commonest first."""
        return tuple(line for line, _ in sum((one.lines for one in self.groups), Counter[str]()).most_common())


@frozen
class TaskMistakes:
    """One task over all cohorts asked for: how many were graded, wrong and unexplained, and each mistake.

    `unread` of the unexplained are in none of `mistakes`: of their answers nothing but words is kept.
    """

    task: str
    title: str
    graded: int
    wrong: int
    unexplained: int
    unread: int
    mistakes: tuple[Mistake, ...]


@frozen
class Sightings:
    """What candidates gave to one task, with the cohort and the candidate of each."""

    task: str
    found: list[tuple[str, str, TaskResult]] = field(factory=list)

    @property
    def module(self) -> str:
        """The module that the task belongs to."""
        return self.task.split("-")[0]


def seen(place: Place, cohorts: Sequence[str], modules: Iterable[str] = ()) -> dict[str, Sightings]:
    """Read the results of cohorts, by task; refuses a cohort that has none."""
    found: dict[str, Sightings] = {}
    wanted = set(modules)
    for cohort in dict.fromkeys(cohorts):
        results = read_results(place, cohort)
        if not results:
            raise Refusal(
                place.autograded(cohort), "", found="no results", expected="a graded cohort",
                do=f"Run: npqml grade {cohort}",
            )  # fmt: skip
        for result in results:
            if result.graded and (not wanted or result.module in wanted):
                for one in result.tasks:
                    found.setdefault(one.task, Sightings(one.task)).found.append((cohort, result.candidate, one))
    return found


def worked_out(place: Place, sightings: Iterable[Sightings]) -> dict[tuple[str, str], Worked]:
    """Work out the course's own entries on the data of each cohort and module that answers were given in."""
    found: dict[tuple[str, str], Worked] = {}
    for module, cohort in {(task.module, one[0]): None for task in sightings for one in task.found}:
        path = next(iter(sorted((place.source(cohort) / module).glob("*.ipynb"))), None)
        if path is None:
            raise Refusal(
                place.source(cohort) / module, "", found="no notebook", expected="the module as it was built",
                do=f"Run: npqml build {cohort} --module {module}",
            )  # fmt: skip
        found[cohort, module] = work_out(read_cells(path), path.parent, read_known(place.course, module))
    return found


def groups(sightings: Sightings, worked: Mapping[tuple[str, str], Worked]) -> Iterator[Group]:
    """Return the different unexplained answers to a task in each cohort, each with everybody who gave it."""
    by_cohort: dict[str, list[tuple[str, TaskResult]]] = defaultdict(list)
    for cohort, candidate, one in sightings.found:
        data = worked[cohort, sightings.module]
        if _unexplained(one) and one.answers and data.asks(sightings.task, one.answers):
            by_cohort[cohort].append((candidate, one))
    for cohort, given in by_cohort.items():
        for answers, members in _same(sightings.task, given, worked[cohort, sightings.module]):
            yield Group(
                cohort, answers, members[0][1].answers, tuple(sorted(candidate for candidate, _ in members)),
                Counter((as_seen(one), one.brief) for _, one in members),
                Counter(one.line for _, one in members if one.line),
            )  # fmt: skip


def listed(
    sightings: Sightings, there: Sequence[Group], formulas: Iterable[Formula], worked: Mapping[tuple[str, str], Worked]
) -> TaskMistakes:
    """Return a task's unexplained mistakes, the commonest first; a group belongs to the first formula that gives it."""
    found, left = list[Mistake](), list(there)
    fields = {cohort: one.tasks[sightings.task].fields for (cohort, module), one in worked.items()
              if module == sightings.module and sightings.task in one.tasks}  # fmt: skip
    for formula in formulas:
        mine = [one for one in left if covers(fields[one.cohort], one.answers, formula.values.get(one.cohort, {}))]
        if formula.source or any(formula.code in one.lines for one in mine):
            left = [one for one in left if one not in mine]
            found += [Mistake(tuple(mine), formula)] if mine else []
    while left:
        first, *rest = left
        alike = [one for one in rest if one.cohort != first.cohort and _means_the_same(first, one, fields)]
        found.append(Mistake((first, *alike)))
        left = [one for one in rest if one not in alike]
    found.sort(key=lambda one: -one.count)
    wrong = [one for _, _, one in sightings.found if one.state == TaskState.NOT_YET]
    nameless = sum(map(_unexplained, wrong))
    return TaskMistakes(
        sightings.task, sightings.found[0][2].title, len(sightings.found), len(wrong), nameless,
        nameless - sum(len(one.candidates) for one in there),
        tuple(evolve(one, number=number) for number, one in enumerate(found, 1)),
    )  # fmt: skip


def _unexplained(one: TaskResult) -> bool:
    return one.state == TaskState.NOT_YET and not one.mistake


def _same(
    task: str, given: Iterable[tuple[str, TaskResult]], worked: Worked
) -> list[tuple[dict[str, Any], list[tuple[str, TaskResult]]]]:
    """Put the same answers together: the commonest values come first, and others join one they are the same as."""
    equal: dict[str, list[tuple[str, TaskResult]]] = defaultdict(list)
    for candidate, one in given:
        equal[json.dumps(worked.against(task, one.answers), sort_keys=True)].append((candidate, one))
    fields, made = worked.tasks[task].fields, list[tuple[dict[str, Any], list[tuple[str, TaskResult]]]]()
    for text, members in sorted(equal.items(), key=lambda item: -len(item[1])):
        answers = json.loads(text)
        home = next((one for key, one in made if key.keys() == answers.keys() and covers(fields, key, answers)), None)
        if home is None:
            made.append((answers, list(members)))
        else:
            home.extend(members)
    return made


def _means_the_same(one: Group, other: Group, fields: Mapping[str, Mapping[str, Any]]) -> bool:
    own, others = fields[one.cohort], fields[other.cohort]
    return (
        one.answers.keys() == other.answers.keys()
        and all(name in others and free_of_data(own[name], others[name]) for name in one.answers)
        and covers(own, one.answers, other.answers)
    )

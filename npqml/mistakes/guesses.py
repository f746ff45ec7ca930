"""How candidates may have come to a wrong answer that no check names: formulas, tried on each cohort's data.

A line that a candidate typed is one guess. It is a stranger's: it runs in the sandbox and nowhere else. An entry of
the course for another task is another guess: many a wrong answer is the right one to another question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from npqml.grading.answer_data import answers_read
from npqml.grading.known_mistakes import Worked
from npqml.mistakes.trying import Tries
from npqml.mistakes.unforeseen import Formula, Group, Sightings, TaskMistakes, groups, listed, seen, worked_out
from npqml.place import Place

MOST_LINES = 10  # different typed lines that are tried for a task of each cohort, the commonest first
Data = Mapping[tuple[str, str], Worked]


def unforeseen(place: Place, cohorts: Sequence[str], modules: Iterable[str] = ()) -> tuple[TaskMistakes, ...]:
    """List the unexplained wrong answers of graded cohorts by task, the task with the commonest mistake first.

    With a single cohort no candidate's line is run. Raises Refusal where a cohort has no results, and for several
    where there is no sandbox.
    """
    sightings = seen(place, cohorts, modules)
    worked = worked_out(place, sightings.values())
    there = {task: list(groups(one, worked)) for task, one in sightings.items()}
    typed = _typed(place, there, worked) if len(set(cohorts)) > 1 else {}
    found = [
        listed(one, there[task], [*typed.get(task, ()), *_of_other_tasks(one, worked)], worked)
        for task, one in sightings.items()
    ]
    return tuple(sorted(found, key=lambda one: -max((row.count for row in one.mistakes), default=0)))


def _typed(place: Place, there: Mapping[str, Sequence[Group]], worked: Data) -> dict[str, list[Formula]]:
    """Try the lines that were typed at each task on every cohort's data, the commonest lines first."""
    lines = {task: list(_lines(of_task)) for task, of_task in there.items()}
    found = {task: [Formula(code) for code in codes] for task, codes in lines.items()}
    if not any(lines.values()):
        return found
    with Tries(place) as tries:
        for (cohort, module), data in worked.items():
            for task in (one for one in found if one.split("-")[0] == module and one in data.tasks):
                for formula in found[task]:
                    answers = tries.line(cohort, task, formula.code).answers
                    formula.values[cohort] = data.against(task, answers)
    return found


def _lines(of_task: Sequence[Group]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for cohort in {one.cohort: None for one in of_task}:
        typed = sum((one.lines for one in of_task if one.cohort == cohort), Counter[str]())
        counts.update(dict(typed.most_common(MOST_LINES)))
    yield from (line for line, _ in counts.most_common())


def _of_other_tasks(sightings: Sightings, worked: Data) -> Iterator[Formula]:
    """Return what the course's entries for other tasks of the module come to, where both tasks ask for one answer."""
    mine = {cohort: one for (cohort, module), one in worked.items() if module == sightings.module}
    found: dict[tuple[str, str], Formula] = {}
    for cohort, data in mine.items():
        task = data.tasks.get(sightings.task)
        if task is None or len(task.fields) != 1:
            continue
        [name] = task.fields
        for entry, values in data.values.items():
            if entry.task == task.id or len(values) != 1:
                continue
            [(other, value)] = values.items()
            code = entry.code.strip() if other == name else f"{entry.code.strip()}\n{name} = {other}"
            formula = found.setdefault((entry.task, entry.name), Formula(code, f"{entry.task}, {entry.name!r}"))
            formula.values[cohort] = data.against(task.id, answers_read(task, (name,), {name: value}))
    yield from found.values()

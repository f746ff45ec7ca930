"""What a cohort's results add up to, as tables: everything that the report shows is counted here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

import pandas as pd

from npqml.course.copies import Same, groups
from npqml.grading.result import Result, SubmissionState, TaskResult
from npqml.reports.expected import NOT_TAKEN, Expected
from npqml.reports.words import as_seen, moment
from npqml_widgets.tasks.states import TaskState

HELP_SHARE = 0.4
HELP_TASKS = 3
HELP_RULE = (
    f"Listed is whoever has fewer than {HELP_SHARE:.0%} of the marks decided so far, or has not tried or not "
    f"readably answered {HELP_TASKS} tasks or more, or sent a file that could not be graded."
)
BANDS = ("0 to 19%", "20 to 39%", "40 to 59%", "60 to 79%", "80 to 100%")
TASK_STATES = (
    TaskState.RIGHT,
    TaskState.NOT_YET,
    TaskState.CANNOT_READ,
    TaskState.NOT_TRIED,
    TaskState.WAITING,
    TaskState.MARKED,
)
EXAMPLES = 3


def in_words(mistake: str) -> str:
    """A mistake's name as words: leavers-counted becomes "Leavers counted"."""
    return mistake.replace("-", " ").replace("_", " ").capitalize()


def states(results: Iterable[Result]) -> pd.Series:
    """The number of results in each state."""
    counts = Counter(result.state for result in results)
    return pd.Series({state.words: counts[state] for state in SubmissionState}, name="Candidates")


def spread(results: Iterable[Result]) -> pd.Series:
    """Count the graded candidates by their share of the marks decided so far."""
    counts = Counter(min(int(one.share * 5), 4) for one in results if one.share is not None)
    return pd.Series({band: counts[number] for number, band in enumerate(BANDS)}, name="Candidates")


def _tasks(results: Iterable[Result]) -> dict[str, list[TaskResult]]:
    found: dict[str, list[TaskResult]] = defaultdict(list)
    for result in results:
        for one in result.tasks:
            found[one.title].append(one)
    return found


def difficulty(results: Iterable[Result]) -> pd.DataFrame:
    """Count for each task how many are in each state; `Share right` is of all whose file could be graded.

    `Tries` is the middle number of answers that people gave at a task, as their pages counted them. One row a task, in
    the module's order. Tasks that a person marks have no share.
    """
    rows: dict[str, list[float | None]] = {}
    for title, found in _tasks(results).items():
        counts = Counter(one.state for one in found)
        manual = counts[TaskState.WAITING] + counts[TaskState.MARKED] > 0
        share = None if manual else counts[TaskState.RIGHT] / len(found)
        tries = [one.tries for one in found if one.tries]
        rows[title] = [share, *(counts[state] for state in TASK_STATES), median(tries) if tries else None]
    columns = ["Share right", *(state.capitalize() for state in TASK_STATES), "Tries"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("Task")


def misconceptions(results: Iterable[Result]) -> pd.DataFrame:
    """Count each named mistake, the most frequent first, with the words that its check says of it."""
    counts: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    graded = 0
    for result in results:
        graded += result.graded
        for one in result.tasks:
            if one.state == TaskState.NOT_YET and one.mistake:
                counts[one.mistake, one.short] += 1
                words[one.mistake, one.short][one.message] += 1
    rows = [
        {
            "Mistake": in_words(mistake),
            "Task": task,
            "Candidates": count,
            "Share": count / graded,
            "What it shows": words[mistake, task].most_common(1)[0][0],
            "Name in the check": mistake,
        }
        for (mistake, task), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    columns = ["Mistake", "Task", "Candidates", "Share", "What it shows", "Name in the check"]
    return pd.DataFrame(rows, columns=columns)


def unexplained(results: Iterable[Result]) -> pd.DataFrame:
    """Count for each task the wrong answers that no named mistake explains, the commonest as examples."""
    rows: list[tuple[str, int, int, str]] = []
    for title, found in _tasks(results).items():
        wrong = [one for one in found if one.state == TaskState.NOT_YET]
        unnamed = [one for one in wrong if not one.mistake]
        if unnamed:
            common = Counter(one.brief or "no reading" for one in unnamed).most_common(EXAMPLES)
            examples = "; ".join(f"{words} ({count})" for words, count in common)
            rows.append((title, len(unnamed), len(wrong), examples))
    columns = ["Task", "Unexplained", "Wrong in all", "Examples"]
    rows.sort(key=lambda row: -row[1])
    return pd.DataFrame(rows, columns=columns)


def help_needed(results: Iterable[Result], names: Mapping[str, str]) -> pd.DataFrame:
    """List who needs help by the stated rule, and why, those with the fewest marks first."""
    rows = []
    for one in results:
        reasons = _reasons_for_help(one)
        if reasons:
            share = -1.0 if one.share is None else one.share
            rows.append((share, one.candidate, names.get(one.candidate, ""), "; ".join(reasons)))
    return pd.DataFrame([row[1:] for row in sorted(rows)], columns=["Candidate", "Name", "Why"])


def _reasons_for_help(result: Result) -> list[str]:
    if not result.graded:
        return ["the file could not be graded"]
    reasons = []
    if result.share is not None and result.share < HELP_SHARE:
        reasons.append(f"{result.share:.0%} of the marks decided so far")
    stuck = [one.short for one in result.tasks if one.state in (TaskState.NOT_TRIED, TaskState.CANNOT_READ)]
    if len(stuck) >= HELP_TASKS:
        reasons.append(f"{len(stuck)} tasks not tried or not readable: {', '.join(stuck)}")
    return reasons


def waiting(results: Iterable[Result], names: Mapping[str, str]) -> pd.DataFrame:
    """List the answers that wait for a person, by module and task; not those that did not come along."""
    rows = [
        {
            "Task": f"{result.module}, {one.title}",
            "Candidate": result.candidate,
            "Name": names.get(result.candidate, ""),
        }
        for result in results
        for one in result.tasks
        if one.state == TaskState.WAITING and not one.left_behind
    ]
    return pd.DataFrame(rows, columns=["Task", "Candidate", "Name"]).sort_values(
        ["Task", "Candidate"], ignore_index=True
    )


def waiting_by_task(results: Iterable[Result], names: Mapping[str, str]) -> pd.DataFrame:
    """Count the answers that wait for a person and name whose they are, one row a task."""
    rows = [
        {
            "Task": title,
            "Answers": len(group),
            "From": "; ".join(f"{c} {n}".strip() for c, n in zip(group["Candidate"], group["Name"], strict=True)),
        }
        for title, group in waiting(results, names).groupby("Task", sort=False)
    ]
    return pd.DataFrame(rows, columns=["Task", "Answers", "From"])


def overview(results: Iterable[Result], names: Mapping[str, str], expected: Iterable[Expected] = ()) -> pd.DataFrame:
    """List every result: state, marks (blank where it could not be graded) and reasons.

    Of what is `expected`, those follow in their places that have no result: missing, or not graded yet.
    """
    rows = [_overview_row(result, names) for result in results]
    rows += [
        {"Candidate": entry.candidate, "Name": names.get(entry.candidate, ""), "Module": entry.module,
         "State": entry.state, "Why": " ".join(entry.waits)}
        for entry in expected
        if entry.result is None
    ]  # fmt: skip
    columns = [
        "Candidate", "Name", "Module", "State", "Mark", "Of", "Waiting", "Handed in", "Late", "Counts", "Why",
    ]  # fmt: skip
    blank = dict.fromkeys(("Handed in", "Late", "Why"), "")
    rows.sort(key=lambda row: (row["Candidate"], row["Module"]))
    said: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["State"] == NOT_TAKEN:  # something of theirs of no known module stands in the row of each
            first = said.setdefault((row["Candidate"], row["Why"]), row["Module"])
            row["Why"] = row["Why"] if first == row["Module"] else f"As for module {first}."
    return pd.DataFrame([blank | row for row in rows], columns=columns)


def _overview_row(result: Result, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "Candidate": result.candidate,
        "Name": names.get(result.candidate, ""),
        "Module": result.module,
        "State": result.state.words,
        "Mark": result.mark,
        "Of": result.max_mark - result.waiting if result.graded else None,
        "Waiting": result.waiting if result.graded else None,
        "Handed in": moment(result.handed_in),
        "Late": result.late or ("not known" if result.late_not_known else ""),
        "Counts": result.counted,
        "Why": " ".join((*result.reasons, *result.further)),
    }


def late(results: Iterable[Result], names: Mapping[str, str]) -> pd.DataFrame:
    """List what was handed in late, on whose word, and what that does to its marks."""
    rows = [
        {
            "Candidate": result.candidate,
            "Name": names.get(result.candidate, ""),
            "Module": result.module,
            "Why": result.late,
            "Marks": result.late_words,
        }
        for result in results
        if result.late
    ]
    return pd.DataFrame(rows, columns=["Candidate", "Name", "Module", "Why", "Marks"])


def same_content(results: Iterable[Result], collected: Iterable[Same]) -> list[str]:
    """Return a line for each group of candidates who handed in the same content, blank hand-ins apart.

    What was not collected but put there by other means is known by its content hash alone.
    """
    alike = [
        (group.module, candidate, (f"group {number}",))
        for number, group in enumerate(collected)
        for candidate in group.candidates
    ]
    by_hash = (
        (result.module, result.candidate, (result.source_sha256,))
        for result in results
        if result.source_sha256 and any(task.state != TaskState.NOT_TRIED for task in result.tasks)
    )
    return [group.line() for group in groups([*alike, *by_hash])]


def tasks(results: Iterable[Result]) -> pd.DataFrame:
    """List every task of every result, for a spreadsheet."""
    rows = [
        {
            "Candidate": result.candidate,
            "Module": result.module,
            "Task": one.task,
            "Title": one.title,
            "Criterion": one.criterion,
            "State": one.state.value,
            "Mark": one.mark,
            "Of": one.max_mark,
            "Read as": as_seen(one),
            "Mistake": one.mistake,
            "Message": one.message,
        }
        for result in results
        for one in result.tasks
    ]
    columns = [
        "Candidate",
        "Module",
        "Task",
        "Title",
        "Criterion",
        "State",
        "Mark",
        "Of",
        "Read as",
        "Mistake",
        "Message",
    ]
    return pd.DataFrame(rows, columns=columns)

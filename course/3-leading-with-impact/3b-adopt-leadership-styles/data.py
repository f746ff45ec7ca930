"""What a leader logs of their own attention, what six people promised and did, and when one of them uploads her files.

Planted: minutes follow who knocks, from Tom down to Ines, who begins next to none; Gareth, who is furthest behind, is
met most often and has fewer minutes than three others. Carol keeps what she proposed and half of what she was told;
Tom keeps more since January, of fewer and smaller promises; how far to leave somebody alone hangs on the task, and
neither on years nor on whether it was done before. Planned with Carol, fewer of Ines's files come late, in a period
that is shorter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from math import comb
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit

Made = TypeVar("Made")
TRIES = 300
YOU, THEM = "you", "them"
FIVE = 5
"""Days in a full week of school."""
AHEAD = 12
"""School days from today within which what is not due yet falls due."""
LATE_FROM = "20:00"
"""A file that comes after this is late in the evening."""
ABOUTS = ("mathematics", "pupils", "rooms and dates")


class Habit(NamedTuple):
    """How somebody and you meet: how often, for how many minutes, and how many of them they begin."""

    contacts: tuple[int, int]
    minutes: tuple[int, int]
    they_begin: tuple[int, int]
    kinds: tuple[str, ...]
    about: tuple[float, float, float]


HABITS = {
    "tom": Habit(
        (14, 17), (8, 22), (11, 14), ("thanked", "asked", "told", "thanked", "decided together"), (0.5, 0.3, 0.2)
    ),
    "carol": Habit((12, 15), (8, 16), (7, 9), ("decided together", "asked", "told"), (0.7, 0.2, 0.1)),
    "ines": Habit((5, 7), (2, 6), (0, 1), ("thanked", "thanked", "thanked", "told"), (0.5, 0.5, 0.0)),
    "gareth": Habit((23, 27), (3, 6), (4, 5), ("told", "checked", "told", "asked"), (0.4, 0.2, 0.4)),
    "shanice": Habit((9, 12), (2, 6), (2, 3), ("told",), (0.0, 0.2, 0.8)),
    "beth": Habit((11, 14), (6, 14), (6, 7), ("showed", "told", "showed"), (0.4, 0.5, 0.1)),
}
MONDAY_CHECK = (8, 12)
"""Minutes of the check with Tom on a Monday since January."""
ROOMS = 0.7
"""So large a share of what Shanice hears is about rooms and dates, at least."""


class Block(NamedTuple):
    """Some promises of one kind: how many are due, and how many of them are kept on time."""

    task: str
    how: tuple[str, ...]
    before: str
    due: int
    kept: int


FACTS = (
    "Laid down",
    "Matters which",
    "You know enough",
    "They must carry it",
    "They would accept yours",
    "Time to ask",
)
"""What is so about a decision, Y or N, in the order in which the decisions below have them."""
DECISIONS = {
    "minor": (
        ("NNYNYY", "Beth asks which colour the folders of the second unit shall have."),
        ("NNYNYY", "Shanice asks in which of two free rooms the team meets on Tuesday."),
        ("NNYNYY", "Tom asks whether old quizzes are filed by class or by date, in a drawer that nobody opens."),
    ),
    "closed": (
        (
            "YYYYNY",
            "Gareth asks whether quiz results may hang in the staffroom with pupils' names. The school's data policy "
            "says no.",
        ),
        (
            "YYYYYY",
            "Beth asks whether she may tell the team what a pupil told her about home. The safeguarding policy says "
            "who is told.",
        ),
        (
            "NYYYYN",
            "Carol asks at 8.20 who takes a catch-up group now. A tutor is ill, and the pupils stand at the door.",
        ),
    ),
    "facts": (
        (
            "NYNYYY",
            "Carol asks which pupils move to the earlier catch-up time. Shanice and Beth know who comes by which bus; "
            "you do not.",
        ),
        (
            "NYNYYY",
            "Tom asks which two questions come out of the next quiz. Carol and Ines have seen the wrong answers; you "
            "have not.",
        ),
        (
            "NYNYYY",
            "Ines asks which wrong answers catch-up takes up next week. Those who teach the pupils have the books; you "
            "have not.",
        ),
    ),
    "theirs": (
        (
            "NYYYNY",
            "Gareth asks who marks which quiz after half-term. You know how many there are and by when. They mark "
            "them, and would not take a list from you.",
        ),
        (
            "NYYYNY",
            "Carol asks who brings a lesson to which planning session. You know the dates. They bring the lessons, and "
            "would not be told when.",
        ),
        (
            "NYNYNY",
            "Carol asks in which order the next unit is taught. She and Tom disagree, each teaches it, and you know "
            "neither class well.",
        ),
    ),
}


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return your log, what was promised, Ines's uploads, and four decisions."""
    log = _Log(kit)
    return {
        "contacts.csv": _until(lambda: _contacts(log, rng), lambda made: _of_contacts(log, made)),
        "promises.csv": _until(lambda: _promises(log, rng), lambda made: _of_promises(log, made)),
        "files.csv": _until(lambda: _files(log, rng), lambda made: _of_files(made)),
        "decisions.csv": _decisions(rng),
    }


def _until(make: Callable[[], Made], holds: Callable[[Made], dict[str, bool]]) -> Made:
    """Return the first of some tables of which everything holds that must, or the last one tried.

    The tables do not hang on each other, so each is drawn anew by itself; of all together the kit counts the draws.
    """
    for _ in range(TRIES):
        made = make()
        if all(holds(made).values()):
            break
    return made


class _Log:
    """The days of the log, and who stands in it."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.first, self.today = kit.project.dates["time_logged"], kit.project.dates["leading_decided"]
        self.days = [day for day in kit.year.days() if self.first <= day <= self.today]
        later = [day for day in kit.year.days() if day > self.today]
        self.later = later[1:AHEAD]
        self.january = next(day for day in self.days if day.month == 1)
        self.weeks = sorted({_monday(day) for day in self.days})
        self.names = {key: kit.people[key].name for key in HABITS}

    def week_of(self, day: date) -> int:
        """Return the number of the school week, from 1."""
        return self.weeks.index(_monday(day)) + 1

    def days_of(self, key: str) -> list[date]:
        """Return the days of the log on which somebody works."""
        works = self.kit.people[key].days
        return [day for day in self.days if f"{day:%A}" in works]

    @property
    def alone(self) -> int:
        """The last school week in which Ines plans alone: the first of January."""
        return self.week_of(self.january)


def _monday(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())


# Contacts -------------------------------------------------------------------------------------------------------------


def _contacts(log: _Log, rng: np.random.Generator) -> pd.DataFrame:
    """Return the log of your contacts; the last one is today's."""
    rows = [row for key in HABITS for row in _contacts_with(log, key, rng)]
    for day in log.days:
        if day >= log.january and day.weekday() == 0:
            minutes = int(rng.integers(*MONDAY_CHECK, endpoint=True))
            rows.append(_contact(day, log.names["tom"], minutes, YOU, "checked", ABOUTS[0]))
    rows.append(_contact(log.today, log.names["carol"], int(rng.integers(4, 9)), THEM, "decided together", ABOUTS[0]))
    return pd.DataFrame(rows).sort_values("Date", kind="stable").reset_index(drop=True)


def _contacts_with(log: _Log, key: str, rng: np.random.Generator) -> list[dict[str, object]]:
    habit, days = HABITS[key], log.days_of(key)
    count = int(rng.integers(*habit.contacts, endpoint=True))
    when = sorted(rng.choice(len(days), count))
    theirs = int(rng.integers(*habit.they_begin, endpoint=True))
    begins = rng.permutation([THEM] * theirs + [YOU] * (count - theirs))
    return [
        _contact(
            days[place], log.names[key], int(rng.integers(*habit.minutes, endpoint=True)), str(began),
            str(rng.choice(habit.kinds)), str(rng.choice(ABOUTS, p=habit.about)),
        )
        for place, began in zip(when, begins, strict=True)
    ]  # fmt: skip


def _contact(day: date, who: str, minutes: int, began: str, kind: str, about: str) -> dict[str, object]:
    return {"Date": day, "With": who, "Minutes": minutes, "Began": began, "Kind": kind, "About": about}


# Promises -------------------------------------------------------------------------------------------------------------


def _promises(log: _Log, rng: np.random.Generator) -> pd.DataFrame:
    """Return what was agreed with six people: what is due, and some that is not due yet."""
    start, christmas = log.days[4], [day for day in log.days if day < log.january]
    rows = []
    for key, blocks in _blocks(rng).items():
        days = [day for day in log.days_of(key) if start <= day < log.today]
        if key == "tom":
            days = [day for day in days if day in christmas]
        rows += _kept_and_not(log, key, blocks, days, (1.0, 4.0), rng)
    january = [day for day in log.days_of("tom") if log.january < day < log.today][3:]
    rows += _kept_and_not(log, "tom", _toms_january(rng), january, (0.5, 1.5), rng, log.january)
    rows += [_not_yet(log, *promise, rng) for promise in _not_due(rng)]
    table = pd.DataFrame(rows).sort_values(["Agreed", "Due", "Who"], kind="stable").reset_index(drop=True)
    return table[["Who", "Task", "Hours", "Agreed", "Due", "Done", "How", "Done before"]]


def _blocks(rng: np.random.Generator) -> dict[str, list[Block]]:
    """Return by person what they promised, of which how much was kept; Tom's until Christmas."""
    told, own, together = ("told",), ("own proposal",), ("together",)
    data, display = int(rng.integers(4, 5, endpoint=True)), int(rng.integers(3, 4, endpoint=True))
    data_kept = 1 if data == 4 else int(rng.integers(1, 2, endpoint=True))
    groups, checks = int(rng.integers(7, 8, endpoint=True)), int(rng.integers(3, 4, endpoint=True))
    behind = int(rng.integers(2, 3, endpoint=True))
    quizzes, plans = int(rng.integers(2, 3, endpoint=True)), int(rng.integers(1, 2, endpoint=True))
    proposed, plan = int(rng.integers(4, 5, endpoint=True)), int(rng.integers(4, 6, endpoint=True))
    return {
        "carol": [
            Block("quiz", own, "Y", proposed, proposed), Block("planning", own, "Y", plan, plan - 1),
            Block("data", told, "N", data, data_kept),
            Block("display", told, "N", display, display - int(rng.integers(0, 2))),
        ],
        "tom": [
            Block("data", told, "N", 3, 3), Block("groups", ("told", "own proposal"), "Y", 4, int(rng.integers(0, 2))),
            Block("quiz", own, "Y", quizzes, int(rng.integers(0, 2))),
            Block("planning", own, "Y", plans, int(rng.integers(0, 2))),
        ],
        "ines": [Block("quiz", own, "Y", 2, 2), Block("planning", ("told", "together"), "N", 3, 3)],
        "gareth": [
            Block("quiz", told, "Y", 4, 1), Block("planning", told, "Y", 4, 1), Block("data", told, "N", behind, 1),
            Block("display", told, "N", 2, 0),
        ],
        "shanice": [Block("groups", together, "Y", 3, 3), Block("display", told, "N", 1, 1)],
        "beth": [Block("groups", ("together", "told"), "N", groups, groups - 1), Block("data", told, "Y", checks, 1)],
    }  # fmt: skip


def _toms_january(rng: np.random.Generator) -> list[Block]:
    """Return what Tom promised since January: half as much, and all kept but one."""
    more = int(rng.integers(1, 2, endpoint=True))
    return [
        Block("data", ("told",), "N", 1, 1), Block("quiz", ("together",), "Y", more, more),
        Block("planning", ("together",), "Y", 1, 1), Block("groups", ("together",), "Y", 1, 0),
    ]  # fmt: skip


def _not_due(rng: np.random.Generator) -> list[tuple[str, str, str, str]]:
    """Return what is not due yet: who, which task, how it was agreed, and whether it was done before."""
    fixed = [
        ("carol", "quiz", "own proposal", "Y"),
        ("carol", "display", "told", "N"),
        ("tom", "quiz", "together", "Y"),
    ]
    more = [
        ("carol", "planning", "own proposal", "Y"),
        ("tom", "planning", "together", "Y"),
        ("gareth", "quiz", "told", "Y"),
        ("ines", "planning", "together", "N"),
        ("shanice", "groups", "together", "Y"),
        ("beth", "groups", "together", "N"),
    ]
    chosen = rng.choice(len(more), int(rng.integers(3, 5, endpoint=True)), replace=False)
    return [*fixed, *(more[place] for place in sorted(chosen))]


def _kept_and_not(
    log: _Log, key: str, blocks: list[Block], days: list[date], hours: tuple[float, float], rng: np.random.Generator,
    since: date | None = None,
) -> list[dict[str, object]]:  # fmt: skip
    """Return promises that are due: so many kept early or on the day, the others late or still open."""
    rows = []
    for block in blocks:
        for place in range(block.due):
            late = place >= block.kept
            due = days[int(rng.integers(0, len(days) - (6 if late and len(days) > 6 else 0)))]
            earliest = [day for day in log.days if (since or log.first) <= day < due]
            agreed = earliest[-min(len(earliest), int(rng.integers(4, 9)))]
            done = _done(log, agreed, due, late, rng)
            halves = int(rng.integers(2 * hours[0], 2 * hours[1], endpoint=True))
            rows.append({
                "Who": log.names[key], "Task": block.task, "Hours": halves / 2, "Agreed": agreed, "Due": due,
                "Done": done, "How": str(rng.choice(block.how)), "Done before": block.before,
            })  # fmt: skip
    return rows


def _done(log: _Log, agreed: date, due: date, late: bool, rng: np.random.Generator) -> date | None:
    """Return the day on which a promise was kept: early, on the day, some days late, or never so far."""
    if not late:
        early = [day for day in log.days if agreed < day < due][-3:]
        return due if rng.random() < 0.3 or not early else early[int(rng.integers(len(early)))]
    after = [day for day in log.days if due < day <= log.today][:5]
    return after[int(rng.integers(len(after)))] if after and rng.random() < 0.65 else None


def _not_yet(log: _Log, key: str, task: str, how: str, before: str, rng: np.random.Generator) -> dict[str, object]:
    return {
        "Who": log.names[key], "Task": task, "Hours": float(rng.integers(1, 4)) / 2,
        "Agreed": log.days[-int(rng.integers(2, 7))], "Due": log.later[int(rng.integers(len(log.later)))], "Done": None,
        "How": how, "Done before": before,
    }  # fmt: skip


# Files ----------------------------------------------------------------------------------------------------------------


def _files(log: _Log, rng: np.random.Generator) -> pd.DataFrame:
    """Return Ines's uploads: after eight in the evening mostly, and less often where she planned with Carol."""
    rows = []
    for number, monday in enumerate(log.weeks, 1):
        alone = number <= log.alone
        days = [day for day in log.days if _monday(day) == monday]
        for place in sorted(rng.choice(len(days), int(rng.integers(3, 5, endpoint=True)))):
            late = rng.random() < (0.7 if alone else 0.35)
            rows.append({
                "Date": days[place], "Time": _clock(late, rng), "School week": number,
                "Planned": "alone" if alone else "with Carol",
            })  # fmt: skip
    return pd.DataFrame(rows).sort_values(["Date", "Time"], kind="stable").reset_index(drop=True)


def _clock(late: bool, rng: np.random.Generator) -> str:
    minutes = int(rng.integers(20 * 60 + 25, 22 * 60 + 10) if late else rng.integers(15 * 60 + 50, 17 * 60 + 45))
    if late and rng.random() < 0.25:
        minutes = 21 * 60 + 45
    return f"{minutes // 60}:{minutes % 60:02}"


# Decisions ------------------------------------------------------------------------------------------------------------


def _decisions(rng: np.random.Generator) -> pd.DataFrame:
    """Return four decisions of twelve, one of each sort, in any order."""
    drawn = [sort[int(rng.integers(len(sort)))] for sort in DECISIONS.values()]
    rows = [{"Decision": words} | dict(zip(FACTS, facts, strict=True)) for facts, words in drawn]
    return pd.DataFrame(rows).iloc[rng.permutation(len(rows))].reset_index(drop=True)


# What holds -----------------------------------------------------------------------------------------------------------


def must_hold(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    log = _Log(kit)
    return (
        _of_contacts(log, tables["contacts.csv"])
        | _of_promises(log, tables["promises.csv"])
        | _of_files(tables["files.csv"])
    )


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(one - other) >= least for one, other in combinations(numbers, 2))


def _of_contacts(log: _Log, contacts: pd.DataFrame) -> dict[str, bool]:
    names = log.names
    minutes, count = contacts.groupby("With")["Minutes"].sum(), contacts["With"].value_counts()
    theirs = contacts[contacts["Began"] == THEM]["With"].value_counts().reindex(minutes.index, fill_value=0)
    days = pd.Series({name: len(log.kit.people[key].days) for key, name in names.items()})
    mean, by_day = minutes / count, minutes / days
    by_begun = theirs.sort_values().index
    ways = (minutes, count, mean, by_day)
    shares = [[100 * way[names[key]] / way.sum() for way in ways] for key in ("tom", "gareth")]
    of_ines = contacts[contacts["With"] == names["ines"]]
    yours = int((of_ines["Began"] == YOU).sum())
    all_yours = int((contacts["Began"] == YOU).sum())
    of_shanice = contacts[contacts["With"] == names["shanice"]]
    return {
        "80 to 100 contacts are logged": 80 <= len(contacts) <= 100,
        "all minutes are 2 to 30": bool(contacts["Minutes"].between(2, 30).all()),
        "the last contact is today's": contacts["Date"].max() == log.today,
        "Tom has most minutes": minutes.idxmax() == names["tom"],
        "Gareth has most contacts": count.idxmax() == names["gareth"],
        "Ines has fewest minutes, by far": bool(minutes[names["ines"]] * 1.3 <= minutes.drop(names["ines"]).min()),
        "whoever begins more contacts has more minutes, all six": (
            theirs.is_unique and minutes.is_unique and list(by_begun) == list(minutes.sort_values().index)
        ),
        "Gareth has fewer minutes than three others": minutes.rank(ascending=False)[names["gareth"]] >= 4,
        "and so many that they are no per cent": minutes[names["gareth"]] > 100,
        "Tom has half as many minutes again as Gareth": bool(minutes[names["tom"]] >= 1.5 * minutes[names["gareth"]]),
        "Ines begins none or one": len(of_ines) - yours <= 1,
        "Ines is mostly thanked": (of_ines["Kind"] == "thanked").mean() > 0.5,
        "Shanice hears of rooms and dates": (of_shanice["About"] == ABOUTS[2]).mean() >= ROOMS,
        "the slips of Tom's and Gareth's shares stand apart": all(_apart(1.2, *numbers) for numbers in shares),
        "the slips of who begins stand apart": _apart(
            1.2, 100 * yours / len(of_ines), 100 * all_yours / len(contacts), 100 * yours / all_yours,
            100 * (1 - yours / len(of_ines)),
        ),
    }  # fmt: skip


def _standing(promises: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return promises with what can be said of each: due, on time, on the day, late but done."""
    due = promises["Due"] < today
    done = promises["Done"].notna()
    on_time = done & (promises["Done"].where(done, promises["Due"]) <= promises["Due"])
    on_the_day = done & (promises["Done"] == promises["Due"])
    return promises.assign(Is_due=due, On_time=on_time, On_day=on_the_day, Late=done & ~on_time)


def _slips(rows: pd.DataFrame) -> dict[str, float]:
    """Return the share kept on time of what is due, and what other ways of counting come to."""
    due = rows[rows["Is_due"]]
    return {
        "right": 100 * due["On_time"].mean(),
        "late as kept": 100 * (due["On_time"] | due["Late"]).mean(),
        "not due as broken": 100 * rows["On_time"].mean(),
        "on the day as late": 100 * (due["On_time"] & ~due["On_day"]).mean(),
    }


def _kept(rows: pd.DataFrame) -> float:
    return float(_slips(rows)["right"])


def _broken(rows: pd.DataFrame) -> int:
    """Return how many of what was due were not kept on time."""
    return int((rows["Is_due"] & ~rows["On_time"]).sum())


def _by_lot(before: pd.DataFrame, since: pd.DataFrame) -> float:
    """Return how often shares of what was kept differ as much by lot, or more (Fisher's exact test)."""
    first, second = (rows.loc[rows["Is_due"], "On_time"] for rows in (before, since))
    kept = int(first.sum() + second.sum())
    ways = [comb(len(first), kept - number) * comb(len(second), number) for number in range(min(kept, len(second)) + 1)]
    return sum(count for count in ways if count <= ways[int(second.sum())]) / sum(ways)


def _of_promises(log: _Log, promises: pd.DataFrame) -> dict[str, bool]:
    names, all_rows = log.names, _standing(promises, log.today)
    of = {key: all_rows[all_rows["Who"] == name] for key, name in names.items()}
    told, own = (of["carol"][of["carol"]["How"] == how] for how in ("told", "own proposal"))
    before, since = (of["tom"][(of["tom"]["Due"] >= log.january) == after] for after in (False, True))
    kept_in = {
        (key, task): _kept(of[key][of[key]["Task"] == task])
        for key, tasks in (("carol", ("data", "quiz")), ("tom", ("groups", "data")), ("beth", ("groups", "data")))
        for task in tasks
    }
    slips = {name: _slips(rows) for name, rows in (("told", told), ("own", own), ("before", before), ("since", since))}
    left = {name: dict(numbers) for name, numbers in slips.items()}
    del left["before"]["not due as broken"]  # of what was due before Christmas all has come due
    late, on_day = int(all_rows["Late"].sum()), int(all_rows["On_day"].sum())
    return {
        "60 to 80 things are agreed": 60 <= len(promises) <= 80,
        "6 to 10 are not due yet": 6 <= int((~all_rows["Is_due"]).sum()) <= 10,
        "four or more are done late, three or more on the day": late >= 4 and on_day >= 3,
        "Carol keeps what she proposed": 85 <= slips["own"]["right"] <= 95,
        "and about half of what she was told": 40 <= slips["told"]["right"] <= 62,
        "Tom keeps 35 to 46 per cent before Christmas": 35 <= slips["before"]["right"] <= 46,
        "and 75 to 80 since January": 75 <= slips["since"]["right"] <= 80,
        "since January Tom has promised about half as much": len(since) <= 0.7 * len(before),
        "and less each time": since["Hours"].mean() <= 0.6 * before["Hours"].mean(),
        "counting what is not due moves Tom's January by ten points": (
            slips["since"]["right"] - slips["since"]["not due as broken"] >= 10
        ),
        "Ines is never late": bool(of["ines"].loc[of["ines"]["Is_due"], "On_time"].all()),
        "Gareth keeps fewer than Tom": _kept(of["gareth"]) <= _kept(of["tom"]) - 5,
        "Gareth keeps the smallest share": _kept(of["gareth"]) == min(_kept(rows) for rows in of.values()),
        "and has most that were not kept": _broken(of["gareth"]) > max(
            _broken(rows) for key, rows in of.items() if key != "gareth"
        ),
        "chance alone can part Tom's January from his autumn": _by_lot(before, since) >= 0.1,
        "in data Tom is never late": kept_in["tom", "data"] == 100,
        "in groups he mostly is": kept_in["tom", "groups"] < 40,
        "Beth keeps nearly all in groups": kept_in["beth", "groups"] >= 80,
        "and about a third in data": kept_in["beth", "data"] < 40,
        "Carol keeps less than half in data": kept_in["carol", "data"] < 50,
        "and all quizzes": kept_in["carol", "quiz"] == 100,
        **{f"the slips of {name} stand apart": _apart(1.2, *numbers.values()) for name, numbers in left.items()},
    }  # fmt: skip


def _of_files(files: pd.DataFrame) -> dict[str, bool]:
    late = files["Time"] > LATE_FROM
    parts = dict(list(files.assign(Late=late).groupby("Planned")))
    alone, shared = parts["alone"], parts["with Carol"]
    weeks = {planned: rows["School week"].nunique() for planned, rows in parts.items()}
    mondays = alone["Date"].map(_monday)
    calendar = (mondays.max() - mondays.min()).days // 7 + 1
    by_alone, by_shared = alone["Late"].sum(), shared["Late"].sum()
    return {
        "she plans alone for longer": weeks["alone"] > weeks["with Carol"] >= 2,
        "holidays lie within the weeks alone": calendar > weeks["alone"],
        "62 to 78 per cent are late where she plans alone": 0.62 <= alone["Late"].mean() <= 0.78,
        "25 to 42 per cent where she plans with Carol": 0.25 <= shared["Late"].mean() <= 0.42,
        "one comes at a quarter to ten": bool((files["Time"] == "21:45").any()),
        "the slips of the weeks alone stand apart": _apart(
            0.25, by_alone / weeks["alone"], by_alone / calendar, by_alone, len(alone) / weeks["alone"]
        ),
        "the slips of the weeks with Carol stand apart": _apart(
            0.25, by_shared / weeks["with Carol"], by_shared / sum(weeks.values()), by_shared,
            len(shared) / weeks["with Carol"],
        ),
    }  # fmt: skip

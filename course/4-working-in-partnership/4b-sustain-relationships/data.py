"""Who asks whom for advice in January and in March, what meetings cost, two rounds of moderation, and a first table.

Planted: Shanice is among the three most asked and sits in no meeting; in January every tie between the schools is
yours, in March at least three are not; Ines, who asked nobody, asks two. The two schools agree more in the first round
(marks seen, scripts at random) than in the second (blind, borderline), and St Bride's judges harder. One meeting
decides nothing and frees, for each teacher, the hours that moderation needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, pairwise
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from attrs import evolve

from npqml.authoring.module_data import Kit
from npqml.authoring.worked_documents import responsibilities as agreed
from npqml_widgets.answers.comparing import with_fewer_places
from npqml_widgets.documents.responsibilities.model import Responsibilities

Made = TypeVar("Made")
Tie = tuple[str, str]
TRIES = 400
"""Each of the three parts is drawn so often at most by itself, before all are drawn again."""
YOU = "You"
OURS = ("carol", "tom", "ines", "gareth", "shanice", "beth", "fiona", "daniel")
THEIRS = ("leila", "joan", "desmond", "olwen")
WEEK = "Mon, Tue, Wed, Thu, Fri"
ASKS = {
    YOU: (4, 7), "carol": (2, 4), "tom": (4, 7), "ines": (0, 0), "gareth": (2, 4), "shanice": (2, 4), "beth": (4, 7),
    "fiona": (2, 4), "daniel": (1, 3), "other": (1, 3),
}  # fmt: skip
"""How many colleagues at the same school somebody went to in January, from and to."""
SOUGHT = {YOU: 2.0, "carol": 9.0, "tom": 1.5, "ines": 0.3, "gareth": 1.2, "shanice": 7.5, "beth": 0.5, "fiona": 1.5,
          "daniel": 1.2, "other": 0.7}  # fmt: skip
"""How much somebody is gone to, beside the others."""
THIRD, SOUGHT_THIRD = (YOU, "gareth", "fiona"), 6.0
"""One of these is the third of those most asked."""
OFFERED = (YOU, "carol", "tom", "gareth", "shanice", "beth", "fiona", "daniel")
"""Whom the page offers as the most asked."""
YOURS_ACROSS = ((YOU, "joan"), ("joan", YOU), (YOU, "desmond"), ("desmond", YOU), (YOU, "olwen"))
"""Ties of yours to St Bride's that there may be beside those with Leila."""
WITHOUT_YOU = (
    ("carol", "joan"), ("joan", "carol"), ("shanice", "desmond"), ("desmond", "shanice"), ("tom", "joan"),
    ("gareth", "leila"), ("beth", "olwen"), ("leila", "carol"), ("desmond", "carol"),
)  # fmt: skip
"""Ties between the schools that there may be in March beside those of Ines."""
DENSITY = (0.15, 0.40)
APART_DENSITY = 0.012
ROUND_SIZES = (16, 17, 18)
STANDARD = 3
"""The step, of four, from which on a script reaches the standard."""
AT_RANDOM, BORDERLINE = (0.2, 0.3, 0.3, 0.2), (0.03, 0.22, 0.60, 0.15)
"""How our marks lie over the four steps in the two rounds."""
SEEN, BLIND = (0.12, 0.82, 0.06), (0.42, 0.46, 0.12)
"""How likely their mark is one step under ours, the same, one step over it."""
AGREED = {1: (0.85, 0.95), 2: (0.60, 0.75)}
"""The share of scripts on which both say the same of the standard, from and to, by round."""
FROM_HALF = 0.05
APART_KAPPA, APART_MEAN = 0.03, 0.03
IDLE = ("Data round-up", "Notices and diary", "Rooms and displays")
"""Meetings that decide nothing. The seed says which of them frees enough."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return the roster, the ties of two months, the term's meetings, two rounds of marks, and Daniel's table."""
    roster = _roster(kit)
    names = dict(zip(roster["Key"], roster["Name"], strict=True))
    ties = _until(
        lambda: tuple(_named(found, names) for found in _ties(roster, rng)), lambda both: _of_ties(kit, roster, *both)
    )
    return {
        "roster.csv": roster.drop(columns="Key"),
        "ties-january.csv": ties[0],
        "ties-march.csv": ties[1],
        "meetings.csv": _until(lambda: _meetings(kit, rng), _of_meetings),
        "scripts.csv": pd.concat(
            [
                _until(lambda: _marks(1, AT_RANDOM, SEEN, rng), _of_seen),
                _until(lambda: _marks(2, BORDERLINE, BLIND, rng), _of_blind),
            ]
        ),
        "dates.csv": _dates(kit),
        "responsibilities-daniel.json": _daniels_table(kit),
    }


def _dates(kit: Kit) -> pd.DataFrame:
    """Return when the two rounds were, when they were settled, and when both schools look at all of it."""
    keys = ("moderation_round_1", "moderation_round_2", "moderation_settled", "partnership_looked_at")
    what = ("First round", "Second round, blind", "What marks differ on is settled", "Both schools look at all of it")
    days = [kit.project.dates[key] for key in keys]
    return pd.DataFrame({"What": what, "When": [f"{day:%A} {day.day} {day:%B}" for day in days]})


def _until(made_by: Callable[[], Made], holds: Callable[[Made], Mapping[str, bool]]) -> Made:
    """Return the first of a few of which everything holds, or else the last."""
    made = made_by()
    for _ in range(TRIES):
        if all(holds(made).values()):
            break
        made = made_by()
    return made


def _roster(kit: Kit) -> pd.DataFrame:
    """Return everybody who has to do with mathematics in the project, and the four at St Bride's, with their days."""
    rows = [(YOU, YOU, kit.cohort.school, "mathematics lead", WEEK)]
    for key in (*OURS, *THEIRS):
        person = kit.people[key]
        school = agreed.PARTNER if key in THEIRS else kit.cohort.school
        rows.append((key, person.name, school, _post(kit, key), ", ".join(day[:3] for day in person.days)))
    if kit.phase == "secondary":
        rows.insert(9, ("other", kit.people["hannah"].name, kit.cohort.school, "leads humanities", WEEK))
    if kit.phase == "special":
        rows.insert(9, ("other", "The speech therapist", kit.cohort.school, "therapist", "Tue, Wed"))
    return pd.DataFrame(rows, columns=["Key", "Name", "School", "Post", "Days"])


def _post(kit: Kit, key: str) -> str:
    """Return what somebody is, in a few words."""
    short = {
        "tom": "second in mathematics", "ines": "early career teacher", "shanice": "assistant, lead tutor",
        "beth": "assistant, tutor", "daniel": "deputy headteacher", "leila": "mathematics lead",
        "joan": "second in mathematics", "desmond": "teacher", "olwen": "teacher",
    } | ({"fiona": "leads communication"} if kit.phase == "special" else {})  # fmt: skip
    return short.get(key, kit.people[key].post.split(",")[0])


def _ties(roster: pd.DataFrame, rng: np.random.Generator) -> tuple[list[Tie], list[Tie]]:
    ours = list(roster.loc[roster["School"] != agreed.PARTNER, "Key"])
    third = THIRD[int(rng.integers(len(THIRD)))]
    inside = [tie for asker in ours for tie in _asked_by(asker, ours, third, rng)]
    inside += [("leila", "joan"), ("joan", "leila"), ("desmond", "joan"), ("desmond", "leila")]
    more = _some(YOURS_ACROSS, int(rng.integers(1, len(YOURS_ACROSS), endpoint=True)), rng)
    january = [*inside, (YOU, "leila"), ("leila", YOU), *more]
    kept = [tie for tie in inside if rng.random() > 0.12]
    yours = _some(((YOU, "leila"), ("leila", YOU), *YOURS_ACROSS), int(rng.integers(2, 6)), rng)
    others = _some(WITHOUT_YOU, int(rng.integers(1, 6)), rng)
    return january, [*kept, *yours, ("ines", "joan"), ("ines", "desmond"), *others]


def _asked_by(asker: str, everybody: list[str], third: str, rng: np.random.Generator) -> list[Tie]:
    least, most = ASKS[asker]
    number = int(rng.integers(least, most, endpoint=True))
    whom = [key for key in everybody if key != asker]
    weights = np.array([SOUGHT_THIRD if key == third else SOUGHT[key] for key in whom])
    chosen = rng.choice(whom, size=number, replace=False, p=weights / weights.sum())
    return [(asker, str(key)) for key in sorted(chosen, key=whom.index)]


def _some(ties: tuple[Tie, ...], number: int, rng: np.random.Generator) -> list[Tie]:
    places = sorted(int(place) for place in rng.permutation(len(ties))[:number])
    return [ties[place] for place in places]


def _named(ties: list[Tie], names: dict[str, str]) -> pd.DataFrame:
    order = list(names)
    ties = sorted(ties, key=lambda tie: (order.index(tie[0]), order.index(tie[1])))
    return pd.DataFrame([(names[asker], names[asked]) for asker, asked in ties], columns=["From", "To"])


def _meetings(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    teachers = kit.cohort.team_size  # with you, and without Shanice, who counts in it
    frees, short, few = (str(name) for name in rng.permutation(IDLE))

    def one_of(*numbers: int) -> int:
        return int(rng.choice(numbers))

    rows = [
        ("Team meeting", "Tuesday", 60, one_of(5, 6), "all teachers of the team", teachers, 0, "always", "Y"),
        ("Planning together", "Thursday", 90, 2, "all teachers of the team", teachers, 0, "October", "Y"),
        (frees, "Monday", one_of(40, 45, 50), one_of(5, 6, 7), "all teachers of the team, a class assistant",
         teachers, 1, "always", "N"),
        (short, "Friday", 15, one_of(6, 7, 8), "all teachers of the team, two class assistants", teachers, 2,
         "always", "N"),
        (few, "Thursday", 50, one_of(5, 6), f"you, {kit.people['ines'].name}", 2, 0, "September", "N"),
        ("Support plans", "Tuesday", 30, one_of(4, 5, 6), f"you, {kit.people['fiona'].name}, a class assistant", 2, 1,
         "always", "Y"),
        (f"Moderation with {agreed.PARTNER}", "Wednesday", one_of(50, 60, 70, 80), 3,
         f"all teachers of the team but {kit.people['gareth'].name}", teachers - 1, 0, "January", "Y"),
    ]  # fmt: skip
    columns = ["Meeting", "Weekday", "Minutes", "Times", "Invited", "Teachers", "Assistants", "Held since", "Decides"]
    table = pd.DataFrame(rows, columns=columns)
    shown = [*rng.permutation(len(rows) - 1).tolist(), len(rows) - 1]  # the newest stands last
    return table.iloc[shown].reset_index(drop=True)


def _marks(number: int, spread: tuple[float, ...], turned: tuple[float, ...], rng: np.random.Generator) -> pd.DataFrame:
    size = int(rng.choice(ROUND_SIZES))
    ours = rng.choice([1, 2, 3, 4], size=size, p=spread)
    theirs = np.clip(ours + rng.choice([-1, 0, 1], size=size, p=turned), 1, 4)
    scripts = [f"{'AB'[number - 1]}{place:02}" for place in range(1, size + 1)]
    return pd.DataFrame({"Round": number, "Script": scripts, "Ours": ours, "Theirs": theirs})


def _daniels_table(kit: Kit) -> Responsibilities:
    """Return Daniel's first draft: everybody is in everything, and nothing goes on without you."""
    table = agreed.worked_responsibilities(kit.cohort)
    everybody = (agreed.THEIR_SECOND, agreed.OUR_TEACHERS, agreed.THEIR_TEACHERS, agreed.DEPUTY)
    parts: dict[str, tuple[tuple[str, ...], ...]] = {
        "T1": ((agreed.OUR_LEAD,), (agreed.OUR_LEAD, agreed.THEIR_LEAD), everybody),
        "T2": ((agreed.OUR_TEACHERS, agreed.THEIR_TEACHERS), (agreed.OUR_LEAD,), ()),
        "T3": ((agreed.OUR_LEAD, agreed.THEIR_LEAD), (agreed.OUR_LEAD, agreed.THEIR_LEAD), everybody),
        "T4": ((), (agreed.OUR_LEAD,), (agreed.THEIR_LEAD,)),
        "T5": ((agreed.OUR_LEAD,), (agreed.OUR_LEAD,), (*everybody, agreed.THEIR_LEAD)),
        "T6": ((agreed.DEPUTY, agreed.THEIR_LEAD), (agreed.OUR_LEAD, agreed.DEPUTY), ()),
    }
    tasks = tuple(
        evolve(task, responsible=does, accountable=answers, consulted=asked, informed=(agreed.TUTOR,), notes="")
        for task in table.tasks
        for does, answers, asked in (parts[task.id],)
    )
    return evolve(table, tasks=tasks)


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    scripts = tables["scripts.csv"]
    return (
        _of_ties(kit, tables["roster.csv"], tables["ties-january.csv"], tables["ties-march.csv"])
        | _of_meetings(tables["meetings.csv"])
        | _of_seen(scripts[scripts["Round"] == 1])
        | _of_blind(scripts[scripts["Round"] == 2])
        | {"both rounds together are 30 scripts or more": len(scripts) >= 30}
    )


def _across(ties: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    school = roster.set_index("Name")["School"]
    return ties[ties["From"].map(school) != ties["To"].map(school)]


def _yours(ties: pd.DataFrame) -> pd.Series:
    return (ties["From"] == YOU) | (ties["To"] == YOU)


def _top(counts: pd.Series) -> set[str]:
    """Return the three with the highest counts; nobody where the third is not alone."""
    sizes = counts.sort_values(ascending=False)
    return set(sizes.index[:3]) if len(sizes) > 3 and sizes.iloc[2] > sizes.iloc[3] else set()


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(number - other) >= least for number, other in combinations(numbers, 2))


def _needs_two_places(number: float) -> bool:
    """Tell whether a number says more with two decimals than with one."""
    return round(number, 2) != round(number, 1)


def _of_ties(kit: Kit, roster: pd.DataFrame, january: pd.DataFrame, march: pd.DataFrame) -> dict[str, bool]:
    people, number = len(roster), len(january)
    asking = january["From"].nunique()
    density = number / (people * (people - 1))
    ways = (density, 2 * density, number / people**2, number / (asking * (asking - 1)), number / people)
    asked, asks = january["To"].value_counts(), january["From"].value_counts()
    both = asked.add(asks, fill_value=0)
    most, asking_most, in_both = _top(asked), _top(asks), _top(both)
    offered = {YOU if key == YOU else kit.people[key].name for key in OFFERED}
    first, second = _across(january, roster), _across(march, roster)
    ends = len(first)
    one_way = int((first["From"] == YOU).sum())
    leila = int((first[["From", "To"]] == kit.people["leila"].name).any(axis=1).sum())
    new = int((~_yours(second)).sum())
    ines = kit.people["ines"].name
    return {
        "the density of January lies where staff networks may": DENSITY[0] <= density <= DENSITY[1],
        "the slips of the density stand apart": _apart(APART_DENSITY, *ways, with_fewer_places(density, ways[1:4])),
        "three are most asked, Shanice among them, and the page offers them": (
            kit.people["shanice"].name in most and most <= offered
        ),
        "those who ask most, and those with most ties, are others": (
            bool(asking_most) and asking_most <= offered and bool(in_both) and in_both <= offered
            and len({frozenset(names) for names in (most, asking_most, in_both)}) == 3
        ),
        "Daniel and Tom are not among the three": not most & {kit.people[key].name for key in ("daniel", "tom")},
        "in January all ties between the schools are yours, three to seven": 3 <= ends <= 7 and bool(
            _yours(first).all()
        ),
        "the slips of what ends stand apart": _apart(1, ends, one_way, leila, int(_yours(january).sum())),
        "in March three to seven ties between the schools are not yours": 3 <= new <= 7,
        "the slips of March stand apart": _apart(1, new, len(second), len(second) - ends, len(march) - number),
        "Ines asks nobody in January, and two in March": (
            ines not in set(january["From"]) and int((march["From"] == ines).sum()) == 2
        ),
    }  # fmt: skip


def _of_meetings(meetings: pd.DataFrame) -> dict[str, bool]:
    held = meetings["Minutes"] * meetings["Times"] / 60
    people = meetings["Teachers"] + meetings["Assistants"]
    hours = float((held * people).sum())
    ways = (hours, float(held.sum()), float((meetings["Minutes"] / 60 * people).sum()),
            float((held * meetings["Teachers"]).sum()))  # fmt: skip
    new = meetings.iloc[-1]
    needed = float(new["Minutes"] * new["Times"] / 60)
    idle = meetings["Decides"] == "N"
    all_of_them = meetings["Teachers"] >= new["Teachers"]
    frees = meetings[idle & all_of_them & (held >= needed)]
    return {
        "hours come to halves": float(2 * hours).is_integer(),
        "the slips of what meetings cost stand apart": _apart(1, *ways),
        "the slips of what moderation adds stand apart": _apart(
            0.3, needed, new["Minutes"] / 60, needed * new["Teachers"], float(new["Minutes"] * new["Times"])
        ),
        "one meeting decides nothing and frees enough": len(frees) == 1,
        "it is not the longest": len(frees) == 1 and frees["Minutes"].iloc[0] < meetings["Minutes"].max(),
    }


def _of_seen(rows: pd.DataFrame) -> dict[str, bool]:
    sides = rows[["Ours", "Theirs"]] >= STANDARD
    share = float((sides["Ours"] == sides["Theirs"]).mean())
    return {"in round 1 agreement lies where it shall": AGREED[1][0] <= share <= AGREED[1][1]}


def _of_blind(rows: pd.DataFrame) -> dict[str, bool]:
    sides = rows[["Ours", "Theirs"]] >= STANDARD
    agree = float((sides["Ours"] == sides["Theirs"]).mean())
    ours, theirs = float(sides["Ours"].mean()), float(sides["Theirs"].mean())
    expected = ours * theirs + (1 - ours) * (1 - theirs)
    kappa = (agree - expected) / (1 - expected)
    wrong = (agree, 2 * agree - 1, (1 - agree - expected) / (1 - expected), agree - expected)
    harder = rows["Theirs"] - rows["Ours"]
    lost, won = int((sides["Ours"] & ~sides["Theirs"]).sum()), int((~sides["Ours"] & sides["Theirs"]).sum())
    counts = (lost, won, lost + won, int((harder != 0).sum()), int((sides["Ours"] & sides["Theirs"]).sum()))
    means = (float(harder.mean()), -float(harder.mean()), float(harder.abs().mean()),
             float(harder[harder != 0].mean()), float(harder.sum()))  # fmt: skip
    return {
        "in round 2 agreement lies where it shall": AGREED[2][0] <= agree <= AGREED[2][1],
        "chance in round 2 is not a half": abs(expected - 0.5) >= FROM_HALF,
        "the slips of kappa stand apart": _apart(APART_KAPPA, kappa, *wrong) and _needs_two_places(kappa),
        "some cross the line either way, and some stay under it": won >= 1 and bool((~sides).all(axis=1).any()),
        "two to six pupils lose the standard, and each slip has its number": 2 <= lost <= 6
        and all(later != earlier for earlier, later in pairwise(sorted(counts))),
        "St Bride's judges harder, and each slip has its number": means[0] < -0.15
        and _apart(APART_MEAN, *means)
        and _needs_two_places(means[0]),
    }

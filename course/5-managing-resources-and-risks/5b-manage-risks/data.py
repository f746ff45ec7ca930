"""What was counted in the trial groups, what people noted and scored, and the register as it stood in March.

Planted: pupils stand alone at the gate less often once a second key holder opens, while absence and missing booklets go
on as before, since what was promised against them is not in place; Shanice scores higher what she sees at the gate, and
Wendy what she pays for; a score of 12 costs less in the long run than one of 8; by March nobody looks at the register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit
from npqml.authoring.shared_data import catch_up_weekdays
from npqml.course.sources import load_sources
from npqml_widgets.documents.risk.model import Register, Risk

MORNINGS = ("Monday", "Wednesday", "Thursday")
"""When the trial groups meet."""
GROUPS = ("A", "B")
ALONE = {"before": 0.6, "since": 0.08}
"""How likely a pupil of a group stands alone at the gate on a morning, before and since a second key holder opens."""
ABSENT, BOOKLETS, STILL_HELD = (0.08, 0.25), (0.3, 0.55), 0.3
LOST = (2, 5)
"""Group-mornings of the trial that were lost, from and to."""
BOUNDS = (0.25, 1, 2, 4)
"""Times a week from which the next level of likelihood begins."""
APPETITE = 6
TRIES = 300
"""Draws of one table, each by itself: together they would take their product."""
SIDES, UNEQUAL = (2, 4), 5
"""Risks on different sides of the appetite, from and to; and at least so many scored unequally."""
ENTRIES = 9
RISKS = (3, 5)
OVERDUE, UNSUPPORTED, SUPPORTED = (3, 6), (2, 3), (1, 2)

# Lines of Tom's notes by kind. The letters say nothing: they are what a page may show.
POOL = {
    "risk": {
        "c": "The room is shared with the breakfast club, so a group may find no table and lose its session.",
        "f": "The licence is counted by the pupil, so if more are entered the bill may be higher than planned.",
        "h": "Each group has one tutor, so if she is ill her pupils may be sent back.",
        "k": "Teachers plan together on top of a full week, so one may drop out, and the units be taught in two ways.",
        "n": "Parents hear of the lot from each other, so some may take it for a favour, and ask us to give it up.",
        "q": "Teachers mark their own classes' checks, so some may be marked kindly, and June tell us less.",
        "s": "",  # by phase
    },
    "problem": {
        "a": "Pupils have stood alone at the side gate before anybody was there.",
        "e": "The cupboard is eleven booklets short.",
        "m": "Shanice has not been paid for the last two Mondays.",
    },
    "control": {
        "b": "The new tutors have had no training.",
        "i": "There is no list of whom to ring when a pupil does not come.",
        "p": "There is no spare key.",
    },
    "cost": {
        "d": "The licence has to be paid in January, for a full year.",
        "j": "Breakfast has to be bought for every morning that the groups meet.",
        "o": "Cover has to be booked for six half-days of planning, by half-term.",
    },
    "aim": {
        "g": "Pupils may not make the progress that we want for them, in spite of everything.",
        "l": "The project may not reach its target.",
    },
}
OF_PHASE = {
    "primary": "One person has the key, so if she is late nobody gets in, and a group loses its session.",
    "secondary": "The trust sets its test dates late, so one may fall on our check, and the check be called off.",
    "special": "Therapists are on two rotas, so one may be called away at eight, and a group have too few adults.",
}
# A chain of five: what was there, what may happen, and what follows from what. Letters as above.
PIECES = {"cause": "m", "event": "t", "first": "d", "second": "w", "third": "k"}
CHAINS = (
    (
        "Only one tutor knows the scheme", "She is ill for a week", "Two groups do not meet",
        "Pupils miss three mornings", "Their parents stop sending them",
    ),
    (
        "The licence is billed by the pupil", "More pupils are entered than were planned for",
        "The bill is a third higher", "The money for summer is used up", "Catch-up ends at Easter",
    ),
    (
        "Teachers plan together after a full day", "One of them drops out", "Her class is taught in another order",
        "The February check cannot be compared", "Governors hear a result that nobody can explain",
    ),
    (
        "The groups meet in a room that others use too", "The room is taken for a week",
        "The groups meet in the corridor", "Tutors drop the work that needs a table",
        "The scheme is taught in half, and nobody notes it",
    ),
)  # fmt: skip
ROTA = ("Lead tutor", "New tutor", "Second in the team", "Key holder", "Breakfast helper", "First-aider")
ROTA_LAST = {"primary": "Playground duty", "secondary": "Corridor duty", "special": "Therapist"}
SEEN = (
    "A pupil waits alone at the gate", "A tutor is ill, and nobody stands in", "Booklets are missing on the day",
    "The two groups are too loud for one room", "A pupil goes to the classroom alone, and is not counted",
)  # fmt: skip
PAID = (
    "The licence costs more than planned", "Cover for planning is booked too late", "Breakfast runs over its budget",
    "Hours of tutors are claimed twice", "The key holder asks for overtime",
)  # fmt: skip
MONEY = {
    "hall": "A storm closes the two rooms, and a hall is hired",
    "scheme": "The supplier closes, and another scheme is bought, with training",
    "tutor": "The lead tutor leaves, and an agency steps in",
}
GATE = "A pupil alone at the gate comes to harm"
MARCH = {
    "Booklets run out": "The office counts them each Friday",
    "The licence bill is higher than planned": "Pupils are entered from the list of places alone",
    "Teachers drop out of shared planning": "Cover is booked for each session",
    "Families take the lot for a favour": "A letter says how places were drawn",
    "The room is taken for tests": "A second room is booked",
    "Marking of checks is kinder to some": "Checks are marked by a teacher of other classes",
    "Fewer pupils come after Christmas": "The lead tutor rings on the first missed morning",
    "Too few adults at breakfast": "A parent volunteer is on the rota",
    "A list of absent pupils comes too late": "The tutor sends it at five past eight",
    "A tutor leaves in spring": "A second tutor knows the groups",
}
"""Risks of March's register, each with a control that would touch it."""
TUTOR_ILL, ALONE_AT_GATE = "A tutor is off sick for more than two weeks", "A pupil waits alone at the gate"
GATE_FELL = (2, 1, 5)
"""How likely a child alone was in October, with the second key holder, and is in March; and the impact, of harm."""
BETTER_GATE = "The site supervisor opens half an hour earlier"
OWNERS = ("School business manager", "Deputy headteacher", "Lead tutor", "Second in the team", "SLT")


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return what was counted, noted and scored in the trial, and the register of March."""
    national, full = _national(kit), _full_run(kit)
    return {
        "entries.csv": _until(lambda: _entries(kit, rng), _of_entries),
        "chain.csv": _until(lambda: _chain(rng), _of_the_chain),
        "rota.csv": _until(lambda: _rota(kit, rng), lambda rota: _of_absence(rota, national)),
        "national.csv": national,
        "trial-log.csv": _until(lambda: _trial_log(kit, rng), lambda log: _of_the_trial(log, full)),
        "full-run.csv": full,
        "two-raters.csv": _until(lambda: _two_raters(rng), _of_raters),
        "money.csv": _until(lambda: _money(rng), _of_money),
        "register-march.csv": _until(lambda: _march(kit, rng), lambda march: _of_march(kit, march)),
        "promised.csv": _promised(kit),
        "march-day.csv": _march_day(kit),
        "register-tom.json": _toms(kit),
    }


def _until(made: Callable[[], pd.DataFrame], holds: Callable[[pd.DataFrame], dict[str, bool]]) -> pd.DataFrame:
    """Return the first of some draws of one table that shows what it must, or else the last: must_hold refuses it."""
    for _ in range(TRIES):
        table = made()
        if all(holds(table).values()):
            break
    return table


def _pool(kit: Kit) -> dict[str, dict[str, str]]:
    return POOL | {"risk": POOL["risk"] | {"s": OF_PHASE[kit.phase]}}


def _entries(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return nine lines of Tom's notes: three to five risks, and of every other kind at least one."""
    pool = _pool(kit)
    others = [kind for kind in pool if kind != "risk"]
    taken = {"risk": int(rng.integers(*RISKS, endpoint=True))} | dict.fromkeys(others, 1)
    while sum(taken.values()) < ENTRIES:
        kind = str(rng.choice([name for name in others if taken[name] < min(2, len(pool[name]))]))
        taken[kind] += 1
    rows = [
        (letter, pool[kind][letter])
        for kind, number in taken.items()
        for letter in rng.permutation(list(pool[kind]))[:number]
    ]
    return pd.DataFrame([rows[place] for place in rng.permutation(len(rows))], columns=["Line", "Text"])


def _chain(rng: np.random.Generator) -> pd.DataFrame:
    chain = dict(zip(PIECES.values(), CHAINS[int(rng.integers(len(CHAINS)))], strict=True))
    letters = rng.permutation(list(chain)).tolist()
    return pd.DataFrame({"Piece": letters, "Text": [chain[letter] for letter in letters]})


def _rota(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return who is needed on which morning before school: both tutors on each, others on some."""
    mornings = catch_up_weekdays(kit.cohort)
    posts = [*ROTA, ROTA_LAST[kit.phase]]
    needed = [*posts[:4], *rng.permutation(posts[4:])[: int(rng.integers(0, 3, endpoint=True))]]
    rows = [(day, post) for post in needed for day in sorted(_mornings_of(post, mornings, rng), key=mornings.index)]
    return pd.DataFrame(sorted(rows, key=lambda row: mornings.index(row[0])), columns=["Morning", "Needed"])


def _mornings_of(post: str, mornings: Sequence[str], rng: np.random.Generator) -> Iterable[str]:
    """Return on which mornings somebody of a post is needed."""
    some = rng.permutation(list(mornings))[: int(rng.integers(1, 3, endpoint=True))]
    return mornings if post.endswith("utor") else map(str, some)


def _national(kit: Kit) -> pd.DataFrame:
    """Return the two national figures of teachers' sickness, from the course's sources."""
    figures = load_sources(kit.cohort.course).figure
    off, everybody = (float(figures(key).value) for key in ("sick-days-if-off", "sick-days-all"))
    return pd.DataFrame(
        [("For each teacher who was off sick", off), ("Over all teachers", everybody)], columns=["Days a year", "Days"]
    )


def _trial_log(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return a row for each group and morning of the trial."""
    dates = kit.project.dates
    days = kit.year.on_weekdays(dates["trial_groups"], dates["risks_written"], MORNINGS)
    weeks = {day: (day - dates["trial_groups"]).days // 7 + 1 for day in days}
    since = max(weeks.values()) // 2 + 1
    absent, booklets = rng.uniform(*ABSENT), rng.uniform(*BOOKLETS)
    size = kit.project.numbers["group_size"]
    rows = []
    for day in days:
        for group in GROUPS:
            is_absent = rng.random() < absent
            held = not is_absent or rng.random() < STILL_HELD
            alone = rng.random() < ALONE["before" if weeks[day] < since else "since"]
            rows.append({
                "Date": day, "Week": weeks[day], "Group": group, "Tutor absent": "NY"[is_absent], "Held": "NY"[held],
                "Booklets missing": "NY"[held and rng.random() < booklets], "Pupil alone at the gate": "NY"[alone],
                "Key holders": 1 + (weeks[day] >= since),
                "Came": int(rng.binomial(size, 0.85)) if held else 0,
            })  # fmt: skip
    return pd.DataFrame(rows)


def _full_run(kit: Kit) -> pd.DataFrame:
    """Return what the full run is to be: its groups, and its mornings by half-term."""
    numbers = kit.project.numbers
    groups = numbers["places"] // numbers["group_size"]
    rows = [{"Half-term": name, "Mornings": held, "Groups": groups} for name, held in kit.catch_up.held.items()]
    return pd.DataFrame(rows)


def _promised(kit: Kit) -> pd.DataFrame:
    """Return what is in place against three risks and what is promised: who, and when."""
    dates = kit.project.dates
    weeks = (dates["risks_written"] - dates["trial_groups"]).days // 7 + 1
    since = kit.year.next_school_day(dates["trial_groups"] + timedelta(weeks=weeks // 2))
    second = kit.year.next_school_day(dates["full_run"] + timedelta(weeks=2))
    rows = [
        ("A second key holder opens the gate at 7.40", "in place since", since, "School business manager"),
        ("A reserve tutor is trained, and has a key", "promised for", dates["full_run"], "Lead tutor"),
        ("Spare booklets lie in the cupboard", "promised for", second, "Second in the team"),
    ]
    return pd.DataFrame(
        [
            {"What": what, "Status": status, "When": f"{when:%A} {when.day} {when:%B}", "Who": who}
            for what, status, when, who in rows
        ]
    )


def _march_day(kit: Kit) -> pd.DataFrame:
    """Return the day on which March's register is opened, and the day on which it was written."""
    dates = kit.project.dates
    return pd.DataFrame({"What": ["opened", "written"], "Day": [dates["register_opened"], dates["risks_written"]]})


def _two_raters(rng: np.random.Generator) -> pd.DataFrame:
    """Return how Wendy and Shanice score ten risks, each higher what is nearer to her."""
    rows = []
    for kind, names in (("seen", SEEN), ("paid", PAID)):
        for name in names:
            likelihood, impact = rng.integers(2, 4, size=2, endpoint=True)
            near = [int(np.clip(rating + rng.integers(0, 2), 1, 5)) for rating in (likelihood, impact)]
            far = [int(np.clip(rating - rng.integers(0, 2), 1, 5)) for rating in (likelihood, impact)]
            wendy, shanice = (near, far) if kind == "paid" else (far, near)
            rows.append((name, *wendy, *shanice))
    columns = ["Risk", "Wendy: likelihood", "Wendy: impact", "Shanice: likelihood", "Shanice: impact"]
    return pd.DataFrame([rows[place] for place in rng.permutation(len(rows))], columns=columns)


def _money(rng: np.random.Generator) -> pd.DataFrame:
    """Return four risks with what each would cost: of three the order by score is not that by expected cost."""
    twelve = (int(rng.integers(20, 26)), 100 * int(rng.integers(20, 25)), 3, 4)
    eight = (int(rng.integers(16, 20)), 100 * int(rng.integers(60, 91)), 2, 4)
    five = (int(rng.integers(1, 3)), 100 * int(rng.integers(110, 151)), 1, 5)
    gate = (int(rng.integers(5, 10)), 100 * int(rng.integers(8, 20)), 2, 5)
    keys = rng.permutation(list(MONEY)).tolist()
    rows = [
        ("gate", GATE, *gate),
        *((key, MONEY[key], *what) for key, what in zip(keys, (twelve, eight, five), strict=True)),
    ]
    order = rng.permutation(len(rows))
    if order[0] == 0:  # the child never stands first: that would show where it belongs
        order = np.roll(order, 1)
    return pd.DataFrame(
        [rows[place] for place in order],
        columns=["Key", "Risk", "Chance in a year, %", "Cost if it happens, £", "Likelihood", "Impact"],
    )


def _march(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return twelve risks as they stood in March: some lowered, most not looked at, one that has happened."""
    opened, written = kit.project.dates["register_opened"], kit.project.dates["risks_written"]
    lowered = int(rng.integers(*UNSUPPORTED, endpoint=True))
    better = int(rng.integers(*SUPPORTED, endpoint=True)) - 1  # the gate is one of them
    roles = ["blank"] * (lowered - 1) + ["old", "highest", "closed", "closed", "closed happened"] + ["better"] * better
    roles += ["same"] * (len(MARCH) - len(roles))
    # The two that are no matter of chance: the gate has a key holder who is paid, and a tutor has been ill.
    rows = [
        _row(kit, rng, risk, role, opened, written)
        for risk, role in [
            *zip(rng.permutation(list(MARCH)).tolist(), roles, strict=True),
            (ALONE_AT_GATE, "better"),
            (TUTOR_ILL, "happened"),
        ]
    ]
    open_ones = [row for row in rows if row["Status"] == "open" and row["Risk"] != ALONE_AT_GATE]
    overdue = int(rng.integers(*OVERDUE, endpoint=True))
    for place, number in enumerate(rng.permutation(len(open_ones))):
        late = place < overdue
        days = -rng.integers(20, 90) if late else rng.integers(3, 60)
        open_ones[number]["Review"] = opened + timedelta(days=int(days))
    rows = [rows[place] for place in rng.permutation(len(rows))]
    return pd.DataFrame([{"ID": f"R{number}", **row} for number, row in enumerate(rows, 1)])


def _row(kit: Kit, rng: np.random.Generator, risk: str, role: str, opened: date, written: date) -> dict[str, Any]:
    """Return one line of March's register; `role` says what is to be found in it."""
    since_january = kit.year.next_school_day(date(opened.year, 1, 8))
    between = kit.year.school_days_after(since_january, int(rng.integers(0, 20)))
    likelihood, impact = (int(number) for number in rng.integers(2, 4, size=2, endpoint=True))
    before = likelihood
    control, since, changed, status, happened = "", None, written, "open", None
    if role == "highest":
        likelihood = before = impact = 4
    elif role in ("blank", "old", "better"):
        likelihood, before, changed = before - 1, before, between
        if role == "old":
            control, since = MARCH[risk], kit.project.dates["trial_groups"]
        elif role == "better":
            control, since = MARCH.get(risk, BETTER_GATE), kit.project.dates["full_run"]
    elif role == "happened":
        likelihood = before = int(rng.integers(1, 2, endpoint=True))
        impact, happened = 4, between
    elif role.startswith("closed"):
        status, changed = "closed", between
        happened = between if role.endswith("happened") else None
    if risk == ALONE_AT_GATE:
        before, likelihood, impact = GATE_FELL
    return {
        "Risk": risk, "Likelihood, October": before, "Impact, October": impact, "Likelihood, now": likelihood,
        "Impact, now": impact, "Control": control, "Control since": since,
        "Owner": str(rng.choice(OWNERS)), "Review": opened - timedelta(days=int(rng.integers(20, 90))),
        "Last changed": changed, "Status": status, "Happened on": happened,
    }  # fmt: skip


def _toms(kit: Kit) -> Register:
    """Return the register that Tom wrote in one evening: five risks, each with something wrong with it."""
    dates = kit.project.dates
    added = datetime.combine(dates["risks_written"] - timedelta(days=1), time(21, 40), UTC)
    review, past = kit.year.next_school_day(dates["full_run"] + timedelta(weeks=2)), dates["budget_planned"]
    lead = f"Head of {kit.cohort.subject}"
    return Register(
        title="Catch-up groups before school",
        setting=kit.cohort.school,
        risks=(
            Risk(
                "R1",
                cause="Only one tutor has been trained in the scheme",
                event="She is ill for more than a few days",
                effect="Two groups stop, and parents hear of it from their children",
                category="staffing",
                inherent_likelihood=4,
                inherent_impact=4,
                residual_likelihood=2,
                residual_impact=4,
                response="treat",
                risk_owner=lead,
                review=review,
                added=added,
            ),
            Risk(
                "R2",
                cause="The licence for the scheme is billed by the pupil, and more pupils have joined",
                event="The spring bill is a third higher than planned",
                effect="There is no money left for the summer groups",
                category="finance",
                inherent_likelihood=3,
                inherent_impact=3,
                residual_likelihood=3,
                residual_impact=4,
                response="transfer",
                controls=("The office checks the number of pupils each month",),
                risk_owner="School business manager",
                review=review,
                added=added,
            ),
            Risk(
                "R3",
                cause="Tutors plan each session at home, on top of a full week",
                event="Two of them ask to give up their group after half-term",
                effect="Groups are merged, and one tutor has twice as many pupils",
                category="workload",
                inherent_likelihood=4,
                inherent_impact=3,
                residual_likelihood=2,
                residual_impact=3,
                response="accept",
                controls=("A thank-you breakfast at the end of each half-term",),
                risk_owner="SLT",
                review=review,
                added=added,
            ),
            Risk(
                "R4",
                cause="The groups begin before the site is staffed as on a school day",
                event="A pupil arrives early and waits alone at the side gate",
                effect="A child comes to harm, or goes missing before anybody knows that she has come",
                category="safeguarding",
                inherent_likelihood=4,
                inherent_impact=5,
                residual_likelihood=2,
                residual_impact=5,
                response="accept",
                controls=("A second key holder opens the gate at 7.40",),
                risk_owner=lead,
                review=past,
                added=added,
            ),
            Risk(
                "R5",
                cause="The project does not reach its target",
                event="Pupils miss sessions, as their bus comes too late",
                effect="Attendance falls below two sessions a week",
                category="other",
                inherent_likelihood=3,
                inherent_impact=3,
                residual_likelihood=3,
                residual_impact=3,
                response="treat",
                risk_owner=lead,
                action="Ask the bus company about an earlier bus",
                review=review,
                added=added,
            ),
        ),
    )


def level(times_a_week: float) -> int:
    """Return the level of likelihood, 1 to 5, of something that happens so many times a week."""
    return 1 + sum(times_a_week >= bound for bound in BOUNDS)


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return (
        _of_entries(tables["entries.csv"])
        | _of_the_chain(tables["chain.csv"])
        | _of_the_trial(tables["trial-log.csv"], tables["full-run.csv"])
        | _of_absence(tables["rota.csv"], tables["national.csv"])
        | _of_raters(tables["two-raters.csv"])
        | _of_money(tables["money.csv"])
        | _of_march(kit, tables["register-march.csv"])
    )


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(number - other) >= least for number, other in combinations(numbers, 2))


def _within(number: float, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= number <= bounds[1]


def _of_entries(entries: pd.DataFrame) -> dict[str, bool]:
    kinds = Counter(kind for kind, lines in POOL.items() for letter in entries["Line"] if letter in lines)
    return {
        "three to five of nine lines are risks, and each other kind is there": _within(kinds["risk"], RISKS)
        and len(kinds) == len(POOL)
    }


def _of_the_chain(chain: pd.DataFrame) -> dict[str, bool]:
    return {"the pieces do not lie in their order": chain["Piece"].tolist() != list(PIECES.values())}


def _of_the_trial(log: pd.DataFrame, full: pd.DataFrame) -> dict[str, bool]:
    lost = int((log["Held"] == "N").sum())
    since = log["Key holders"] == 2
    weeks = {part: rows["Week"].nunique() for part, rows in log.groupby(since)}
    levels, by_count = {}, {}
    for name in ("Pupil alone at the gate", "Tutor absent", "Booklets missing"):
        counts = (log[name] == "Y").groupby(since).sum()
        levels[name] = [level(counts[part] / weeks[part]) for part in (False, True)]
        by_count[name] = [level(counts[part]) for part in (False, True)]
    gate, *promised = levels.values()
    mornings, groups = int(full["Mornings"].sum()), int(full["Groups"].iloc[0])
    share = lost / len(log)
    return {
        "two to five group-mornings are lost": _within(lost, LOST),
        "pupils alone are fewer by two levels, and absence and booklets as before": gate[0] - gate[1] >= 2
        and all(first == second for first, second in promised),
        "a pupil still stands alone now and then": bool((log.loc[since, "Pupil alone at the gate"] == "Y").any()),
        "counts give other levels than times a week": sum(levels[name] != by_count[name] for name in levels)
        == len(levels),
        "absence and booklets can be rated lower": all(first >= 2 for first, _ in promised),
        "what the full run would lose is no slip's number": _apart(
            2.5, share * groups * mornings, 2 * share * groups * mornings, share * mornings, 2 * share * mornings, lost
        ),
    }


def _of_absence(rota: pd.DataFrame, national: pd.DataFrame) -> dict[str, bool]:
    people, rows = rota["Needed"].nunique(), len(rota)
    off, everybody = national["Days"]
    return {
        "days by the two figures lie 12 or more apart, and rows are not people": _apart(
            2, everybody * people, off * people, everybody * rows
        )
        and (off - everybody) * people >= 12
    }


def _of_raters(raters: pd.DataFrame) -> dict[str, bool]:
    wendy, shanice = (raters[f"{who}: likelihood"] * raters[f"{who}: impact"] for who in ("Wendy", "Shanice"))
    sides = int(((wendy > APPETITE) != (shanice > APPETITE)).sum())
    unequal, both = int((wendy != shanice).sum()), int(((wendy > APPETITE) & (shanice > APPETITE)).sum())
    either = sides + both
    gap = (shanice - wendy).groupby(raters["Risk"].isin(SEEN)).mean()
    return {
        "two to four risks lie on different sides of the appetite, five or more are unequal": _within(sides, SIDES)
        and unequal >= UNEQUAL and _apart(1, sides, unequal, both, either),
        "each scores higher what is nearer to her": gap[True] > 0 > gap[False],
    }  # fmt: skip


def _of_money(money: pd.DataFrame) -> dict[str, bool]:
    rows = money[money["Key"] != "gate"].set_index("Key")
    expected = rows["Chance in a year, %"] * rows["Cost if it happens, £"] / 100
    score, cost = rows["Likelihood"] * rows["Impact"], rows["Cost if it happens, £"]
    return {
        "orders by expected cost, by score and by the worst case differ": len(
            {tuple(values.sort_values(ascending=False).index) for values in (expected, score, cost)}
        )
        == 3
        and _apart(50, *expected)
    }


def _of_march(kit: Kit, march: pd.DataFrame) -> dict[str, bool]:
    opened, written = kit.project.dates["register_opened"], kit.project.dates["risks_written"]
    live = march[march["Status"] == "open"]
    before, now = (march[f"Likelihood, {when}"] * march[f"Impact, {when}"] for when in ("October", "now"))
    fell = live[(now < before)[live.index]]
    since = fell["Control since"].map(lambda day: day is not None and not pd.isna(day) and day > written)
    late, all_late = int((live["Review"] < opened).sum()), int((march["Review"] < opened).sum())
    unsupported, blank = int((~since.astype(bool)).sum()), int((fell["Control"] == "").sum())
    oldest, highest = live["Review"].idxmin(), now[live.index].idxmax()
    happened = live["Happened on"].notna()
    return {
        "three to six reviews are overdue": _within(late, OVERDUE) and all_late > late,
        "two or three scores fell without a control since": _within(unsupported, UNSUPPORTED)
        and _apart(1, unsupported, len(fell), blank),
        "one open risk has happened and is rated 1 or 2": int(happened.sum()) == 1
        and int(live.loc[happened, "Likelihood, now"].iloc[0]) <= 2,
        "what has happened is neither the highest nor the longest overdue": len(
            {oldest, highest, live.index[happened][0]}
        )
        == 3,
        "one score is the highest, and one review the oldest": int((now[live.index] == now[highest]).sum()) == 1
        and int((live["Review"] == live.loc[oldest, "Review"]).sum()) == 1,
        "the gate is not the one that waits longest": live.loc[oldest, "Risk"] != ALONE_AT_GATE,
        "reviews overdue are no number of the scores that fell": late != unsupported or late != len(fell),
    }

"""Families of this year's pupils on their way to a workshop, why some did not come, what St Bride's offers, a diary.

Pupils and their checks are this year's (this-year.csv). Half of each class's families were invited first, by lot, as
round 1; the others follow in January. Planted: one group is lost before it opens the invitation (families with
English as an additional language; in a special school those whose children come by bus), another between saying yes
and coming (families with pupil premium). The offer changed nothing that the check in December shows, and those who
came are ahead because they were before.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.authoring.module_data import Kit
from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.schooldata.tables import t_multiplier

Numbers: TypeAlias = np.ndarray[Any, Any]

FAR = {"primary": "EAL", "secondary": "EAL", "special": "Bus"}
"""The column of those whom an invitation in the app reaches worst."""


@frozen
class Chances:
    """How likely a family opens the notice (by FAR), then says yes, then comes (by pupil premium)."""

    opened: dict[str, float]
    said_yes: float
    came: dict[str, float]


USUAL = Chances({"Y": 0.47, "N": 0.91}, 0.70, {"Y": 0.38, "N": 0.74})
SMALL = Chances({"Y": 0.53, "N": 0.95}, 0.82, {"Y": 0.46, "N": 0.84})
"""For a special school: it has few families, and half of them come by bus."""
KEEN = {"primary": 0.13, "secondary": 0.12, "special": 0.2}
"""By how much likelier the last two are for each standard deviation of the October check."""
MORE_CHILDREN = 0.18
"""By how much likelier a family comes that has more children here, about: it knows the school."""
TWINS = 3
STEPS = ("Opened", "Said yes", "Came")
FEWEST = 8
"""Invited families in each group that is shown."""
WORSE = 10
"""Points by which the worst step of a group is worse than the next."""
TAKE_UP = {"primary": (0.30, 0.40), "secondary": (0.30, 0.40), "special": (0.27, 0.43)}
ABOUT = 0.355
"""The take-up that is to be expected: how many say yes is set so that it comes about."""
APART = 1.5
"""Points by which the slips of the take-up stand apart."""
ALIKE = 0.6
"""Marks by which invited and not yet invited differed in October at the most."""
AHEAD = 0.4
"""Standard deviations by which those who came are ahead in December, at the least; before, three quarters of it."""
MOST_LOTS = 300
MOST_WAYS = 40
"""Ways from the invitation to the workshop that are tried with one lot, until one shows what it must."""
AWAY = (12, 30)
"""Families that are asked why they did not come, from and to."""
WHY = {
    "Opened": {
        "EAL": {"The notice was in English only": 6, "The app is on somebody else's phone": 3, "Did not see it": 2},
        "Bus": {"Never at the door, so nobody told us": 6, "Did not see it": 3, "Forgot the code of the app": 2},
        "": {"Did not see it": 5, "Too many notices in the app": 3},
    },
    "Said yes": {
        "": {"Not sure what we would do there": 4, "Nobody asked us in person": 3, "Evenings are full already": 3},
    },
    "Came": {
        "PP": {"On shift at six": 8, "Nobody to mind the baby": 2, "Forgot which evening it was": 3},
        "": {"Forgot which evening it was": 4, "Kept late at work": 3},
    },
}
"""Reasons by the step at which a family was lost and by its group, with how often each is given."""
LOST_LATE = 3
"""Families with the premium who had said yes and did not come: fewer reasons than that show nothing."""
HOURS = {"most": 36, "ratio": 1.5}
"""Ruth's conditions: hours of the team at the most, and how far the two schools' hours may differ."""
BARRIERS = ("time", "resources", "aims", "commitment", "models")
VOICES = {
    "time": {
        "leila": "Leila Farouk: “I teach 25 of 30 lessons, plan in three, and cover takes two. When would I meet you?”",
        "gareth": "Gareth Pugh: “I want to plan with them. When the marking is done it is nine at night.”",
        "yusuf": "Yusuf Hassan: “I would gladly ring five families a week. Between two jobs I find ten minutes.”",
    },
    "resources": {
        "wendy": "Wendy Tate: “Somebody has to pay the minibus and the supply teacher. There is no line for either.”",
        "beth": "Beth Lomas: “One telephone here can ring out, and it stands in the office, with people waiting.”",
        "fiona": "Fiona Kerr: “Nobody here speaks Tigrinya, and an interpreter costs more than the evening.”",
    },
    "aims": {
        "head": "St Bride's head: “I signed up to find teachers, you to reach families. Which of the two is it for?”",
        "carol": "Carol Whitby: “They want our worksheets, we want help with families. What is the joint work for?”",
        "ruth": "Ruth Okafor: “They need it for their inspection, we for January. Those are two different meetings.”",
    },
    "commitment": {
        "second": "A teacher at St Bride's: “I am free on all four afternoons. It was never my idea.”",
        "folder": "Ines Duarte: “All five promised to look, and got an hour for it. Two months on one has.”",
        "caller": "A parent who had said yes: “My evenings are free. Let somebody else ring, I don't see why me.”",
    },
    "models": {
        "drop": "Leila Farouk: “Our data drop is another week than yours, and our units run the other way round.”",
        "trust": "A secretary at St Bride's: “Our letters go through the trust. Yours take an hour, ours ten days.”",
        "bell": "Shanice Grant: “Their day ends at twenty to three and ours at half past. One bus serves both.”",
    },
}
"""What people say of working together, by what stands in the way; one of each is drawn."""


DIARY = (
    ("first", "First workshop, six o'clock. Daniel counts heads", "Families of round 1", "", "Sign-in sheet, office"),
    (
        "shorter", "We make the games shorter, for round 2", "Tom Ashdown, Ines Duarte",
        "Nobody had tried them at a kitchen table. Now two of us do, before they go out",
        "Planning notes, in the department's folder",
    ),
    (
        "asked", "We ring families that did not come and ask one question: what was in the way?",
        "Shanice Grant, and the families", "Nobody had asked. Each is rung by one of the staff, whom the child knows",
        "List of reasons without names, in the project folder",
    ),
    (
        "read", "Yusuf Hassan opens the invitation on his own phone and shows me where he gave up",
        "Yusuf Hassan, parent governor",
        "Seven taps to the notice. Now it is one, and he tries each before it goes out",
        "His marked-up screen, in the project folder",
    ),
    (
        "said", "Mrs {surname} says on the telephone that Saturdays would suit her", "Mrs {surname}, parent",
        "She works until eight", "",
    ),
    (
        "office", "The office lists each week how many families have opened a notice", "Wendy Tate and the office",
        "Nobody could see it. The app's own count is now read on Fridays", "The office's list, on the shared drive",
    ),
    (
        "offers", "We write down what each offer costs in hours, for both schools", "Leila Farouk, St Bride's",
        "She gives more than she has. Both heads see the hours before anybody says yes",
        "Sheet of hours, with both heads' initials",
    ),
    ("round two", "Round 2: the other half of the families is invited", "Families of round 2", "", "To come"),
)  # fmt: skip
"""What you noted: the day by a name, what happened, with whom, what was in the way and helped, where it is noted."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return families, reasons for not coming, offers with Ruth's conditions, five voices, a diary, a sheet."""
    families = _families(kit, rng)
    return {
        "families.csv": families,
        "why-not.csv": _reasons_telling(kit, families, rng),
        "offers.csv": _offers_apart(kit, rng),
        "conditions.csv": _conditions(kit),
        "voices.csv": _voices(rng),
        "diary.csv": _diary(kit, rng),
        "sponsor-start.json": _sheet_begun(kit),
    }


def _families(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return a row a family: who it is, its round, and how far it came; blank where it was not invited yet."""
    far = FAR[kit.phase]
    homes = _homes(kit, rng)
    homes["Round"] = _lot(homes, far, rng)
    invited = (homes["Round"] == 1).to_numpy()
    start = homes["October"].fillna(homes["October"].mean()).to_numpy()
    keen = KEEN[kit.phase] * (start - start.mean()) / start.std()
    more = MORE_CHILDREN * np.where(homes["Children here"] > 1, 1.0, -0.6)
    likely = SMALL if kit.phase == "special" else USUAL
    opened, came = (
        homes[far].map(likely.opened).to_numpy(dtype=float),
        homes["PP"].map(likely.came).to_numpy(dtype=float),
    )
    said_yes = likely.said_yes * ABOUT / (likely.said_yes * opened * (came + more))[invited].mean()
    chances = (opened, said_yes + keen + more / 2, came + keen + more)
    children = homes["Children here"].to_numpy()
    for _ in range(MOST_WAYS):
        there = _take_steps(homes, chances, far, rng)
        of_families, of_children = there[invited].mean(), children[there].sum() / children[invited].sum()
        if abs(of_families - of_children) < 0.03 or not TAKE_UP[kit.phase][0] <= of_families <= TAKE_UP[kit.phase][1]:
            continue  # seen at once, without a table
        first = homes[invited]
        if all((_of_take_up(kit.phase, homes, first) | _of_steps(kit, first, far)).values()):
            break
    homes.insert(0, "Family", [f"F{number:03}" for number in range(1, len(homes) + 1)])
    own = ["Family", "UPNs", "Class", "PP", far, "Children here", "Round", *STEPS, "Adults", "Weeks at home"]
    return homes[own]


def _take_steps(homes: pd.DataFrame, chances: tuple[Numbers, ...], far: str, rng: np.random.Generator) -> Numbers:
    """Set how far each invited family came, with how many adults, and its weeks of games; return who came."""
    invited = (homes["Round"] == 1).to_numpy()
    place = np.lexsort((rng.random(len(homes)), homes["PP"], homes[far]))
    there = invited
    for step, chance in zip(STEPS, chances, strict=True):
        there = _evenly(np.where(there, np.clip(chance, 0.05, 0.97), 0.0), place, rng)
        homes[step] = np.where(invited, np.where(there, "Y", "N"), None)
    adults = np.where(there, rng.choice([1, 2, 3], len(homes), p=[0.5, 0.42, 0.08]), 0)
    weeks = np.where(
        there,
        rng.choice(5, len(homes), p=[0.28, 0.22, 0.2, 0.17, 0.13]),
        rng.choice(3, len(homes), p=[0.86, 0.1, 0.04]),
    )
    for name, numbers in (("Adults", adults), ("Weeks at home", weeks)):
        homes[name] = pd.array(np.where(invited, numbers, np.nan), dtype="Int64")
    return there


def _evenly(chances: Numbers, place: Numbers, rng: np.random.Generator) -> Numbers:
    """Return who is drawn with these chances; of those side by side in `place`, as many as is to be expected."""
    sums = np.cumsum(chances[place]) + rng.random()
    drawn = np.zeros(len(chances), dtype=bool)
    drawn[place] = np.floor(sums) > np.floor(sums - chances[place])
    return drawn


def _homes(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return the homes of this year's pupils: brothers and sisters have the same surname, premium and language."""
    pupils = kit.pupils.sort_values("UPN").to_dict("records")
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for pupil in pupils:
        alike.setdefault((pupil["Surname"], pupil["PP"], pupil["EAL"]), []).append(pupil)
    twins = 0
    homes: list[list[dict[str, Any]]] = []
    for rows in alike.values():
        years = {pupil["Year"] for pupil in rows}
        together = len(rows) == len(years) <= 3
        if kit.phase == "secondary":  # all are of one year
            together = len(rows) == 1 or (len(rows) == 2 and twins < TWINS)
            twins += len(rows) == 2
        homes += [sorted(rows, key=lambda pupil: pupil["Year"])] if together else [[pupil] for pupil in rows]
    table = pd.DataFrame([_home(rows) for rows in homes])
    table = table.sort_values(["Class", "UPNs"], kind="stable").reset_index(drop=True)
    more = (0.7, 0.3, 0.0) if kit.phase == "special" else (0.6, 0.3, 0.1)
    table["Children here"] = table.pop("Pupils") + rng.choice(3, len(table), p=more)
    if FAR[kit.phase] == "Bus":
        table["Bus"] = np.where(rng.permutation(len(table)) < 0.5 * len(table), "Y", "N")
    return table


def _home(rows: list[dict[str, Any]]) -> dict[str, Any]:
    checks = [float(pupil["Check Oct"]) for pupil in rows if not pd.isna(pupil["Check Oct"])]
    first = rows[0]
    return {
        "UPNs": "; ".join(pupil["UPN"] for pupil in rows), "Class": first["Class"], "PP": first["PP"],
        "EAL": first["EAL"], "October": float(np.mean(checks)) if checks else np.nan, "Pupils": len(rows),
    }  # fmt: skip


def _lot(homes: pd.DataFrame, far: str, rng: np.random.Generator) -> Numbers:
    """Return each family's round, half of each class by lot: the first lot that deals alike, else the last tried."""
    start = homes["October"].fillna(homes["October"].mean()).to_numpy()
    groups = [(homes[name] == value).to_numpy() for name in (far, "PP") for value in "YN"]
    classes = [np.flatnonzero(homes["Class"] == name) for name in sorted(set(homes["Class"]))]
    for _ in range(MOST_LOTS):
        first = np.zeros(len(homes), dtype=bool)
        for number, rows in enumerate(classes):
            first[rng.permutation(rows)[: (len(rows) + number % 2) // 2]] = True
        apart = abs(start[first].mean() - start[~first].mean())
        if apart <= ALIKE / 2 and all((first & group).sum() >= FEWEST for group in groups):
            break
    return np.where(first, 1, 2)


def _reasons_telling(kit: Kit, families: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the first reasons of which everything holds that must, else the last tried."""
    for _ in range(MOST_WAYS):
        asked = _why_not(families, FAR[kit.phase], rng)
        if all(_of_reasons(kit.phase, asked).values()):
            break
    return asked


def _why_not(families: pd.DataFrame, far: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return a row for each family that was asked why it did not come: where it was lost, and one reason."""
    away = families[(families["Round"] == 1) & (families["Came"] == "N")]
    asked = away.iloc[np.sort(rng.permutation(len(away))[: AWAY[1]])]
    rows = []
    for family in asked.to_dict("records"):
        step = next(name for name in STEPS if family[name] == "N")
        group = next((name for name in (far, "PP") if name in WHY[step] and family[name] == "Y"), "")
        reasons = WHY[step][group]
        weights = np.array(list(reasons.values()))
        reason = rng.choice(list(reasons), p=weights / weights.sum())
        rows.append(
            {"Family": family["Family"], far: family[far], "PP": family["PP"], "Lost at": step, "Reason": reason}
        )
    return pd.DataFrame(rows)


def _offers_apart(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return the first offers of which everything holds that must, else the last tried."""
    for _ in range(MOST_WAYS):
        offers = _offers(kit, rng)
        if all(_of_offers(offers).values()):
            break
    return offers


def _offers(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return Leila's four offers: one meets Ruth's conditions; one is too dear, one lopsided, one beside the point."""
    months = [f"{name} {kit.year.last.year}" for name in ("March", "July", "February")]
    fits, generous = rng.permutation(["Opened", "Came"])
    calls = "Calls to families who agree" if kit.phase == "special" else "Calls in the home language"
    names = {
        "Opened": f"{calls}: the office dials, parents of both schools speak",
        "Came": "Two family mornings, run together, with somebody to mind the little ones",
    }
    ours, cheap = int(rng.integers(22, HOURS["most"] - 2)), int(rng.integers(6, 10))
    given, dear = int(rng.integers(11, 16)), int(rng.integers(HOURS["most"] + 8, HOURS["most"] + 20))
    rows = [
        (names[fits], fits, ours, round(ours * rng.uniform(1.0, 1.35)), months[0]),
        (names[generous], generous, given, given * 4, months[2]),
        ("A box of games, made by both teams", "none of the three", cheap, cheap + 2, months[0]),
        ("A joint training day on talking with families", "all three, a little", dear, dear - 4, months[1]),
    ]
    offers = []
    for name, step, own, other, month in rows:
        parts = (*_split(own, rng), *_split(other, rng))
        offers.append((name, step, *parts, month))
    columns = [
        "Offer",
        "Touches the step",
        *(f"{who} {what}" for who in ("Ours", "Theirs") for what in ("contact", "preparation", "travel")),
    ]
    table = pd.DataFrame(offers, columns=[*columns, "First comparison"])
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "Key", list("ABCD"))
    return table


def _split(hours: int, rng: np.random.Generator) -> tuple[int, int, int]:
    """Return hours as contact, preparation and travel: each at least one."""
    contact = max(1, round(hours * rng.uniform(0.42, 0.55)))
    travel = max(1, round(hours * rng.uniform(0.12, 0.2)))
    return contact, hours - contact - travel, travel


def _conditions(kit: Kit) -> pd.DataFrame:
    return pd.DataFrame(
        [{"Hours at most": HOURS["most"], "Ratio at most": HOURS["ratio"], "By": f"March {kit.year.last.year}"}]
    )


def _voices(rng: np.random.Generator) -> pd.DataFrame:
    drawn = [(str(rng.choice(list(said))), said) for said in VOICES.values()]
    rows = [{"Voice": key, "Says": said[key]} for key, said in drawn]
    return pd.DataFrame(rows).iloc[rng.permutation(len(rows))].reset_index(drop=True)


def _diary(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return what you noted in the half-term, a row an entry: some of it can stand as evidence, some cannot."""
    dates, later = kit.project.dates, kit.year.school_days_after
    after = dates["second_workshop"]
    days = {
        "first": dates["first_workshop"], "shorter": later(after, 1), "asked": later(after, 4), "read": later(after, 9),
        "said": later(after, 10), "office": later(after, 12), "offers": dates["parents_workshop"],
        "round two": later(dates["development_planned"], 5),
    }  # fmt: skip
    staff = [person.name.split()[1] for person in kit.people.values()]
    surname = str(rng.choice(np.setdiff1d(kit.pupils["Surname"], staff)))
    columns = ["Date", "What happened", "With whom", "What was in the way, and what helped", "Where it is noted"]
    return pd.DataFrame(
        [
            (f"{days[when].day} {days[when]:%B %Y}", *(text.format(surname=surname) for text in texts))
            for when, *texts in DIARY
        ],
        columns=columns,
    )


def _sheet_begun(kit: Kit) -> SponsorComments:
    """Return the sheet as Daniel has begun it: a sentence to sign, and nothing that he could look at."""
    draft = Evidence(
        "E1", "4.1.1",
        "I confirm that the mathematics lead builds outstanding relationships with parents and partner schools.",
    )  # fmt: skip
    return SponsorComments(
        title="Catch-up and shared planning", setting=kit.cohort.school, name="The mathematics lead",
        sponsor=kit.people["daniel"].name, role="Deputy headteacher", starts=kit.project.dates["team_asked"],
        ends=kit.year.last, evidence=(draft,),
    )  # fmt: skip


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    families, far = tables["families.csv"], FAR[kit.phase]
    invited = families[families["Round"] == 1]
    found = (
        _of_take_up(kit.phase, families, invited)
        | _of_steps(kit, invited, far)
        | _of_reasons(kit.phase, tables["why-not.csv"])
        | _of_offers(tables["offers.csv"])
    )
    return found | _of_checks(kit, families) if all(found.values()) else found  # the dearest last


def _of_take_up(phase: str, families: pd.DataFrame, invited: pd.DataFrame) -> dict[str, bool]:
    least, most = TAKE_UP[phase]
    came = invited[invited["Came"] == "Y"]
    adults, opened = int(came["Adults"].sum()), int((invited["Opened"] == "Y").sum())
    right, heads, pupils, of_opened, of_all = (
        100 * part / whole
        for part, whole in (
            (len(came), len(invited)),
            (adults, len(invited)),
            (came["Children here"].sum(), invited["Children here"].sum()),
            (len(came), opened),
            (len(came), len(families)),
        )
    )
    return {
        "three to four in ten of those invited came": least <= right / 100 <= most,
        "shares of families and of pupils differ by three points": abs(right - pupils) >= 3,
        "adults are a quarter more than families": adults >= 1.25 * len(came),
        "the slips of the take-up stand apart": _apart(APART, right, heads, pupils, of_opened, of_all),
    }


def rates(rows: pd.DataFrame) -> list[float]:
    """Return of some invited families the share that took each step, in per cent of those who took the one before."""
    counts = [len(rows), *(int((rows[step] == "Y").sum()) for step in STEPS)]
    return [100 * later / before if before else 0.0 for before, later in pairwise(counts)]


def _of_steps(kit: Kit, invited: pd.DataFrame, far: str) -> dict[str, bool]:
    groups = {(name, value): invited[invited[name] == value] for name in (far, "PP") for value in "YN"}
    near = 25 if kit.phase == "special" else 20
    far_rates, far_others, premium, others = (rates(groups[key]) for key in groups)
    opened = {key: int((rows["Opened"] == "Y").sum()) for key, rows in groups.items()}
    counts = [[len(rows), *(int((rows[step] == "Y").sum()) for step in STEPS)] for rows in groups.values()]
    told = invited[invited["Opened"] == "Y"]
    came = [100 * float((told.loc[told[far] == value, "Came"] == "Y").mean()) for value in "YN"]
    lost = counts[0][0] - counts[0][1]
    return {
        "eight families or more in each group": all(len(rows) >= FEWEST for rows in groups.values()),
        "one group is lost before it opens the notice": far_rates[0] <= min(far_rates[1:]) - WORSE,
        "and less so the others": far_others[0] >= far_rates[0] + 2 * WORSE,
        "families with the premium are lost between yes and coming": premium[2] <= min(premium[:2]) - WORSE,
        "and less so the others, last": others[2] >= premium[2] + WORSE,
        "once it is opened the far group comes like others": abs(came[0] - came[1]) <= near,
        "families with the premium open it like others": abs(premium[0] - others[0]) <= near,
        "somebody is left at each step, in each group": min(min(row) for row in counts) >= 2 and opened[far, "Y"] >= 4,
        "each step loses somebody in the two groups": all(row[0] > row[1] > row[2] > row[3] for row in counts[::2]),
        "enough with the premium are lost last to be asked why": counts[2][2] - counts[2][3] >= LOST_LATE,
        "what is lost at the first step is told from what is left": lost != counts[0][1]
        and len({counts[0][0], counts[0][1], lost}) == 3,
    }


def _of_reasons(phase: str, asked: pd.DataFrame) -> dict[str, bool]:
    late = asked.loc[(asked["PP"] == "Y") & (asked["Lost at"] == "Came"), "Reason"]
    return {
        "enough were asked why": len(asked) >= AWAY[0] - (2 if phase == "special" else 0),
        "three or more with the premium were lost after a yes, and most of them were on shift at six": bool(
            len(late) >= LOST_LATE and (late == "On shift at six").mean() > 0.5
        ),
    }


def by_pupil(kit: Kit, families: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each pupil with both checks: family's round, whether it came, October and December."""
    rows = families.assign(UPN=families["UPNs"].str.split("; ")).explode("UPN")
    rows = rows.merge(kit.pupils[["UPN", "Check Oct", "Check Dec"]], on="UPN").dropna(subset=["Check Oct", "Check Dec"])
    return rows.assign(October=rows["Check Oct"].astype(float), December=rows["Check Dec"].astype(float))


def _of_checks(kit: Kit, families: pd.DataFrame) -> dict[str, bool]:
    rows = by_pupil(kit, families)
    offered, later = rows[rows["Round"] == 1], rows[rows["Round"] == 2]
    came, stayed = (offered[offered["Came"] == answer] for answer in "YN")
    spread, difference = rows["December"].std(), offered["December"].mean() - later["December"].mean()
    error = (offered["December"].var() / len(offered) + later["December"].var() / len(later)) ** 0.5
    half = t_multiplier(min(len(offered), len(later))) * error
    month = ("October", "December")
    lead = {name: came[name].mean() - stayed[name].mean() for name in month}
    return {
        "the lot dealt alike in October": abs(offered["October"].mean() - later["October"].mean()) <= ALIKE,
        "the difference of all who were offered is well inside its interval": abs(difference) <= 0.6 * half,
        "those who came are ahead in December": lead["December"] >= AHEAD * spread,
        "and were ahead in October": lead["October"] >= 0.75 * AHEAD * rows["October"].std(),
        "the slips of those who came stand apart": _apart(
            0.05, lead["December"], lead["October"], came["December"].mean() - later["December"].mean(),
            came["December"].mean() - offered["December"].mean(), came["December"].mean() - came["October"].mean(),
        ),
        "the slips of all who were offered stand apart": _apart(
            0.05, difference, offered["October"].mean() - later["October"].mean(), -difference,
            came["December"].mean() - later["December"].mean(), stayed["December"].mean() - later["December"].mean(),
        ),
    }  # fmt: skip


def totals(offers: pd.DataFrame) -> pd.DataFrame:
    """Return each offer's hours of both schools together with whether it meets Ruth's conditions."""
    ours, theirs = (offers.filter(like=f"{who} ").sum(axis=1) for who in ("Ours", "Theirs"))
    ratio = np.maximum(ours, theirs) / np.minimum(ours, theirs)
    meets = (
        offers["Touches the step"].isin(["Opened", "Came"])
        & (ours <= HOURS["most"])
        & (ratio <= HOURS["ratio"])
        & ~offers["First comparison"].str.startswith("July")
    )
    return pd.DataFrame({"Ours": ours, "Theirs": theirs, "Meets": meets})


def _of_offers(offers: pd.DataFrame) -> dict[str, bool]:
    found = totals(offers)
    right = found[found["Meets"]]
    if len(right) != 1:
        return {"one offer meets the conditions": False}
    place, own = right.index[0], int(right["Ours"].iloc[0])
    parts = offers.loc[place]
    contact, other = int(parts["Ours contact"]), int(found.loc[place, "Theirs"])
    others = [int(hours) for hours in found["Ours"].drop(place)]
    ways = [own, contact, contact + int(parts["Ours preparation"]), other, own + other, *others]
    return {
        "one offer meets the conditions": True,
        "it is neither the cheapest nor the largest": found["Ours"].min() < own < found["Ours"].max(),
        "the slips of its hours stand apart": _apart(0.9, *ways),
    }


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(number - other) >= least for number, other in combinations(numbers, 2))

"""On many seeds a phase the files that modules share show what they must, and agree with each other and the project.

`NPQML_SEEDS=50` tries as many seeds a phase (some minutes), and prints how many draws this year's pupils took, and what
came near its limit.
"""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median

import pandas as pd
import pytest

from npqml.authoring.shared_data import SHARED, catch_up_plan, catch_up_weekdays, pupils_of, write_shared
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.project import Project, load_project
from npqml.course.school_year import WEEKDAYS, school_year
from npqml.madeup.draws import MOST_DRAWS
from npqml.madeup.pupils import school
from npqml.madeup.this_year import CHECKS, MOST, ROUTES, Plan, effect_as_allocated, must_hold

COURSE = Path(__file__).parents[2] / "course"
PHASES = ("primary", "secondary", "special")
FEW, MANY = range(501, 502), range(1, int(os.environ.get("NPQML_SEEDS", "0")) + 1)
ROOM = 10
"""This many times the draws that a seed takes on average are still few enough: one in e to the tenth finds none."""


def untrue(cohort: Cohort, files: dict[str, pd.DataFrame]) -> list[str]:
    """Return what of all that must hold of a cohort's shared files does not, in words."""
    plan, project, made = catch_up_plan(cohort), load_project(COURSE, cohort), pupils_of(cohort)
    statements = {
        **must_hold(cohort, plan, (made.pupils, made.places)),
        **of_pupils(cohort, plan, files["this-year.csv"], files["staff.csv"]),
        **of_places(plan, project, files["places.csv"], files["this-year.csv"], files["staff.csv"]),
        **of_days(cohort, plan, project),
    }
    return [words for words, holds in statements.items() if not holds]


def of_pupils(cohort: Cohort, plan: Plan, pupils: pd.DataFrame, staff: pd.DataFrame) -> dict[str, bool]:
    """Return what must hold of this year's pupils beside last year's and the staff."""
    marks = pupils[list(CHECKS)].melt()["value"].dropna()
    teaches = staff.dropna(subset=["Class"]).set_index("Class")["Person"].to_dict()
    taught = pupils.drop_duplicates(["Class", "Teacher"])
    pairs = set(zip(taught["Class"], taught["Teacher"], strict=True))
    return {
        "each pupil stands in this-year.csv once": pupils["UPN"].is_unique,
        "nobody of last year's is among them": not set(school.make(cohort).pupils["UPN"]) & set(pupils["UPN"]),
        "a class has one teacher": taught["Class"].is_unique,
        "its teacher is whom the plan says": pairs <= set(plan.classes),
        "staff.csv says so too": pairs == set(teaches.items()),
        "a check has no mark below 0 or above its most": marks.between(0, MOST[cohort.phase]).all(),
    }


def of_places(
    plan: Plan, project: Project, places: pd.DataFrame, pupils: pd.DataFrame, staff: pd.DataFrame
) -> dict[str, bool]:
    """Return what must hold of the places in catch-up beside the pupils, the staff and the project's numbers."""
    comes, waiting = places[places["Tutor"].notna()], places[places["Route"] == ROUTES[1]]
    checked = pupils.set_index("UPN")[CHECKS[1]].reindex(places["UPN"])
    by_route = places["Route"].value_counts()
    held = {name: comes[f"Held {name}"].eq(number).all() for name, number in plan.held.items()}
    came = {name: places[f"Attended {name}"].le(places[f"Held {name}"]).all() for name in plan.held}
    return {
        "each pupil stands in places.csv once": places["UPN"].is_unique,
        "everybody there is a pupil of this year, with an October check": checked.notna().all(),
        "places by lot are the project's": by_route[ROUTES[0]] == project.numbers["places"],
        "as many wait": by_route[ROUTES[1]] == project.numbers["places"],
        "tutors are the plan's": set(comes["Tutor"]) == set(plan.tutors),
        "tutors are staff of the school": set(comes["Tutor"]) <= set(staff["Person"]),
        "what is held for whoever comes is the plan's": all(held.values()),
        "nobody comes more often than is held": all(came.values()),
        "one of those who wait came anyway": waiting["Tutor"].notna().sum() == 1,
    }


def of_days(cohort: Cohort, plan: Plan, project: Project) -> dict[str, bool]:
    """Return what must hold of the project's days; the weekdays of catch-up hang on the seed."""
    year, weekdays = school_year(cohort), catch_up_weekdays(cohort)
    days = year.on_weekdays(project.dates["full_run"], project.dates["catch_up_ends"], weekdays)
    return {
        "every date of the project is a school day": all(map(year.is_school_day, project.dates.values())),
        "catch-up is on as many weekdays as the project says": len(set(weekdays)) == project.numbers["mornings_a_week"],
        "Friday is one of them": WEEKDAYS[-1] in weekdays,
        "every session lies in one half-term": sum(plan.held.values()) == len(days),
    }


def tried(phase: str, seed: int, folder: Path) -> dict[str, float]:
    """Write a seed's files twice, hold them against all that must hold, and return what is worth printing of them."""
    cohort = load_cohort(COURSE, f"demo-{phase}").with_seed(seed)
    written = []
    for name in ("first", "again"):
        pupils_of.cache_clear()
        (folder / f"{seed}-{name}").mkdir()
        written.append(write_shared(cohort, tuple(SHARED), folder / f"{seed}-{name}"))
    first, again = ([path.read_bytes() for path in paths] for paths in written)
    assert first == again, f"{phase}, seed {seed}: other bytes the second time"
    files = {path.name: pd.read_csv(path) for path in written[0]}
    assert untrue(cohort, files) == [], f"{phase}, seed {seed}"
    made = pupils_of(cohort)
    effect, low, high = effect_as_allocated(made.pupils, made.places)
    groups = files["places.csv"].dropna(subset=["Tutor"]).groupby(["Tutor", "Slot"]).size()
    return {
        "draws": made.draws, "effect": effect, "its interval's lower end": low, "its interval's upper end": high,
        "sessions held": sum(catch_up_plan(cohort).held.values()), "largest group": int(groups.max()),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
def test_shared_files_agree_on_a_few_seeds(phase, tmp_path):
    assert all(tried(phase, seed, tmp_path)["draws"] >= 1 for seed in FEW)


@pytest.mark.many_seeds
@pytest.mark.parametrize("phase", PHASES)
def test_shared_files_agree_on_many_seeds(phase, tmp_path, capsys):
    found = pd.DataFrame([tried(phase, seed, tmp_path) for seed in MANY], index=list(MANY))
    with capsys.disabled():
        print(f"\n{phase}, {len(found)} seeds: least, median, most (of seed)")  # noqa: T201
        for name, values in found.items():
            print(f"  {name:26} {values.min():8.2f} {median(values):8.2f} {values.max():8.2f} ({values.idxmax()})")  # noqa: T201
    assert found["draws"].mean() * ROOM <= MOST_DRAWS

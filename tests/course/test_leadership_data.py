"""What module 3b's data plant is recovered from its tables, on many seeds and in each phase. It mirrors no module."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module

COURSE = Path(__file__).parents[2] / "course"
SEEDS = range(31, 39)
MOST_DRAWS = 20


def drawn(phase: str) -> list[tuple[Kit, dict[str, pd.DataFrame]]]:
    """Return what the module's data.py draws for some seeds, each with what it was drawn from."""
    module, cohort = find_module(COURSE, "3b"), load_cohort(COURSE, f"demo-{phase}")
    found = []
    for seed in SEEDS:
        kit = Kit(cohort.with_seed(seed))
        made = own_tables(module, kit)
        assert made.draws <= MOST_DRAWS
        found.append((kit, dict(made.made)))
    return found


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def schools(request):
    return drawn(request.param)


def on_time(promises: pd.DataFrame, today: object) -> pd.DataFrame:
    """Return what was due, with whether it was done by its day."""
    due = promises[promises["Due"] < today]
    done = due["Done"].where(due["Done"].notna(), today)
    return due.assign(Kept=due["Done"].notna() & (done <= due["Due"]))


def test_minutes_go_to_tom_contacts_to_gareth_and_ines_has_to_be_asked(schools):
    for _, tables in schools:
        log = tables["contacts.csv"]
        assert log.groupby("With")["Minutes"].sum().idxmax() == "Tom Ashdown"
        assert log["With"].value_counts().idxmax() == "Gareth Pugh"
        assert log.groupby("With")["Minutes"].sum().idxmin() == "Ines Duarte"
        assert ((log["With"] == "Ines Duarte") & (log["Began"] == "them")).sum() <= 1


def test_minutes_go_by_who_begins_and_not_by_who_is_behind(schools):
    for kit, tables in schools:
        log, promises = tables["contacts.csv"], tables["promises.csv"]
        minutes = log.groupby("With")["Minutes"].sum()
        begun = log[log["Began"] == "them"]["With"].value_counts().reindex(minutes.index, fill_value=0)
        assert list(minutes.sort_values().index) == list(begun.sort_values().index)
        kept = on_time(promises, kit.project.dates["leading_decided"]).groupby("Who")["Kept"]
        assert kept.mean().idxmin() == (kept.size() - kept.sum()).idxmax() == "Gareth Pugh"
        assert (minutes > minutes["Gareth Pugh"]).sum() >= 3


def test_all_that_carol_promised_was_told_or_her_own(schools):
    for _, tables in schools:
        promises = tables["promises.csv"]
        assert set(promises.loc[promises["Who"] == "Carol Whitby", "How"]) == {"told", "own proposal"}


def test_everything_happens_on_a_school_day_on_which_people_work(schools):
    for kit, tables in schools:
        log, promises = tables["contacts.csv"], tables["promises.csv"]
        days = [
            *log["Date"],
            *tables["files.csv"]["Date"],
            *promises[["Agreed", "Due"]].stack(),
            *promises["Done"].dropna(),
        ]
        assert all(kit.year.is_school_day(day) for day in days)
        works = kit.people["gareth"].days
        assert all(f"{day:%A}" in works for day in log.loc[log["With"] == "Gareth Pugh", "Date"])
        assert log["Date"].min() >= kit.project.dates["time_logged"]
        assert log["Date"].max() == kit.project.dates["leading_decided"]


def test_promises_are_agreed_before_they_are_due_and_done_neither_before_nor_after_the_log(schools):
    for kit, tables in schools:
        promises, today = tables["promises.csv"], kit.project.dates["leading_decided"]
        assert (promises["Agreed"] < promises["Due"]).all()
        done = promises.dropna(subset="Done")
        assert (done["Done"] > done["Agreed"]).all()
        assert (done["Done"] <= today).all()
        assert promises.loc[promises["Due"] > today, "Done"].isna().all()


def test_what_is_kept_hangs_on_who_proposed_it_on_the_task_and_on_when(schools):
    for kit, tables in schools:
        today = kit.project.dates["leading_decided"]
        kept = on_time(tables["promises.csv"], today)
        carol, tom, beth = (kept[kept["Who"] == name] for name in ("Carol Whitby", "Tom Ashdown", "Beth Lomas"))
        by_how = carol.groupby("How")["Kept"].mean()
        assert by_how["own proposal"] - by_how["told"] > 0.2
        in_january = pd.to_datetime(tom["Due"]).dt.year == today.year
        assert tom[in_january]["Kept"].mean() - tom[~in_january]["Kept"].mean() > 0.25
        assert tom.loc[in_january, "Hours"].sum() < 0.4 * tom.loc[~in_january, "Hours"].sum()
        for person, better, worse in ((tom, "data", "groups"), (beth, "groups", "data")):
            by_task = person.groupby("Task")["Kept"].mean()
            assert by_task[better] - by_task[worse] > 0.4
            done_before = person.groupby("Task")["Done before"].agg(lambda rows: (rows == "Y").all())
            assert not done_before[better]
            assert done_before[worse]


def test_fewer_files_come_late_where_ines_plans_with_carol_and_the_periods_differ(schools):
    for _, tables in schools:
        files = tables["files.csv"].assign(Late=lambda rows: rows["Time"] > "20:00")
        late, weeks = files.groupby("Planned")["Late"].mean(), files.groupby("Planned")["School week"].nunique()
        assert late["alone"] - late["with Carol"] > 0.2
        assert weeks["alone"] > weeks["with Carol"]


def test_the_four_decisions_differ_between_schools(schools):
    found = {tuple(tables["decisions.csv"]["Decision"]) for _, tables in schools}
    assert len(found) > len(SEEDS) / 2
    for _, tables in schools:
        assert len(tables["decisions.csv"]) == 4

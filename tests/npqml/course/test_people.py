from __future__ import annotations

from pathlib import Path

import pytest

from npqml.course.cohort import load_cohort
from npqml.course.people import load_people, staff
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.mark.parametrize("name", DEMOS)
def test_the_team_is_no_larger_than_the_cohort_says_and_each_of_its_teachers_has_a_class(name: str) -> None:
    cohort = load_cohort(COURSE, name)
    team = [person for person in load_people(COURSE, cohort).values() if person.team]
    assert len(team) <= cohort.team_size
    rows = {str(row["Person"]): row for row in staff(load_people(COURSE, cohort), cohort.phase)}
    assert all(rows[person.name]["Class"] for person in team if "teacher" in person.post.split(",")[0].split())


def test_whoever_leads_elsewhere_in_a_phase_is_no_staff_of_the_school() -> None:
    primary, secondary = (load_cohort(COURSE, name) for name in ("demo-primary", "demo-secondary"))
    assert not load_people(COURSE, primary)["hannah"].staff
    assert load_people(COURSE, secondary)["hannah"].staff


def test_a_part_time_teacher_has_the_days_that_they_work() -> None:
    cohort = load_cohort(COURSE, "demo-secondary")
    gareth = next(row for row in staff(load_people(COURSE, cohort), cohort.phase) if row["Person"] == "Gareth Pugh")
    assert (gareth["Full-time equivalent"], gareth["Days"]) == (0.6, "Mon, Tue, Thu")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[person.a]\nname = "Ann Ode"\npost = "teacher"\n[person.b]\nname = "Ann Ode"\npost = "head"\n',
            "2 people of this name",
        ),
        (
            'pupils = ["Ann"]\n[person.a]\nname = "Ann Ode"\npost = "teacher"\n',
            "Ann: found 2 people of this name (Ann Ode, Ann)",
        ),
        ('pupils = [""]\n[person.a]\nname = "Ann Ode"\npost = "teacher"\n', "pupils number 1: found ''; expected"),
        ('[person.a]\nname = " "\npost = "teacher"\n', "person a, name: found ' '; expected words"),
        ('[person.a]\nname = "Ann Ode"\npost = "teacher"\ndays = ["Sunday"]\n', "a, days: found Sunday"),
        ('[person.a]\nname = "Ann Ode"\npost = "teacher"\nfte = 1.2\n', "a, fte: found 1.2"),
    ],
)  # fmt: skip
def test_people_who_cannot_be_are_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "people.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_people(tmp_path, load_cohort(COURSE, "demo-secondary"))
    assert message in str(refused.value)

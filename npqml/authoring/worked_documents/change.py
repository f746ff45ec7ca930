"""The worked change plan of the course's project: quizzes before moving on, as the team agreed it in October."""

from __future__ import annotations

from datetime import date

from npqml.authoring.worked_documents.budget import PLANNING_A_WEEK
from npqml.course.cohort import Cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml.course.sources import Sources
from npqml_widgets.documents.change.model import ChangePlan, Ingredient, Minutes

TEACHERS = ("carol", "tom", "ines", "gareth")
TUTORS = ("shanice", "beth")
QUIZ, TALK, WRITTEN, REPORT = 20, 30, 35, 35  # minutes


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"change-plan.json": worked_change(cohort)}


def worked_change(cohort: Cohort) -> ChangePlan:
    """Return the plan of the change in class, as the team of a cohort's school agreed it."""
    project, year = load_project(cohort.course, cohort), school_year(cohort)
    names = {key: person.name for key, person in load_people(cohort.course, cohort).items()}
    asked = project.dates["team_asked"]
    look = max(last for _, last in year.half_terms() if last < project.dates["governors_meet"])
    days = [day for day in year.days() if asked < day <= look]
    return ChangePlan(
        title="Two units in a new order, with a quiz before moving on",
        setting=cohort.school,
        mechanism=(
            "If we find out in the lesson what pupils have not understood, and teach that again within two lessons, "
            "then fewer carry the gap into the next unit, because it is closed while it is small."
        ),
        look=look,
        ingredients=_ingredients(names, days),
        minutes=_minutes(names),
    )


def _ingredients(names: dict[str, str], days: list[date]) -> tuple[Ingredient, ...]:
    first, second, third = (days[len(days) * part // 4] for part in (1, 2, 3))
    return (
        Ingredient(
            "I1", "A five-minute quiz before moving on", "tight",
            "A quiz from each of the four classes lies in the planning folder", first, names["tom"],
        ),
        Ingredient(
            "I2", "Wrong options that pupils are known to choose", "tight",
            "Beside each wrong option stands what a pupil who chose it was thinking", second, names["carol"],
        ),
        Ingredient(
            "I3", "What the quiz shows is taught again within two lessons", "tight",
            "In 3 of 4 lessons looked at, somebody is taught again what the quiz showed", days[-1], names["ines"],
        ),
        Ingredient(
            "I4", "What a lesson needs comes before it", "tight",
            "The first lesson of each unit begins with a question on what it needs", third, "You",
        ),
        Ingredient("I5", "Slides, boards or paper", "loose", notes="Whatever the class is used to."),
        Ingredient("I6", "On which day of the week the quiz is", "loose"),
        Ingredient(
            "I7", "The order of the examples within a lesson", "loose",
            notes=f"{names['carol']} has one that works for her class.",
        ),
    )  # fmt: skip


def _minutes(names: dict[str, str]) -> tuple[Minutes, ...]:
    found = []
    for key in TEACHERS:
        found += [
            (names[key], "Quiz: write, read, sort", "adds", QUIZ, "week", ""),
            (names[key], "Talk about what the quizzes showed", "adds", TALK, "fortnight", ""),
            (names[key], "Written comments in every book", "stops", WRITTEN, "week", "The quiz says more."),
        ]
    found.append((names["gareth"], "Half-termly report on each pupil", "stops", REPORT, "half-term", "Nobody read it."))
    each = PLANNING_A_WEEK * 60 // 100 // len(TUTORS)
    for key in TUTORS:
        found.append((names[key], "Look at the quizzes before a morning", "adds", each, "week", ""))
        found.append((names[key], "The same minutes, as paid hours", "paid", each, "week", "A line of the budget."))
    return tuple(Minutes(f"M{number}", *line) for number, line in enumerate(found, 1))  # type: ignore[arg-type]

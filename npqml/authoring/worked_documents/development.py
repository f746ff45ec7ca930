"""The worked development plan of the course's project: everybody of the team, within the money left in January.

Half-days of cover and hours of teaching assistants cost what they cost in the worked budget.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from npqml.authoring.worked_documents.budget import worked_budget
from npqml.course.cohort import Cohort
from npqml.course.people import Person, load_people
from npqml.course.project import Project, load_project
from npqml.course.school_year import SchoolYear, school_year
from npqml.course.sources import Sources
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.development.model import DevelopmentPlan, Member, Row
from npqml_widgets.documents.shared.money import rounded

MONEY_LINE = "Kept back for development from January"
BESIDE = "beth"
"""Lent to the project: she is developed with the team."""
YOU = "You"
HALF_HOURS = 10  # weeks in which Beth and Shanice rehearse for half an hour


def files(cohort: Cohort, sources: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"development-plan.json": worked_development(cohort, sources)}


def worked_development(cohort: Cohort, sources: Sources) -> DevelopmentPlan:
    """Return the plan for the team of a cohort's school, as it was written in January."""
    project, people = load_project(cohort.course, cohort), load_people(cohort.course, cohort)
    team = {key: person for key, person in people.items() if person.team or key == BESIDE}
    half_day, hour = _prices(cohort, sources)
    school = _School(project, school_year(cohort), people)
    return DevelopmentPlan(
        title="Development of the team, January to July",
        setting=cohort.school,
        money=project.costs[MONEY_LINE] * 100,
        ends=project.dates["did_development_help"],
        rows=_rows(school, half_day, hour),
        team=tuple(
            Member(f"P{number}", person.name, tuple(day[:3] for day in person.days))
            for number, person in enumerate(team.values(), 1)
        ),
    )


@frozen
class _School:
    """The project, the year and the people of a cohort's school."""

    project: Project
    year: SchoolYear
    people: Mapping[str, Person]

    def name(self, key: str) -> str:
        """Return somebody's name."""
        return self.people[key].name

    def first_day(self, key: str, after: str, number: int = 0) -> date:
        """Return the first school day, so many after a day of the project, on which somebody works."""
        start = self.year.school_days_after(self.project.dates[after], number)
        return self.year.on_weekdays(start, self.year.last, self.people[key].days)[0]


def _prices(cohort: Cohort, sources: Sources) -> tuple[int, int]:
    """Return what a half-day of cover and an hour of a teaching assistant cost in the worked budget, in pence."""
    budget, found = worked_budget(cohort, sources), []
    for what in ("Cover for shared planning", "Training of two tutors: their hours"):
        line = next(line for line in budget.lines if line.what == what)
        units = Fraction(line.quantity or 0, 100) * (line.times or 1)
        found.append(rounded(cost(budget, line).total / units))
    return found[0], found[1]


def _rows(school: _School, half_day: int, hour: int) -> tuple[Row, ...]:
    name, first = school.name, school.first_day
    return (
        Row(
            "D1", name("ines"), "Plans ahead: her week no longer begins on Sunday night",
            "Her induction record, autumn: the hours went on cover since November",
            "In 5 of 6 weeks she has had her whole induction time, and says what she used it for",
            f"Her induction time comes back, on a fixed day; in two of the weeks she plans with {name('carol')}",
            "inside", 600, 0, first("ines", "development_planned", 1), name("daniel"), first("ines", "reviews"),
            "This comes before anything else: it was hers already.",
        ),
        Row(
            "D2", name("gareth"), "Has the quiz ready on the days on which he teaches the unit",
            "What he said in December, and the planning folder: on a day with time he does it",
            "A quiz is given in 4 of 5 lessons for which one was planned",
            f"Half an hour a week, freed from duty, with {name('tom')}'s quizzes to begin from",
            "inside", 500, 0, first("gareth", "development_planned", 1), YOU, first("gareth", "reviews"),
            "A lack of time, not of skill: a course would take more of it.",
        ),
        Row(
            "D3", name("beth"), "Follows up an answer that the script does not foresee",
            "The tutors' notes of the autumn, read with her",
            "In 3 of 5 unexpected answers she asks why, and writes down what she heard",
            f"{name('shanice')} models one task, they rehearse it, {name('beth')} does it, they talk: half an hour "
            "a week",
            "inside", HALF_HOURS * 50, HALF_HOURS * hour // 2, first("beth", "development_planned", 2),
            name("shanice"), first("beth", "mid_year_decision"), "In paid time.",
        ),
        Row(
            "D4", name("shanice"), "Says to others what she does when she leaves the script",
            "Visits in the autumn; she was in no meeting",
            "She leads 2 sessions for tutors, and each tutor takes one thing from it into the next week",
            "Two mornings with the tutors of St Bride's, then two sessions of her own",
            "outside", 600, 6 * hour, first("shanice", "development_planned", 5), name("leila"),
            first("shanice", "feedback_round"), "In paid time.",
        ),
        Row(
            "D5", name("tom"), "Sees in the lesson who has not understood, before he moves on",
            "Six visits in October and November, by two of us",
            "In 3 of 4 visits every pupil's answer is seen before he moves on",
            "One half-day in lessons at St Bride's; then one question a week rehearsed in planning",
            "outside", 650, half_day, first("tom", "development_planned", 5), YOU, first("tom", "reviews"),
        ),
        Row(
            "D6", name("carol"), "Coaches: asks before she tells",
            "Two talks after visits, with her own notes of them",
            "In 4 of 5 talks the first question is hers, and the next step her colleague's",
            f"One half-day with a coach at St Bride's; then she coaches {name('ines')} and {name('gareth')}",
            "outside", 700, half_day, first("carol", "development_planned", 8), YOU,
            first("carol", "feedback_round"), "Cover for the coaching itself is in the budget.",
        ),
    )  # fmt: skip

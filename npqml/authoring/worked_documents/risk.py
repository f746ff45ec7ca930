"""The worked risk register of the course's project, as it stood on the day on which it was written for the governors.

Its days are those of the project and of its worked plan, its amounts those of the project's cost lines, so that the
three documents say the same. Owners are posts: a register is read by people who do not know the names.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from attrs import evolve

from npqml.authoring.worked_documents.plan import worked_plan
from npqml.course.cohort import Cohort
from npqml.course.project import load_project
from npqml.course.school_year import DAY, school_year
from npqml.course.sources import Sources, day
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.risk.model import Register, Risk

IN_WRITING, TRAINED, TOLD, READY = "S4", "S8", "S10", "S11"
"""Steps of the worked plan: hours in writing, tutors trained, families told, room and gate ready."""
HELD_AT = time(15, 30)
"""When the register was written on its day."""
MANAGER, DEPUTY, HEADTEACHER = "School business manager", "Deputy headteacher", "Headteacher"


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"risk-register.json": worked_register(cohort)}


def worked_register(cohort: Cohort) -> Register:
    """Return the register of the course's project in a cohort's school, with nothing to mend on that day."""
    project = load_project(cohort.course, cohort)
    dates, numbers, costs = project.dates, project.numbers, project.costs
    steps = schedule(worked_plan(cohort)).times
    after_committee = school_year(cohort).next_school_day(dates["governors_meet"] + DAY)
    first = dates["full_run"]
    hours, trained, told, ready = (steps[step].last or first for step in (IN_WRITING, TRAINED, TOLD, READY))
    groups = numbers["places"] // numbers["group_size"]
    lead = f"Head of {cohort.subject}"
    risks = (
        Risk(
            "R0", cause="On some mornings pupils come before the site is staffed as on a school day",
            event="A pupil waits alone at the side gate",
            effect="A child comes to harm, or goes missing before anybody knows that she has come",
            category="safeguarding", inherent_likelihood=4, inherent_impact=5, residual_likelihood=2, residual_impact=5,
            response="treat", controls=("A second key holder has opened the gate at 7.40 since the third week",),
            risk_owner=HEADTEACHER, action_owner=MANAGER, due=ready,
            action=f"Pay the site supervisor to open half an hour earlier (£{costs['Gate, half an hour']:,} a year)",
            notes="The designated safeguarding lead was told on the day on which it was first seen.",
        ),
        Risk(
            "R0", cause=f"Each of the {groups} groups has one tutor, and nobody else knows the scheme",
            event="A tutor is ill for more than a day or two",
            effect="Groups are merged or sent back, and pupils miss mornings that they were promised",
            category="staffing", inherent_likelihood=4, inherent_impact=3, residual_likelihood=4, residual_impact=3,
            response="treat", risk_owner=lead, action_owner="Lead tutor", due=trained,
            action="Train a reserve tutor with the two new ones, and give her a key",
            notes="Nothing is in place yet, so the score with controls is that without.",
        ),
        Risk(
            "R0", cause="Four people's mornings change, and no change holds before each has agreed in writing",
            event=f"One of them has not agreed by {day(hours)}",
            effect=f"The first morning, {day(first)}, moves to a later week",
            category="staffing", inherent_likelihood=3, inherent_impact=4, residual_likelihood=2, residual_impact=4,
            response="treat", controls=("Each is asked alone, told what else was looked at, and given time to say no",),
            risk_owner=MANAGER, action_owner=MANAGER, due=hours,
            action="Read the four contracts and put in writing what each has agreed",
        ),
        Risk(
            "R0", cause="Planning together, quizzes and coaching come on top of a full timetable",
            event="Teachers plan at home in the evening, and two ask to stop",
            effect="The units are taught in two ways, and nobody can say what made the difference",
            category="workload", inherent_likelihood=3, inherent_impact=4, residual_likelihood=3, residual_impact=4,
            response="treat", risk_owner=DEPUTY, action_owner=lead, due=after_committee,
            action=f"Book cover for all {numbers['planning_sessions']} planning sessions "
            f"(£{costs['Cover for six half-days of planning']:,}) once the committee has agreed",
        ),
        Risk(
            "R0", cause="The licence is billed by the pupil on 1 January",
            event=f"More pupils are entered than the {numbers['places']} who have a place",
            effect=f"The bill is higher than the £{costs['Licence']:,} that were planned, and something else is cut",
            category="finance", inherent_likelihood=3, inherent_impact=2, residual_likelihood=2, residual_impact=2,
            response="accept", controls=("The office enters pupils from the list of places alone",), risk_owner=MANAGER,
        ),
        Risk(
            "R0", cause="Twice as many pupils could gain as there are places, and the places are drawn by lot",
            event="A family hears of the lot from another family",
            effect="Parents take it for a favour to some, and the lot is given up half-way",
            category="other", inherent_likelihood=3, inherent_impact=4, residual_likelihood=3, residual_impact=4,
            response="treat", risk_owner=HEADTEACHER, action_owner=DEPUTY, due=told,
            action="Tell all the families in one letter how places were drawn, and what there is for the others",
        ),
        Risk(
            "R0", cause="Teachers mark the checks of their own classes, and know who comes in the mornings",
            event="Marking is kinder to some than to others",
            effect="In June nobody can say whether catch-up helped",
            category="other", inherent_likelihood=3, inherent_impact=3, residual_likelihood=2, residual_impact=3,
            response="accept", risk_owner=DEPUTY,
            controls=(f"The check of {day(dates['check_september'])} was marked by a teacher of other classes",),
        ),
    )  # fmt: skip
    return Register(
        title="Catch-up and shared planning",
        setting=cohort.school,
        risks=tuple(
            evolve(risk, id=f"R{number}", review=dates["who_needs_what"], added=_at(dates["risks_written"]))
            for number, risk in enumerate(risks, 1)
        ),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, HELD_AT, UTC)

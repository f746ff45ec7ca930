"""The worked choice of a project: the course's own, as its lead and the sponsor had agreed it in September."""

from __future__ import annotations

from npqml.authoring.worked_documents import plan
from npqml.course.cohort import Cohort
from npqml.course.project import load_project
from npqml.course.sources import Sources
from npqml_widgets.documents.ownproject.model import FixedThing, Measure, OwnProject

WAITING_TOO = 2
"""For each place there are so many pupils who could gain from it: places are drawn by lot."""


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"own-project.json": worked_own_project(cohort)}


def worked_own_project(cohort: Cohort) -> OwnProject:
    """Return the choice of the course's project in a cohort's school."""
    project, whole = load_project(cohort.course, cohort), plan.worked_plan(cohort)
    year = {"primary": "Years 3 to 6", "secondary": "Year 10"}.get(cohort.phase, "all groups")
    units = "in steps" if cohort.phase == "special" else "out of 40"
    return OwnProject(
        title="Pupils who start low make the progress that others with the same start make elsewhere",
        setting=cohort.school,
        role="head",
        team=cohort.team_size,
        capability="Finding out in the lesson what pupils have not understood, and acting on it",
        pupils=f"Those in {year} who start low in mathematics",
        number=WAITING_TOO * project.numbers["places"],
        smallest=cohort.minimum_group,
        terms=len(cohort.terms),
        begins=whole.starts,
        ends=whole.ends,
        sponsor="Deputy head for data, who is the line manager",
        measures=(
            Measure(
                "M1", f"The school's check of the two weakest units, {units}", "pupils", "check",
                project.dates["check_september"], project.dates["check_june"], "Deputy head for data",
                "The same questions each time; also in October, December and February.",
            ),
            Measure(
                "M2", "Questions in a short visit at which the teacher sees every pupil's answer", "team", "seen",
                whole.starts, project.dates["did_it_help"], "Mathematics lead",
                "Visits begin with the project and come again in June, by the same two people.",
            ),
        ),
        fixed=(
            FixedThing("F1", "Classes and timetable: catch-up is before the first lesson", "Headteacher"),
            FixedThing("F2", "Hours of whoever has not agreed to other ones", "School business manager"),
        ),
    )  # fmt: skip

"""The worked table of responsibilities: shared moderation between the cohort's school and St Bride's."""

from __future__ import annotations

from npqml.course.cohort import Cohort
from npqml.course.people import load_people
from npqml.course.sources import Sources
from npqml_widgets.documents.responsibilities.model import Post, Responsibilities, Task

PARTNER = "St Bride's"
OUR_LEAD, OUR_SECOND, OUR_TEACHERS, TUTOR, DEPUTY = (
    "Mathematics lead", "Second in mathematics", "Teachers", "Lead tutor", "Deputy head for data",
)  # fmt: skip
THEIR_LEAD, THEIR_SECOND, THEIR_TEACHERS = (
    f"{post} at {PARTNER}" for post in ("Mathematics lead", "Second in mathematics", "Teachers")
)


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"responsibilities.json": worked_responsibilities(cohort)}


def worked_responsibilities(cohort: Cohort) -> Responsibilities:
    """Return who does what in the moderation that a cohort's school shares with its partner."""
    people = load_people(cohort.course, cohort)
    ours = {
        OUR_LEAD: "You",
        OUR_SECOND: people["tom"].name,
        OUR_TEACHERS: f"{people['carol'].name}, {people['ines'].name}, {people['gareth'].name}",
        TUTOR: people["shanice"].name,
        DEPUTY: people["daniel"].name,
    }
    theirs = {THEIR_LEAD: people["leila"].name, THEIR_SECOND: "", THEIR_TEACHERS: ""}
    schools = [(post, cohort.school, who) for post, who in ours.items()]
    schools += [(post, PARTNER, who) for post, who in theirs.items()]
    return Responsibilities(
        title=f"Shared moderation with {PARTNER}",
        setting=f"{cohort.school} and {PARTNER}",
        tasks=_tasks(),
        posts=tuple(Post(f"P{number}", *post) for number, post in enumerate(schools, 1)),
    )


def _tasks() -> tuple[Task, ...]:
    return (
        Task(
            "T1", "Choose the scripts: borderline ones, from every class", (TUTOR, THEIR_TEACHERS), (THEIR_LEAD,),
            (OUR_LEAD,), (OUR_TEACHERS,), "The lead tutor knows which pupils stand on the line.",
        ),
        Task(
            "T2", "Mark them blind, alone", (OUR_TEACHERS, THEIR_TEACHERS), (OUR_SECOND,), (), (THEIR_LEAD,),
            "Nobody sees another mark before all are in.",
        ),
        Task(
            "T3", "Settle what two marks differ on", (OUR_LEAD, THEIR_LEAD), (THEIR_SECOND,), (TUTOR,), (),
            "Whoever answers for it marked none of these scripts.",
        ),
        Task(
            "T4", "Tell the teachers what was settled, with the scripts", (OUR_SECOND, THEIR_SECOND), (OUR_SECOND,),
            (), (OUR_TEACHERS, THEIR_TEACHERS, TUTOR),
        ),
        Task("T5", "Change the unit where pupils missed the same thing", (OUR_TEACHERS, THEIR_TEACHERS), (OUR_LEAD,),
             (TUTOR, THEIR_LEAD), (DEPUTY,)),
        Task("T6", "Look at the results of June together", (DEPUTY, THEIR_LEAD), (THEIR_LEAD,), (OUR_LEAD,),
             (OUR_TEACHERS, THEIR_TEACHERS)),
    )  # fmt: skip

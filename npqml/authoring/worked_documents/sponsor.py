"""The worked evidence for the sponsor of the course's project, and made-up comments on it.

Its days, people and amounts are those of the project, of the worked budget and of the worked plan. The comments are an
example: they are about no candidate's id and bear no seal, so that they can never count as anybody's.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from npqml.authoring.worked_documents.budget import worked_budget
from npqml.authoring.worked_documents.plan import worked_plan
from npqml.course.cohort import Cohort
from npqml.course.people import Person, load_people
from npqml.course.project import Project, load_project
from npqml.course.school_year import school_year
from npqml.course.sources import Sources
from npqml_widgets.documents.budget.periods import total
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.shared.money import pounds
from npqml_widgets.documents.sponsor.answer import Answer, Comment, content_of, request_of
from npqml_widgets.documents.sponsor.model import Evidence, Received, SponsorComments, with_answer
from npqml_widgets.documents.sponsor.seal import EXAMPLE
from npqml_widgets.documents.sponsor.verdict import EXAMPLE_CANDIDATE

CRITERIA = ("4.1.1", "4.1.2")
SAVED_AT = time(15, 40, tzinfo=UTC)


def files(cohort: Cohort, sources: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"sponsor-comments.json": worked_sponsor(cohort, sources)}


def worked_sponsor(cohort: Cohort, sources: Sources) -> SponsorComments:
    """Return the evidence of the course's project in a cohort's school, with its sponsor's made-up comments."""
    project, people = load_project(cohort.course, cohort), load_people(cohort.course, cohort)
    plan, whole = worked_plan(cohort), pounds(total(worked_budget(cohort, sources)))
    asked = schedule(plan).times["S3"].last
    sheet = SponsorComments(
        title=plan.title,
        setting=cohort.school,
        candidate=EXAMPLE_CANDIDATE,
        name="The mathematics lead",
        sponsor=people["daniel"].name,
        role="Deputy headteacher",
        starts=project.dates["team_asked"],
        ends=school_year(cohort).last,
        criteria=CRITERIA,
        evidence=(
            Evidence(
                "E1", "4.1.1", "Asked the four whose mornings change, each alone, before any rota was written",
                _names(people, "shanice", "beth", "tom") + " and the site supervisor, with " + people["wendy"].name,
                "The hours were not ours to give away. Each heard why and from when, and had days to answer; only then "
                "were the hours put in writing.",
                asked, "Notes of the four talks, in the project folder; project plan, S3 and S4",
            ),
            *_later(project, people, whole),
        ),
    )  # fmt: skip
    return with_answer(sheet, _answer(sheet, project, people, whole))


def _later(project: Project, people: dict[str, Person], whole: str) -> tuple[Evidence, ...]:
    dates, leila = project.dates, people["leila"].name
    return (
        Evidence(
            "E2", "4.1.1", "Parents' workshops on mathematics at home; afterwards we asked those who had not come",
            f"Families of the project's classes; {people['yusuf'].name}, parent governor",
            "Few came of those it was meant for. We counted families in place of heads, and where we lost them.",
            dates["second_workshop"], "The list by step, in the project folder; no names in it",
        ),
        Evidence(
            "E3", "4.1.1", "Shared moderation of pupils' work with St Bride's", f"{leila}, St Bride's",
            "Both heads asked where the hours come from. A meeting that decided nothing made room, and the next day "
            "stands in both diaries before anybody goes home.",
            dates["moderation_round_1"], "Agenda and moderated pieces, in the department's room",
        ),
        Evidence(
            "E4", "4.1.2", "Budget and plan taken through the governors' committee",
            f"{people['nasreen'].name} and the committee; {people['wendy'].name}",
            "She asks where each number comes from. The business manager and I priced every line together.",
            dates["governors_meet"], "Minutes of the committee; budget", f"{whole} for the whole plan", "Budget",
        ),
        Evidence(
            "E5", "4.1.2", "Decided with the team and the tutors what to adapt, support or stop at mid-year",
            "The team; " + _names(people, "shanice", "beth"),
            "The numbers disappointed. We met on the first day back, with all of them on the table.",
            dates["mid_year_decision"], "Notes of the meeting; project plan, S14",
        ),
    )  # fmt: skip


def _answer(sheet: SponsorComments, project: Project, people: dict[str, Person], whole: str) -> Received:
    """Return the sponsor's made-up answer on the day on which the project is looked back upon."""
    day, daniel = project.dates["did_it_help"], people["daniel"]
    yusuf, nasreen = people["yusuf"].name, people["nasreen"].name
    comments = (
        Comment(
            "4.1.1",
            "I sat in on two of the four talks in October. The reasons came first and the rota last (E1). At the "
            "workshop I counted heads and said that it was our best turnout. "
            f"{yusuf} said in front of me that he knew every face. Our lead counted families, step by step, and I have "
            "seen the list (E2). I have not been to the moderation, so I can confirm only that the days are in the "
            "diary (E3). What I cannot confirm: that families do more at home now.",
        ),
        Comment(
            "4.1.2",
            f"The committee had every line of the {whole} in front of it. {nasreen} asked where two of them came from, "
            "and had an answer to both (E4). In February I expected the project to be defended. It was discussed, and "
            "something was changed (E5). It could have come to me two weeks earlier.",
        ),
    )
    made = datetime.combine(day, SAVED_AT)
    answer = Answer(request_of(sheet, day), comments, True, daniel.name, sheet.role, day, made)
    return Received("sponsor-answer-example.json", "page", content_of(answer), EXAMPLE, "", made)


def _names(people: dict[str, Person], *keys: str) -> str:
    return ", ".join(people[key].name for key in keys)

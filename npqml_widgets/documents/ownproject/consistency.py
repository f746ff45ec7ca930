"""What does not fit yet in the choice of a project, in words. Nothing of it is refused."""

from __future__ import annotations

from collections.abc import Iterator

from npqml_widgets.documents.ownproject.model import FixedThing, Measure, OwnProject
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.tomend import ToMend, to_mend, whole_to_mend

LEAST_TERMS = 2
"""The framework's assessment task asks for a project of at least so many terms."""
LEAST_WEEKS = 20
"""Two terms with the holiday between them come to more, also where a few weeks of each are left out."""


def warnings(project: OwnProject) -> tuple[ToMend, ...]:
    """Return everything that does not fit yet: the questions in their order, then measure by measure."""
    if project == OwnProject():
        return ()
    return (
        *whole_to_mend(project, _OF_ALL),
        *to_mend(project, "measures", _OF_MEASURES, "what"),
        *to_mend(project, "fixed", _OF_FIXED, "what", before="What stays as it is, "),
    )


def _team(project: OwnProject) -> Iterator[str]:
    if not project.role:
        yield "Your role: not chosen yet."
    if project.team is None:
        yield "Your team: how many people do you lead in this? Part B is about what they can do at the end."
    elif project.team == 0:
        yield (
            "Your team: you lead nobody. The assessment task asks for a project in your own team. Agree with your line "
            "manager whose work you may lead in it, at least one person's, for as long as it lasts."
        )
    if not project.capability.strip():
        yield "Part B: nothing says what your team will be better at."


def _pupils(project: OwnProject) -> Iterator[str]:
    if not project.title.strip():
        yield "Part A: nothing says what will be different for pupils."
    if not project.pupils.strip():
        yield "Your pupils: no group is named."
    if project.number is None:
        yield "Your pupils: how many are they?"
    elif project.number == 0:
        yield "Your pupils: there are none. Part A is about pupils' progress or attainment."
    elif project.number < project.smallest_shown:
        yield (
            f"Your pupils: {project.number} are fewer than the {project.smallest_shown} that your school shows numbers "
            "of. Whoever reads your account could tell who they are. Take a wider group, such as all with the same "
            "start in two year groups."
        )


def _time(project: OwnProject) -> Iterator[str]:
    if project.terms is None:
        yield "The time: over how many terms?"
    elif project.terms < LEAST_TERMS:
        several = "1 term is" if project.terms == 1 else f"{project.terms} terms are"
        yield f"The time: {several} too short. The assessment task asks for a project of at least {LEAST_TERMS} terms."
    if project.begins is None:
        yield "The time: no first day. Without it nobody can say what was measured before."
    if project.ends is None:
        yield "The time: no last day."
    if project.begins is None or project.ends is None:
        return
    weeks = (project.ends - project.begins).days // 7
    if project.ends <= project.begins:
        yield f"The time: it ends on {as_said(project.ends)}, and begins on {as_said(project.begins)}. Mend one."
    elif (project.terms or 0) >= LEAST_TERMS and weeks < LEAST_WEEKS:
        yield (
            f"The time: from {as_said(project.begins)} to {as_said(project.ends)} {_are(weeks)}, holidays included. "
            f"That is no {project.terms} terms: begin earlier, or end later."
        )


def _measures(project: OwnProject) -> Iterator[str]:
    about = {measure.about for measure in project.measures}
    if "pupils" not in about:
        yield "The measures: none is of pupils. What is there of them before the project begins?"
    if "team" not in about:
        yield "The measures: none is of the team. What could somebody count in lessons or meetings, before and after?"


def _sponsor(project: OwnProject) -> Iterator[str]:
    if not project.sponsor.strip():
        yield (
            "Your sponsor: nobody yet. Ask before you begin: they confirm what you write, so they have to see the work "
            "while it happens."
        )


def _nothing_fixed(project: OwnProject) -> Iterator[str]:
    if not any(line.what.strip() for line in project.fixed):
        yield "What stays as it is: nothing is named. Ask once: timetable, sets, rooms, scheme, money, hours?"


def _whose(_: OwnProject, measure: Measure) -> Iterator[str]:
    if not measure.what.strip():
        yield "it names no measure."
    if not measure.about:
        yield "is it of pupils or of the team?"


def _public(_: OwnProject, measure: Measure) -> Iterator[str]:
    if measure.way == "public":
        yield (
            "a public result cannot be taken again within a project: it comes once, and too late to act on. Keep it as "
            "background, and take a check in school."
        )


def _first(project: OwnProject, measure: Measure) -> Iterator[str]:
    if measure.before is None:
        yield "it is not taken before the project begins. Then nobody can say what has changed."
    elif project.begins and measure.before > project.begins:
        yield (
            f"it is first taken on {as_said(measure.before)}, after the project has begun on "
            f"{as_said(project.begins)}. Take it before, or choose one that is there already."
        )


def _again(project: OwnProject, measure: Measure) -> Iterator[str]:
    if measure.after is None:
        yield "it is not taken again at the end."
    elif measure.before and measure.after <= measure.before:
        yield f"it is taken again on {as_said(measure.after)}, no later than the first time. Mend one."
    elif project.ends and measure.after > project.ends:
        yield f"it is taken again on {as_said(measure.after)}, after the project has ended on {as_said(project.ends)}."
    elif project.begins and measure.after <= project.begins:
        yield f"it is taken again on {as_said(measure.after)}, before anything has been done."


def _no_words(_: OwnProject, line: FixedThing) -> Iterator[str]:
    if not line.what.strip():
        yield "it names nothing."


def _are(weeks: int) -> str:
    return "is 1 week" if weeks == 1 else f"are {weeks} weeks"


_OF_ALL = {
    "team": _team, "pupils": _pupils, "time": _time, "measures": _measures, "sponsor": _sponsor,
    "nothing fixed": _nothing_fixed,
}  # fmt: skip
_OF_MEASURES = {"whose": _whose, "public": _public, "first": _first, "again": _again}
_OF_FIXED = {"no words": _no_words}

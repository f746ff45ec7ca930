"""The path that somebody takes through a case, as a document: kept, taken up again, part of what is handed in."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen

from npqml_widgets.documents.scenario.model import Case, End, Situation


@frozen
class Step:
    """One choice made, with the reason given for it; `undone` says when somebody went back on it."""

    choice: str
    at: datetime
    because: str = ""
    undone: datetime | None = None


@frozen
class CasePath:
    """Everything chosen in one case, oldest first, choices gone back on included."""

    case: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def standing(self) -> tuple[Step, ...]:
        """The choices that still stand."""
        return tuple(step for step in self.steps if step.undone is None)


@frozen
class Line:
    """One choice in the review: what was chosen and why, beside the author's reasoning."""

    situation: str
    chosen: str
    because: str
    reaction: str
    think: str
    minutes: int
    trust: str


@frozen
class Review:
    """What is said at the end of a path; it holds no score, since no style is the right one.

    `parted` is the title of the situation in which the path left the reasoned one, empty if it never did;
    `instead` is what the reasoned path does there, and `instead_think` the reasoning for it.
    """

    end: End
    lines: tuple[Line, ...]
    minutes: int
    trust: tuple[str, ...]
    went_back: int
    parted: str
    instead: str
    instead_think: str


def where(case: Case, path: CasePath) -> Situation | End:
    """Give the situation or end at which a path stands now."""
    standing = path.standing
    here = case.choices[standing[-1].choice][1].next if standing else case.start
    return case.situations.get(here) or case.ends[here]


def choose(case: Case, path: CasePath, choice: str, *, at: datetime, because: str = "") -> CasePath:
    """Give the path with one more choice; raises ValueError for a choice that the present situation does not offer."""
    here = where(case, path)
    if not isinstance(here, Situation) or choice not in {one.id for one in here.choice}:
        raise ValueError(f"{here.title!r} does not offer the choice {choice!r}.")
    return evolve(path, case=case.id, steps=(*path.steps, Step(choice, at, because)))


def go_back(path: CasePath, *, at: datetime) -> CasePath:
    """Give the path without its last choice, which stays on record as undone; at the start, the same path."""
    standing = [number for number, step in enumerate(path.steps) if step.undone is None]
    if not standing:
        return path
    last = standing[-1]
    return evolve(path, steps=(*path.steps[:last], evolve(path.steps[last], undone=at), *path.steps[last + 1 :]))


def start_again(path: CasePath, *, at: datetime) -> CasePath:
    """Give the path without any choice that stands; all of them stay on record as undone."""
    return evolve(path, steps=tuple(step if step.undone else evolve(step, undone=at) for step in path.steps))


def take_up(case: Case, path: CasePath, *, at: datetime) -> tuple[CasePath, str]:
    """Give a kept path as far as it still fits the case, and a notice in words if it does not wholly fit.

    A case may have been changed since; choices that it no longer offers stay on record as undone.
    """
    if path.case not in ("", case.id):
        return CasePath(case.id), f"The kept path belongs to another case ({path.case}), so this one starts anew."
    sound, here = True, case.start
    steps = []
    for step in path.steps:
        if step.undone is None:
            situation, choice = case.choices.get(step.choice, (None, None))
            sound = sound and situation is not None and situation.id == here
            if sound and choice is not None:
                here = choice.next
            else:
                step = evolve(step, undone=at)
        steps.append(step)
    notice = "" if sound else "The case has changed since you were here. You are at the last point that still fits."
    return evolve(path, case=case.id, steps=tuple(steps)), notice


def review(case: Case, path: CasePath) -> Review:
    """Give what is said of a finished path; raises ValueError while it has no end."""
    end = where(case, path)
    if not isinstance(end, End):
        raise ValueError(f"The path has not ended: it stands at {end.title!r}.")
    lines = tuple(line(case, step) for step in path.standing)
    taken = [step.choice for step in path.standing]
    parted = next((number for number, key in enumerate(taken) if case.path[number : number + 1] != (key,)), None)
    situation, instead = case.choices[case.path[parted]] if parted is not None else (None, None)
    return Review(
        end=end,
        lines=lines,
        minutes=sum(one.minutes for one in lines),
        trust=tuple(one.trust for one in lines if one.trust),
        went_back=len(path.steps) - len(taken),
        parted=situation.title if situation else "",
        instead=instead.words if instead else "",
        instead_think=instead.think if instead else "",
    )


def line(case: Case, step: Step) -> Line:
    """Give one choice of a path as the review shows it; raises KeyError for a choice that the case does not have."""
    situation, one = case.choices[step.choice]
    return Line(situation.title, one.words, step.because, one.reaction, one.think, one.minutes, one.trust)

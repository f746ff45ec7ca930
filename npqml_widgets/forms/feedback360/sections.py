"""The sections of the collator's form: what stands in each, and how far it is in a few words."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define

from npqml_widgets.controls.sections import Part
from npqml_widgets.documents.feedback360.collate import state
from npqml_widgets.documents.feedback360.report import units_to_read
from npqml_widgets.documents.feedback360.rounds import Rounds, missing, raters_of
from npqml_widgets.documents.feedback360.texts import ToRead, to_read
from npqml_widgets.forms.feedback360 import collecting, preparing
from npqml_widgets.forms.feedback360.report import report_parts

SECTIONS = {
    "round": "The round",
    "questions": "Questions",
    "raters": "Raters",
    "forms": "Forms",
    "answers": "Answers",
    "comments": "Comments",
    "publish": "Publish",
    "report": "Report",
}


@define
class View:
    """What one open page shows: the section, the comment, which report, and how the last step went."""

    here: str = "round"
    comment: str = ""
    shown: int = -1
    kept: bool = True
    focus: str = ""


def parts_of(rounds: Rounds, view: View) -> list[Part]:
    """Return the parts of the section that is open."""
    sections: dict[str, Callable[[], list[Part]]] = {
        "round": lambda: preparing.round_parts(rounds),
        "questions": lambda: preparing.question_parts(rounds),
        "raters": lambda: preparing.rater_parts(rounds),
        "forms": lambda: preparing.form_parts(rounds),
        "answers": lambda: collecting.answer_parts(rounds),
        "comments": lambda: collecting.comment_parts(rounds, view.comment),
        "publish": lambda: collecting.publish_parts(rounds),
        "report": lambda: report_parts(rounds, view.shown),
    }
    return sections[view.here]()


def state_words(rounds: Rounds, section: str) -> str:
    """Say in a few words how far a section is; an empty text where there is nothing to say."""
    if section == "round":
        return f"{'second' if rounds.is_second else 'first'} of two"
    if section == "raters":
        return f"{len(raters_of(rounds))} asked"
    if section == "report":
        return f"{len(rounds.out)} out" if rounds.out else "none yet"
    if rounds.collation is None:
        return ("not ready" if missing(rounds) else "ready to make") if section == "forms" else ""
    if section == "answers":
        states = list(state(rounds.collation).values())
        return f"{len(states) - states.count('waiting')} of {len(states)} in"
    if section == "comments":
        waiting = sum(one.verdict == "not read yet" for one in comments(rounds))
        return f"{waiting} to read" if waiting else "all read"
    return {"questions": "fixed", "forms": "made", "publish": "out" if rounds.is_published else "not yet"}[section]


def comments(rounds: Rounds) -> tuple[ToRead, ...]:
    """Return the comments that may be shown once they are read; none before the forms are made."""
    if rounds.collation is None:
        return ()
    units = units_to_read(rounds.collation, rounds.earlier)
    return to_read(rounds.collation, units, rounds.names, rounds.earlier)


def next_comment(rounds: Rounds, place: str) -> str:
    """Return the place of the next comment that nobody has read, after this one; this one where all are read."""
    found = comments(rounds)
    here = next((number for number, one in enumerate(found) if one.place == place), 0)
    waiting = [one.place for one in (*found[here:], *found[:here]) if one.verdict == "not read yet"]
    return waiting[0] if waiting else place

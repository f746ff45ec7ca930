"""What does not add up in a risk register, in words: which risk, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.shared.dates import as_said, days_ago

EVERYBODY = frozenset(
    "all, all staff, department, everybody, everyone, n/a, nobody, none, school, slt, smt, staff, tba, tbc, team, "
    "the department, the school, the slt, the staff, the team, us, we".split(", ")
)
"""Owners that are nobody in particular."""
SAME_OWNER = 4
"""From so many open risks on, one owner for all of them is worth a question."""


@frozen
class RiskWarning:
    """One warning: the ID of its risk ("" where it is about the whole register), the rule's name and the sentence."""

    risk: str
    rule: str
    words: str


def warnings(register: Register, today: date) -> tuple[RiskWarning, ...]:
    """Return everything in the open risks that does not add up, in the order of the register."""
    found = [
        RiskWarning(risk.id, rule, f"{named(risk)}: {words}")
        for risk in register.risks
        if risk.is_open
        for rule, check in _RULES.items()
        for words in check(register, risk, today)
    ]
    return (*found, *_one_for_all(register))


def named(risk: Risk) -> str:
    """Return a risk's ID with the first words of its event, as a warning calls it."""
    event = " ".join(risk.event.split())
    if not event:
        return risk.id
    return f"{risk.id} ({event if len(event) <= 60 else event[:57].rstrip() + '…'})"


def _incomplete(_: Register, risk: Risk, __: date) -> Iterator[str]:
    missing = [name for name in ("cause", "event", "effect") if not getattr(risk, name).strip()]
    if missing:
        yield (
            f"{' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing. "
            "Write it as a chain: because of this cause, this may happen, and this would follow."
        )


def _unrated(_: Register, risk: Risk, __: date) -> Iterator[str]:
    if risk.inherent is None:
        yield "it has no score before controls. Choose how likely and how bad it would be if nothing were done."
    elif risk.residual is None:
        yield "it has no score after controls. Choose how likely and how bad it is with what is in place now."


def _raised(_: Register, risk: Risk, __: date) -> Iterator[str]:
    if risk.inherent and risk.residual and risk.residual > risk.inherent:
        yield (
            f"its score after controls ({risk.residual}) is above its score before controls ({risk.inherent}). A "
            "control that raises a risk is no control: score it again, first as if there were none, then with them."
        )


def _lowered_by_nothing(_: Register, risk: Risk, __: date) -> Iterator[str]:
    if risk.inherent and risk.residual and risk.residual < risk.inherent and not risk.controls:
        yield (
            f"its score falls from {risk.inherent} to {risk.residual}, but no control is listed. "
            "Write down what is already in place that lowers it, or keep the score as it was."
        )


def _undecided(_: Register, risk: Risk, __: date) -> Iterator[str]:
    if not risk.response:
        yield "nobody has decided how to respond. Choose accept, treat, avoid or transfer."


def _treated_by_nothing(_: Register, risk: Risk, __: date) -> Iterator[str]:
    if risk.response == "treat" and not risk.action.strip():
        yield "the response is to treat it, but there is no action. Write what will be done, by whom and by when."


def _unowned(_: Register, risk: Risk, __: date) -> Iterator[str]:
    owner = risk.risk_owner.strip()
    if not owner and risk.response == "accept":
        yield "it is accepted, but by nobody. Name the post that has decided to live with it and watches it."
    elif not owner:
        yield "it has no risk owner. Name the one post that answers for it."
    elif owner.casefold() in EVERYBODY:
        yield f"its risk owner is “{owner}”, which is nobody in particular. Name one post, such as Head of Year 8."


def _above_appetite(register: Register, risk: Risk, _: date) -> Iterator[str]:
    if register.is_above_appetite(risk) and (risk.response == "accept" or not risk.action.strip()):
        what = "it is accepted" if risk.response == "accept" else "it has no action"
        yield (
            f"its score after controls ({risk.residual}) is above the appetite ({register.accepted(risk)}), yet "
            f"{what}. Add an action that brings it down, or ask whoever set the appetite to agree to it in writing."
        )


def _action_in_the_air(_: Register, risk: Risk, today: date) -> Iterator[str]:
    if not risk.action.strip():
        return
    if not risk.action_owner.strip():
        yield "its action has no owner. Name who will do it; that may be somebody other than the risk owner."
    if risk.due is None:
        yield "its action has no date. Give the day by which it will be done."
    elif risk.due < today:
        yield (
            f"its action was due on {as_said(risk.due)}, {days_ago(risk.due, today)}. "
            "Done? Move it to the controls and score again. Not done? Agree a new date and say why."
        )


def _review(_: Register, risk: Risk, today: date) -> Iterator[str]:
    if risk.review is None:
        yield "it has no review date. Choose when you will look at it again, such as the end of this half term."
    elif risk.review < today:
        yield (
            f"its review was due on {as_said(risk.review)}, {days_ago(risk.review, today)}, so its scores may be "
            "stale. Score it again and set the next date, or close it."
        )


def _one_for_all(register: Register) -> Iterator[RiskWarning]:
    owners = [risk.risk_owner.strip().casefold() for risk in register.risks if risk.is_open]
    if len(owners) >= SAME_OWNER and len(set(owners)) == 1 and owners[0] and owners[0] not in EVERYBODY:
        owner = next(risk.risk_owner.strip() for risk in register.risks if risk.is_open)
        yield RiskWarning(
            "",
            "one owner for all",
            f"The whole register: {owner} owns all {len(owners)} open risks. "
            "Ask for each who can do most about it, and share them out.",
        )


_RULES: dict[str, Callable[[Register, Risk, date], Iterator[str]]] = {
    "incomplete": _incomplete,
    "not rated": _unrated,
    "raised by controls": _raised,
    "lowered without a control": _lowered_by_nothing,
    "no response": _undecided,
    "treat without action": _treated_by_nothing,
    "no owner": _unowned,
    "above appetite": _above_appetite,
    "action": _action_in_the_air,
    "review": _review,
}

"""What does not add up in a development plan, in words. Nothing of it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from npqml_widgets.documents.development.model import DevelopmentPlan, Member, Row
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.kinds import WEEKDAYS
from npqml_widgets.documents.shared.lists.tomend import ToMend, to_mend, whole_to_mend
from npqml_widgets.documents.shared.money import pounds
from npqml_widgets.documents.shared.names import plain

SAME_FOR_ALL = 3
"""From so many people on, one opportunity for all of them is no plan for anybody."""
NOBODY_ELSE = frozenset(
    "himself herself themselves themself myself yourself self me alone nobody none no-one by themselves".split()
)
_OWN_VIEW = frozenset(["self", "own view", "my view", "own form", "self review", "self assessment", "own rating"])
_OFTEN = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|quarter|all|every|each|any|once|twice|times|daily|"
    r"weekly|fortnightly|monthly|always|never|none|no)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\b(?:outstanding|requires improvement|inadequate|grad(?:e|es|ed|ing))\b", re.IGNORECASE)
_RESULTS = re.compile(r"\b(?:results?|scores?|marks|attainment|progress|test|tests|exam|exams)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[.;,\n]|\band\b", re.IGNORECASE)


def warnings(plan: DevelopmentPlan) -> tuple[ToMend, ...]:
    """Return everything in the plan that does not add up, its rows first and in their order."""
    if not plan.rows:
        return ()
    return (*to_mend(plan, "rows", _RULES, "person"), *whole_to_mend(plan, _OF_ALL))


def member_of(plan: DevelopmentPlan, person: str) -> Member | None:
    """Return the member of the team of this name, if there is one."""
    return next((member for member in plan.team if plain(member.name) == plain(person)), None)


def _incomplete(_: DevelopmentPlan, row: Row) -> Iterator[str]:
    if not row.person.strip():
        yield "it names nobody. Whose need is it?"
    if not row.need.strip():
        yield "it names no need. What will they be able to do that they cannot do yet?"
    if not row.opportunity.strip():
        yield "nothing is done about the need. What will they do, with whom?"


def _source(_: DevelopmentPlan, row: Row) -> Iterator[str]:
    if not row.source.strip():
        yield "nothing says where the need shows. Name what was seen, by whom and when."
    elif plain(row.source) in _OWN_VIEW:
        yield "the need rests on their own view alone. Name one more witness: a visit, a log, pupils' work."


def _sign(_: DevelopmentPlan, row: Row) -> Iterator[str]:
    if not row.sign.strip():
        yield "nothing says what others will see. What would somebody at the back of the room notice?"
        return
    if _GRADE.search(row.sign):
        yield "a grade is no sign: two people often differ on one lesson. Say what is to be seen, and how often."
    clauses = [clause for clause in _CLAUSES.split(row.sign) if clause.strip()]
    if clauses and all(map(_RESULTS.search, clauses)):
        yield "results alone have many causes. Say beside them what others will see this person do."
    if not _OFTEN.search(row.sign):
        yield "what others will see has no number and no “how often” in it. In how many lessons, how many times a week?"


def _support(_: DevelopmentPlan, row: Row) -> Iterator[str]:
    if not row.support.strip():
        yield "nobody is beside them. Who watches, rehearses or gives feedback?"
    elif plain(row.support) == plain(row.person) or plain(row.support) in NOBODY_ELSE:
        yield f"support by “{row.support.strip()}” is nobody beside them. Name somebody else."


def _unknown_amounts(_: DevelopmentPlan, row: Row) -> Iterator[str]:
    if row.hours is None:
        yield "it has no hours. Of whose week do they come?"
    if row.cost is None:
        yield "it has no cost. Put in 0 if it costs nothing: who teaches on that day?"
    if not row.where:
        yield "it does not say whether it is inside or outside the school."


def _dates(plan: DevelopmentPlan, row: Row) -> Iterator[str]:
    if row.starts is None:
        yield "it has no day on which it begins."
    if row.check is None:
        yield "it has no day on which somebody looks again. Without one nobody will."
    if row.starts and row.check and row.check <= row.starts:
        yield (
            f"somebody looks again on {as_said(row.check)}, not after it begins on {as_said(row.starts)}. Mend one of "
            "the days."
        )
    for what, day in (("begins", row.starts), ("is looked at again", row.check)):
        if day and plan.ends and day > plan.ends:
            yield f"it {what} on {as_said(day)}, after the plan ends on {as_said(plan.ends)}. Then it is too late."


def _days(plan: DevelopmentPlan, row: Row) -> Iterator[str]:
    member = member_of(plan, row.person)
    for what, day in (("begins", row.starts), ("is looked at again", row.check)):
        if day is None:
            continue
        if day.weekday() >= len(WEEKDAYS):
            yield f"it {what} on {as_said(day)}, a {day:%A}."
        elif member and member.days and WEEKDAYS[day.weekday()] not in member.days:
            yield f"it {what} on a {day:%A}: {member.name} works {', '.join(member.days)}. Choose one of their days."


def _over_the_money(plan: DevelopmentPlan) -> Iterator[str]:
    if plan.money is None:
        yield "The whole plan: nobody has said what money there is. Put it in under Settings; 0 counts."
    elif plan.cost > plan.money:
        yield (
            f"The whole plan: it costs {pounds(plan.cost)}, {pounds(plan.cost - plan.money)} more than the "
            f"{pounds(plan.money)} that there are. What can be done inside the school, or later?"
        )


def _somebody_missing(plan: DevelopmentPlan) -> Iterator[str]:
    people = {plain(row.person) for row in plan.rows}
    missing = [member.name for member in plan.team if member.name.strip() and plain(member.name) not in people]
    if missing:
        has = "has" if len(missing) == 1 else "have"
        yield f"The whole plan: {', '.join(missing)} {has} no row. Somebody who does well can still learn."
    if plan.team:
        for row in plan.rows:
            if row.person.strip() and member_of(plan, row.person) is None:
                yield f"The whole plan: {row.person.strip()} ({row.id}) is not in the team. See The team."


def _same_for_all(plan: DevelopmentPlan) -> Iterator[str]:
    filled = [row for row in plan.rows if row.opportunity.strip()]
    people, opportunities = ({plain(getattr(row, name)) for row in filled} for name in ("person", "opportunity"))
    if len(people) >= SAME_FOR_ALL and len(opportunities) == 1:
        yield f"The whole plan: one and the same thing for {len(people)} people. Different needs want different things."


def _all_inside(plan: DevelopmentPlan) -> Iterator[str]:
    if len(plan.rows) > 1 and all(row.where == "inside" for row in plan.rows):
        yield (
            "The whole plan: everything is inside the school. The criterion asks for opportunities within and beyond "
            "it: a visit, a hub, a neighbour's lesson."
        )


def next_check(plan: DevelopmentPlan, today: date | None) -> Row | None:
    """Return the row that is looked at again next; without a day for today the first of all."""
    ahead = [row for row in plan.rows if row.check and (today is None or row.check >= today)]
    return min(ahead, key=lambda row: row.check or date.max, default=None)


_RULES = {
    "incomplete": _incomplete,
    "source": _source,
    "sign": _sign,
    "support": _support,
    "amounts": _unknown_amounts,
    "dates": _dates,
    "days": _days,
}
_OF_ALL = {
    "over the money": _over_the_money,
    "somebody missing": _somebody_missing,
    "same for all": _same_for_all,
    "all inside": _all_inside,
}

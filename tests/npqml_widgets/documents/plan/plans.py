"""Made-up plans, and any plan at all, for the tests of the project plan."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from npqml_widgets.documents.plan.model import KINDS, Closed, Person, Plan, Step
from tests.npqml_widgets.documents.risk.risks import texts

HALF_TERM = Closed("C1", date(2026, 10, 26), date(2026, 10, 30), "Half-term")
TRAINING = Closed("C2", date(2026, 11, 27), None, "Training day")


def step(name: str, days: int | None, *after: str, **more: object) -> Step:
    """Return a step that is called as its ID."""
    return Step(name, f"Step {name}", "", "Head of Maths", days, tuple(after), **more)  # type: ignore[arg-type]


TABLE = (
    step("A", 1), step("B", 4, "A"), step("C", 6, "B"), step("D", 4, "A"), step("E", 6, "D"), step("F", 4, "E"),
    step("G", 2, "C", "F"), step("H", 3, "A"), step("I", 6, "H"), step("J", 4, "B"),
)  # fmt: skip
"""The steps of module 5a: 17 days, 13 if the order (F) need not wait for the committee (E)."""
SOUND = Plan(
    "Catch-up",
    "Hill Lane Primary",
    date(2026, 10, 14),
    date(2026, 12, 18),
    (HALF_TERM, TRAINING),
    (Person("P1", "Head of Maths", 300), Person("P2", "Business manager", 150)),
    (
        Step("S1", "Ask those whose mornings change", "change", "Head of Maths", 4, work=100),
        Step("S2", "Put the hours in writing", "", "Business manager", 6, ("S1",), work=150),
        Step("S3", "Order the booklets", "", "Business manager", 3, ("S1",), work=50),
        Step("S4", "First morning", "milestone", "Head of Maths", 0, ("S2", "S3"), deadline=date(2026, 11, 6)),
    ),
)

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
any_days = st.dates()
names = st.text("ABCdef123", min_size=1, max_size=6)


def steps(when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Step]:
    """Return any step whose dates are drawn from `when`."""
    return st.builds(
        Step,
        id=words.filter(bool) | names,
        kind=st.sampled_from(list(KINDS)),
        days=st.none() | st.integers(0, 1_000),
        after=st.lists(names, max_size=3, unique=True).map(tuple),
        work=st.none() | st.integers(0, 100_000),
        done=st.none() | st.integers(0, 100),
        **dict.fromkeys(("what", "owner", "notes"), words),
        **dict.fromkeys(("not_before", "deadline"), st.none() | when),
    )


def closed_times(
    when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts
) -> st.SearchStrategy[Closed]:
    """Return any closed time."""
    return st.builds(Closed, words.filter(bool), st.none() | when, st.none() | when, words)


def people(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Person]:
    """Return any person."""
    return st.builds(Person, words.filter(bool), words, st.none() | st.integers(0, 500))


@st.composite
def plans(draw: st.DrawFn, when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts) -> Plan:
    """Draw a plan with any text in it."""
    return Plan(
        draw(words),
        draw(words),
        draw(st.none() | when),
        draw(st.none() | when),
        tuple(draw(st.lists(closed_times(when, words), max_size=3, unique_by=lambda time: time.id))),
        tuple(draw(st.lists(people(words), max_size=3, unique_by=lambda person: person.id))),
        tuple(draw(st.lists(steps(when, words), max_size=4, unique_by=lambda each: each.id))),
    )

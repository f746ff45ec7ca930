"""Made-up budgets, and any budget at all, for the tests of the budget."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from npqml_widgets.documents.budget.choices import INSURANCES, KINDS, PAYERS, RATES, RECURS, SCHEMES
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from tests.npqml_widgets.documents.risk.risks import texts

YEAR_RATES = (
    Rate("R1", "teachers pension", date(2024, 4, 1), 2868, source="a minister's answer"),
    Rate("R2", "insurance", date(2025, 4, 6), 1500, 500_000),
    Rate("R3", "levy", date(2017, 4, 6), 50),
    Rate("R4", "support pension", date(2026, 4, 1), 2400),
    Rate("R5", "teachers award", date(2027, 9, 1), 300),
    Rate("R6", "support award", date(2027, 4, 1), 320),
)
TUTORS = Line(
    "L1", "Tutors of the groups", "Catch-up", "hours", "Two teaching assistants", "support", quantity=250,
    unit="hours a morning", times=70, price=1520, recurs="running", payer="premium", later_payer="premium",
)  # fmt: skip
LICENCE = Line(
    "L2", "Licence", "Catch-up", "licence", quantity=3600, unit="pupils", price=1917, paid_on=date(2027, 1, 1),
    serves_from=date(2027, 1, 1), serves_to=date(2027, 12, 31), recurs="running", payer="premium",
    later_payer="premium",
)  # fmt: skip
COVER = Line(
    "L3", "Cover for planning", "In class", "cover", quantity=4200, price=14548, recurs="once", payer="department"
)
SOUND = Budget(
    "Catch-up",
    "Hill Lane Primary",
    "31 March",
    starts=date(2026, 11, 9),
    ends=date(2027, 5, 28),
    places=36,
    reached=180,
    funding={"premium": 443_500, "department": 611_000},
    rates=YEAR_RATES,
    lines=(TUTORS, LICENCE, COVER),
)

days = st.dates(date(2025, 1, 1), date(2030, 12, 31))
any_days = st.dates()
amounts = st.none() | st.integers(-(10**8), 10**8)


def lines(when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Line]:
    """Return any line whose dates are drawn from `when`."""
    return st.builds(
        Line,
        id=words.filter(bool),
        kind=st.sampled_from(list(KINDS)),
        scheme=st.sampled_from(list(SCHEMES)),
        insurance=st.sampled_from(list(INSURANCES)),
        recurs=st.sampled_from(list(RECURS)),
        quantity=st.none() | st.integers(-10_000, 10**6),
        times=st.none() | st.integers(0, 400),
        price=amounts,
        actual=amounts,
        **dict.fromkeys(("payer", "later_payer"), st.sampled_from(list(PAYERS))),
        **dict.fromkeys(("what", "strand", "who", "unit", "notes"), words),
        **dict.fromkeys(("paid_on", "serves_from", "serves_to"), st.none() | when),
    )


def rates(when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Rate]:
    """Return any rate whose day is drawn from `when`."""
    return st.builds(
        Rate,
        id=words.filter(bool),
        kind=st.sampled_from(list(RATES)),
        starts=st.none() | when,
        percent=st.none() | st.integers(-1_000, 10_000),
        threshold=st.none() | st.integers(0, 10**6),
        source=words,
    )


def _day_of(rate: Rate) -> object:
    """Return what no two rates may share: kind and day, or, without a day, the ID."""
    return (rate.kind, rate.starts) if rate.starts else rate.id


@st.composite
def budgets(draw: st.DrawFn, when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts) -> Budget:
    """Draw a budget with any text in it."""
    pupils = st.none() | st.integers(0, 2_000)
    return Budget(
        draw(words),
        draw(words),
        draw(st.sampled_from(("31 March", "31 August"))),
        draw(st.none() | when),
        draw(st.none() | when),
        draw(pupils),
        draw(pupils),
        draw(st.none() | when),
        draw(st.dictionaries(st.sampled_from(list(PAYERS)), st.integers(0, 10**8))),
        tuple(draw(st.lists(rates(when, words), max_size=4, unique_by=(lambda rate: rate.id, _day_of)))),
        tuple(draw(st.lists(lines(when, words), max_size=3, unique_by=lambda line: line.id))),
    )

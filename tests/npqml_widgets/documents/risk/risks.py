"""A made-up register, and any register at all, for the tests of the risk register."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from npqml_widgets.documents.risk.model import LABELS, RATINGS, Change, Register, Risk
from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSES, STATUSES

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)

POSTS = Risk(
    "R1",
    cause="Two maths teachers leave in July and the post was advertised twice without an applicant",
    event="Year 9 is taught by cover until Christmas",
    effect="The project's gain in Year 9 is not seen by the end of the spring term",
    category="staffing",
    inherent_likelihood=4,
    inherent_impact=4,
    residual_likelihood=2,
    residual_impact=4,
    response="treat",
    controls=("Two teachers of science trained to teach Year 9",),
    risk_owner="Head of Maths",
    action="Advertise with the trust's other schools",
    action_owner="School Business Manager",
    due=date(2026, 4, 30),
    review=date(2026, 5, 22),
)
BUDGET = Risk(
    "R2",
    cause="The licence is billed in dollars",
    event="It costs more than planned",
    effect="Cover for training cannot be paid",
    category="finance",
    inherent_likelihood=2,
    inherent_impact=2,
    residual_likelihood=2,
    residual_impact=2,
    response="accept",
    risk_owner="School Business Manager",
    review=date(2026, 7, 10),
)
SOUND = Register("Reading project", "Hill Lane Primary", risks=(POSTS, BUDGET))

NASTY = (
    "",
    "=cmd|' /C calc'!A0",
    "+44 20",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''",
    "'tis",
    "\t=x",
    "\rx",
    " \n ",
    "two\r\nlines\n",
    "👩🏽‍🏫 العربية \u200fעברית",
    "\x00\x07\x1f\x7f\x85\u2028\ufffe",
    "_x0041_x0042_",
    "#N/A",
    "TRUE",
    "007",
    "2026-03-02",
    "<b>&amp;</b>]]>",
    "x" * 10_000,
)
texts = st.sampled_from(NASTY) | st.text(st.characters(), max_size=30)
moments = st.datetimes(timezones=st.just(UTC))
changes = st.builds(Change, moments, st.sampled_from(list(LABELS)), texts, texts)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Draw a register of any size with any text in it."""
    size = draw(st.sampled_from((3, 4, 5)))
    words = st.tuples(*[texts] * size)
    limits = st.integers(0, size**2)
    rating = st.none() | st.integers(1, size)
    risks = st.builds(
        Risk,
        id=texts.filter(bool),
        category=st.sampled_from(list(CATEGORIES)),
        response=st.sampled_from(list(RESPONSES)),
        status=st.sampled_from(list(STATUSES)),
        controls=st.lists(texts, max_size=3),
        due=st.none() | st.dates(),
        review=st.none() | st.dates(),
        added=st.none() | moments,
        history=st.lists(changes, max_size=2).map(tuple),
        **dict.fromkeys(RATINGS, rating),
        **dict.fromkeys(("cause", "event", "effect", "risk_owner", "action", "action_owner", "notes"), texts),
    )
    return Register(
        draw(texts),
        draw(texts),
        size,
        draw(words),
        draw(words),
        draw(limits),
        draw(st.dictionaries(st.sampled_from(list(CATEGORIES)), limits)),
        tuple(draw(st.lists(risks, max_size=3, unique_by=lambda risk: risk.id))),
    )

"""Headings of exports: what each column is proposed to be."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.rawdata.headings import fields_for, proposed
from npqml_widgets.documents.shared.table_import import NO_FIELD


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("upn", "id"),
        ("admission number", "id"),
        ("arbor student id", "id"),
        ("legal first name", "forename"),
        ("legal last name", "surname"),
        ("preferred surname", "surname"),
        ("pupil name", "name"),
        ("date of birth", "dob"),
        ("reg", "class"),
        ("tutor group", "class"),
        ("maths class", "class"),
        ("nc year", "year"),
        ("gender", "sex"),
        ("pupil premium recipient", "pp"),
        ("pp", "pp"),
        ("sen status", "sen"),
        ("english as an additional language", "eal"),
        ("ever 6 fsm", "fsm"),
        ("enrolment date", "joined"),
        ("leaving date", "left"),
        ("dol", "left"),
        ("ks2 maths scaled score", "start"),
        ("prior attainment", "start"),
        ("target grade", "target"),
        ("gcse maths", "result"),
        ("autumn maths", "result"),
        ("attendance", "attendance"),
    ],
)
def test_a_heading_is_understood(heading: str, field: str) -> None:
    assert fields_for(heading)[:1] == (field,)


@pytest.mark.parametrize(
    "heading", ["teacher comment", "maths effort", "home address", "ethnic group", "contact email", "postcode"]
)
def test_what_no_number_needs_is_dropped(heading: str) -> None:
    assert fields_for(heading) == ()


def test_in_a_primary_school_key_stage_2_is_the_result_and_in_a_secondary_one_the_start() -> None:
    primary = ("UPN", "KS1 Reading", "KS1 Maths", "KS2 Reading", "KS2 Maths", "KS2 Writing")
    assert proposed(primary, [False, True, True, True, True, False]) == (
        "id",
        "start",
        NO_FIELD,
        NO_FIELD,
        "result",
        NO_FIELD,
    )
    secondary = ("UPN", "KS2 Maths", "Target", "Drop 1", "GCSE Maths", "Effort grade")
    assert proposed(secondary, [False, True, True, True, True, True]) == (
        "id",
        "start",
        "target",
        NO_FIELD,
        "result",
        NO_FIELD,
    )

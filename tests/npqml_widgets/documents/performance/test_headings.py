"""Which columns of a table of pupils are proposed: who, which group, and the three marks."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.performance.headings import fields_for, proposed

TABLES = {
    "the course's": (
        "UPN,Forename,Surname,Class,PP,Route,Check Sep,Check Oct,Check Dec,Check Feb,Check Jun",
        "id,forename,surname,,pp,group,start,,middle,,end",
    ),
    "named by their time": ("Pupil,Group,Baseline,Midpoint,Final", "name,group,start,middle,end"),
    "by months": ("Name,Intervention?,October,February,June", "name,group,start,middle,end"),
    "two marks": ("Adm No,Control,Pre test,Post test", "id,group,start,end"),
    "by terms, with attendance": (
        "Pupil ID,Arm,Autumn score,Spring score,Summer score,% Attendance",
        "id,group,start,middle,end,",
    ),
    "out of order": ("Group,End,Start,Middle,Behaviour points", "group,end,start,middle,"),
}


@pytest.mark.parametrize(("headings", "fields"), TABLES.values(), ids=TABLES)
def test_columns_of_tables_as_people_have_them_are_understood(headings: str, fields: str) -> None:
    names = headings.split(",")
    found = proposed(names, [True] * len(names))
    assert ",".join(found) == fields


def test_a_column_without_numbers_is_no_mark() -> None:
    assert proposed(["Pupil", "Group", "Start", "End"], [False, False, False, True]) == ("name", "group", "", "end")


def test_no_field_is_proposed_twice_and_effort_is_none() -> None:
    found = proposed(["Group", "Project", "Test 1", "Test 2", "Test 3", "Test 4"], [True] * 6)
    assert sorted(filter(None, found)) == ["end", "group", "middle", "start"]
    assert fields_for("homework") == ()

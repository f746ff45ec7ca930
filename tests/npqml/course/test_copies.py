"""The same content under several ids is told in one line."""

from __future__ import annotations

from npqml.course.copies import Same, groups


def test_whoever_has_a_number_in_common_is_one_group():
    found = groups([
        ("1a", "c001", ("x",)), ("1a", "c002", ("y", "z")), ("1a", "c003", ("x", "y")), ("1b", "c004", ("x",)),
        ("1a", "c005", ()), ("1a", "c006", ()), ("1a", "c007", ("z",)),
    ])  # fmt: skip
    assert found == (Same("1a", ("c001", "c002", "c003", "c007")),)


def test_two_thousand_are_one_short_line():
    (same,) = groups(("1a", f"c{number:04}", ("x",)) for number in range(2000))
    assert same.line().startswith("Module 1a: 2000 candidates handed in the same content: c0000, c0001")
    assert same.line().endswith("and 1994 more.")
    assert len(same.line()) < 200

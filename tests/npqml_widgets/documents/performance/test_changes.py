"""Each change of a setting, a text or an average: what is kept, and what is refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.performance.changes import with_setting, with_text, with_typed, with_value
from npqml_widgets.documents.performance.model import Point, PupilPerformance, Typed, ValueUse
from npqml_widgets.documents.rawdata.changes import NAMED

EMPTY = PupilPerformance()


@pytest.mark.parametrize(
    ("name", "typed", "wanted"),
    [
        ("begins", "2026-10-06", date(2026, 10, 6)),
        ("ends", "", None),
        ("limit", "10", 10),
        ("scale", "same", "same"),
        ("allocation", "lot", "lot"),
        ("claim", "unclear", "unclear"),
        ("counted", "ends", "ends"),
        ("source", "hand", "hand"),
    ],
)
def test_a_setting_is_kept_as_typed(name: str, typed: str, wanted: object) -> None:
    assert getattr(with_setting(EMPTY, name, typed), name) == wanted


def test_a_point_has_its_day_and_its_test() -> None:
    document = with_text(with_setting(EMPTY, "middle", "2027-02-09"), "middle:test", "Check Feb")
    assert document.points == (Point(), Point(date(2027, 2, 9), "Check Feb"), Point())


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("begins", "soon", "expected a date"),
        ("limit", "2", "from 3 to 30"),
        ("limit", "six", "from 3 to 30"),
        ("scale", "other", "must be in"),
        ("nothing", "x", "no setting"),
    ],
)
def test_what_is_no_setting_is_refused(name: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_setting(EMPTY, name, typed)


def test_an_average_is_read_as_people_write_it_and_taken_out_when_blank() -> None:
    document = with_typed(with_typed(EMPTY, "project:start:mean", "18,5"), "project:start:pupils", "24")
    assert document.typed == (Typed("project", "start", 24, 18.5),)
    assert with_typed(with_typed(document, "project:start:mean", ""), "project:start:pupils", "").typed == ()


def test_averages_stand_in_the_order_of_groups_and_points() -> None:
    document = EMPTY
    for place in ("comparison:start", "project:end", "project:start"):
        document = with_typed(document, f"{place}:mean", "1")
    assert [(cell.group, cell.point) for cell in document.typed] == [
        ("project", "start"), ("project", "end"), ("comparison", "start"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "typed", "said"),
    [
        ("project:start:mean", "many", "expected a number"),
        ("project:start:mean", "1e9", "expected a number"),
        ("project:start:mean", "9999999", "an average of marks"),
        ("project:start:pupils", "2.5", "whole number"),
        ("project:start:pupils", "0", "whole number"),
        ("project:start:pupils", "5", "nothing is kept of so few"),
        ("nobody:start:mean", "5", "no place"),
    ],
)
def test_what_is_no_average_or_of_too_few_is_refused(place: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_typed(EMPTY, place, typed)


def test_a_value_stands_for_a_group_and_one_that_is_gone_is_refused() -> None:
    document = PupilPerformance(values=(ValueUse("waiting"), ValueUse("x")))
    assert with_value(document, 0, "comparison").values == (ValueUse("waiting", "comparison"), ValueUse("x"))
    for place, group in ((2, "project"), (0, "other")):
        with pytest.raises(ValueError, match="no longer"):
            with_value(document, place, group)


def test_a_text_is_kept_and_one_that_names_a_pupil_is_refused() -> None:
    assert with_text(EMPTY, "purpose", "Catch-up").purpose == "Catch-up"
    for text in ("It was A999204512345", "ask zephyrine  okonkwo"):
        with pytest.raises(ValueError, match=NAMED[:20]):
            with_text(EMPTY, "purpose", text, {"zephyrine okonkwo"})
    with pytest.raises(ValueError, match="no text"):
        with_text(EMPTY, "scale", "x")

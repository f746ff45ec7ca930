"""Somebody's own table is read as far as it can be, every row is accounted for and nothing in it is lost."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from npqml_widgets.documents.risk.headings import fields_for
from npqml_widgets.documents.risk.import_table import import_risks, read_risk_table
from npqml_widgets.documents.risk.model import RATINGS, Register
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table, guess_fields
from npqml_widgets.documents.shared.workbook import open_book
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.risk.risks import NOON, SOUND

HEADINGS = (
    ("Ref", "id"),
    ("Risk description", "event"),
    ("Consequence", "effect"),
    ("Risk area", "category"),
    ("Gross likelihood (1-5)", "inherent_likelihood"),
    ("Gross impact (1-5)", "inherent_impact"),
    ("Gross score", NO_FIELD),
    ("Existing controls", "controls"),
    ("Net likelihood (1-5)", "residual_likelihood"),
    ("Net impact (1-5)", "residual_impact"),
    ("Risk rating", NO_FIELD),
    ("Further action", "action"),
    ("By whom", "action_owner"),
    ("Deadline", "due"),
    ("Risk owner", "risk_owner"),
    ("Date of next review", "review"),
    ("Status", "status"),
    ("Linked priority", NO_FIELD),
)
FULL = (
    12, "Cover runs out", "Lessons lost", "Staffing", 4, 5, 20, "Trained TAs", "2 - Unlikely", "Major", "Amber",
    "Agree rates with an agency", "Bursar", datetime(2026, 4, 30), "Deputy Head", "22/05/2026", "Ongoing", "SIP 2",
)  # fmt: skip


def xlsx(*rows: tuple[Any, ...], title: str = "Register", **more: list[tuple[Any, ...]]) -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def imported(content: bytes, filename: str = "old.xlsx", into: Register = SOUND) -> Imported[Register]:
    table = read_risk_table(content, filename)
    return import_risks(table, table.fields, into, NOON)


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_usual_headings_are_understood(heading: str, field: str) -> None:
    assert guess_fields([heading], fields_for) == (field,)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Likelihood", "Impact"], RATINGS[:2]),
        (["Likelihood", "Impact", "Likelihood", "Impact"], RATINGS),
        (["Residual likelihood", "Inherent likelihood"], ("residual_likelihood", "inherent_likelihood")),
        (["Impact after controls", "Impact before controls"], ("residual_impact", "inherent_impact")),
        (["Likelihood x Impact", "Action to reduce likelihood", "Target impact"], (NO_FIELD,) * 3),
        (["Risk", "Description"], ("event", NO_FIELD)),
    ],
)
def test_each_field_is_guessed_once(headings: list[str], fields: tuple[str, ...]) -> None:
    assert guess_fields(headings, fields_for) == fields


def test_a_whole_row_is_read_and_columns_that_are_no_field_are_kept_in_the_notes() -> None:
    found = imported(xlsx(("Risks of Hill Lane",), (), tuple(one for one, _ in HEADINGS), FULL))
    assert (found.read, found.left_out, found.document.risks[:2]) == (1, (), SOUND.risks)
    risk = found.document.risks[2]
    assert (risk.id, risk.event, risk.effect, risk.category) == ("12", "Cover runs out", "Lessons lost", "staffing")
    assert tuple(getattr(risk, name) for name in RATINGS) == (4, 5, 2, 4)
    assert (risk.controls, risk.action, risk.action_owner) == (("Trained TAs",), FULL[11], "Bursar")
    assert (risk.due, risk.review) == (date(2026, 4, 30), date(2026, 5, 22))
    assert (risk.risk_owner, risk.status, risk.added) == ("Deputy Head", "under way", NOON)
    assert risk.notes == "Gross score: 20\nRisk rating: Amber\nLinked priority: SIP 2"


def test_the_mapping_can_be_changed() -> None:
    table = read_risk_table(xlsx(("Title", "Risk"), ("Cover", "runs out")), "old.xlsx")
    assert table.fields == (NO_FIELD, "event")
    risk = import_risks(table, ("cause", "effect"), Register(), NOON).document.risks[0]
    assert (risk.cause, risk.effect, risk.notes) == ("Cover", "runs out", "")
    assert import_risks(table, ("event", "event"), Register(), NOON).document.risks[0].event == "Cover\nruns out"


def test_what_cannot_be_read_is_reported_by_row_and_kept_in_the_notes() -> None:
    found = imported(xlsx(("Risk", "Likelihood", "Due date", "Category"), ("Cover", 7, "next term", "Estates")))
    assert found.left_out == (
        "Row 2, Likelihood: found “7”, expected a level from 1 to 5, or its words; left blank and kept in the notes.",
        "Row 2, Due date: found “next term”, expected a date such as 31/03/2026; left blank and kept in the notes.",
        "Row 2, Category: found “Estates”, expected Staffing or Finance or Workload or Safeguarding or Other; "
        "left blank and kept in the notes.",
    )
    assert found.document.risks[2].notes == "Likelihood: 7\nDue date: next term\nCategory: Estates"


def test_a_row_without_words_is_left_out_and_named_and_empty_rows_are_passed_over() -> None:
    found = imported(xlsx(("No", "Risk", "Likelihood"), (1, "Cover", 2), (), (2, None, 3), (3, "Budget", 1)))
    assert found.read == 2
    assert found.left_out == ("Row 4 was left out: it has no words about a risk (No “2”, Likelihood “3”).",)


def test_an_id_that_is_taken_becomes_a_new_one_and_is_kept_in_the_notes() -> None:
    found = imported(xlsx(("ID", "Risk"), ("R1", "Cover"), ("R4", "Budget"), ("R4", "Roof"), (None, "Heating")))
    assert [risk.id for risk in found.document.risks[2:]] == ["R3", "R4", "R5", "R6"]
    assert found.document.risks[2].notes == "ID: R1"
    assert "Row 2: its ID “R1” is taken, so it is R3 here; the old one is kept in the notes." in found.left_out


def test_the_sheet_with_most_known_headings_is_read_unless_another_is_named() -> None:
    content = xlsx(("Welcome", "to our register"), Old=[("Risk", "Owner"), ("Roof", "Site manager")])
    table = read_risk_table(content, "old.xlsx")
    assert (table.sheet, table.sheets) == ("Old", ("Register", "Old"))
    with pytest.raises(Refused, match="holds no table"):
        read_risk_table(content, "old.xlsx", sheet="Register")


def test_headings_in_two_rows_are_read_together() -> None:
    rows = (("", "Inherent", "", "Residual", ""), ("Risk", "Likelihood", "Impact", "Likelihood", "Impact"))
    risk = imported(xlsx(*rows, ("Cover", 5, 4, 3, 2))).document.risks[2]
    assert tuple(getattr(risk, name) for name in RATINGS) == (5, 4, 3, 2)


def test_a_formula_that_was_never_worked_out_is_said_and_not_read_as_blank() -> None:
    found = imported(xlsx(("Risk", "Likelihood"), ("Cover", "=1+1")))
    assert "found “a formula that was never worked out”" in found.left_out[0]


@pytest.mark.parametrize(
    "content",
    [
        "Risk,Owner\nCafé “shut”,Bursar\n".encode(),
        "\ufeffRisk,Owner\nCafé “shut”,Bursar\n".encode(),
        "Risk;Owner\r\nCafé “shut”;Bursar\r\n".encode("cp1252"),
        "Risk\tOwner\nCafé “shut”\tBursar\n".encode("utf-16"),
    ],
)
def test_csv_is_read_however_it_was_saved(content: bytes) -> None:
    risk = imported(content, "old.csv").document.risks[2]
    assert (risk.event, risk.risk_owner) == ("Café “shut”", "Bursar")


def test_a_csv_cell_with_several_lines_stays_one_cell() -> None:
    risk = imported(b'Risk,Controls\n"Cover, as ever\nruns out","Rota\nAgency"\n', "old.csv").document.risks[2]
    assert (risk.event, risk.controls) == ("Cover, as ever\nruns out", ("Rota", "Agency"))


@pytest.mark.parametrize(
    ("content", "filename", "why"),
    [
        (b"", "old.csv", "holds no table"),
        (b"Risk,Owner\n", "old.csv", "holds no table"),
        (b"Risk\n" + b"Cover\n" * 5_001, "old.csv", "5001 rows, more than 5,000"),
        (b'Risk\n"' + b"x" * 200_000, "old.csv", "cannot be read as CSV"),
        (b"\xd0\xcf\x11\xe0 old Excel", "old.xls", "Save As, Excel Workbook"),
        (xlsx(), "empty.xlsx", "holds no table"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(content: bytes, filename: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_risk_table(content, filename)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    with pytest.raises(Refused, match="unpacks to too much"):
        open_book(target.getvalue(), "a register", name="bomb.xlsx")


cells = st.none() | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12) | st.integers(-9, 99)
known = st.sampled_from([one for one, _ in HEADINGS])


@given(st.lists(known, min_size=2, max_size=6, unique=True), st.data())
@settings(deadline=None, max_examples=80)
def test_every_text_of_any_table_is_in_the_register_or_named_in_the_report(headings: list[str], data: Any) -> None:
    rows = data.draw(st.lists(st.tuples(*[cells] * len(headings)), max_size=4))
    table = Table(tuple(headings), tuple(rows), tuple(range(2, len(rows) + 2)))
    found = import_risks(table, guess_fields(headings, fields_for), SOUND, NOON)
    assert found.read + sum("was left out" in why for why in found.left_out) == len(rows)
    everything = "\n".join([*map(str, found.document.risks), *found.left_out]).casefold()
    for value in (value for row in rows for value in row if isinstance(value, str) and len(value.strip()) > 1):
        told = [value.strip(), repr(value.strip())[1:-1], " ".join(value.split())]
        assert any(one.casefold() in everything for one in told)


def test_a_register_of_another_size_takes_only_its_own_levels() -> None:
    found = imported(xlsx(("Risk", "Likelihood"), ("Cover", 5)), into=evolve(Register(size=3)))
    assert (found.document.risks[0].inherent_likelihood, len(found.left_out)) == (None, 1)


def read_from(name: str, *rows: tuple[Any, ...], merge: tuple[str, ...] = ()) -> Imported[Register]:
    """What comes of a table as a CSV file (with semicolons) or, with merged cells, as a workbook."""
    if name.endswith(".csv"):
        content = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows).encode()
    else:
        book = load_workbook(io.BytesIO(xlsx(*rows)))
        for area in merge:
            book.active.merge_cells(area)
        target = io.BytesIO()
        book.save(target)
        content = target.getvalue()
    return imported(content, name, Register())


def test_an_impact_in_words_is_the_effect_and_never_a_rating() -> None:
    found = read_from(
        "old.csv",
        ("Ref", "Risk", "Cause", "Impact", "L", "I", "Score", "Mitigation", "Owner"),
        (
            "A1",
            "Too few choose it",
            "A new school",
            "One class fewer and a post lost",
            3,
            4,
            12,
            "Open evenings",
            "Head",
        ),
        (
            "A2",
            "The boiler fails",
            "An old plant",
            "The block is closed",
            2,
            5,
            10,
            "A service contract",
            "Site manager",
        ),
    )
    assert found.left_out == ()
    assert [(risk.effect, risk.inherent_likelihood, risk.inherent_impact, risk.residual_impact)
            for risk in found.document.risks] == [
        ("One class fewer and a post lost", 3, 4, None), ("The block is closed", 2, 5, None),
    ]  # fmt: skip


def test_a_column_of_numbers_under_risk_is_no_event_and_dates_under_action_by_are_when_it_is_due() -> None:
    found = read_from(
        "old.csv", ("Hazard", "L", "I", "Risk", "Action by"),
        ("A wet floor", 3, 4, 12, "1 Sept 2024"), ("A loose tile", 2, 2, 4, "2 Sept 2024"),
    )  # fmt: skip
    assert [(risk.event, str(risk.due), risk.action_owner) for risk in found.document.risks] == [
        ("A wet floor", "2024-09-01", ""), ("A loose tile", "2024-09-02", ""),
    ]  # fmt: skip


MERGED = (
    ("Ref", "Risk", "Likelihood", "Impact", "Controls", "Action", "Owner", "Due date"),
    (1, "The roll falls", 3, 4, "Open evenings", "Prospectus", "Head", "01-Sep-24"),
    (None, None, None, None, "Links with nurseries", "Visits", "Early years lead", "02-Sep-24"),
    (None, None, None, None, "Website", "A new site", "Head", None),
    (2, "The boiler fails", 2, 5, "Service contract", "Quote", "Site manager", None),
)


@pytest.mark.parametrize(("name", "merge"), [("old.csv", ()), ("old.xlsx", ("A2:A4", "B2:B4", "C2:C4", "D2:D4"))])
def test_merged_rows_are_one_risk_and_nothing_in_them_is_lost(name: str, merge: tuple[str, ...]) -> None:
    found = read_from(name, *MERGED, merge=merge)
    first, second = found.document.risks
    assert (found.read, found.done) == (2, ("Rows 2 to 4 were joined: they are one risk.",))
    assert first.controls == ("Open evenings", "Links with nurseries", "Website")
    assert (first.action, first.risk_owner) == ("Prospectus\nVisits\nA new site", "Head; Early years lead")
    assert (str(first.due), first.notes) == ("2024-09-01", "Due date: 02-Sep-24")
    assert (second.event, second.controls) == ("The boiler fails", ("Service contract",))


def test_what_is_merged_over_several_risks_counts_for_each_of_them() -> None:
    found = read_from(
        "old.xlsx", ("Category", "Risk", "Likelihood"), ("Finance", "A deficit", 2), (None, "A late grant", 3),
        (None, "Rates rise", 4), merge=("A2:A4",),
    )  # fmt: skip
    assert [(risk.event, risk.category) for risk in found.document.risks] == [
        ("A deficit", "finance"), ("A late grant", "finance"), ("Rates rise", "finance"),
    ]  # fmt: skip


BANDED = (
    ("Anytown School risk register",),
    (),
    ("STRATEGIC RISKS",),
    ("Risk", "Likelihood", "Impact", "Score", "Owner"),
    ("The roll falls", 3, 4, 12, "Head"),
    ("Financial",),
    ("Risk", "Likelihood", "Impact", "Score", "Owner"),
    ("A deficit", 2, 5, 10, "Business manager"),
    ("Estates risks",),
    ("The roof", 2, 2, 4, "Site manager"),
    (),
    ("Key: 1 = low, 5 = high",),
)


@pytest.mark.parametrize("name", ["old.csv", "old.xlsx"])
def test_headings_again_bands_and_notes_are_no_risks_and_each_is_said(name: str) -> None:
    found = read_from(name, *BANDED)
    assert [risk.event for risk in found.document.risks] == ["The roll falls", "A deficit", "The roof"]
    assert found.left_out == ()
    assert found.done == (
        "Row 1 was passed over (above the headings): “Anytown School risk register”.",
        "Row 3 was passed over (above the headings): “STRATEGIC RISKS”.",
        "Row 6 was passed over (a heading over the rows below): “Financial”.",
        "Row 7 was passed over (the headings again): “Risk Likelihood Impact Score Owner”.",
        "Row 9 was passed over (a heading over the rows below): “Estates risks”.",
        "Row 12 was passed over (a note): “Key: 1 = low, 5 = high”.",
    )


def test_a_risk_of_which_only_the_name_is_written_is_a_risk() -> None:
    found = read_from("old.csv", ("Risk", "Likelihood", "Owner"), ("Cover runs out", "", ""), ("The roof", 2, "Head"))
    assert [risk.event for risk in found.document.risks] == ["Cover runs out", "The roof"]
    assert found.done == ()


def test_headings_merged_over_two_rows_are_read_with_those_beside_them() -> None:
    found = read_from(
        "old.xlsx", ("Ref", "Risk", "Inherent", None, "Residual", None), (None, None, "L", "I", "L", "I"),
        ("A1", "The roof", 4, 5, 2, 3), merge=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )  # fmt: skip
    (risk,) = found.document.risks
    assert (risk.id, risk.event, *(getattr(risk, name) for name in RATINGS)) == ("A1", "The roof", 4, 5, 2, 3)


def test_a_table_far_to_the_right_and_one_with_too_many_columns() -> None:
    far = Workbook()
    for column, (heading, value) in enumerate((("Risk", "The roof"), ("Owner", "Head")), 16_000):
        far.active.cell(9, column, heading)
        far.active.cell(10, column, value)
    target = io.BytesIO()
    far.save(target)
    assert imported(target.getvalue(), into=Register()).document.risks[0].risk_owner == "Head"
    wide = ";".join(["Risk", *("More",) * 250]).encode()
    with pytest.raises(Refused, match="251 columns with something in them, more than 200"):
        read_risk_table(wide + b"\n" + wide.replace(b"Risk", b"Roof").replace(b"More", b"x"), "old.csv")


def test_days_as_excel_counts_them_are_dates_in_a_csv_file_too_and_a_month_alone_stays_as_words() -> None:
    found = read_from("old.csv", ("Risk", "Due date"), ("A", "45536"), ("B", "Sep 2024"))
    assert [str(risk.due) for risk in found.document.risks] == ["2024-09-01", "None"]
    assert found.document.risks[1].notes == "Due date: Sep 2024"
    assert "expected a day as well as the month" in found.left_out[0]


def test_a_workbook_that_is_named_as_csv_is_read_as_the_workbook_that_it_is() -> None:
    assert imported(xlsx(("Risk", "Owner"), ("Roof", "Head")), "old.csv", Register()).read == 1


@given(st.lists(st.lists(st.text("ab 1;\n", max_size=4), min_size=3, max_size=3), max_size=8), st.booleans())
@settings(deadline=None, max_examples=80)
def test_no_word_of_a_file_is_lost_without_being_said(rows: list[list[str]], as_book: bool) -> None:
    table = [("Risk", "Controls", "Mood"), ("Roof", "Rota", "calm"), *map(tuple, rows)]
    text = io.StringIO()
    csv.writer(text).writerows(table)
    content = xlsx(*table) if as_book else text.getvalue().encode()
    found = imported(content, "old.xlsx" if as_book else "old.csv", Register())
    said = "".join("\n".join([*map(str, found.document.risks), *found.left_out, *found.done]).split())
    for word in (word for row in rows for cell in row for word in cell.split() if any(map(str.isalpha, word))):
        assert word in said

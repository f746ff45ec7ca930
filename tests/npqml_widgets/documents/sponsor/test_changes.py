"""Changes give a new sheet: rows put in, changed and taken out, an answer added and never changed."""

from __future__ import annotations

from npqml_widgets.documents.sponsor.changes import next_id, row_of, with_answer, with_row, without_row
from npqml_widgets.documents.sponsor.model import Evidence
from tests.npqml_widgets.documents.sponsor.sponsors import SHEET, sealed


def test_rows_are_put_in_changed_and_taken_out() -> None:
    assert next_id(SHEET.evidence) == "E4"
    assert next_id((Evidence("E9"), Evidence("mine"))) == "E10"
    added = with_row(SHEET, Evidence("E4", what="new"))
    assert [row.id for row in added.evidence] == ["E1", "E2", "E3", "E4"]
    changed = with_row(added, Evidence("E2", what="other"))
    assert row_of(changed, "E2") == Evidence("E2", what="other")
    assert [row.id for row in without_row(changed, "E1").evidence] == ["E2", "E3", "E4"]
    assert row_of(changed, "E7") is None


def test_earlier_answers_stay() -> None:
    twice = with_answer(with_answer(SHEET, sealed()), sealed(key=""))
    assert twice.answers == (sealed(), sealed(key=""))

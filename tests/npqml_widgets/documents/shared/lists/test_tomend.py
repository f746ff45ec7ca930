"""What is to be mended is said by entry and rule, with the entry's first words."""

from __future__ import annotations

from npqml_widgets.documents.development.model import DevelopmentPlan, Row
from npqml_widgets.documents.shared.lists.tomend import ToMend, named, to_mend, whole_to_mend


def test_each_rule_says_which_entry_it_means():
    plan = DevelopmentPlan(rows=(Row("D1", "Teacher of Year 3"), Row("D2")))
    found = to_mend(plan, "rows", {"short": lambda _, row: iter(["too short."] if not row.need else [])}, "person")
    assert [(mend.part, mend.entry, mend.rule) for mend in found] == [("rows", "D1", "short"), ("rows", "D2", "short")]
    assert [mend.words for mend in found] == ["D1 (Teacher of Year 3): too short.", "D2: too short."]
    whole = whole_to_mend(plan, {"few": lambda document: iter([f"{len(document.rows)} rows."])})
    assert whole == (ToMend("few", "2 rows."),)


def test_a_long_name_is_cut():
    assert named(Row("D1", "word " * 40), "person") == f"D1 ({('word ' * 40)[:59].rstrip()}…)"

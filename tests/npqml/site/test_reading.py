"""What a reading copy shows of a form and of a table."""

from __future__ import annotations

from npqml.site.reading import _markdown, _output
from npqml_widgets.tasks.taskbar import FORM_TYPE


def test_an_exercise_lists_what_there_is_to_choose_from():
    asks = [["Pupils on roll", []], ["Why <so>?", ["Chance & luck", "Work"]]]
    shown = "".join(_output({"data": {FORM_TYPE: {"asks": asks}}}, exercise=True))
    assert "<li>Pupils on roll</li>" in shown
    assert "<li>Why &lt;so&gt;?<ul><li>Chance &amp; luck</li><li>Work</li></ul></li>" in shown


def test_each_cell_of_a_table_of_sentences_knows_its_heading():
    long = "An export is a photograph: *leavers* come after it"
    shown = _markdown(f'| Where | Good for | "Watch" out |\n|---|---|--:|\n| MIS | Today | {long} |\n')
    assert '<table class="npqml-sentences">' in shown
    assert '<td data-heading="Where">MIS</td>' in shown
    assert '<td data-heading="&quot;Watch&quot; out" style="text-align:right">An export' in shown


def test_a_table_of_short_entries_stays_a_table():
    for source in ("| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n", f"| A | B |\n|---|---|\n| 1 | {'long ' * 9} |\n"):
        shown = _markdown(source)
        assert "data-heading" not in shown
        assert "<table>" in shown

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.grading.typed_line import LONGEST_LINE, typed_line

FORM = 'share = answer("1a-t2")\n# Type a line here.\n'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("share   =  100*3/ 4   # mine", "share = 100 * 3 / 4"),
        ("known = pupils.dropna()\nprint(known)\nshare = len(known)", "known = pupils.dropna()\nshare = len(known)"),
        ("import numpy as np\nimport os\nshare = np.mean([1, 2])", "import numpy as np\nshare = np.mean([1, 2])"),
        ("share = 3\nshare = 4", "share = 4"),
        ("share = 3\nshare += 1", "share = 3\nshare += 1"),
        ("t = pupils.copy()\nt['x'] = 1\nshare = t['x'].sum()", "t = pupils.copy()\nt['x'] = 1\nshare = t['x'].sum()"),
        ("", ""),
        ("other = 3", ""),
        ("share = (", ""),
        ("%time share = 3", ""),
        (f"share = [{'1, ' * LONGEST_LINE}]", ""),
        ("share = '\ud800'", ""),
    ],
)
def test_of_a_typed_line_only_what_sets_the_answer_is_kept(typed, kept):
    assert typed_line(FORM + typed, ("share",)) == kept


def test_a_line_counts_where_the_form_was_taken_out():
    assert typed_line("share = 3", ("share",)) == "share = 3"


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="share=()[]{}'\"#\n\t\\: 1.,+-@x\0\x9b\u202e", max_size=200))
def test_whatever_was_typed_a_kept_line_is_short_printable_python(text):
    line = typed_line(FORM + text, ("share",))
    ast.parse(line)
    assert len(line) <= LONGEST_LINE
    assert line.replace("\n", "").isprintable()


@pytest.mark.parametrize("typed", ["(" * 5_000, "share = " + "-" * 15_000 + "1", "share = " + "[" * 150 + "]" * 150])
def test_a_line_made_to_break_whoever_reads_it_is_left_out_or_kept_and_breaks_nothing(typed):
    assert typed_line(FORM + typed, ("share",)) in ("", typed)

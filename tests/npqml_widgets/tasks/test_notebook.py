"""What is known of the notebook that is running."""

from __future__ import annotations

from npqml_widgets.tasks.notebook import typed_names


def test_a_typed_line_is_found_only_after_the_form_was_asked_for():
    assert typed_names('gap = answer("1a-t1")', "1a-t1") == frozenset()
    assert typed_names('pupils = 3\ngap = answer("1a-t1")', "1a-t1") == frozenset()
    assert typed_names('gap = answer("1a-t1")\nwide = 3\ngap = wide', "1a-t1") == {"gap", "wide"}
    assert typed_names("gap = = 3", "1a-t1") == frozenset()

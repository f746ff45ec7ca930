"""A name that is written twice in two ways is one, in the place and the way in which it stands first."""

from __future__ import annotations

from npqml_widgets.documents.shared.names import each_once, names_in, plain


def test_names_keep_their_order_and_first_spelling():
    assert names_in("Tutor; head of  Maths\nTUTOR,,") == ("Tutor", "head of Maths")
    assert each_once(["Ms B", "", "Mr A", "ms b"]) == ("Ms B", "Mr A")
    assert plain("  Head of\tMATHS ") == "head of maths"

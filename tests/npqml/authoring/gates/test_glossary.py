from __future__ import annotations

from pathlib import Path

from npqml.authoring.gates.glossary import twice_defined

ONE, TWO = Path("one.md"), Path("two.md")


def test_a_term_that_two_pages_define_is_told_with_both():
    (fault,) = twice_defined([(ONE, "A <dfn>scaled score</dfn> is."), (TWO, "<dfn>Scaled score</dfn>: a.")])
    assert "two.md" in str(fault)
    assert "one.md" in str(fault)
    assert list(twice_defined([(ONE, "A <dfn>p</dfn> and <dfn>p</dfn>.")])) == []

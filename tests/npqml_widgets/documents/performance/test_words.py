"""Every figure in words: gains and losses, what an interval shows, who is missing, what is hidden."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.performance.model import (
    Cell,
    Measured,
    Part,
    PupilPerformance,
    Results,
    Typed,
    ValueUse,
)
from npqml_widgets.documents.performance.results import MERGED
from npqml_widgets.documents.performance.words import (
    cell_rows,
    difference_words,
    gain_words,
    missing_rows,
    missing_words,
    part_row,
    parts_words,
    roll_words,
    summary,
    who_words,
)
from tests.npqml_widgets.documents.performance.tables import document_of, pupils

EMPTY = PupilPerformance()
OURS = Measured("project", (Cell(24, 10.0), Cell(24, 14.0), Cell(24, 18.5)), 4.0, 26, (26, 25, 24))
THEIRS = Measured("comparison", (Cell(24, 12.0), Cell(), Cell(24, 17.0)), 4.0, 24, (24, 24, 24))
WEAK = evolve(THEIRS, group="comparison", cells=(Cell(24, 12.0), Cell(), Cell(24, 20.0)))


def test_a_gain_says_of_how_many_and_how_sure() -> None:
    assert (
        gain_words(EMPTY, OURS) == "Project pupils (n = 24) gained 8.50 marks on average, 95% interval +6.81 to +10.19."
    )
    fallen = evolve(OURS, cells=(Cell(24, 10.0), Cell(), Cell(24, 9.0)))
    assert "lost 1.00 marks" in gain_words(EMPTY, fallen)
    assert "no gain is given" in gain_words(EMPTY, Measured("comparison"))
    assert "24 at the start, 24 at the end" in gain_words(EMPTY, evolve(OURS, deviation=None))


def test_a_difference_says_what_its_interval_shows() -> None:
    said = difference_words(EMPTY, Results(groups=(OURS, THEIRS)))
    assert said.startswith("Project pupils gained 3.50 marks more than comparison pupils, 95% interval +1.11 to +5.89.")
    assert "does not hold 0" in said
    assert "It holds 0" in difference_words(EMPTY, Results(groups=(OURS, WEAK)))
    assert "No difference is given" in difference_words(EMPTY, Results(groups=(OURS, Measured("comparison"))))
    assert "averages alone" in difference_words(EMPTY, Results(groups=(evolve(OURS, deviation=None), THEIRS)))


def test_who_is_missing_is_told_by_point() -> None:
    assert (
        missing_words(OURS) == "Project pupils: 2 of 26 not in the gain. Without a mark: 1 in the middle, 2 at the end."
    )
    assert missing_words(THEIRS) == "Comparison pupils: all 24 have a mark at each point."
    assert missing_words(Measured("project")) == ""
    assert "no gain is shown" in missing_words(Measured("project", listed=9, marked=(9, 9, 2)))
    assert missing_rows(Results(groups=(OURS, Measured("comparison")))) == (
        ("In the table", "26", "hidden"), ("Mark at the start", "26", "hidden"), ("Mark in the middle", "25", "hidden"),
        ("Mark at the end", "24", "hidden"), ("In the gain", "24", "hidden"),
    )  # fmt: skip


def test_what_is_hidden_says_so_in_every_row() -> None:
    assert cell_rows(Results(groups=(OURS, THEIRS))) == (
        ("Start", "10.00 (n = 24)", "12.00 (n = 24)"), ("Middle", "14.00 (n = 24)", "hidden"),
        ("End", "18.50 (n = 24)", "17.00 (n = 24)"), ("Gain from start to end", "+8.50", "+5.00"),
    )  # fmt: skip
    assert part_row(Part("project", "Others"))[1:] == ("hidden", "hidden")
    assert part_row(Part("project", "Others", 12, -1.0)) == (
        "Project pupils: others",
        "12",
        "\N{MINUS SIGN}1.00",
    )
    assert "are hidden" in parts_words((Part("project", "Others"),))


def test_rows_become_groups_in_words_unless_that_tells_a_small_one() -> None:
    said = roll_words(document_of(pupils()))
    assert (
        said
        == "51 rows, 51 pupils: 24 pupils in “Project pupils”, 24 pupils in “Comparison pupils”, 3 left out by you."
    )
    few = PupilPerformance(values=(ValueUse(MERGED, "comparison"),))
    assert "is hidden" in roll_words(document_of(pupils(waiting=5, decided=0), few))


def test_of_which_pupils_averages_are_is_said() -> None:
    assert "same pupils at each point" in who_words(EMPTY)
    assert "the numbers do not tell" in who_words(evolve(EMPTY, source="hand"))
    assert summary(EMPTY) == "There are no figures yet."
    assert "No difference" in summary(evolve(EMPTY, source="hand", typed=(Typed("project", "start", 9, 1.0),)))

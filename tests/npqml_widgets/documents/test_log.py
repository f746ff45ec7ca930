"""The learning log: dated, filed by criterion, waiting for the account; and confidence before and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from npqml_widgets.documents.log import (
    LEVELS,
    USED,
    WAITING,
    Log,
    by_criterion,
    change_in_words,
    printed,
    rate,
    use,
    wait,
    write,
)
from npqml_widgets.documents.shared.printing import Heading, Paragraph, Table, to_html

NOW = datetime(2026, 11, 5, 16, 10, tzinfo=UTC)


def noted(log: Log = Log(), words: str = "Ask first.", *, task: str = "3c-t1", criterion: str = "3.1.2", days: int = 0):  # noqa: B008
    return write(log, words, kind="back to school", criterion=criterion, task=task, at=NOW + timedelta(days=days))


def test_it_is_printed_by_criterion_in_words_with_the_notes_of_other_modules():
    july = datetime(2026, 7, 8, 23, 30, tzinfo=UTC)  # the 9th in England
    kept = write(Log(), "<b>Ask</b> first.", kind="reflection", criterion="3.1.2", task="x", at=july)
    kept = use(kept, kept.notes[0].id, "A")
    kept = write(kept, "Where does this belong?", kind="reflection", criterion="", task="y", at=NOW)
    kept = rate(kept, 2, module="1a", criterion="1.1.2", moment="before", at=NOW)
    page = printed(kept, {"3c": noted(words="From 3c.")})
    said, *blocks = page.blocks
    assert said == Paragraph("3 notes, 2 waiting to be used in the account.")
    headings = [block.words.partition(" ")[0] for block in blocks if isinstance(block, Heading)]
    assert headings == ["3.1.2", "No", "How"]
    first, _, sure = (block.rows for block in blocks if isinstance(block, Table))
    assert first == (
        ("9 July 2026", "<b>Ask</b> first.", "Reflection", "used in part A"),
        ("5 November 2026", "From 3c.", "Take this back to school (module 3c)", "waiting"),
    )
    assert sure == (("1.1.2", "1a", f"2 {LEVELS[2]}", ""),)
    assert "&lt;b&gt;Ask&lt;/b&gt; first." in to_html(page)


def test_a_note_is_dated_and_waits_for_the_account():
    (note,) = noted().notes
    assert (note.made, note.state, note.changed) == (NOW, WAITING, None)


def test_a_note_that_is_written_again_keeps_its_first_day_and_is_not_doubled():
    log = noted(noted(), "Ask first, then tell.", days=3)
    (note,) = log.notes
    assert note.words == "Ask first, then tell."
    assert (note.made, note.changed) == (NOW, NOW + timedelta(days=3))
    assert noted(log, "Ask first, then tell.", days=9) == log


def test_a_blank_note_is_none_and_blanking_takes_out_only_what_is_not_used():
    assert noted(words="  ").notes == ()
    assert noted(noted(), "").notes == ()
    used = use(noted(), noted().notes[0].id, "A")
    assert len(noted(used, "").notes) == 1


def test_notes_are_filed_by_criterion_with_gaps_shown():
    log = noted(noted(noted(), task="1a-t2", criterion="1.1.1"), task="5c-t1", criterion="")
    filed = by_criterion(log, ["1.1.1", "1.1.2", "3.1.2"])
    assert {key: len(notes) for key, notes in filed.items()} == {"1.1.1": 1, "1.1.2": 0, "3.1.2": 1, "": 1}


def test_a_note_used_in_the_account_no_longer_waits_until_it_is_taken_back():
    log = noted()
    key = log.notes[0].id
    used = use(log, key, "B")
    assert used.notes[0].state == USED["B"] == "used in part B"
    assert by_criterion(used, ["3.1.2"], state=WAITING) == {"3.1.2": ()}
    assert wait(used, key) == log
    with pytest.raises(KeyError, match="no note 'x'"):
        use(log, "x", "A")


def test_an_unknown_kind_of_note_is_refused():
    with pytest.raises(ValueError, match="kind"):
        write(Log(), "words", kind="shopping", criterion="", task="t", at=NOW)


def test_confidence_is_told_in_the_words_of_its_scale():
    log = rate(Log(), 2, module="3c", criterion="3.1.2", moment="before", at=NOW)
    assert change_in_words(log, "3c", "3.1.2") == f"Before the module: 2 of 4, “{LEVELS[2]}”."
    higher = change_in_words(rate(log, 4, module="3c", criterion="3.1.2", moment="after", at=NOW), "3c", "3.1.2")
    assert higher.endswith("That is 2 up.")
    lower = change_in_words(rate(log, 1, module="3c", criterion="3.1.2", moment="after", at=NOW), "3c", "3.1.2")
    assert "That is 1 down. Knowing more" in lower
    assert "not said yet" in change_in_words(log, "3c", "1.1.1")


def test_a_second_rating_takes_the_place_of_the_first():
    log = Log()
    for level in (1, 3):
        log = rate(log, level, module="3c", criterion="3.1.2", moment="before", at=NOW)
    assert [one.level for one in log.confidence] == [3]
    with pytest.raises(ValueError, match="level"):
        rate(log, 5, module="3c", criterion="3.1.2", moment="before", at=NOW)
